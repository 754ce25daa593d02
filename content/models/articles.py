from typing import ClassVar

from django.db import models
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.api import APIField
from wagtail.models import Page

from content.models.base import DiseaseTagged, HubPage, LibraryIndexPage, Written
from vocabulary.widgets import DiseasesWidget


class ArticleIndexPage(LibraryIndexPage):
    child_kind = "article"
    feed = "articles"
    child_order = ("-written_on", "title")
    child_prefetch = ("authors",)
    max_count = 1
    subpage_types: ClassVar[list[str]] = ["content.ArticlePage"]
    parent_page_types: ClassVar[list[str]] = ["content.HomePage"]


class ArticlePage(Written, DiseaseTagged, HubPage):
    """What a physician learned from patients, told under a pseudonym."""

    kind = "article"
    kind_label = "Article"

    authors = ParentalManyToManyField("content.Person", related_name="+")
    written_on = models.DateField()
    subpage_types: ClassVar[list[str]] = []
    parent_page_types: ClassVar[list[str]] = ["content.ArticleIndexPage"]
    api_fields: ClassVar[list[APIField]] = [
        *HubPage.api_fields,
        APIField("summary"),
        APIField("written_on"),
        APIField("reading_minutes"),
        APIField("body"),
        APIField("disease_keys"),
    ]
    content_panels: ClassVar[list[Panel]] = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("authors"),
        FieldPanel("written_on"),
        FieldPanel("reading_minutes"),
        FieldPanel("body"),
        FieldPanel("diseases", widget=DiseasesWidget),
        FieldPanel("specialities"),
    ]
