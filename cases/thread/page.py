"""A case as one reader may see it now: what its family told, where it stands, what the reader may do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from accounts.permissions import has_permission
from accounts.roles import Permission
from cases.attachments.querysets import attachments_in
from cases.bands import Sex
from cases.models import Attachment, Case, CaseSign, Origin, Outcome, Reply
from cases.pairing.permissions import is_fit
from cases.permissions import is_liaison
from cases.querysets import newest_outcome
from cases.relay.figures import Span, figure_of
from cases.sections import QUESTION, SECTIONS, TITLE
from cases.states import ANSWERABLE
from cases.thread.conversation import Pick, Thread, conversation
from cases.thread.family import StepShown, steps_of
from cases.thread.fitting import area_names
from cases.thread.people import Author
from cases.thread.permissions import speaks_for_patient
from cases.thread.querysets import draft_of
from cases.thread.times import Wait, span, wait_of
from cases.thread.windows import page_window
from cases.writing.words import standing_of


@dataclass(frozen=True, slots=True)
class May:
    """What the reader may do here now. The actions ask again; this decides what is offered."""

    opine: bool
    reply: bool
    answer: bool  # questions, for the patient
    mark: bool
    banned_until: datetime | None


@dataclass(frozen=True, slots=True)
class CasePage:
    case: Case
    thread: Thread
    may: May
    liaison: Author | None
    wait: Wait | None
    steps: Sequence[StepShown]
    present: Sequence[CaseSign]
    absent: Sequence[CaseSign]
    sections: Sequence[tuple[str, str, str]]  # key, heading, text
    areas: Sequence[str]
    bands: Sequence[str]
    attachments: Sequence[Attachment]
    family_sees: str
    first_reply: str
    figures: Span  # of first answers in the whole hub
    leads: bool
    may_take_on: bool  # nobody looks after it, and the reader could
    outcome: Outcome | None
    draft: Reply | None
    now: datetime


def case_page(case: Case, reader: User, now: datetime, *, pick: Pick = page_window) -> CasePage:
    """Return a case that `reader` may read, in a number of queries that does not grow with what belongs to it.

    The conversation comes first: it notes the reading, and raises TooOften.
    """
    thread = conversation(case, reader, now, pick=pick)
    signs = list(case.signs.select_related("sign"))
    may = what_may(case, reader, thread)
    return CasePage(
        case=case,
        thread=thread,
        may=may,
        liaison=thread.liaison,
        wait=wait_of(case.opened_at, case.first_reply_at, now),
        steps=steps_of(case, case.passages.all(), now),
        present=[sign for sign in signs if not sign.is_absent],
        absent=[sign for sign in signs if sign.is_absent],
        sections=sections_of(case),
        areas=area_names(case.specialities),
        bands=bands_of(case)[:-1] if case.specialities else bands_of(case),
        attachments=attachments_in(case, reader),
        family_sees=" ".join(standing_of(case)) if case.origin != Origin.PHYSICIAN else "",
        first_reply=span(case.first_reply_at - case.opened_at) if case.first_reply_at and case.opened_at else "",
        figures=figure_of("first_answer", now),
        leads=is_liaison(case, reader),
        may_take_on=case.liaison_id is None and (may.opine or may.reply) and is_fit(case, reader, now),
        outcome=newest_outcome(case),
        draft=draft_of(case, reader) if thread.sight.has_draft and (may.reply or may.answer) else None,
        now=now,
    )


def bands_of(case: Case) -> list[str]:
    """Return what a list says of the patient: bands and fields, never an age or a day."""
    bands = [
        case.get_sex_display() if case.sex != Sex.UNTOLD else "",
        case.get_age_band_display(),
        case.get_country_display(),
    ]
    return [band for band in [*bands, ", ".join(area_names(case.specialities))] if band]


def what_may(case: Case, reader: User, thread: Thread) -> May:
    is_member = has_permission(reader, Permission.ANSWER_CASES)
    banned_until = getattr(case, "banned_until", None) if is_member else None
    takes_answers = is_member and banned_until is None and case.state in ANSWERABLE
    brought_only = case.owner_id == reader.pk and not is_liaison(case, reader)
    sees = takes_answers and not thread.sight.is_blind
    return May(
        opine=takes_answers and case.owner_id != reader.pk and not thread.sight.has_opinion,
        reply=sees and not brought_only,
        answer=sees and speaks_for_patient(case, reader),
        mark=is_member and banned_until is None,
        banned_until=banned_until,
    )


def sections_of(case: Case) -> list[tuple[str, str, str]]:
    """Return the texts that were written, in the order in which a colleague reads them; title and question stand above."""
    return [
        (key, section.heading, str(case.texts[key]))
        for key, section in SECTIONS.items()
        if key not in (TITLE, QUESTION) and case.texts.get(key)
    ]
