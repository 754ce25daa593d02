"""What somebody has read, as a digest: whoever decides about it decides about these words, and about no later ones."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac

from cases.models import Case, Reply
from cases.said import said_by

CHANGED = "It was changed since you opened it. Please read it again."


def version_of_reply(reply: Reply) -> str:
    names = ("kind", "text", "disease_id", "confidence", "patients_seen", "reference", "answers_id")
    return digest([str(reply.pk), *(getattr(reply, name) for name in names)])


def version_of_case(case: Case) -> str:
    """Return what changes with the words, signs, bands and pictures of a case: two queries."""
    pictures = list(case.attachments.order_by("pk").values_list("pk", "file", "caption"))
    return digest([str(case.pk), case.screening_round, said_by(case), pictures])


def digest(parts: list[Any]) -> str:
    """Return 32 letters that say nothing of the words without the key."""
    value = json.dumps(parts, default=str, sort_keys=True)
    return salted_hmac("cases.version", value, algorithm="sha256").hexdigest()[:32]


def check_seen(seen: str, version: str) -> None:
    """Raise ValidationError if what was seen is not what stands there now."""
    if seen != version:
        raise ValidationError(CHANGED)
