"""What the owner of an application is told. The page shows it and the API sends it, so neither can say more than the other.

Nothing here reads a hold: an application on hold has to look like any other that is with a reviewer.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q

from accounts.models.user import User
from accounts.models.verification import Application, Evidence
from accounts.verification.actions.applying import CONFIRM_FIRST, MAY_APPLY, WRONG_ROLE, has_confirmed_address
from accounts.verification.actions.deciding import Reason
from accounts.verification.actions.evidence import CODE_TRIES
from accounts.verification.actions.moving import YEAR
from accounts.verification.actions.timers import CLOSES
from accounts.verification.permissions import VOUCHERS_NEEDED, counting_vouchers
from accounts.verification.states import BEFORE_DETAILS, MEMBERS, OPEN, State

NONE = "none"  # the state of whoever never applied
STEPS = ("Account and e-mail address", "Details of your licence", "Proof that it is yours", "Decision by a reviewer")
AT_STEP: dict[str, int] = {State.NEEDS_EVIDENCE: 2, State.IN_REVIEW: 3}
ON_THE_WAY = {State.DETAILS_SENT: State.IN_REVIEW, State.AUTO_CHECKED: State.IN_REVIEW}
VERDICTS: dict[str, tuple[str, ...]] = {
    State.NEEDS_EVIDENCE: ("ask",),
    State.VERIFIED: ("verify", "reinstate"),
    State.SUSPENDED: ("suspend", "propose"),
    State.REVOKED: ("revoke",),
    State.REJECTED: ("reject",),
}
NOT_FOR_THIS = "This account has another role"
SENTENCES: dict[str, tuple[str, str]] = {
    NONE: (
        "You have not applied yet",
        "Membership is for physicians whose licence is verified. Begin with the details of your licence; "
        "it takes about five minutes.",
    ),
    State.REGISTERED: ("You have begun an application", "Next, give the details of your licence."),
    State.EMAIL_CONFIRMED: ("Your e-mail address is confirmed", "Next, give the details of your licence."),
    State.IN_REVIEW: (
        "Your application is with a reviewer",
        "Our target is a decision within two working days. We send you a mail when there is news. "
        "There is nothing you have to do now.",
    ),
    State.NEEDS_EVIDENCE: (
        "We need proof that the licence is yours",
        "A name and a number can be looked up by anybody. Choose one of three ways to show that this licence is yours.",
    ),
    State.VERIFIED: (
        "You are a member",
        "Your licence is verified. Once a year we compare it with the register again; you need to do nothing for that.",
    ),
    State.EXPIRING: (
        "Your membership is being renewed",
        "A year is over, and the register did not answer for itself. A reviewer compares your licence now, and "
        "you have to do nothing. Your access stays as it is meanwhile.",
    ),
    State.LAPSED: (
        "Your membership has lapsed",
        "Your licence could not be confirmed in time. What you wrote and your pseudonym are kept. "
        "Ask for renewal, and a reviewer compares your licence again.",
    ),
    State.SUSPENDED: (
        "Your membership is suspended",
        "You read what is open to everyone until a reviewer has decided. We send you a mail then.",
    ),
    State.REVOKED: (
        "Your membership has ended",
        "Two reviewers decided that this licence can no longer be used for membership. "
        "If you think that is wrong, write to the verification desk.",
    ),
    State.REJECTED: (
        "Your application was not accepted",
        "Pictures and codes are erased. Your name, your number and your address at an institution are erased within 30 days. "
        "If something in it was wrong, you may apply again.",
    ),
    State.CLOSED: (
        "Your application is closed",
        "You withdrew it, or it waited 30 days for an answer. Your name, your number and your proofs are erased. "
        "You may start again at any time.",
    ),
}


class May(StrEnum):
    """What the owner can do next."""

    CONFIRM_ADDRESS = "confirm_address"
    SEND_DETAILS = "send_details"
    GIVE_EVIDENCE = "give_evidence"
    ASK_FOR_RENEWAL = "ask_for_renewal"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Step:
    label: str
    state: str  # done, now or next


@dataclass(frozen=True, slots=True)
class Proof:
    kind: str
    outcome: str
    given_at: datetime
    domain: str
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Membership:
    """Where somebody stands, in codes and in words. Holds no name and no number: those stay in the vault."""

    state: str
    title: str
    text: str
    may: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    compared_again_at: datetime | None = None
    closes_at: datetime | None = None
    country: str = ""
    speciality: str = ""
    reason: str = ""
    note: str = ""
    proofs: tuple[Proof, ...] = ()
    vouchers: int = 0
    vouchers_needed: int = VOUCHERS_NEEDED
    has_voucher_code: bool = False

    @property
    def waits_for_code(self) -> bool:
        return any(proof.outcome == Evidence.Outcome.WAITING for proof in self.proofs)


def membership_of(user: User, now: datetime) -> Membership:
    """Return what `user` is told about their own membership."""
    application = Application.objects.current(user)
    if application is None or application.state in BEFORE_DETAILS:
        return before_details(user, application)
    state = str(ON_THE_WAY.get(State(application.state), application.state))
    title, text = SENTENCES[state]
    reason, note = why(application)
    proofs = given(application, now) if state in OPEN else ()
    return Membership(
        state=state,
        title=title,
        text=text,
        may=ways_on(user, state),
        steps=steps_at(AT_STEP[state]) if state in AT_STEP else (),
        since=application.since,
        until=user.verified_until if state in MEMBERS else None,
        compared_again_at=next_comparison(application),
        closes_at=application.since + CLOSES if state == State.NEEDS_EVIDENCE else None,
        country=application.country,
        speciality=application.speciality,
        reason=reason,
        note=note,
        proofs=proofs,
        vouchers=counting_vouchers(application) if state in OPEN else 0,
        has_voucher_code=state in OPEN and application.voucher_code != "",
    )


def before_details(user: User, application: Application | None) -> Membership:
    """Answer somebody who sent no details yet, or may send none."""
    state = application.state if application else NONE
    since = application.since if application else None
    if user.role not in MAY_APPLY:
        return Membership(state, NOT_FOR_THIS, WRONG_ROLE, since=since)
    title, text = SENTENCES[state]
    if not has_confirmed_address(user):
        may = with_withdrawal(May.CONFIRM_ADDRESS, application)
        return Membership(state, title, CONFIRM_FIRST, may, steps_at(0), since)
    closes_at = since + CLOSES if since else None
    return Membership(
        state, title, text, with_withdrawal(May.SEND_DETAILS, application), steps_at(1), since, closes_at=closes_at
    )


def with_withdrawal(first: May, application: Application | None) -> tuple[str, ...]:
    return (first, May.WITHDRAW) if application else (first,)


def ways_on(user: User, state: str) -> tuple[str, ...]:
    if state in OPEN:
        return (May.GIVE_EVIDENCE, May.WITHDRAW)
    if state == State.LAPSED:
        return (May.ASK_FOR_RENEWAL,)
    if state in (State.CLOSED, State.REJECTED) and user.role in MAY_APPLY:
        return (May.SEND_DETAILS,)
    return ()


def steps_at(current: int) -> tuple[Step, ...]:
    states = ("done" if number < current else "now" if number == current else "next" for number in range(len(STEPS)))
    return tuple(Step(label, state) for label, state in zip(STEPS, states, strict=True))


def next_comparison(application: Application) -> datetime | None:
    if application.state != State.VERIFIED or application.verified_at is None:
        return None
    return application.verified_at + YEAR


def why(application: Application) -> tuple[str, str]:
    """Return reason and note of the newest decision on the state as it stands; other decisions are not told."""
    verdicts = VERDICTS.get(application.state)
    if verdicts is None:
        return "", ""
    decision = application.decisions.filter(verdict__in=verdicts, at__gte=application.since).last()
    if decision is not None:
        return str(Reason(decision.reason).label), decision.note
    return (str(Reason.NOT_PRACTISING.label), "") if application.state == State.SUSPENDED else ("", "")


def given(application: Application, now: datetime) -> tuple[Proof, ...]:
    """Return the proofs that were given, and the code that waits to be typed in."""
    waits = Q(outcome=Evidence.Outcome.WAITING)
    good = Q(expires_at__gt=now, tries__lt=CODE_TRIES)
    rows = application.evidence.filter(~waits | good)
    return tuple(
        Proof(row.kind, row.outcome, row.given_at, row.domain, row.expires_at if row.outcome == "waiting" else None)
        for row in rows
    )
