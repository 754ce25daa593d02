"""What may be written in a case, field by field, in one flat list: columns, texts by their section, signs.

The form, the autosave and the API bring values of any kind; here they become what the tables hold, or a sentence by field.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError

from accounts.profile.languages import LANGUAGES
from cases.bands import CASE_ONSETS, Affected, AgeBand, Course, Onset, Related, Sex
from cases.models import Case, Organisation
from cases.sections import SECTIONS, WORDS_MOST
from common.countries import COUNTRIES
from common.specialities import SPECIALITIES
from vocabulary.models import Sign

CHOICES: dict[str, frozenset[str]] = {
    "country": frozenset(COUNTRIES),
    "language": frozenset(LANGUAGES),
    "age_band": frozenset(AgeBand.values),
    "sex": frozenset(Sex.values),
    "onset": frozenset(value for value, _ in CASE_ONSETS),
    "course": frozenset(Course.values),
    "related": frozenset(Related.values),
    "affected": frozenset(Affected.values),
}
KEY_WORDS_MOST, KEY_WORD_LONGEST = 5, 40
SPECIALITIES_MOST = 5
SIGNS_MOST = 60
NOT_LISTED = "Choose one of the list."
NOT_TEXT = "Write text here."
TOO_LONG = "Write at most {most} characters; these are {length}."
ALL_TOO_LONG = f"All texts together may have {WORDS_MOST} characters. Shorten one of them."
BOTH_WAYS = "“{names}” is chosen both as present and as absent. Keep one of the two."
HPO_ID = re.compile(r"HP:\d{7}")
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

Changes = dict[str, Any]


class SignSaid(NamedTuple):
    sign_id: int
    is_absent: bool
    onset: str


def cleaned(changes: Mapping[str, Any]) -> Changes:
    """Return the changes as they are kept; raise ValidationError by field, all at once. Unknown names are refused too."""
    made: Changes = {}
    refused: dict[str, str] = {}
    for name, value in changes.items():
        try:
            made[name] = cleaner_of(name)(value)
        except ValidationError as refusal:
            refused[name] = " ".join(refusal.messages)
    if refused:
        raise ValidationError(refused)
    return made


def cleaner_of(name: str) -> Callable[[Any], Any]:
    if name in SECTIONS:
        return lambda value: clean_text(value, SECTIONS[name].most)
    if name in CHOICES:
        return lambda value: clean_choice(value, CHOICES[name])
    return CLEANERS.get(name, unknown)


def unknown(value: Any) -> None:
    raise ValidationError("There is no such field in a case.")


def clean_text(value: Any, most: int) -> str:
    """Return a text with one kind of line end and without characters that no text has."""
    if not isinstance(value, str):
        raise ValidationError(NOT_TEXT)
    text = UNWRITABLE.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) > most:
        raise ValidationError(TOO_LONG.format(most=most, length=len(text)))
    return text


def clean_choice(value: Any, allowed: frozenset[str]) -> str:
    if value in ("", None):
        return ""
    if not isinstance(value, str) or value not in allowed:
        raise ValidationError(NOT_LISTED)
    return value


def clean_key_words(value: Any) -> list[str]:
    """Take a list, or words with commas between them."""
    words = [clean_text(word, 400) for word in (value.split(",") if isinstance(value, str) else as_list(value))]
    kept = list(dict.fromkeys(" ".join(word.split()) for word in words if word.strip()))
    if len(kept) > KEY_WORDS_MOST:
        raise ValidationError(f"Give at most {KEY_WORDS_MOST} key words.")
    if any(len(word) > KEY_WORD_LONGEST for word in kept):
        raise ValidationError(f"A key word has at most {KEY_WORD_LONGEST} characters.")
    return kept


def clean_specialities(value: Any) -> list[str]:
    kept = list(dict.fromkeys(clean_choice(one, frozenset(SPECIALITIES)) for one in as_list(value)))
    if len(kept) > SPECIALITIES_MOST:
        raise ValidationError(f"Choose at most {SPECIALITIES_MOST} areas.")
    return [one for one in kept if one]


def clean_organisation(value: Any) -> Organisation | None:
    """Return an organisation that takes cases, by its number; None for no help."""
    if value in ("", None):
        return None
    found = Organisation.objects.filter(takes_cases=True, pk=value).first() if str(value).isdecimal() else None
    if found is None:
        raise ValidationError(NOT_LISTED)
    return found


def clean_signs(value: Any) -> list[SignSaid]:
    """Return the signs by their numbers, each once. One that is said to be there and not to be there is refused."""
    rows = as_list(value)
    if len(rows) > SIGNS_MOST:
        raise ValidationError(f"Choose at most {SIGNS_MOST} signs.")
    said = [(sign_id_of(row), row) for row in rows]
    known = signs_by_id({hpo_id for hpo_id, _ in said})
    if missing := {hpo_id for hpo_id, _ in said} - known.keys():
        raise ValidationError(f"There is no sign {min(missing)} in the ontology.")
    made = [SignSaid(known[hpo_id], bool(row.get("is_absent")), onset_of(row)) for hpo_id, row in said]
    check_one_way(made)
    return list({sign.sign_id: sign for sign in made}.values())


def check_one_way(said: Iterable[SignSaid]) -> None:
    """Raise ValidationError if a sign is said to be present and absent."""
    ways: dict[int, set[bool]] = {}
    for sign in said:
        ways.setdefault(sign.sign_id, set()).add(sign.is_absent)
    torn = [sign_id for sign_id, both in ways.items() if len(both) > 1]
    if torn:
        names = "”, “".join(Sign.objects.filter(pk__in=torn).order_by("pk").values_list("name", flat=True))
        raise ValidationError(BOTH_WAYS.format(names=names))


def sign_id_of(row: Any) -> str:
    hpo_id = row.get("id") if isinstance(row, Mapping) else None
    if not isinstance(hpo_id, str) or not HPO_ID.fullmatch(hpo_id):
        raise ValidationError("Give each sign by its id, like HP:0001250.")
    return hpo_id


def onset_of(row: Mapping[str, Any]) -> str:
    return clean_choice(row.get("onset"), frozenset(Onset.values))


def signs_by_id(wanted: Iterable[str]) -> dict[str, int]:
    """Return the numbers of signs by the id they were asked for, also by one that was replaced meanwhile."""
    ids = list(wanted)
    found = dict(Sign.objects.filter(hpo_id__in=ids).values_list("hpo_id", "pk"))
    replaced = Sign.objects.filter(aliases__hpo_id__in=ids).values_list("aliases__hpo_id", "pk")
    return dict(replaced) | found


def as_list(value: Any) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise ValidationError("Give a list.")
    return list(value)[:1000]


CLEANERS: dict[str, Callable[[Any], Any]] = {
    "key_words": clean_key_words,
    "specialities": clean_specialities,
    "organisation": clean_organisation,
    "signs": clean_signs,
}
COLUMNS = (*CHOICES, "key_words", "specialities", "organisation")


def check_length(texts: Mapping[str, str]) -> None:
    if sum(map(len, texts.values())) > WORDS_MOST:
        raise ValidationError(ALL_TOO_LONG)


def is_stored(case: Case, name: str, value: Any) -> bool:
    """Say whether a case holds just this under a name; the order of signs says nothing."""
    if name in SECTIONS:
        return bool(case.texts.get(name, "") == value)
    if name == "signs":
        return set(case.signs.values_list("sign_id", "is_absent", "onset")) == set(value)
    return bool(getattr(case, name) == value)
