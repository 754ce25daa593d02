"""What the pages and the API tell of offers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db.models import Case, QuerySet, When
from django.utils import timezone

from accounts.models import User
from cases.keeping import kept
from cases.models import Offer
from cases.pairing.fairness import Cell, by_area, by_country, spread
from cases.pairing.querysets import heroes, histories
from cases.pairing.settings import DEFAULT
from common.countries import COUNTRIES
from common.specialities import SPECIALITIES

PER_PAGE = 20
LEAST = 10
PERIOD = timedelta(days=365)


def offers_of(user: User) -> QuerySet[Offer]:
    """Return the offers somebody has had, the newest first, with what may be told of the case: area, band, country.

    Of a case that is hidden for now there is none, to read or to answer; it is there again with the case.
    """
    told = ("id", "specialities", "age_band", "country", "state", "language", "is_demonstration")
    cases = [f"case__{name}" for name in told]
    own = Offer.objects.filter(hero=user, case__quarantined_at=None).select_related("case").order_by("-made_at", "pk")
    return own.only("pk", "answer", "made_at", "due_at", "answered_at", "hero", "case", *cases)


def open_offers(user: User) -> QuerySet[Offer]:
    return offers_of(user).filter(answer=Offer.Answer.WAITING)


def waiting_first(user: User) -> QuerySet[Offer]:
    """Return all offers of somebody: those that wait, and then the others, each the newest first."""
    is_waiting = Case(When(answer=Offer.Answer.WAITING, then=0), default=1)
    return offers_of(user).order_by(is_waiting, "-made_at", "pk")


def areas(offer: Offer) -> list[str]:
    return [SPECIALITIES[code].name for code in offer.case.specialities if code in SPECIALITIES]


@dataclass(frozen=True, slots=True)
class Report:
    """How offers were spread over the volunteers of a year; nothing where fewer than ten stand behind it."""

    volunteers: int
    offers: int
    accepts: int
    gini_offers: float | None
    gini_accepts: float | None
    countries: list[Cell]
    areas: list[Cell]


def report(now: datetime) -> Report:
    """Return the report on the year before `now`, as it was counted an hour ago at most."""
    count = partial(report_since, now - PERIOD)
    return kept("cases.pairing.report", count, now=now, renewed_after=timedelta(hours=1))


def report_since(since: datetime) -> Report:
    past, known = histories(since), [hero.id for hero in heroes(timezone.now())]
    told = spread(past, known)
    offers, accepts = sum(told.offers.values()), sum(told.accepts.values())
    longest = float(DEFAULT.open_hours)
    countries = [named(cell, COUNTRIES.get(cell.name, cell.name)) for cell in by_country(past, longest)]
    specialities = [
        named(cell, SPECIALITIES[cell.name].name) for cell in by_area(past, longest) if cell.name in SPECIALITIES
    ]
    return Report(
        volunteers=len(known),
        offers=offers,
        accepts=accepts,
        gini_offers=told.gini_offers if len(known) >= LEAST else None,
        gini_accepts=told.gini_accepts if len(known) >= LEAST else None,
        countries=countries,
        areas=specialities,
    )


def named(cell: Cell, name: str) -> Cell:
    return Cell(name, cell.cases, cell.p50_hours, cell.p90_hours)
