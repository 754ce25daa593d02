"""The search for a volunteer, written down: the engine says what to do, and this does it.

Every write holds the case, so that of many who accept at once one wins; the others are thanked, never refused.
"""

from collections import Counter
from datetime import date, datetime
from secrets import token_hex

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.events import log as log_event
from accounts.models import Physician, User
from accounts.permissions import check_permission
from accounts.physicians.actions import LONGEST_PAUSE, wrong_pause
from accounts.physicians.permissions import check_practice
from accounts.roles import Permission
from audit.actions import Details, audited
from audit.kinds import Action, Area
from cases.actions.leading import name_liaison, release
from cases.actions.moving import locked, move
from cases.events import log
from cases.models import Case, Offer, PairingRound
from cases.news import tell_coordinators, tell_of_offer, tell_of_pause, tell_owner, tell_thanks
from cases.pairing.eligibility import Occasion
from cases.pairing.facts import Hero
from cases.pairing.permissions import check_fit
from cases.pairing.querysets import (
    COORDINATOR,
    abandoned,
    active_cases,
    heroes,
    history_of,
    is_looking,
    looking,
    misses_in_a_row,
    paused_by_silence,
    search_began,
    seed_of,
)
from cases.pairing.records import record_of
from cases.pairing.settings import DEFAULT
from cases.pairing.steps import CoordinatorTask, NewOffer, Nothing, OfferThese, Step, WaitUntil, next_step
from cases.permissions import NO_ANSWERS, check_answer, check_not_suspended, is_owner
from cases.signals import case_changed
from cases.states import Party, State
from common.repeating import each_alone

NOT_YOURS = "There is no such offer for you."
DECLINED_BEFORE = "You have declined this case, and it is not offered twice."
HIDDEN = "The case is hidden for now and being checked. Please try again later."
FULL = "You look after {number} at the moment, which is as many as you wanted. Change that in your profile first."
TAKEN = "A colleague looks after this case already. Thank you for being there."
OWN = "You brought this case, so a colleague has to look after it."
A = Offer.Answer
ANSWERABLE = frozenset({A.WAITING, A.MISSED})  # a late answer still counts while nobody has accepted
CHUNK = 500


def run_pairing(*, now: datetime) -> dict[str, int]:
    """Do what time does, and return how often: misses, waves, the coordinator, the opening. A second run does nothing more."""
    done: Counter[str] = Counter()
    late = Offer.objects.filter(answer=A.WAITING, due_at__lte=now).order_by("due_at")[:CHUNK]
    done["missed"] += sum(each_alone(late, lambda offer: miss(offer, now)))
    pool = heroes(now)
    waiting = [case for case in looking().order_by("state_since")[:CHUNK] if has_step(case, pool, now)]
    for steps in each_alone(waiting, lambda case: look_at(case, now)):
        done += steps
    return dict(+done)


def has_step(case: Case, pool: list[Hero], now: datetime) -> bool:
    """Say without holding anything whether the engine would do something; most of the time it waits."""
    try:
        step = next_step(history_of(case, seed_of(case) or ""), pool, max(now, search_began(case)))
    except Exception:  # it is looked at alone and the failure logged there
        return True
    return not isinstance(step, WaitUntil | Nothing)


def release_abandoned(*, now: datetime) -> int:
    """Take cases off physicians who may not answer any more, so that others are asked; return how many."""
    return sum(each_alone(abandoned(now).order_by("state_since")[:CHUNK], lambda case: release_one(case, now)))


@audited
def release_one(case: Case, now: datetime) -> bool:
    case = locked(case)
    if not abandoned(now).filter(pk=case.pk).exists():
        return False
    release(case, by=None, now=now)
    return True


@audited
def look_at(case: Case, now: datetime) -> Counter[str]:
    case = locked(case)
    return advance(case, now) if is_looking(case) else Counter()


def advance(case: Case, now: datetime) -> Counter[str]:
    """Do for a locked case what the engine says, until it says wait; return the steps by name.

    A clock that is behind the one by which the search began would see none of the offers it makes, and ask everybody.
    """
    now = max(now, search_began(case))
    pool, seed = heroes(now), seed_of(case) or token_hex(16)
    done: Counter[str] = Counter()
    while not isinstance(step := next_step(history := history_of(case, seed), pool, now), WaitUntil | Nothing):
        take(case, step, pool=pool, occasion=Occasion.of(history, now, DEFAULT))
        done[type(step).__name__] += 1
    return done


def take(case: Case, step: Step, *, pool: list[Hero], occasion: Occasion) -> None:
    now, seed = occasion.now, occasion.case.seed
    if isinstance(step, OfferThese):
        made = add_round(case, seed, record_of(pool, occasion, step.wave), now)
        make_offers(made, step.offers, now)
    elif isinstance(step, CoordinatorTask):
        add_round(case, seed, {"step": COORDINATOR}, now)
        log(Action.PAIRING_ESCALATED, case=case, by=None, details={"for": COORDINATOR})
        tell_coordinators(case, happened="no_volunteer", now=now)
    else:
        open_under_coordinator(case, now)


def add_round(case: Case, seed: str, ranking: dict, now: datetime) -> PairingRound:
    return PairingRound.objects.create(case=case, number=case.rounds.count() + 1, seed=seed, ranking=ranking, at=now)


def make_offers(made: PairingRound, offers: tuple[NewOffer, ...], now: datetime) -> None:
    users = {
        user.reference.hex: user for user in User.objects.filter(reference__in=[new.ranked.hero.id for new in offers])
    }
    for new in offers:
        hero = users[str(new.ranked.hero.id)]
        offer = Offer.objects.create(case=made.case, hero=hero, round=made, made_at=now, due_at=new.due_at)
        details: Details = {
            "offer": str(offer.pk),
            "hero": str(hero.reference),
            "round": made.number,
            "place": new.ranked.place,
        }
        log(Action.OFFER_MADE, case=made.case, by=None, details=details)
        tell_of_offer(offer, now=now)


def open_under_coordinator(case: Case, now: datetime) -> None:
    """No patient waits for paperwork: after three days the coordinator looks after the case."""
    case.under_coordinator = True
    log(Action.PAIRING_ESCALATED, case=case, by=None, details={"for": "open"})
    if case.state == State.SCREENED:
        move(case, State.OPEN, party=Party.HUB, by=None, now=now)
    else:
        case.save(update_fields=["under_coordinator"])
        case_changed.send(Case, case=case)
    thank_the_others(case, now)


@audited
def miss(offer: Offer, now: datetime) -> bool:
    """Note that no answer came in time. Three in a row pause a volunteer; silence about a case that is gone counts not."""
    case = locked(offer.case)
    answer = A.MISSED if is_looking(case) else A.ENDED
    if not Offer.objects.filter(pk=offer.pk, answer=A.WAITING).update(answer=answer):
        return False
    log(Action.OFFER_ANSWERED, case=case, by=None, details={"offer": str(offer.pk), "answer": str(answer)})
    if answer == A.MISSED and paused_by_silence(misses_in_a_row(offer.hero)):
        put_on_pause(offer.hero, now.date() + LONGEST_PAUSE, by=None, reason="silence")
        tell_of_pause(offer.hero, now=now)
    return answer == A.MISSED


@audited
def accept(*, offer: Offer, by: User, now: datetime) -> Offer:
    """Take a case on and return the offer: accepted, or thanked where a colleague was faster, or ended.

    Raises PermissionDenied for anybody else's offer, for whoever may not answer cases or is suspended, ValidationError for who
    declined it or gave it back, looks after enough cases, or finds the case hidden for now.
    """
    case, offer = held(offer, by)
    if offer.answer == A.DECLINED:
        raise ValidationError(DECLINED_BEFORE)
    if offer.answer not in ANSWERABLE:
        return offer
    if case.quarantined_at:
        raise ValidationError(HIDDEN)
    check_not_suspended(by)
    if not is_looking(case):
        return answered(offer, A.THANKED if case.liaison_id or case.under_coordinator else A.ENDED, by=by, now=now)
    check_fit(case, by, now)
    check_room(by)
    Offer.objects.filter(case=case, answer=A.ACCEPTED).update(answer=A.ENDED)  # who gave it back
    answered(offer, A.ACCEPTED, by=by, now=now)
    name_liaison(case, by, by=by, now=now)
    thank_the_others(case, now)
    return offer


@audited
def take_on(*, case: Case, by: User, now: datetime) -> Case:
    """Look after a case that nobody looks after, unasked: one that opened under the coordinator, or was given back.

    Raises PermissionDenied for whoever may not answer it or is tied to it, ValidationError where a colleague was faster, or one
    has enough, or gave it back before.
    """
    case = locked(case)
    check_answer(case, by)
    if is_owner(case, by):
        raise PermissionDenied(OWN)
    if case.liaison_id:
        raise ValidationError(TAKEN)
    check_fit(case, by, now)
    check_room(by)
    name_liaison(case, by, by=by, now=now)
    thank_the_others(case, now)
    tell_owner(case, happened="moved", now=now)
    return case


@audited
def decline(*, offer: Offer, by: User, now: datetime) -> Offer:
    """Say no, without a reason and without any consequence; the next one is asked at once."""
    case, offer = held(offer, by)
    if offer.answer in ANSWERABLE:
        answered(offer, A.DECLINED, by=by, now=now)
        if is_looking(case):
            advance(case, now)
    return offer


def held(offer: Offer, by: User) -> tuple[Case, Offer]:
    """Return case and offer as they are now, held until the transaction ends."""
    if offer.hero_id != by.pk:
        raise PermissionDenied(NOT_YOURS)
    check_permission(by, Permission.ANSWER_CASES, NO_ANSWERS)
    case = locked(offer.case)
    return case, Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)


def check_room(by: User) -> None:
    number = active_cases(by).count()
    if number >= Physician.objects.get(user=by).cases_at_once:
        raise ValidationError(FULL.format(number="1 case" if number == 1 else f"{number} cases"))


def answered(offer: Offer, answer: Offer.Answer, *, by: User, now: datetime) -> Offer:
    offer.answer, offer.answered_at = answer, now
    offer.save(update_fields=["answer", "answered_at"])
    log(Action.OFFER_ANSWERED, case=offer.case, by=by, details={"offer": str(offer.pk), "answer": str(answer)})
    return offer


def thank_the_others(case: Case, now: datetime) -> None:
    others = list(Offer.objects.filter(case=case, answer=A.WAITING).select_related("hero"))
    Offer.objects.filter(pk__in=[offer.pk for offer in others]).update(answer=A.THANKED)
    for offer in others:
        log(Action.OFFER_ANSWERED, case=case, by=None, details={"offer": str(offer.pk), "answer": str(A.THANKED)})
    tell_thanks(others, now=now)


@audited
def pause(*, by: User, until: date, now: datetime) -> None:
    """Take no offers until a day; raises ValidationError for more than a year, PermissionDenied for who is no member."""
    check_practice(by, now)
    if wrong := wrong_pause(until, now.date()):
        raise ValidationError({"paused_until": wrong})
    put_on_pause(by, until, by=by, reason="own")


@audited
def come_back(*, by: User, now: datetime) -> bool:
    """End a pause, whoever began it; return False if there was none."""
    check_practice(by, now)
    ended = Physician.objects.filter(user=by, paused_until__isnull=False).update(paused_until=None)
    if ended:
        log_event(Action.VOLUNTEER_PAUSED, area=Area.CASES, by=by, owner=by, details={"paused": False})
    return bool(ended)


def put_on_pause(user: User, until: date, *, by: User | None, reason: str) -> None:
    Physician.objects.filter(user=user).update(paused_until=until)
    details: Details = {"paused": True, "reason": reason}
    log_event(Action.VOLUNTEER_PAUSED, area=Area.CASES, by=by, owner=user, details=details)
