"""The end of a case by its owner. Its words, signs, pictures and answers go at once; that there was one stays, without text."""

from datetime import datetime
from functools import partial

from django.core.exceptions import ValidationError
from django.core.files.storage import Storage
from django.db import transaction

from accounts.models import User
from audit.actions import audited
from cases.actions.moving import NO_WAY, locked, move
from cases.models import (
    Attachment,
    Case,
    CaseFollow,
    CaseReading,
    CaseSign,
    CaseVersion,
    Consent,
    Hold,
    JustReading,
    Offer,
    Opinion,
    Outcome,
    RelayLink,
    Reply,
    Synthesis,
    TreatingPhysician,
)
from cases.news import followers
from cases.permissions import check_own
from cases.states import Party, State

# All that was said of the patient or to them, and who read it. With a reply goes what hangs on it: versions, marks, mentions,
# reports. Stays: passages, consents, screenings, rounds and offers, reports of the case, who follows it.
SAID = (
    CaseReading,
    JustReading,
    CaseSign,
    CaseVersion,
    Hold,
    TreatingPhysician,
    RelayLink,
    Outcome,
    Opinion,
    Synthesis,
    Reply,
)
EMPTY = {
    **dict.fromkeys(("age_band", "sex", "onset", "course", "related", "affected"), ""),
    "language": "en",
    "is_urgent": False,
}


@audited
def withdraw(*, case: Case, by: User, now: datetime) -> None:
    """Withdraw a case in any state; no reason is asked for. Raises ValidationError if it is withdrawn already."""
    case = locked(case)
    check_own(case, by)
    if case.state == State.WITHDRAWN:
        raise ValidationError(NO_WAY.format(state=State.WITHDRAWN.label.lower()))
    keep_followers(case, now)
    erase_files(case)
    for model in SAID:
        model.objects.filter(case=case).delete()
    Consent.objects.filter(case=case, ended_at=None).update(ended_at=now)
    Offer.objects.filter(case=case, answer=Offer.Answer.WAITING).update(answer=Offer.Answer.ENDED, answered_at=now)
    empty(case)
    move(case, State.WITHDRAWN, party=Party.OWNER, by=by, now=now)


def keep_followers(case: Case, now: datetime) -> None:
    """Whoever answered learns that the case was withdrawn, as who follows it does; what they wrote goes with it."""
    follows = [CaseFollow(case=case, reader=reader, since=now) for reader in followers(case)]
    CaseFollow.objects.bulk_create(follows, ignore_conflicts=True)


def empty(case: Case) -> None:
    """Take every word and band out of the row itself; the country stays, for the figures."""
    case.texts, case.key_words, case.specialities = {}, [], []
    for name, value in EMPTY.items():
        setattr(case, name, value)


def erase_files(case: Case) -> None:
    """Delete the rows of the pictures now and their files after the commit: a file cannot be brought back."""
    for attachment in Attachment.objects.filter(case=case):
        transaction.on_commit(partial(erase_file, attachment.file.storage, attachment.file.name or ""))
    Attachment.objects.filter(case=case).delete()


def erase_file(storage: Storage, name: str) -> None:
    if name:
        storage.delete(name)
