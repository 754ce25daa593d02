"""A case as the desk shows it: texts in pieces with their marks, pictures, what is left to decide."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import User
from cases.actions.watching import note_reading
from cases.checking import BETWEEN, CAPTION, KEY_WORDS
from cases.desk.looks import Looks, needed
from cases.desk.marking import Piece, pieces_of
from cases.desk.querysets import Duplicate, duplicates_of, holds_of, with_looks
from cases.desk.rare import rare_of
from cases.desk.waiting import Wait, wait_of_case
from cases.emergencies import number_of
from cases.models import Attachment, Case, CaseSign, Consent, Desk, Hold, Layer
from cases.rarity import Rare
from cases.sections import SECTIONS
from cases.writing.agreeing import asks_child
from common.countries import COUNTRIES


@dataclass(frozen=True, slots=True)
class Marked:
    """One text of a case, and what in it a person decides about."""

    heading: str
    pieces: list[Piece]
    holds: list[Hold]


@dataclass(frozen=True, slots=True)
class Picture:
    attachment: Attachment
    caption: Marked


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that stands in a case, for whoever screens or moderates it."""

    case: Case
    texts: list[Marked]
    pictures: list[Picture]
    present: list[CaseSign]
    absent: list[CaseSign]
    holds: list[Hold]  # those that wait
    consent: Consent | None  # that physicians read the case

    @property
    def asks_child(self) -> bool:
        return asks_child(self.case)

    @property
    def pictures_waiting(self) -> int:
        return sum(one.attachment.looks == Attachment.Looks.WAITING for one in self.pictures)


@dataclass(frozen=True, slots=True)
class Screen:
    """A case at the desk: what it says, and what is still needed before physicians read it."""

    shown: Shown
    looks: Looks
    needs: frozenset[Desk]
    own_decision: str
    wait: Wait
    rare: list[Rare]
    duplicates: list[Duplicate]
    emergency_number: str

    @property
    def is_ready(self) -> bool:
        return not (self.shown.holds or self.shown.pictures_waiting or self.rare)


def screen_of(case: Case, reader: User, now: datetime) -> Screen:
    """Return what a screener sees of a case, with a number of queries that does not grow with it."""
    row: Any = with_looks(Case.objects.filter(pk=case.pk)).get()
    looks = Looks(row.by_organisation, row.by_hub, row.organisation_can)
    own = case.screenings.filter(round=case.screening_round, screener=reader).first()
    return Screen(
        shown=shown_of(case, reader),
        looks=looks,
        needs=needed(looks),
        own_decision=own.get_decision_display() if own else "",
        wait=wait_of_case(case.submitted_at or case.state_since, now),
        rare=rare_of(case),
        duplicates=duplicates_of(case, reader),
        emergency_number=number_of(case.country),
    )


def shown_of(case: Case, reader: User) -> Shown:
    """Return what stands in a case; that `reader` opens it is written down here, whichever page or operation shows it."""
    note_reading(case=case, by=reader)
    holds = list(holds_of(case))
    waiting = [hold for hold in holds if hold.cleared_at is None]
    by_place: dict[tuple[str, Any], list[Hold]] = defaultdict(list)
    for hold in waiting:
        by_place[hold.section, hold.attachment_id].append(hold)
    signs = list(case.signs.select_related("sign"))
    captions = [
        Picture(one, marked("Caption", one.caption, by_place[CAPTION, one.pk])) for one in case.attachments.all()
    ]
    return Shown(
        case=case,
        texts=list(texts_of(case, by_place)),
        pictures=captions,
        present=[row for row in signs if not row.is_absent],
        absent=[row for row in signs if row.is_absent],
        holds=waiting,
        consent=case.consents.filter(layer=Layer.READ, ended_at=None).first(),
    )


def texts_of(case: Case, holds: dict[tuple[str, Any], list[Hold]]) -> Iterable[Marked]:
    for key, section in SECTIONS.items():
        if text := str(case.texts.get(key) or ""):
            yield marked(section.heading, text, holds[key, None])
    if case.key_words:
        yield marked("Key words", BETWEEN.join(map(str, case.key_words)), holds[KEY_WORDS, None])


def marked(heading: str, text: str, holds: list[Hold]) -> Marked:
    return Marked(heading, pieces_of(text, holds), holds)


def country_of(case: Case) -> str:
    return COUNTRIES.get(case.country, "")
