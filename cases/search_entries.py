"""What the search learns of a case: what its owner wrote, never what was answered, so that a blind opinion stays blind."""

from collections.abc import Iterator

from cases.models import Case, CaseSign
from cases.querysets import open_to_members
from cases.sections import SECTIONS, TITLE
from cases.states import State
from common.audience import Audience
from common.entries import Entry, EntrySign, Name, NameKind
from common.specialities import SPECIALITIES

SUMMARY_MOST = 300


def case_entry(case: Case) -> Entry | None:
    """Return the entry of a case, or None for one that physicians at large do not read: nobody else finds it either."""
    if not Case.objects.open_to_members().filter(pk=case.pk).exists():
        return None
    return made_entry(case, list(case.signs.select_related("sign")))


def all_entries() -> Iterator[Entry]:
    """Return the entries of all cases that are open to members."""
    cases = Case.objects.filter(open_to_members()).prefetch_related("signs__sign")
    return (made_entry(case, list(case.signs.all())) for case in cases.iterator(chunk_size=200))


def made_entry(case: Case, signs: list[CaseSign]) -> Entry:
    present = [row.sign for row in signs if not row.is_absent]
    texts = [case.texts.get(section, "") for section in SECTIONS if section != TITLE]
    return Entry(
        kind="case",
        key=str(case.pk),
        title=case.title,
        url=case.get_absolute_url(),
        audience=Audience.CASES,
        summary=case.question[:SUMMARY_MOST],
        body="\n".join(text for text in [*texts, *case.key_words, *(sign.name for sign in present)] if text),
        names=[Name(case.title, NameKind.TITLE)],
        signs=[EntrySign(sign.hpo_id, 2) for sign in present],
        specialities=[SPECIALITIES[code].name for code in case.specialities if code in SPECIALITIES],
        onset=[case.get_onset_display()] if case.onset else [],
        date=case.opened_at.date() if case.opened_at else None,
        curated=True,
        notes=notes_on(case),
        card=card_of(case),
    )


def notes_on(case: Case) -> list[str]:
    notes = [case.get_state_display()]
    return [*notes, "Demonstration, an invented case"] if case.is_demonstration else notes


def card_of(case: Case) -> dict[str, object]:
    """Return the API's summary of a case."""
    return {
        "id": str(case.pk),
        "title": case.title,
        "question": case.question,
        "state": State(case.state).value,
        "age_band": case.age_band,
        "sex": case.sex,
        "country": case.country,
        "specialities": case.specialities,
        "is_demonstration": case.is_demonstration,
        "url": case.get_absolute_url(),
    }
