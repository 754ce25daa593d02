"""Real threads on a database of their own."""

from audit.verification import verify
from cases.models import Case, Offer, PairingRound
from cases.pairing.actions import accept, decline, run_pairing
from cases.states import State
from tests.cases.pairing.facts import hours
from tests.cases.pairing.people import NOON, screened, started, volunteer, volunteers
from tests.threads import alone, at_once

A = Offer.Answer


def asked(case, people):
    """Ask many at the same time, more than any wave would."""
    made = PairingRound.objects.create(case=case, number=1, seed="1", ranking={}, at=NOON)
    due = NOON + hours(2)
    return [Offer.objects.create(case=case, hero=hero, round=made, made_at=NOON, due_at=due) for hero in people]


def test_of_fifty_who_accept_in_the_same_moment_one_wins_and_the_others_are_thanked(own_database):
    found = alone(lambda: asked(screened(), volunteers(50)))
    answers = at_once(lambda offer: accept(offer=offer, by=offer.hero, now=NOON).answer, found)
    assert sorted(answers) == [A.ACCEPTED, *[A.THANKED] * 49]
    winner = found[answers.index(A.ACCEPTED)].hero
    case = alone(lambda: Case.objects.select_related("liaison").get())
    assert (case.state, case.liaison) == (State.PAIRED, winner)
    assert alone(verify).problem == ""


def test_of_two_yes_to_two_cases_by_somebody_with_room_for_one_one_counts(own_database):
    def prepare():
        user = volunteer(cases_at_once=1)
        return [offer for _ in range(2) for offer in asked(screened(), [user])]

    answers = at_once(lambda offer: accept(offer=offer, by=offer.hero, now=NOON), alone(prepare))
    assert sum(isinstance(answer, Offer) for answer in answers) == 1


def test_timers_that_run_at_the_same_time_offer_a_case_once(own_database):
    alone(lambda: volunteers(12) and [started() for _ in range(2)])
    at_once(lambda _: run_pairing(now=NOON + hours(2)), range(6))
    waiting = alone(lambda: list(Offer.objects.filter(answer=A.WAITING).values_list("case", "hero")))
    assert len(waiting) == 6
    assert len({hero for _, hero in waiting}) == 6


def test_yes_and_no_and_the_timer_in_the_same_moment_leave_one_winner_at_most(own_database):
    found = alone(lambda: asked(screened(), volunteers(12)))
    jobs = [lambda o=offer: accept(offer=o, by=o.hero, now=NOON + hours(2)) for offer in found[:4]]
    jobs += [lambda o=offer: decline(offer=o, by=o.hero, now=NOON + hours(2)) for offer in found[4:8]]
    jobs += [lambda: run_pairing(now=NOON + hours(2))] * 2
    at_once(lambda job: job(), jobs)
    assert alone(lambda: Offer.objects.filter(answer=A.ACCEPTED).count()) == 1
    assert alone(lambda: Offer.objects.filter(answer=A.WAITING).count()) == 0
