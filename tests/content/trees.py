"""Small real trees for tests of content: diseases with facts, their pages, a written page of each audience."""

import gzip
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtailmedia.models import Media

from common.audience import Audience
from content.actions.disease_pages import sync_disease_pages
from content.models import (
    ArticleIndexPage,
    ArticlePage,
    Caption,
    ResourceIndexPage,
    ResourcePage,
    VideoIndexPage,
    VideoPage,
)
from vocabulary.models import Disease

ORPHANET = Path(__file__).parents[2] / "vocabulary" / "data" / "orphanet.jsonl.gz"
VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\nLook at the tendons.\n"


def disease(number: int, name: str = "", **fields) -> Disease:
    defaults = {"orpha_code": number, "kind": "Disease", "is_disorder": True}
    return Disease.objects.create(key=f"ORPHA:{number}", name=name or f"Disease {number}", **(defaults | fields))


def named_diseases(codes: Iterable[int]) -> None:
    """Make diseases with the names that Orphanet gives them, and their pages."""
    with gzip.open(ORPHANET, "rt", encoding="utf-8") as lines:
        names = {int(row["orpha"]): row["name"] for row in map(json.loads, lines)}
    for code in codes:
        disease(code, names[code])
    sync_disease_pages()


def disease_pages(count: int) -> None:
    for number in range(1, count + 1):
        disease(number)
    sync_disease_pages()


def article(title: str = "An article", audience: str = Audience.PUBLIC, **fields) -> ArticlePage:
    page = ArticlePage(
        title=title, summary="In short", written_on=date(2026, 3, 1), audience=audience, live=False, **fields
    )
    ArticleIndexPage.objects.get().add_child(instance=page)
    page.save_revision().publish()
    return ArticlePage.objects.get(pk=page.pk)


def video(title: str = "A film", audience: str = Audience.PUBLIC, content: bytes = bytes(range(256)) * 8) -> VideoPage:
    media = Media(title=title, type="video", duration=61)
    media.file.save("film.webm", ContentFile(content))
    page = VideoPage(
        title=title, summary="What to do", recorded_on=date(2026, 3, 1), audience=audience, media=media, live=False
    )
    page.captions = [Caption(language="en", label="English", vtt=VTT)]
    VideoIndexPage.objects.get().add_child(instance=page)
    page.save_revision().publish()
    return VideoPage.objects.get(pk=page.pk)


def leaflet(title: str = "A leaflet", audience: str = Audience.PUBLIC) -> ResourcePage:
    document = Document(title=title)
    document.file.save("leaflet.pdf", ContentFile(b"%PDF-1.4 demonstration"))
    page = ResourcePage(
        title=title, summary="For the family", form="leaflet", written_for="families", document=document,
        published_on=date(2026, 3, 1), audience=audience, live=False,
    )  # fmt: skip
    ResourceIndexPage.objects.get().add_child(instance=page)
    page.save_revision().publish()
    return ResourcePage.objects.get(pk=page.pk)
