"""All reads of content beyond one object by its key."""

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from typing import Any, Literal

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Count, F, IntegerField, Max, Model, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast
from wagtail.images.models import Image
from wagtail.models import Page, ReferenceIndex
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.query import PageQuerySet

from accounts.models import User
from accounts.permissions import Reader, audiences_of, has_permission
from accounts.roles import Permission
from common.audience import Audience, readable_with
from content.models.base import HubPage, LibraryIndexPage
from content.models.diseases import DiseasePage
from content.models.documents import BuildStamp, PageDocument, PageRead
from content.models.resources import ResourcePage
from content.models.snippets import PatientOrganisation, Person, ReferralCentre
from vocabulary.models import Disease, SourceRelease

SHAPE = 4
MOST_ADVISERS = 6
DocumentKey = Literal["orpha_code", "page_id"]


def visible_pages(audiences: Iterable[str]) -> PageQuerySet:
    """Return the live pages that readers of `audiences` may know of; a page without a document is nobody's.

    Not by Exists, which is quicker: Wagtail's `.search()`, which its API puts behind this, cannot read it.
    """
    readable = PageDocument.objects.filter(audience__in=list(audiences))
    return Page.objects.live().filter(pk__in=readable.values("page_id"))


def visible_of_type(model: type[HubPage], audiences: Iterable[str]) -> QuerySet[HubPage]:
    return model.objects.live().filter(audience__in=list(audiences))


def pages_written_by(user: Reader) -> PageQuerySet:
    """Return what somebody may work on in the editors' area; the twin of `check_write_page`.

    For whoever does not publish: their own pages, below the index that their role writes for.
    """
    if has_permission(user, Permission.PUBLISH):
        return Page.objects.all()
    return PagePermissionPolicy().instances_user_has_permission_for(user, "change")


def places_to_write(user: Reader) -> PageQuerySet:
    """Return the pages below which somebody may add one."""
    return PagePermissionPolicy().instances_user_has_permission_for(user, "add")


def pages_shown_to(user: Reader) -> PageQuerySet:
    """Return what somebody may know of in the editors' area; the twin of `check_page_shown`.

    For whoever does not publish: their own pages, the way to them, and live pages of their audience without changes that
    are not yet published, because the editors' area calls a page by the name of its draft.
    """
    if has_permission(user, Permission.PUBLISH):
        return Page.objects.all()
    readable = visible_pages(audiences_of(user)).filter(has_unpublished_changes=False)
    way = Q(depth__lte=2) | Q(live=True, depth=3, content_type__in=index_types())
    own = Q(pk__in=pages_written_by(user).values("pk"))
    return Page.objects.filter(own | way | Q(pk__in=readable.values("pk")))


def index_types() -> list[ContentType]:
    return list(ContentType.objects.get_for_models(*LibraryIndexPage.__subclasses__()).values())


def images_choosable_by(user: Reader) -> QuerySet[Image]:
    """Return the pictures that somebody uploaded or sees in a page they may read; editors choose from all."""
    images: QuerySet[Image] = Image.objects.all()
    if has_permission(user, Permission.PUBLISH):
        return images
    if not isinstance(user, User):
        return images.none()
    pages = ContentType.objects.get_for_model(Page)
    uses = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Image), base_content_type=pages
    ).annotate(page=Cast("object_id", IntegerField()), image=Cast("to_object_id", IntegerField()))
    used = uses.filter(page__in=visible_pages(audiences_of(user)).values("pk"))
    return images.filter(Q(uploaded_by_user=user) | Q(pk__in=used.values("image")))


def stored_document(key: DocumentKey, value: int, audiences: Collection[str]) -> tuple[str, bytes] | None:
    """Return ETag and body of the API's answer for one page, or None where these readers have none.

    Written as SQL: putting the same question together through the ORM costs three times what answering it does.
    """
    places = ", ".join(["%s"] * len(audiences))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT etag, body FROM {PageDocument._meta.db_table} WHERE {key} = %s AND audience IN ({places})",  # noqa: S608  names of our own
            [value, *audiences],
        )
        row = cursor.fetchone()
    return (row[0], bytes(row[1])) if row else None


def due_for_review(today: date, limit: int) -> QuerySet[DiseasePage]:
    """Return curated pages whose next review is past, longest overdue first."""
    return DiseasePage.objects.live().filter(next_review__lte=today).order_by("next_review", "title")[:limit]


def advising_pages(disease_ids: Collection[int] | None = None) -> QuerySet[DiseasePage]:
    """Return curated pages that advise on other diseases, once for each with its key as `advised`, in one query.

    A page advises on what its editors say it covers (`is_named`) and on what stands right below it in the
    classification. Without ids for all diseases; what an editor named comes first. Who may read is the caller's question.
    """
    curated = DiseasePage.objects.live().filter(state=DiseasePage.State.CURATED)
    named = curated.annotate(advised=F("covers"), is_named=Value(True))
    above = curated.annotate(advised=F("disease__children"), is_named=Value(False))
    wanted = {"advised__isnull": False} if disease_ids is None else {"advised__in": list(disease_ids)}
    columns = ("title", "url_path", "audience", "is_demonstration", "locale", "disease")
    parts = [part.filter(**wanted).order_by().only(*columns) for part in (named, above)]
    return parts[0].union(parts[1], all=True).order_by("-is_named", "title")


def advisers_of(page: DiseasePage, audiences: Collection[str]) -> list[DiseasePage]:
    """Return the curated pages that advise on a disease whose own page holds facts only; none for a curated page."""
    if page.is_curated:
        return []
    found = [adviser for adviser in advising_pages([page.disease_id])[:MOST_ADVISERS] if adviser.audience in audiences]
    return list({adviser.pk: adviser for adviser in reversed(found)}.values())[::-1]


def advised_pages(page: DiseasePage) -> list[HubPage]:
    """Return the live pages that hold facts only and whose readers are led to `page`."""
    advised = Q(disease__in=[disease.pk for disease in page.covers.all()]) | Q(disease__parents=page.disease_id)
    return list(DiseasePage.objects.live().filter(advised, state=DiseasePage.State.FACTS).distinct())


def uncurated_but_read(since: date, limit: int) -> QuerySet[PageRead, dict[str, Any]]:
    """Return the disease pages without curation that were read most since a month: rows of `page_id`, `title`, `reads`."""
    rows: QuerySet[PageRead, Any] = (
        PageRead.objects.filter(month__gte=since, page__in=DiseasePage.objects.filter(state=DiseasePage.State.FACTS))
        .values("page_id", "page__title")
        .annotate(reads=Sum("count"))
        .order_by("-reads", "page__title")[:limit]
    )
    return rows


def hub_page_types() -> list[type[HubPage]]:
    """Return every page type of the hub, in a stable order."""
    return [model for model in apps.get_models() if issubclass(model, HubPage)]


def pages_for_indexing(model: type[HubPage]) -> QuerySet[HubPage]:
    """Return the live pages of a type with everything an entry or a document asks of them."""
    pages = model.objects.live()
    names = {field.name for field in model._meta.get_fields()}
    many = [name for name in ("diseases", "specialities", "authors", "reviewers", "speakers") if name in names]
    if model is DiseasePage:
        return pages.select_related("disease").prefetch_related(*many, "disease__organisations", "disease__centres")
    return pages.prefetch_related(*many)


def pages_showing(instance: Model) -> list[HubPage]:
    """Return the live pages whose answers and entries say something of `instance`; SHOWN_BY is the register of it."""
    return SHOWN_BY[type(instance)](instance) if instance.pk else []


def pages_naming(person: Person) -> list[HubPage]:
    """Return the live pages that name somebody as author, reviewer or speaker."""
    return [
        page
        for model in hub_page_types()
        for name in ("authors", "reviewers", "speakers")
        if hasattr(model, name)
        for page in model.objects.live().filter(**{name: person})
    ]


def pages_of_diseases(diseases: Any) -> list[HubPage]:
    return list(DiseasePage.objects.live().filter(disease__in=diseases))


SHOWN_BY: dict[type[Model], Callable[[Any], list[HubPage]]] = {
    Person: pages_naming,
    ReferralCentre: lambda centre: pages_of_diseases(centre.diseases.all()),
    PatientOrganisation: lambda organisation: [
        *pages_of_diseases(organisation.diseases.all()),
        *ResourcePage.objects.live().filter(organisation=organisation),
    ],
    Disease: lambda disease: pages_of_diseases([disease.pk]),
}


def facts_stamp() -> str:
    """Return a word that differs whenever what is derived from the facts has to be built again as a whole.

    Changes of single pages need no new build: signals carry them over. `SHAPE` goes up when the code that derives changes.
    """
    loads = SourceRelease.objects.aggregate(newest=Max("loaded_at"), number=Count("pk"))
    return f"{SHAPE}/{loads['newest']}/{loads['number']}"


def stamp_of(name: str) -> str:
    """Return of what `name` was built last; empty if it was not."""
    return BuildStamp.objects.filter(name=name).values_list("stamp", flat=True).first() or ""


def locked_stamp_of(name: str) -> str:
    """Return the same, and let nobody change it until the transaction ends."""
    stamps = BuildStamp.objects.select_for_update().filter(name=name)
    return stamps.values_list("stamp", flat=True).first() or ""


def is_built(name: str) -> bool:
    """Say whether `name` was built as a whole from the facts as they are now."""
    return BuildStamp.objects.filter(name=name, stamp=facts_stamp()).exists()


def public_pages(model: type[HubPage]) -> QuerySet[HubPage]:
    """Return what anybody may read of one kind: for answers that do not ask who reads."""
    return visible_of_type(model, readable_with(Audience.PUBLIC))


def newest_public(model: type[HubPage], limit: int) -> list[HubPage]:
    """Return the public pages of a kind that were published last, newest first."""
    pages = public_pages(model).filter(first_published_at__isnull=False)
    return list(pages.order_by("-first_published_at", "-pk")[:limit])


def public_addresses(models: Iterable[type[HubPage]], limit: int) -> list[tuple[str, datetime | None]]:
    """Return path in the tree and last change of public pages of these kinds, one query a kind, at most `limit` in all."""
    found: list[tuple[str, datetime | None]] = []
    for model in models:
        rows = public_pages(model).order_by("path").values_list("url_path", "last_published_at")
        found += rows[: limit - len(found)]
    return found
