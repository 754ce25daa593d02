"""Volunteers and screened cases in the database."""

from datetime import UTC, datetime

from accounts.models import Physician, Profile
from cases.actions.leading import release
from cases.models import Offer
from cases.pairing.actions import look_at
from cases.states import State
from tests.factories.accounts import in_a_year
from tests.factories.cases import in_state, member

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
ZONES = {"GB": "Europe/London", "US": "America/New_York", "NZ": "Pacific/Auckland"}


def volunteer(country="GB", *, languages=("en",), cases_at_once=2, **fields):
    user = member(country, verified_until=in_a_year(), **fields)
    Physician.objects.filter(user=user).update(is_available=True, hours_to=22, cases_at_once=cases_at_once)
    Profile.objects.create(user=user, languages=list(languages), time_zone=ZONES[country])
    return user


def volunteers(number, country="GB"):
    return [volunteer(country) for _ in range(number)]


def screened(at=NOON, **fields):
    return in_state(State.SCREENED, at=at, **fields)


def started(at=NOON, **fields):
    """Return a screened case for which the first volunteers were asked."""
    case = screened(at, **fields)
    look_at(case, at)
    case.refresh_from_db()
    return case


def offers(case, answer=Offer.Answer.WAITING):
    return list(Offer.objects.filter(case=case, answer=answer).select_related("hero", "case"))


def give_back(case, now):
    """Let the liaison step back: a case that is not open yet is looked for again."""
    case.refresh_from_db()
    release(case, by=case.liaison, now=now)
