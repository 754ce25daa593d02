"""Keeping what somebody is writing: one draft a case and author, on the server, for its author alone."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from cases.actions.moving import locked
from cases.models import Case, Confidence, Reply
from cases.permissions import check_read
from cases.thread.actions.replies import FIELDS, SEEN_MOST, TEXT_MOST, Said
from cases.thread.permissions import check_draft
from cases.thread.references import MOST as REFERENCE_MOST


@transaction.atomic
def save_draft(*, case: Case, said: Said, by: User, now: datetime) -> Reply | None:
    """Keep a draft as it is, complete or not; an empty one is forgotten. Nothing is scanned before it is sent."""
    case = locked(case)
    check_read(case, by)
    check_draft(case, by)
    drafts = Reply.objects.filter(case=case, author=by, is_draft=True)
    values = bounded(said)
    if not any(values[name] for name in ("text", "disease", "reference", "patients_seen")):
        drafts.delete()
        return None
    reply, _ = Reply.objects.update_or_create(case=case, author=by, is_draft=True, defaults=values | {"made_at": now})
    return reply


def bounded(said: Said) -> dict[str, object]:
    """Return the fields of an unfinished reply, each within what its column takes."""
    seen = said.patients_seen if said.patients_seen and 0 < said.patients_seen <= SEEN_MOST else None
    return {
        "kind": said.kind if said.kind in FIELDS else Reply.Kind.HYPOTHESIS,
        "text": said.text.replace("\x00", "")[:TEXT_MOST],
        "disease": said.disease,
        "confidence": said.confidence if said.confidence in Confidence.values else "",
        "patients_seen": seen,
        "reference": said.reference.replace("\x00", "")[:REFERENCE_MOST],
        "answers": said.answers,
    }


@transaction.atomic
def drop_draft(*, case: Case, by: User) -> None:
    Reply.objects.filter(case=locked(case), author=by, is_draft=True).delete()
