from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Physician
from accounts.roles import Role
from audit.kinds import Action
from audit.models import Event
from audit.verification import verify
from cases.models import AnsweringBan, Case, Offer, PairingRound
from cases.pairing import actions
from cases.pairing.actions import accept, come_back, decline, look_at, pause, run_pairing
from cases.pairing.fairness import hours_to_pair, spread
from cases.pairing.querysets import heroes, histories, history_of
from cases.pairing.ranking import sentence_of
from cases.pairing.records import replayed
from cases.pairing.settings import DEFAULT
from cases.states import State
from tests.cases.pairing.facts import hours
from tests.cases.pairing.people import NOON, give_back, offers, started, volunteer, volunteers
from tests.factories.accounts import UserFactory
from tests.factories.cases import OrganisationFactory, in_state, member

pytestmark = pytest.mark.django_db
A = Offer.Answer


def test_a_screened_case_is_offered_to_one_volunteer_who_has_two_waking_hours():
    volunteers(3)
    [offer] = offers(started())
    assert offer.due_at == NOON + hours(2)
    assert offer.round.number == 1


def test_the_ranking_is_kept_with_reasons_in_codes_and_gives_the_same_order_again():
    people = volunteers(6)
    case = started(at=NOON)
    kept = PairingRound.objects.get()
    order = [line["hero"] for line in kept.ranking["order"]]
    assert sorted(order) == sorted(user.reference.hex for user in people)
    assert order[0] == offers(case)[0].hero.reference.hex
    assert replayed(reversed(kept.ranking["order"]), kept.seed, case.pk.hex) == order
    assert sentence_of(kept.ranking["order"][0]["reasons"]).startswith("It is day there; same country")


def test_another_seed_gives_another_order():
    volunteers(6)
    case = started()
    kept = PairingRound.objects.get()
    order = [line["hero"] for line in kept.ranking["order"]]
    assert any(replayed(kept.ranking["order"], seed, case.pk.hex) != order for seed in ("1", "2", "3"))


def test_one_seed_is_drawn_for_a_case_and_stays():
    volunteers(8)
    case = started()
    run_pairing(now=NOON + hours(2))
    seeds = set(PairingRound.objects.filter(case=case).values_list("seed", flat=True))
    assert len(seeds) == 1


@pytest.mark.parametrize(
    "keep_out",
    [
        lambda user: Physician.objects.filter(user=user).update(is_available=False),
        lambda user: type(user).objects.filter(pk=user.pk).update(verified_until=NOON),
        lambda user: type(user).objects.filter(pk=user.pk).update(is_active=False),
        lambda user: type(user).objects.filter(pk=user.pk).update(role=Role.EDITOR),
        lambda user: Physician.objects.filter(user=user).update(paused_until=NOON.date() + timedelta(days=2)),
        lambda user: AnsweringBan.objects.create(user=user, reason="rude", at=NOON, until=NOON + hours(5)),
        lambda user: type(user.profile).objects.filter(user=user).update(languages=["fr"]),
        lambda user: type(user.profile).objects.filter(user=user).update(time_zone="Pacific/Auckland"),
        lambda user: [in_state(State.OPEN, liaison=user) for _ in range(2)],
    ],
)
def test_whoever_may_not_be_asked_is_not_asked(keep_out):
    user = volunteer()
    assert offers(started(at=NOON))[0].hero == user
    Offer.objects.all().delete()
    keep_out(user)
    assert offers(started(at=NOON)) == []


def test_a_case_that_only_waits_for_its_outcome_takes_no_room():
    user = volunteer(cases_at_once=1)
    in_state(State.RELAYED, liaison=user)
    assert len(offers(started())) == 1


def test_who_belongs_to_the_organisation_or_brought_the_case_is_not_asked():
    organisation = OrganisationFactory()
    staff, owner = volunteers(2)
    organisation.staff.add(staff)
    assert offers(started(organisation=organisation, owner=owner)) == []


def test_an_organisation_can_ask_for_its_own_country():
    volunteer("US")
    strict = OrganisationFactory(requires_same_country=True)
    assert offers(started(at=NOON + hours(4), organisation=strict)) == []
    assert len(offers(started(at=NOON + hours(4)))) == 1


def test_nobody_has_two_offers_within_a_day():
    volunteer()
    assert len(offers(started())) == 1
    assert offers(started()) == []


def test_only_a_screened_case_is_searched_for():
    volunteer()
    for state in (State.SUBMITTED, State.PAIRED, State.CLOSED):
        case = in_state(state)
        look_at(case, NOON)
        assert offers(case) == []


def test_after_one_miss_three_are_asked_and_a_second_run_changes_nothing():
    volunteers(8)
    case = started()
    assert run_pairing(now=NOON + hours(2))["missed"] == 1
    assert len(offers(case)) == 3
    events = Event.objects.count()
    assert run_pairing(now=NOON + hours(2)) == {}
    assert Event.objects.count() == events


def test_after_two_days_the_coordinator_is_told_once(monkeypatch):
    told = []
    monkeypatch.setattr(actions, "tell_coordinators", lambda case, happened, now: told.append(case))
    case = started()
    for after in (48, 49, 50):
        run_pairing(now=NOON + hours(after))
    assert told == [case]


def test_after_three_days_the_case_opens_under_the_coordinator():
    case = started()
    run_pairing(now=NOON + hours(71))
    case.refresh_from_db()
    assert case.state == State.SCREENED
    run_pairing(now=NOON + hours(72))
    case.refresh_from_db()
    assert (case.state, case.under_coordinator, case.liaison) == (State.OPEN, True, None)
    assert run_pairing(now=NOON + hours(80)) == {}


def test_who_accepts_looks_after_the_case_and_the_others_are_thanked(monkeypatch):
    thanked = []
    monkeypatch.setattr(actions, "tell_thanks", lambda found, now: thanked.extend(found))
    volunteers(8)
    case = started()
    run_pairing(now=NOON + hours(2))
    first, *others = offers(case)
    accept(offer=first, by=first.hero, now=NOON + hours(3))
    case.refresh_from_db()
    assert (case.state, case.liaison) == (State.PAIRED, first.hero)
    assert {offer.pk for offer in offers(case, A.THANKED)} == {offer.pk for offer in others}
    assert thanked == others
    late = accept(offer=others[0], by=others[0].hero, now=NOON + hours(4))
    assert late.answer == A.THANKED


def test_a_late_yes_counts_while_nobody_else_has_said_it():
    volunteers(8)
    case = started()
    [first] = offers(case)
    run_pairing(now=NOON + hours(2))
    assert accept(offer=first, by=first.hero, now=NOON + hours(3)).answer == A.ACCEPTED
    assert offers(case) == []


def test_after_a_decline_the_next_one_is_asked_at_once_and_it_cannot_be_taken_back():
    volunteers(3)
    case = started()
    [first] = offers(case)
    assert decline(offer=first, by=first.hero, now=NOON + hours(1)).answer == A.DECLINED
    [second] = offers(case)
    assert second.hero != first.hero
    with pytest.raises(ValidationError):
        accept(offer=first, by=first.hero, now=NOON + hours(1))


def test_an_offer_is_answered_by_its_volunteer_only_and_only_while_the_licence_counts():
    user, other = volunteers(2)
    case = started()
    [offer] = offers(case)
    stranger = other if offer.hero == user else user
    for answer in (accept, decline):
        with pytest.raises(PermissionDenied):
            answer(offer=offer, by=stranger, now=NOON)
    offer.hero.verified_until = NOON - timedelta(days=365)
    offer.hero.save()
    for answer in (accept, decline):
        with pytest.raises(PermissionDenied):
            answer(offer=offer, by=offer.hero, now=NOON)


def test_whoever_looks_after_enough_cases_meanwhile_cannot_accept():
    user = volunteer(cases_at_once=1)
    [offer] = offers(started())
    in_state(State.OPEN, liaison=user)
    with pytest.raises(ValidationError, match="1 case at the moment"):
        accept(offer=offer, by=user, now=NOON)


def test_a_case_that_is_hidden_rests_and_goes_on_afterwards():
    volunteers(3)
    case = started()
    [offer] = offers(case)
    Case.objects.filter(pk=case.pk).update(quarantined_at=NOON)
    with pytest.raises(ValidationError):
        accept(offer=offer, by=offer.hero, now=NOON)
    run_pairing(now=NOON + hours(3))
    assert Physician.objects.filter(paused_until__isnull=False).count() == 0
    Case.objects.filter(pk=case.pk).update(quarantined_at=None)
    run_pairing(now=NOON + hours(3))
    assert len(offers(case)) >= 1


def test_an_offer_of_a_withdrawn_case_ends():
    volunteer()
    case = started()
    [offer] = offers(case)
    Case.objects.filter(pk=case.pk).update(state=State.WITHDRAWN)
    assert accept(offer=offer, by=offer.hero, now=NOON).answer == A.ENDED


def test_the_third_silence_in_a_row_pauses_and_one_step_brings_back(monkeypatch):
    told = []
    monkeypatch.setattr(actions, "tell_of_pause", lambda user, now: told.append(user))
    user = volunteer()
    for day in range(3):
        at = NOON + timedelta(days=day)
        assert len(offers(started(at=at))) == 1
        assert told == []
        run_pairing(now=at + hours(2))
        Case.objects.update(state=State.WITHDRAWN)
    assert told == [user]
    fourth = NOON + timedelta(days=3)
    assert heroes(fourth)[0].silent_misses == DEFAULT.misses_to_pause
    assert offers(started(at=fourth)) == []
    assert come_back(by=user, now=fourth)
    assert not come_back(by=user, now=fourth)
    run_pairing(now=fourth + hours(1))
    assert Offer.objects.filter(answer=A.WAITING).count() == 1


def test_an_answer_ends_the_count_of_silences():
    user = volunteer()
    for day, is_answered in enumerate((False, False, True, False)):
        at = NOON + timedelta(days=day)
        [offer] = offers(started(at=at))
        if is_answered:
            decline(offer=offer, by=user, now=at)
        run_pairing(now=at + hours(2))
        Case.objects.update(state=State.WITHDRAWN)
    assert heroes(NOON + timedelta(days=5))[0].silent_misses == 1
    assert Physician.objects.get(user=user).paused_until is None


def test_a_pause_is_for_members_and_at_most_a_year():
    user = volunteer()
    pause(by=user, until=NOON.date() + timedelta(days=7), now=NOON)
    assert offers(started()) == []
    with pytest.raises(ValidationError):
        pause(by=user, until=NOON.date() + timedelta(days=400), now=NOON)
    for act in (lambda one: pause(by=one, until=NOON.date(), now=NOON), lambda one: come_back(by=one, now=NOON)):
        with pytest.raises(PermissionDenied):
            act(UserFactory(role=Role.FAMILY))


def test_a_case_that_was_given_back_is_offered_to_others_and_counted_anew():
    volunteers(5)
    case = started()
    [first] = offers(case)
    accept(offer=first, by=first.hero, now=NOON)
    back = NOON + timedelta(days=5)
    case.refresh_from_db()
    give_back(case, now=back)
    run_pairing(now=back)
    case.refresh_from_db()
    assert case.state == State.SCREENED
    [second] = offers(case)
    assert second.hero != first.hero
    accept(offer=second, by=second.hero, now=back)
    case.refresh_from_db()
    assert (case.state, case.liaison) == (State.PAIRED, second.hero)


def test_an_open_case_without_a_liaison_finds_another_and_stays_open():
    people = volunteers(3)
    case = in_state(State.OPEN, at=NOON, liaison=people[0])
    give_back(case, now=NOON + timedelta(days=10))
    run_pairing(now=NOON + timedelta(days=10))
    [offer] = offers(case)
    assert offer.hero != people[0]
    accept(offer=offer, by=offer.hero, now=NOON + timedelta(days=10))
    case.refresh_from_db()
    assert (case.state, case.liaison) == (State.OPEN, offer.hero)


def test_every_step_is_an_event_in_codes_and_the_chain_holds():
    volunteers(8)
    case = started()
    run_pairing(now=NOON + hours(2))
    offer, other, *_ = offers(case)
    decline(offer=offer, by=offer.hero, now=NOON + hours(2))
    accept(offer=other, by=other.hero, now=NOON + hours(2))
    kinds = {Action.OFFER_MADE, Action.OFFER_ANSWERED, Action.LIAISON_NAMED, Action.CASE_MOVED}
    assert kinds <= set(Event.objects.filter(subject=str(case.pk)).values_list("action", flat=True))
    assert verify().problem == ""


def test_queries_do_not_grow_with_volunteers_or_offers():
    volunteers(2)
    case = started()
    few = count(lambda: heroes(NOON)), count(lambda: history_of(case, "1"))
    volunteers(12)
    run_pairing(now=NOON + hours(24))
    assert len(offers(case)) == 8
    assert (count(lambda: heroes(NOON)), count(lambda: history_of(case, "1"))) == few


def count(job):
    with CaptureQueriesContext(connection) as found:
        job()
    return len(found)


def test_the_report_on_fairness_counts_who_was_asked_and_who_accepted():
    people = volunteers(3)
    case = started()
    [offer] = offers(case)
    accept(offer=offer, by=offer.hero, now=NOON + hours(1))
    started(at=NOON - timedelta(days=40))
    found = histories(NOON - timedelta(days=30))
    assert count(lambda: histories(NOON - timedelta(days=30))) == 3
    report = spread(found, [user.reference.hex for user in people])
    assert sorted(report.offers.values()) == [0, 0, 1]
    assert report.accepts[offer.hero.reference.hex] == 1
    assert [hours_to_pair(history) for history in found] == [1]


def test_a_member_without_a_profile_is_taken_to_live_in_their_country():
    user = member("NZ")
    Physician.objects.filter(user=user).update(is_available=True)
    [hero] = heroes(NOON)
    assert hero.zone == "Pacific/Auckland"
    assert hero.languages == {"en"}
