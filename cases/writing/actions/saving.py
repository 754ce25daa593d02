"""Saving a draft, often and in any order. Each save has a number; an older one changes nothing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from cases.actions.moving import locked
from cases.checking import BETWEEN, KEY_WORDS, Spot, place_of, prints_said_no, rewritten, say_no
from cases.models import Case, CaseSign, Origin
from cases.permissions import check_write
from cases.sections import SECTIONS
from cases.writing.fields import COLUMNS, Changes, check_length, cleaned, is_stored

AHEAD_MOST = 1000  # saves that may have been lost on the way
NO_NUMBER = "Give the number of this save: one more than the revision you know."
ONE_TEXT = "This place is not a text of the case."


class Stale(Exception):
    """A newer save is there already. Nothing was changed: `case` is what is stored."""

    def __init__(self, case: Case) -> None:
        super().__init__("This case was changed in another window. What you wrote here is not saved yet.")
        self.case = case


def save_draft(*, case: Case, changes: Mapping[str, Any], revision: int, by: User, now: datetime) -> Case:
    """Keep some fields of a draft or of a returned case; return it as it is now.

    Sending the same save again, because its answer was lost, is fine. Raises Stale for an older one, ValidationError by
    field for what cannot be kept, PermissionDenied for who may not write here. Nothing is logged: a draft is private.
    """
    made = cleaned(changes)
    with transaction.atomic():
        case = locked(case)
        check_write(case, by)
        check_changes(case, made, revision)
        if revision == case.revision:
            return same_again(case, made)
        apply(case, made)
        case.revision, case.saved_at = revision, now
        case.save(update_fields=["texts", "revision", "saved_at", *(name for name in made if name in COLUMNS)])
    return case


def check_changes(case: Case, made: Changes, revision: int) -> None:
    if not 0 < revision <= case.revision + AHEAD_MOST:
        raise ValidationError({"revision": NO_NUMBER})
    if revision < case.revision:
        raise Stale(case)
    if "organisation" in made and case.origin != Origin.FAMILY:
        raise ValidationError({"organisation": "The organisation of this case is set."})


def same_again(case: Case, made: Changes) -> Case:
    """Let a repeated save pass if it says what is stored."""
    if all(is_stored(case, name, value) for name, value in made.items()):
        return case
    raise Stale(case)


def apply(case: Case, made: Changes) -> None:
    """Put cleaned values into a locked case; signs are rows of their own and are written here."""
    texts = {**case.texts, **{name: value for name, value in made.items() if name in SECTIONS}}
    check_length(texts)
    case.texts = {name: text for name, text in texts.items() if text}
    for name in COLUMNS:
        if name in made:
            setattr(case, name, made[name])
    if "signs" in made:
        CaseSign.objects.filter(case=case).delete()
        CaseSign.objects.bulk_create(CaseSign(case=case, **said._asdict()) for said in made["signs"])


@transaction.atomic
def rewrite(*, case: Case, spot: Spot, by: User, now: datetime) -> Case:
    """Take one finding out of a text, or write it as the scanner suggests. Raises ValidationError if the place moved."""
    case = locked(case)
    check_write(case, by)
    place, text = place_of(spot.key), rewritten(case, text_at(case, spot.key), spot)
    if place.attachment:
        case.attachments.filter(pk=place.attachment).update(caption=text)
    else:
        apply(case, cleaned({place.section: text}))
    case.revision, case.saved_at = case.revision + 1, now
    case.save(update_fields=["texts", "key_words", "revision", "saved_at"])
    return case


@transaction.atomic
def keep_words(*, case: Case, spot: Spot, by: User) -> None:
    """Keep that the owner says: this names nobody. A screener still looks at it."""
    case = locked(case)
    check_write(case, by)
    if spot.print not in prints_said_no(case):
        say_no(case, text_at(case, spot.key), spot)


def text_at(case: Case, key: str) -> str:
    place = place_of(key)
    if place.attachment:
        return case.attachments.values_list("caption", flat=True).filter(pk=place.attachment).first() or ""
    if place.section == KEY_WORDS:
        return BETWEEN.join(case.key_words)
    if place.section not in SECTIONS:
        raise ValidationError(ONE_TEXT)
    return str(case.texts.get(place.section, ""))
