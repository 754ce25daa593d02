"""Giving a first opinion before anything of the others is seen, or choosing just to read."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from audit.actions import audited
from audit.kinds import Action
from cases.actions.moving import locked
from cases.events import log
from cases.models import Case, Confidence, JustReading, Opinion, Reply
from cases.news import tell_of_opinions
from cases.permissions import check_read
from cases.signals import case_changed
from cases.thread.actions.replies import Said, Sent, scanned_text, write
from cases.thread.permissions import check_just_read, check_opine
from cases.thread.scanning import Scanned
from cases.thread.sight import ENOUGH, sight_of
from vocabulary.models import Disease

MOST = 3
NONE_NAMED = "Name at least one disease."
TOO_MANY = f"Name up to {MOST} diseases."
TWICE = "Each disease can be named once."
NO_CONFIDENCE = "Say how sure you are."


class Named(NamedTuple):
    disease: Disease
    confidence: str


def give_opinion(*, case: Case, named: Sequence[Named], reason: str, by: User, now: datetime,
                 to_moderator: bool = False) -> Sent | None:  # fmt: skip
    """Write down the diseases in their order, as one sheet; a reason becomes the colleague's hypothesis among the replies.

    Raises ValidationError by field and `scanning.Unsafe`; PermissionDenied for a second sheet. Whether it was given blind
    is decided here, in the turn of the case: two who send the fifth at once both stay, and one of them is the fifth. A
    blind one counts as no reply: there is one a case, and cases are read one by one.
    """
    check_opine(case, by, sight_of(case, by))
    check_named(named)
    scan = scanned_text(reason)  # before anything is locked: it takes a while
    return keep(case, named, reason, scan, by=by, now=now, to_moderator=to_moderator)


@audited
def keep(case: Case, named: Sequence[Named], reason: str, scan: Scanned, *, by: User, now: datetime,
         to_moderator: bool) -> Sent | None:  # fmt: skip
    case = locked(case)
    sight = sight_of(case, by)
    check_opine(case, by, sight)
    sheet = uuid.uuid4()
    lines = [
        Opinion(case=case, author=by, sheet=sheet, rank=rank, disease=one.disease, confidence=one.confidence,
                is_blind=sight.is_blind, at=now)
        for rank, one in enumerate(named, start=1)
    ]  # fmt: skip
    Opinion.objects.bulk_create(lines)
    log(Action.OPINION_GIVEN, case=case, by=by, details={"blind": sight.is_blind, "diseases": len(lines)})
    sent = None
    if reason.strip():
        first = named[0]
        said = Said(kind=Reply.Kind.HYPOTHESIS, text=reason, disease=first.disease, confidence=first.confidence)
        sent = write(case, said, scan, by=by, now=now, to_moderator=to_moderator, is_counted=not sight.is_blind)
    if sight.is_blind and sight.sheets + 1 == ENOUGH:
        tell_of_opinions(case, by=by, now=now)
    case_changed.send(Case, case=case)
    return sent


def check_named(named: Sequence[Named]) -> None:
    if not named:
        raise ValidationError({"disease_1": NONE_NAMED})
    if len(named) > MOST:
        raise ValidationError({"disease_1": TOO_MANY})
    if len({one.disease.pk for one in named}) < len(named):
        raise ValidationError({"disease_1": TWICE})
    for rank, one in enumerate(named, start=1):
        if one.confidence not in Confidence.values:
            raise ValidationError({f"confidence_{rank}": NO_CONFIDENCE})


@transaction.atomic
def choose_just_reading(*, case: Case, by: User) -> None:
    """Show the replies without an opinion first; an opinion given later does not count as blind."""
    case = locked(case)
    check_read(case, by)
    check_just_read(case, by)
    JustReading.objects.get_or_create(case=case, reader=by)
