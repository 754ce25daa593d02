"""The way of one invented case to the state of its record. Every step is the action that everybody takes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from accounts.models import User
from cases.actions.withdrawing import withdraw
from cases.attachments.actions.adding import add_file
from cases.attachments.actions.looking import Verdict, look
from cases.demo.answers import discuss
from cases.demo.clock import Clock
from cases.demo.pairing import accepted, last_awake, offered, opened_by_the_hub
from cases.demo.people import People
from cases.demo.pictures import picture
from cases.demo.records import Record, changes_of, is_of_a_child, layers_of
from cases.demo.relaying import advise, closes, hand_over, send, tell_outcome
from cases.desk.actions.flagging import flag
from cases.desk.actions.screening import Decision, clear_hold, clear_rarity, screen
from cases.desk.querysets import holds_of
from cases.models import AgreedBy, Case, Organisation, Origin, TreatingPhysician
from cases.relay.actions.leading import note_contact, open_case
from cases.states import State
from cases.treating import Treating
from cases.writing.actions.consenting import set_consents
from cases.writing.actions.saving import save_draft
from cases.writing.actions.starting import start_case
from cases.writing.actions.submitting import submit
from cases.writing.actions.treating import say_who_treats

TREATING = Treating(name="Dr Demonstration", email="treating@demo.example")
LATELY = timedelta(hours=20)


@dataclass(slots=True)
class Course:
    """One case on its way."""

    record: Record
    case: Case
    people: People
    clock: Clock

    @property
    def owner(self) -> User:
        return self.people[self.record["owner"]]

    @property
    def liaison(self) -> User:
        """Who looks after it: the one of the record, or the physician who brought it."""
        return self.people[self.record.get("liaison") or self.record["owner"]]

    def again(self) -> Case:
        """Return the case as it is now."""
        self.case.refresh_from_db()
        return self.case


def bring(record: Record, *, people: People, organisation: Organisation, clock: Clock) -> Case:
    """Make one case and bring it to where its record ends."""
    case = written(record, people=people, organisation=organisation, clock=clock)
    course = Course(record, case, people, clock)
    for step in COURSES[record["until"]]:
        step(course)
    if "flag" in record:
        reported(course)
    return course.again()


def written(record: Record, *, people: People, organisation: Organisation, clock: Clock) -> Case:
    """Return the complete draft of a case."""
    owner = people[record["owner"]]
    case = start_case(by=owner, now=clock.now)
    case.is_demonstration = True
    case.save(update_fields=["is_demonstration"])
    changes = dict(changes_of(record))
    if record.get("helped"):
        changes["organisation"] = organisation.pk
    save_draft(case=case, changes=changes, revision=1, by=owner, now=clock.now)
    for wanted in record.get("pictures", ()):
        add_file(case=case, file=picture(wanted["drawing"]), caption=wanted["caption"], by=owner, now=clock.now)
    set_consents(
        case=case,
        layers=layers_of(record),
        agreed_by=agreed_by(record, case),
        has_assent=record["age_band"] in ("school", "teen"),
        by=owner,
        now=clock.now,
    )
    say_who_treats(case=case, details=TREATING, by=owner, now=clock.now)
    return case


def agreed_by(record: Record, case: Case) -> AgreedBy:
    if case.origin == Origin.ORGANISATION:
        return AgreedBy.ORGANISATION
    return AgreedBy.GUARDIAN if is_of_a_child(record) else AgreedBy.PATIENT


def sent(course: Course) -> None:
    submit(case=course.case, by=course.owner, now=course.clock.now)


def screened(course: Course) -> None:
    """Two people look at everything and approve."""
    case, two = course.again(), course.people.screeners_of(course.case)
    now = course.clock.after(2)
    for by in two:
        for attachment in case.attachments.all():
            look(attachment=attachment, by=by, verdict=Verdict.SHOW, now=now)
    for hold in holds_of(case).filter(cleared_at=None):
        clear_hold(hold=hold, by=two[0], now=now)
    clear_rarity(case=case, by=two[0], now=now)
    for by in two:
        screen(case=case, by=by, decision=Decision.APPROVED, now=course.clock.after(1), is_no_emergency=case.is_urgent)


def turned_down(course: Course, decision: str) -> None:
    by = course.people.screeners_of(course.case)[0]
    screen(case=course.case, by=by, decision=decision, reason=course.record["reason"], now=course.clock.after(3))


def returned(course: Course) -> None:
    turned_down(course, Decision.RETURNED)


def declined(course: Course) -> None:
    turned_down(course, Decision.DECLINED)


def asked(course: Course) -> None:
    """The offer is as young as it can be: it waits for a yes or a no."""
    hero, clock = course.liaison, course.clock
    clock.at(last_awake(hero, clock.end - timedelta(minutes=20)) - timedelta(minutes=30))
    offered(course.again(), hero, clock)


def paired(course: Course) -> None:
    """The volunteer says yes. A physician's own case is with them since it was screened."""
    if course.case.origin != Origin.PHYSICIAN and "liaison" in course.record:
        accepted(course.again(), course.liaison, course.clock)


def opened(course: Course) -> None:
    if course.case.origin != Origin.PHYSICIAN and "liaison" not in course.record:
        opened_by_the_hub(course.again(), course.clock)
        return
    reached = TreatingPhysician.Contact.REACHED
    note_contact(case=course.case, contact=reached, by=course.liaison, now=course.clock.after(15))
    open_case(case=course.case, has_read=True, by=course.liaison, now=course.clock.after(1))


def answered(course: Course) -> None:
    discuss(course.record, course.again(), liaison=course.liaison, people=course.people, clock=course.clock)


def advised(course: Course) -> None:
    advise(course.record, course.case, by=course.liaison, now=course.clock.after(48))


def link_sent(course: Course) -> None:
    """The link is so young that it still opens."""
    send(course.case, by=course.liaison, now=course.clock.at(course.clock.end - LATELY))


def relayed(course: Course) -> None:
    hand_over(course.case, by=course.liaison, now=course.clock.after(20))


def outcome_told(course: Course) -> None:
    tell_outcome(course.record, course.again(), by=course.owner, now=course.clock.after(24 * 12))


def closed(course: Course) -> None:
    closes(course.again(), now=course.clock.after(24 * 31))


def withdrawn(course: Course) -> None:
    withdraw(case=course.case, by=course.owner, now=course.clock.after(40))


def reported(course: Course) -> None:
    """A member reports what could show who the patient is: the case is hidden, and two moderators decide."""
    by = course.people.members(but=(course.owner, course.liaison))[-1]
    flag(
        case=course.case,
        by=by,
        reason=course.record["flag"],
        now=course.clock.at(course.clock.end - timedelta(hours=3)),
    )


Step = Callable[[Course], None]
TO_PAIRED: tuple[Step, ...] = (sent, screened, paired)
TO_OPEN: tuple[Step, ...] = (*TO_PAIRED, opened, answered)
COURSES: dict[str, tuple[Step, ...]] = {
    State.DRAFT: (),
    State.SUBMITTED: (sent,),
    State.RETURNED: (sent, returned),
    State.DECLINED: (sent, declined),
    State.SCREENED: (sent, screened, asked),
    State.PAIRED: TO_PAIRED,
    State.OPEN: TO_OPEN,
    State.ADVICE_READY: (*TO_OPEN, advised, link_sent),
    State.RELAYED: (*TO_OPEN, advised, relayed),
    State.OUTCOME_REPORTED: (*TO_OPEN, advised, relayed, outcome_told),
    State.CLOSED: (*TO_OPEN, advised, relayed, outcome_told, closed),
    State.WITHDRAWN: (sent, withdrawn),
}
