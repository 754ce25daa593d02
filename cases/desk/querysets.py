"""What the desk reads: the queue, one case with everything a screener needs, reports, hidden cases and replies."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from accounts.models import User
from accounts.permissions import Reader, has_permission
from accounts.roles import Permission, Role
from cases.desk.likeness import Likeness, Traits, likely_same
from cases.desk.looks import Looks, needed
from cases.models import AnsweringBan, Attachment, Case, CaseSign, Desk, Flag, Hold, Reply, Screening
from cases.rarity import Named, Shared
from cases.states import State
from vocabulary.models import Disease, Prevalence

COMPARED_MOST = 200
UNSENT = (State.DRAFT, State.WITHDRAWN, State.DECLINED)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A case that could be the same; its address only for whoever may read it."""

    pk: UUID
    short: str
    likeness: Likeness
    is_readable: bool


def desk_of(reader: Reader) -> Desk | None:
    """Return from where somebody looks; nobody sits at both desks."""
    if has_permission(reader, Permission.MODERATE):
        return Desk.HUB
    return Desk.ORGANISATION if has_permission(reader, Permission.SCREEN_FOR_ORGANISATION) else None


def with_looks(cases: QuerySet[Any]) -> QuerySet[Any]:
    """Add to each case what `needed` asks for, in the same query."""
    approved = Q(screenings__round=F("screening_round"), screenings__decision=Screening.Decision.APPROVED)
    people = Count("screenings__screener", distinct=True, filter=approved & Q(screenings__desk=Desk.ORGANISATION))
    hub = Count("screenings__screener", distinct=True, filter=approved & Q(screenings__desk=Desk.HUB))
    return cases.annotate(by_organisation=people, by_hub=hub, organisation_can=Exists(able_staff()))


def able_staff() -> QuerySet[User]:
    """Return who could look for the organisation of the outer case: its staff, without who brought it."""
    staff = User.objects.filter(is_active=True, role=Role.ORGANISATION, case_organisations=OuterRef("organisation"))
    return staff.exclude(pk=OuterRef("owner"))


def needs_of(case: Any) -> frozenset[Desk]:
    """Return the desks that a case of `with_looks` still needs."""
    return needed(Looks(case.by_organisation, case.by_hub, case.organisation_can))


def queue_of(reader: Reader) -> QuerySet[Any]:
    """Return the cases that wait for this screener: urgent ones first, then the oldest."""
    cases = with_looks(Case.objects.to_screen_by(reader)).annotate(is_decided=Exists(own_look(reader)))
    return for_desk(cases, reader).order_by("-is_urgent", "submitted_at", "pk")


def for_desk(cases: QuerySet[Any], reader: Reader) -> QuerySet[Any]:
    """Leave the cases that the desk of `reader` still has to look at, and that they did not approve before."""
    open_ones = cases.filter(is_decided=False)
    alone = Q(organisation_can=False, by_organisation=0)
    if desk_of(reader) == Desk.HUB:
        return open_ones.filter(Q(by_hub=0) | (alone & Q(by_hub__lt=2)))
    return open_ones.filter(organisation_can=True, by_organisation=0)


def waiting_for_others(reader: Reader) -> QuerySet[Any]:
    """Return the cases that this screener could read at the desk and that wait for somebody else's look."""
    mine = queue_of(reader).order_by().values("pk")
    return with_looks(Case.objects.to_screen_by(reader)).exclude(pk__in=mine).order_by("-is_urgent", "submitted_at")


def for_queue(cases: QuerySet[Any]) -> QuerySet[Any]:
    """Add what a row shows: the organisation, and what is left to decide."""
    waiting = Attachment.objects.filter(case=OuterRef("pk"), looks=Attachment.Looks.WAITING)
    unclear = Hold.objects.filter(case=OuterRef("pk"), reply=None, cleared_at=None)
    return cases.select_related("organisation").annotate(has_holds=Exists(unclear), has_pictures=Exists(waiting))


def own_look(reader: Reader) -> QuerySet[Screening]:
    return Screening.objects.filter(
        case=OuterRef("pk"), round=OuterRef("screening_round"), screener=reader if reader.pk else None
    )


def holds_of(case: Case) -> QuerySet[Hold]:
    """Return what the scanner was unsure of in the case itself, and what a screener said of its bands."""
    return Hold.objects.filter(case=case, reply=None)


def duplicates_of(case: Case, reader: Reader) -> list[Duplicate]:
    """Return the cases that could be the same, the likest first, with two queries.

    Moderators see that there is one, whichever it is; staff only those that they may read anyway.
    """
    signs = frozenset(case.signs.filter(is_absent=False).values_list("sign_id", flat=True))
    readable = Case.objects.readable_by(reader).filter(pk=OuterRef("case_id"))
    rows = (
        CaseSign.objects.filter(is_absent=False, case__in=sharing(case, signs))
        .annotate(is_readable=Exists(readable))
        .values_list("case_id", "case__country", "case__age_band", "case__sex", "sign_id", "is_readable")
    )
    if desk_of(reader) != Desk.HUB:
        rows = rows.filter(is_readable=True)
    bands: dict[UUID, tuple[str, str, str]] = {}
    theirs, read = defaultdict(set), {}
    for pk, country, age_band, sex, sign, is_readable in rows:
        bands[pk], read[pk] = (country, age_band, sex), is_readable
        theirs[pk].add(sign)
    others = [Traits(pk, *bands[pk], frozenset(theirs[pk])) for pk in bands]
    found = likely_same(Traits(case.pk, case.country, case.age_band, case.sex, signs), others)
    return [Duplicate(pk, Case(pk=pk).short, each, read[pk]) for each in found for pk in (UUID(str(each.key)),)]


def sharing(case: Case, signs: frozenset[int]) -> QuerySet[Any]:
    """Return the keys of the cases that share most signs, at most 200."""
    others = showing(signs).exclude(case=case.pk).exclude(case__state__in=UNSENT)
    return others.annotate(shared=Count("pk")).order_by("-shared", "case").values("case")[:COMPARED_MOST]


def showing(signs: Collection[int]) -> QuerySet[Any, Any]:
    """Return the cases in which the patient has any of these signs, a row for each case to count them by."""
    return CaseSign.objects.order_by().filter(sign__in=signs, is_absent=False).values("case")


def shared_by(case: Case) -> Shared:
    """Count the cases of the hub that show every sign of this one, this one included: two queries."""
    signs = list(case.signs.filter(is_absent=False).values_list("sign_id", flat=True))
    cases: QuerySet[Any] = Case.objects.exclude(Q(state__in=UNSENT) & ~Q(pk=case.pk))
    if signs:
        all_of_them = showing(signs).annotate(shown=Count("pk")).filter(shown=len(signs))
        cases = cases.filter(pk__in=all_of_them.values("case"))
    country, age, sex = Q(country=case.country), Q(age_band=case.age_band), Q(sex=case.sex)
    counts = {
        "alike": Count("pk", filter=country & age & sex),
        "any_sex": Count("pk", filter=country & age),
        "any_age": Count("pk", filter=country & sex),
        "any_country": Count("pk", filter=age & sex),
    }
    return Shared(**cases.aggregate(**counts))


def diseases_named(case: Case) -> list[Named]:
    """Return the diseases that the key words name exactly, with the widest prevalence known: at most two queries."""
    words = [str(word).strip() for word in case.key_words[:5] if str(word).strip()]
    if not words:
        return []
    meant = Q(pk__in=())
    for word in words:
        meant |= Q(name__iexact=word) | Q(names__text__iexact=word)
    diseases = dict(Disease.objects.filter(meant).values_list("pk", "name").distinct()[:10])
    figures: dict[int, float] = {}
    rows = Prevalence.objects.filter(disease__in=diseases, mean_per_100000__gt=0)
    for disease, mean in rows.values_list("disease_id", "mean_per_100000"):
        figures[disease] = max(figures.get(disease, 0.0), mean or 0.0)
    return [Named(diseases[pk], mean) for pk, mean in sorted(figures.items())]


def flags_waiting(reader: Reader) -> QuerySet[Flag]:
    """Return the reports that wait for a moderator, the oldest first; never those that they made themselves."""
    return flags_of(reader).filter(answer=Flag.Answer.WAITING).order_by("at", "pk")


def flags_of(reader: Reader) -> QuerySet[Flag]:
    """Return the reports that a moderator may open: those that wait, and those whose case or reply is hidden."""
    if not has_permission(reader, Permission.MODERATE):
        return Flag.objects.none()
    scope = Q(answer=Flag.Answer.WAITING) | Q(case__quarantined_at__isnull=False) | Q(reply__hidden_at__isnull=False)
    flags = Flag.objects.filter(scope).exclude(case__state=State.WITHDRAWN).exclude(by=reader.pk)
    return flags.exclude(case__owner=reader.pk).select_related("case", "reply__disease")


def hidden_cases(reader: Reader) -> QuerySet[Any]:
    """Return the cases that are hidden for now, the longest hidden first, with the number who want them shown again."""
    if not has_permission(reader, Permission.MODERATE):
        return Case.objects.none()
    cases = Case.objects.readable_by(reader).filter(quarantined_at__isnull=False)
    agreed = Count("returns", filter=Q(returns__reply=None), distinct=True)
    waiting = Count("flags", filter=Q(flags__answer=Flag.Answer.WAITING), distinct=True)
    return cases.annotate(agreed=agreed, reports=waiting).order_by("quarantined_at", "pk")


def kept_replies(reader: Reader) -> QuerySet[Reply]:
    """Return the replies that a moderator decides about, the oldest first."""
    return Reply.objects.kept_for(reader).select_related("case", "disease").order_by("made_at", "pk")


def to_decide(reader: Reader) -> int:
    """Return how much waits for a moderator beside the screening: reports, hidden cases, replies that are kept back."""
    return flags_waiting(reader).count() + hidden_cases(reader).order_by().count() + kept_replies(reader).count()


def bans_now(reader: Reader, now: Any) -> QuerySet[AnsweringBan]:
    """Return who may not answer now, for moderators."""
    if not has_permission(reader, Permission.MODERATE):
        return AnsweringBan.objects.none()
    return (
        AnsweringBan.objects.filter(until__gt=now)
        .exclude(user=reader.pk)
        .select_related("user")
        .order_by("until", "pk")
    )
