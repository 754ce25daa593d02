"""Physicians and cases as values, each a usual one but for what a test names, and strategies for any of them."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from cases.pairing.eligibility import Occasion
from cases.pairing.facts import Answer, CaseFacts, Hero, History, Offered
from cases.pairing.settings import DEFAULT

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
ZONES = {"US": "America/New_York", "GB": "Europe/London", "ZA": "Africa/Johannesburg", "NZ": "Pacific/Auckland"}


def hero(number=1, **values):
    country = values.pop("country", "GB")
    usual = {
        "country": country,
        "zone": ZONES[country],
        "languages": frozenset({"en"}),
        "specialities": frozenset({"neurology"}),
        "cap": 2,
    }
    return Hero(number, **(usual | values))


def case(**values):
    usual = {
        "id": "c1",
        "country": "GB",
        "languages": ("en",),
        "area": frozenset({"neurology"}),
        "started_at": NOON,
        "seed": "7",
    }
    return CaseFacts(**(usual | values))


def occasion(now=NOON, history=None, settings=DEFAULT, **values):
    return Occasion.of(history or History(case(**values)), now, settings)


def hours(number):
    return timedelta(hours=number)


moments = st.datetimes(datetime(2026, 10, 1), datetime(2027, 4, 30), timezones=st.just(UTC))
past = st.integers(0, 200).map(lambda ago: NOON - hours(ago))
areas = st.frozensets(
    st.sampled_from(["neurology", "paediatric-neurology", "paediatrics", "clinical-genetics"]), min_size=1
)
languages = st.sampled_from(["en", "fr", "es"])


@st.composite
def heroes(draw, number):
    country = draw(st.sampled_from(sorted(ZONES)))
    return Hero(
        id=number,
        country=country,
        zone=ZONES[country],
        languages=draw(st.frozensets(languages, min_size=1)),
        specialities=draw(areas),
        cap=draw(st.integers(0, 2)),
        verified=draw(st.sampled_from([True, True, True, False])),
        opted_in=draw(st.sampled_from([True, True, True, False])),
        available=draw(st.sampled_from([True, True, True, False])),
        paused_until=draw(st.none() | moments),
        active=draw(st.integers(0, 2)),
        last_offer_at=draw(st.none() | past),
        silent_misses=draw(st.integers(0, 3)),
        conflicts=draw(st.frozensets(st.sampled_from(["organisation:1", "patient:c1"]), max_size=1)),
        declined=draw(st.frozensets(st.sampled_from(["c1", "c2"]), max_size=1)),
    )


pools = st.integers(1, 12).flatmap(lambda size: st.tuples(*(heroes(number) for number in range(size))))
any_case = st.builds(
    case,
    country=st.sampled_from(sorted(ZONES)),
    languages=st.lists(languages, min_size=1, max_size=2, unique=True).map(tuple),
    area=areas,
    needs_same_country=st.booleans(),
    ties=st.frozensets(st.just("organisation:1")),
    seed=st.integers(0, 2**32).map(str),
)


def offered(number=1, *, at=NOON, due_in=2, answer=Answer.NONE, answered_in=None):
    answered_at = None if answered_in is None else at + hours(answered_in)
    return Offered(number, at, at + hours(due_in), answer, answered_at)
