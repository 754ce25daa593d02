"""What time does to cases: `manage.py run_timers`. Each line acts once, counted from the beginning of a state."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from django.core.cache import cache
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Greatest

from audit.actions import audited
from audit.kinds import Action
from cases.actions.leading import release
from cases.actions.moving import locked, move
from cases.attachments.files import erase_unowned_files
from cases.events import log
from cases.models import Case, Outcome, Reminder
from cases.news import tell_coordinators, tell_liaison, tell_moderators, tell_owner
from cases.pairing.actions import release_abandoned, run_pairing
from cases.reasons import Declined
from cases.states import Party, State
from cases.writing.actions.starting import drop_stale_drafts
from common.repeating import each_alone

DAY = timedelta(days=1)
CHUNK = 200
Act = Callable[[Case, datetime], None]
# Kinds of outcomes after which nobody is asked again.
KNOWN = (Outcome.Kind.CONFIRMED, Outcome.Kind.LOST, Outcome.Kind.DIED)


class Timer(NamedTuple):
    code: str
    states: frozenset[State]
    after: timedelta
    act: Act
    only: Q = Q()
    since: str = "state_since"


def reminds_liaison(happened: str) -> Act:
    return lambda case, now: tell_liaison(case, happened=happened, now=now)


def asks_coordinator(happened: str) -> Act:
    def act(case: Case, now: datetime) -> None:
        log(Action.PAIRING_ESCALATED, case=case, by=None, details={"for": happened})
        tell_coordinators(case, happened=happened, now=now)

    return act


def looks_for_another(case: Case, now: datetime) -> None:
    release(case, by=None, now=now)


def asks_for_a_call(case: Case, now: datetime) -> None:
    tell_liaison(case, happened="no_receipt", now=now)
    tell_owner(case, happened="no_receipt", now=now)


def asks_for_the_outcome(case: Case, now: datetime) -> None:
    tell_owner(case, happened="outcome_asked", now=now)
    tell_liaison(case, happened="outcome_asked", now=now)


def ends_unanswered(case: Case, now: datetime) -> None:
    move(case, State.DECLINED, party=Party.HUB, by=None, now=now, reason=Declined.NO_ANSWER)


def asks_screeners(case: Case, now: datetime) -> None:
    tell_moderators(case, happened="screening_late", now=now)


def closes(case: Case, now: datetime) -> None:
    move(case, State.CLOSED, party=Party.HUB, by=None, now=now)


PAIRED, OPEN, ADVICE_READY = (frozenset({state}) for state in (State.PAIRED, State.OPEN, State.ADVICE_READY))
SUBMITTED, RETURNED = frozenset({State.SUBMITTED}), frozenset({State.RETURNED})
OUTCOME_REPORTED = frozenset({State.OUTCOME_REPORTED})
AFTER_RELAY = frozenset({State.RELAYED, State.OUTCOME_REPORTED, State.CLOSED})
LED = Q(liaison__isnull=False)
LIAISON = "liaison"  # since the state began or the physician took the case on, whatever is later
UNKNOWN = ~Q(outcomes__kind__in=KNOWN)
ASKED_AFTER = (30, 90, 180, 365)
TIMERS: tuple[Timer, ...] = (
    Timer("screening-late", SUBMITTED, 2 * DAY, asks_screeners),
    Timer("returned-too-long", RETURNED, 30 * DAY, ends_unanswered),
    Timer("read-and-open", PAIRED, DAY, reminds_liaison("read_and_open"), LED, since=LIAISON),
    Timer("paired-too-long", PAIRED, 2 * DAY, looks_for_another, LED, since=LIAISON),
    Timer("no-reply", OPEN, 2 * DAY, asks_coordinator("no_reply"), Q(first_reply_at=None)),
    Timer("advice-day-3", OPEN, 3 * DAY, reminds_liaison("advice_due"), LED, since=LIAISON),
    Timer("advice-day-5", OPEN, 5 * DAY, reminds_liaison("advice_due"), LED, since=LIAISON),
    Timer("second-liaison", OPEN, 7 * DAY, asks_coordinator("second_liaison"), LED, since=LIAISON),
    Timer("another-liaison", OPEN, 10 * DAY, looks_for_another, LED, since=LIAISON),
    Timer("no-receipt", ADVICE_READY, 7 * DAY, asks_for_a_call),
    *(
        Timer(f"outcome-{days}", AFTER_RELAY, days * DAY, asks_for_the_outcome, UNKNOWN, "relayed_at")
        for days in ASKED_AFTER
    ),
    Timer("unchanged", OUTCOME_REPORTED, 30 * DAY, closes),
)


def run(now: datetime) -> dict[str, int]:
    """Do what is due; return how often each timer acted. A second run at the same moment does nothing."""
    done = {"liaison-gone": release_abandoned(now=now)}  # before others are asked
    done |= run_pairing(now=now) | daily(now)
    done |= {timer.code: sum(fired(timer, now)) for timer in TIMERS}
    return {code: count for code, count in done.items() if count}


def fired(timer: Timer, now: datetime) -> Iterator[bool]:
    return each_alone(due(timer, now), lambda case: fire(timer, case, now))


def daily(now: datetime) -> dict[str, int]:
    """Clear away what nobody needs any more, once a day, whichever process comes first."""
    if not cache.add(f"cases:daily:{now.date()}", "done", timeout=int(2 * DAY.total_seconds())):
        return {}
    return {"drafts": drop_stale_drafts(now=now), "files": erase_unowned_files(now=now)}


def due(timer: Timer, now: datetime) -> Iterator[Case]:
    """Yield the cases a timer is due for, the longest waiting first, at most CHUNK in one run."""
    since = Greatest("state_since", "liaison_since") if timer.since == LIAISON else F(timer.since)
    found = Case.objects.annotate(counted_from=since).filter(
        timer.only, state__in=timer.states, counted_from__lte=now - timer.after, quarantined_at=None
    )
    done = Reminder.objects.filter(case=OuterRef("pk"), code=timer.code, since=OuterRef("counted_from"))
    yield from found.exclude(Exists(done)).order_by("counted_from")[:CHUNK]


def counted_from(timer: Timer, case: Case) -> datetime | None:
    if timer.since == LIAISON:
        return max(case.state_since, case.liaison_since) if case.liaison_since else None
    return getattr(case, timer.since)


@audited
def fire(timer: Timer, case: Case, now: datetime) -> bool:
    """Act on one case unless it moved on, or another process did so meanwhile."""
    since, case = counted_from(timer, case), locked(case)
    if since is None or case.state not in timer.states or counted_from(timer, case) != since or case.quarantined_at:
        return False
    _, is_first = Reminder.objects.get_or_create(case=case, code=timer.code, since=since, defaults={"at": now})
    if is_first:
        timer.act(case, now)
    return is_first
