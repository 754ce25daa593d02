"""Volunteers and cases as the engine sees them, by a fixed number of queries however many there are."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, IntegerField, Max, Min, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Physician, Profile, User
from accounts.roles import PHYSICIANS
from cases.models import AnsweringBan, Case, Offer, PairingRound, Passage, SteppedBack
from cases.pairing.facts import Answer, CaseFacts, Hero, History, Offered
from cases.pairing.settings import DEFAULT, Hours
from cases.states import HELD, State
from common.zones import zone_of

SECOND = "en"  # what everybody at the hub is expected to read
COORDINATOR = "coordinator"  # the round in which nobody is asked, because the coordinator is
# A physician has something to do for these; afterwards a case only waits for its outcome.
ACTIVE = (State.PAIRED, State.OPEN, State.ADVICE_READY)
# For whoever has not said where they are.
ZONES = {
    "US": "America/Chicago",
    "GB": "Europe/London",
    "CA": "America/Toronto",
    "AU": "Australia/Sydney",
    "ZA": "Africa/Johannesburg",
    "IE": "Europe/Dublin",
    "NZ": "Pacific/Auckland",
}
ANSWERS = {Offer.Answer.ACCEPTED: Answer.ACCEPTED, Offer.Answer.DECLINED: Answer.DECLINED}


def looking() -> QuerySet[Case]:
    """Return the cases for which a volunteer is looked for: screened, or given back after they were opened."""
    given_back = Q(state__in=(State.OPEN, State.ADVICE_READY), liaison=None, under_coordinator=False)
    return Case.objects.filter(Q(state=State.SCREENED) | given_back, quarantined_at=None)


def is_looking(case: Case) -> bool:
    return looking().filter(pk=case.pk).exists()


def abandoned(now: datetime) -> QuerySet[Case]:
    """Return the cases whose liaison may not answer any more, and those that are paired with an account that is gone."""
    led = Case.objects.filter(Q(liaison__isnull=False) | Q(state=State.PAIRED), state__in=HELD, quarantined_at=None)
    return led.exclude(liaison__in=answering(now))


def volunteers(now: datetime) -> QuerySet[User]:
    """Return the verified physicians who take on cases, with what the engine asks of them."""
    return with_facts(answering(now).filter(physician__is_available=True))


def answering(now: datetime) -> QuerySet[User]:
    """Return who may answer cases: active physicians with a verified licence who are not suspended from it."""
    banned = AnsweringBan.objects.filter(user=OuterRef("pk"), until__gt=now)
    return User.objects.filter(~Exists(banned), is_active=True, role__in=PHYSICIANS, verified_until__gt=now)


def with_facts(users: QuerySet[User]) -> QuerySet[User]:
    """Add what `hero_of` reads of each."""
    led = Case.objects.filter(liaison=OuterRef("pk"), state__in=ACTIVE).order_by().values("liaison")
    offers = Offer.objects.filter(hero=OuterRef("pk")).order_by().values("hero")
    return (
        users.select_related("physician", "profile")
        .prefetch_related("case_organisations")
        .annotate(
            active=counted(led),
            last_offer_at=Subquery(offers.annotate(last=Max("made_at")).values("last")),
            misses=counted(missed_in_a_row()),
        )
    )


def missed_in_a_row() -> QuerySet:
    """Return the offers of the outer account that were missed since the last one it answered."""
    answered = Offer.objects.filter(hero=OuterRef("hero"), answered_at__isnull=False, made_at__gt=OuterRef("made_at"))
    missed = Offer.objects.filter(~Exists(answered), hero=OuterRef("pk"), answer=Offer.Answer.MISSED)
    return missed.order_by().values("hero")


def counted(grouped: QuerySet) -> Coalesce:
    return Coalesce(Subquery(grouped.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


def active_cases(user: User) -> QuerySet[Case]:
    return Case.objects.filter(liaison=user, state__in=ACTIVE)


def misses_in_a_row(user: User) -> int:
    last = Offer.objects.filter(hero=user, answered_at__isnull=False).aggregate(at=Max("made_at"))["at"]
    since = Q(made_at__gt=last) if last else Q()
    return Offer.objects.filter(since, hero=user, answer=Offer.Answer.MISSED).count()


def seed_of(case: Case) -> str | None:
    """Return the seed that was drawn when the search began, None before its first round."""
    return PairingRound.objects.filter(case=case).order_by("number").values_list("seed", flat=True).first()


def heroes(now: datetime) -> list[Hero]:
    return [hero_of(user) for user in volunteers(now)]


def hero_for(user: User) -> Hero:
    """Return what the engine knows of one physician, who may take on no cases at the moment."""
    return hero_of(with_facts(User.objects.filter(pk=user.pk)).get())


def hero_of(user: Any) -> Hero:
    """Return what the engine knows of a row of `volunteers`: no name, and the reference in the place of the key."""
    physician, profile = user.physician, getattr(user, "profile", None)
    zone = profile.time_zone if profile else ZONES[physician.country]
    is_silent = physician.paused_until is not None and paused_by_silence(user.misses)
    return Hero(
        id=user.reference.hex,
        country=physician.country,
        zone=zone_of(zone).key,  # one that this machine does not know stops nobody else's search
        languages=languages_of(profile),
        specialities=frozenset({physician.speciality}),
        cap=physician.cases_at_once,
        hours=Hours(physician.hours_from, physician.hours_to),
        paused_until=pause_end(physician, zone),
        active=user.active,
        last_offer_at=user.last_offer_at,
        silent_misses=DEFAULT.misses_to_pause if is_silent else user.misses % DEFAULT.misses_to_pause,
        conflicts=frozenset({account(user.pk), *(organisation(row.pk) for row in user.case_organisations.all())}),
    )


def paused_by_silence(misses: int) -> bool:
    """Every third miss in a row pauses; whoever comes back after it starts anew without anything being rewritten."""
    return misses > 0 and misses % DEFAULT.misses_to_pause == 0


def languages_of(profile: Profile | None) -> frozenset[str]:
    return frozenset(profile.languages if profile else [SECOND])


def pause_end(physician: Physician, zone: str) -> datetime | None:
    """Return the beginning of the local day on which a pause is over."""
    day = physician.paused_until
    return datetime.combine(day, time(), zone_of(zone)) if day else None


def account(key: int) -> str:
    return f"account:{key}"


def organisation(key: int) -> str:
    return f"organisation:{key}"


def history_of(case: Case, seed: str) -> History:
    """Return what has happened to a case in the search that goes on now."""
    began = search_began(case)
    offers = list(Offer.objects.filter(case=case).annotate(reference=F("hero__reference")))
    stepped_back = SteppedBack.objects.filter(case=case).values_list("hero__reference", flat=True)
    before = [offer.reference for offer in offers if offer.made_at < began]
    return History(
        case=facts_of(case, began, seed),
        offers=tuple(offered(offer) for offer in offers if offer.made_at >= began),
        asked_before=hexes([*stepped_back, *before]),
        has_task=PairingRound.objects.filter(case=case, ranking__step=COORDINATOR, at__gte=began).exists(),
        is_open=case.under_coordinator,
    )


def histories(since: datetime) -> list[History]:
    """Return the cases that were screened since a moment, for the report on fairness; three queries."""
    screened = Min("passages__at", filter=Q(passages__state=State.SCREENED))
    asked = Offer.objects.annotate(reference=F("hero__reference"))
    offers = Prefetch("offers", asked.only("case", "made_at", "due_at", "answer", "answered_at"))
    recent = Passage.objects.filter(state=State.SCREENED, at__gte=since).values("case")
    cases = Case.objects.filter(pk__in=recent).select_related("organisation").annotate(began=screened)
    told = ("country", "language", "specialities", "owner", "under_coordinator", "organisation__requires_same_country")
    return [
        History(
            case=facts_of(case, case.began, seed=""),
            offers=tuple(offered(offer) for offer in case.offers.all()),
            is_open=case.under_coordinator,
        )
        for case in cases.filter(began__gte=since).only(*told).prefetch_related(offers, "screenings")
    ]


def hexes(references: Iterable[UUID]) -> frozenset[str]:
    return frozenset(reference.hex for reference in references)


def search_began(case: Case) -> datetime:
    """Return when the case came to where volunteers are looked for, or when its last liaison gave it back."""
    given_back = SteppedBack.objects.filter(case=case).aggregate(at=Max("at"))["at"]
    return max(case.state_since, given_back) if given_back else case.state_since


def facts_of(case: Case, began: datetime, seed: str) -> CaseFacts:
    ties = {account(case.owner_id)} if case.owner_id else set()
    if case.organisation_id:
        ties.add(organisation(case.organisation_id))
    ties |= {account(look.screener_id) for look in case.screenings.all() if look.screener_id}
    return CaseFacts(
        id=case.pk.hex,
        country=case.country,
        languages=(case.language,),
        area=frozenset(case.specialities),
        started_at=began,
        seed=seed,
        needs_same_country=bool(case.organisation and case.organisation.requires_same_country),
        ties=frozenset(ties),
    )


def offered(offer: Offer) -> Offered:
    answer = ANSWERS.get(Offer.Answer(offer.answer), Answer.NONE)
    answered_at = offer.answered_at if answer != Answer.NONE else None
    return Offered(offer.reference.hex, offer.made_at, offer.due_at, answer, answered_at)  # type: ignore[attr-defined]  # annotated by the query
