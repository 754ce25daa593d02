"""One page for each disorder of the vocabulary, made in bulk: rows and tree paths at once instead of 7,724 saves."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import F, Model
from django.db.models.sql.subqueries import InsertQuery
from django.utils import timezone
from wagtail.models import Page

from common.audience import Audience
from content.actions.documents import BUILD, forget_builds, write_all_documents
from content.models import DiseaseIndexPage, DiseasePage, Speciality
from content.models.diseases import disease_slug
from content.querysets import is_built
from content.specialities import SPECIALITIES
from vocabulary.models import Disease

BATCH = 500


@dataclass(frozen=True, slots=True)
class Synced:
    """What a run changed; all zero when nothing did."""

    created: int
    renamed: int
    unpublished: int
    tagged: int
    documents: int


@transaction.atomic
def sync_disease_pages() -> Synced:
    """Bring the disease pages in line with the vocabulary; a second run changes nothing.

    New disorders get a page, pages of vanished ones are unpublished (an editor decides about their text), a page that
    holds facts only follows the vocabulary's name and specialities. Curated pages keep what their editors wrote.
    """
    make_specialities()
    parent = DiseaseIndexPage.objects.get()
    missing = Disease.objects.filter(is_disorder=True, page=None).order_by("name", "pk")
    created = create_pages(parent, missing)
    renamed = rename_pages()
    unpublished = unpublish_vanished()
    tagged = tag_specialities()
    changed = bool(created or renamed or tagged)
    if changed:
        forget_builds()
    documents = write_all_documents() if changed or not is_built(BUILD) else 0
    return Synced(created, renamed, unpublished, tagged, documents)


def make_specialities() -> None:
    for slug, (name, heads) in SPECIALITIES.items():
        Speciality.objects.get_or_create(slug=slug, defaults={"name": name, "orpha_heads": list(heads)})


def create_pages(parent: DiseaseIndexPage, diseases: Iterable[Disease]) -> int:
    """Insert the page rows and their disease rows; no signal is sent, so documents and search entries follow in bulk."""
    diseases = list(diseases)
    last = parent.get_last_child()
    step = Page._str2int(last.path[-Page.steplen :]) if last else 0
    pages = [page_row(parent, disease, step + n) for n, disease in enumerate(diseases, start=1)]
    pages = Page.objects.bulk_create(pages, batch_size=BATCH)
    rows = [disease_row(page, disease) for page, disease in zip(pages, diseases, strict=True)]
    for start in range(0, len(rows), BATCH):
        insert_child_rows(rows[start : start + BATCH])
    Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + len(rows))
    return len(rows)


def page_row(parent: DiseaseIndexPage, disease: Disease, step: int) -> Page:
    now = timezone.now()
    slug = disease_slug(disease.orpha_code or 0, disease.name)
    return Page(
        title=disease.name[:255],
        draft_title=disease.name[:255],
        slug=slug,
        path=Page._get_path(parent.path, parent.depth + 1, step),
        depth=parent.depth + 1,
        url_path=f"{parent.url_path}{slug}/",
        content_type=ContentType.objects.get_for_model(DiseasePage),
        live=True,
        locale_id=parent.locale_id,
        translation_key=uuid.uuid4(),
        first_published_at=now,
        last_published_at=now,
        latest_revision_created_at=now,
    )


def disease_row(page: Page, disease: Disease) -> DiseasePage:
    row = DiseasePage(page_ptr_id=page.pk, disease=disease, audience=Audience.PUBLIC)
    row.__dict__.update({field.attname: getattr(page, field.attname) for field in Page._meta.concrete_fields})
    return row


def insert_child_rows(rows: list[DiseasePage]) -> None:
    """Insert into the table of DiseasePage only; bulk_create refuses models with a parent table."""
    query = InsertQuery(DiseasePage)
    query.insert_values(DiseasePage._meta.local_concrete_fields, list[Model](rows), raw=True)
    query.get_compiler(connection=connection).execute_sql()


def rename_pages() -> int:
    pages = DiseasePage.objects.filter(state=DiseasePage.State.FACTS).exclude(title=F("disease__name"))
    changed = 0
    for page in pages.select_related("disease"):
        name = page.disease.name[:255]
        changed += Page.objects.filter(pk=page.pk).exclude(title=name).update(title=name, draft_title=name)
    return changed


def unpublish_vanished() -> int:
    vanished = list(DiseasePage.objects.live().filter(disease__is_disorder=False))
    for page in vanished:
        page.unpublish()
    return len(vanished)


def tag_specialities() -> int:
    """Tag the pages that hold facts only with the specialities their disease is classified under."""
    through = DiseasePage.specialities.through
    pages = dict(DiseasePage.objects.filter(state=DiseasePage.State.FACTS).values_list("disease_id", "pk"))
    children = classification()
    wanted = {
        (pages[disease_id], speciality.pk)
        for speciality in Speciality.objects.all()
        for disease_id in descendants(speciality.orpha_heads, children) & pages.keys()
    }
    rows = through.objects.filter(diseasepage__state=DiseasePage.State.FACTS)
    present = {
        (page, speciality): pk for pk, page, speciality in rows.values_list("pk", "diseasepage_id", "speciality_id")
    }
    through.objects.filter(pk__in=[pk for pair, pk in present.items() if pair not in wanted]).delete()
    new = [
        through(diseasepage_id=page, speciality_id=speciality) for page, speciality in sorted(wanted - present.keys())
    ]
    through.objects.bulk_create(new, batch_size=BATCH)
    return len(wanted ^ present.keys())


def classification() -> dict[int, list[int]]:
    """Return the children of each disease or group by primary key."""
    children: dict[int, list[int]] = defaultdict(list)
    for child, parent in Disease.parents.through.objects.values_list("from_disease_id", "to_disease_id"):
        children[parent].append(child)
    return children


def descendants(orpha_codes: Iterable[int], children: dict[int, list[int]]) -> set[int]:
    """Return the ids of all diseases below the given heads of the classification."""
    found: set[int] = set()
    waiting = list(Disease.objects.filter(orpha_code__in=list(orpha_codes)).values_list("pk", flat=True))
    while waiting:
        below = [child for child in children.get(waiting.pop(), ()) if child not in found]
        found.update(below)
        waiting.extend(below)
    return found
