"""Writing the API's answers (`PageDocument`), one at a time or all diseases at once."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from wagtail.models import Page

from content.models import BuildStamp, DiseasePage, HubPage, PageDocument
from content.querysets import facts_stamp, hub_page_types, pages_for_indexing
from content.representations import full_of
from vocabulary.facts import DiseaseFacts
from vocabulary.querysets import facts_in_bulk, facts_of

CHUNK = 500
BUILD = "documents"


def write_document(page: Page) -> None:
    """Make the API's answer for a live page; remove it for any other."""
    page = page.specific
    if not isinstance(page, HubPage) or not page.live:
        remove_document(page.pk)
        return
    facts = facts_of(page.disease) if isinstance(page, DiseasePage) else None
    document = make_document(page, facts)
    PageDocument.objects.update_or_create(
        page_id=page.pk,
        defaults={name: getattr(document, name) for name in ("orpha_code", "audience", "etag", "body")},
    )


def remove_document(page_id: int) -> None:
    PageDocument.objects.filter(page_id=page_id).delete()


def make_document(page: HubPage, facts: DiseaseFacts | None) -> PageDocument:
    body = encode(full_of(page, facts))
    return PageDocument(
        page_id=page.pk,
        orpha_code=page.disease.orpha_code if isinstance(page, DiseasePage) else None,
        audience=page.audience,
        etag=f'"{hashlib.blake2b(body, digest_size=16).hexdigest()}"',
        body=body,
    )


def encode(answer: dict[str, Any]) -> bytes:
    return json.dumps(answer, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":")).encode()


@transaction.atomic
def write_all_documents() -> int:
    """Make the documents of all live pages, diseases in bulk; return how many changed, vanished ones included."""
    known = dict(PageDocument.objects.values_list("page_id", "etag"))
    batch: list[PageDocument] = []
    changed = 0
    seen = set()
    for document in all_documents():
        seen.add(document.page_id)
        if known.get(document.page_id) != document.etag:
            batch.append(document)
        if len(batch) >= CHUNK:
            changed += store(batch)
            batch = []
    gone = PageDocument.objects.filter(page_id__in=known.keys() - seen)
    stamp_build(BUILD)
    return changed + store(batch) + gone.delete()[0]


def stamp_build(name: str, stamp: str = "") -> None:
    """Note that `name` is now built as a whole, from the facts as they are unless `stamp` says of what."""
    BuildStamp.objects.update_or_create(name=name, defaults={"stamp": stamp or facts_stamp()})


def forget_build(name: str) -> None:
    BuildStamp.objects.filter(name=name).delete()


def forget_builds() -> None:
    """Have everything derived from the pages built again; pages changed in bulk, which no signal tells."""
    BuildStamp.objects.all().delete()


def all_documents() -> Iterator[PageDocument]:
    diseases = {page.disease_id: page for page in pages_for_indexing(DiseasePage)}
    for facts in facts_in_bulk(diseases):
        yield make_document(diseases[facts.id], facts)
    for model in hub_page_types():
        if model is not DiseasePage:
            yield from (make_document(page, None) for page in pages_for_indexing(model))


def store(batch: list[PageDocument]) -> int:
    PageDocument.objects.bulk_create(
        batch,
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=["orpha_code", "audience", "etag", "body"],
    )
    return len(batch)
