"""The search as the timers run it: with a clock that is behind, a case that cannot be looked at, and nothing to do."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Profile
from audit.models import Event
from cases.models import Offer
from cases.pairing import actions
from cases.pairing.actions import run_pairing
from cases.relay.actions.leading import step_back
from cases.states import State
from cases.timers import run
from tests.cases.pairing.people import volunteer
from tests.factories.cases import in_state

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def screened(**fields):
    return in_state(State.SCREENED, at=NOW - timedelta(minutes=1), **fields)


def test_a_clock_that_is_behind_asks_no_more_people_than_another():
    for _ in range(12):
        volunteer()
    case = in_state(State.PAIRED, at=NOW - timedelta(hours=1))
    step_back(case=case, by=case.liaison, now=NOW + timedelta(seconds=1))
    run_pairing(now=NOW)
    assert Offer.objects.filter(case=case).count() <= 1


def test_a_case_that_cannot_be_looked_at_stops_no_other(monkeypatch, caplog):
    volunteer()
    broken, other = screened(), screened()
    real = actions.history_of

    def history_of(case, seed):
        if case.pk == broken.pk:
            raise ZeroDivisionError
        return real(case, seed)

    monkeypatch.setattr(actions, "history_of", history_of)
    late = in_state(State.RETURNED, at=NOW - timedelta(days=31))
    done = run(NOW)
    assert done["returned-too-long"] == 1
    assert Offer.objects.filter(case=other).exists() or other.rounds.exists()
    late.refresh_from_db()
    assert late.state == State.DECLINED
    assert "One Case could not be seen to" in caplog.text


def test_a_time_zone_that_this_machine_does_not_know_stops_no_search():
    Profile.objects.update_or_create(user=volunteer(), defaults={"time_zone": "Mars/Olympus"})
    case = screened()
    run_pairing(now=NOW)
    assert case.rounds.exists() or Offer.objects.filter(case=case).exists()


def test_a_run_that_has_nothing_to_do_waits_for_nobody_and_writes_nothing(django_assert_max_num_queries):
    for _ in range(3):
        volunteer()
    for _ in range(4):
        screened()
    run_pairing(now=NOW)
    before = Event.objects.count()
    with django_assert_max_num_queries(40) as asked:
        assert run_pairing(now=NOW) == {}
    assert not [query for query in asked.captured_queries if "audit_head" in query["sql"]]
    assert Event.objects.count() == before
