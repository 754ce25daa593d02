from typing import ClassVar

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel, Panel
from wagtail.api import APIField
from wagtail.models import Orderable, Page

from content.models.base import DiseaseTagged, HubPage, LibraryIndexPage
from vocabulary.widgets import DiseasesWidget


class CollectionIndexPage(LibraryIndexPage):
    child_kind = "collection"
    child_order = ("-curated_on", "title")
    max_count = 1
    subpage_types: ClassVar[list[str]] = ["content.CollectionPage"]
    parent_page_types: ClassVar[list[str]] = ["content.HomePage"]


class CollectionPage(DiseaseTagged, HubPage):
    """A curated list across kinds, in the editor's order, with a note on why these and why so."""

    kind = "collection"
    kind_label = "Collection"

    summary = models.TextField(max_length=400)
    editors_note = models.TextField(max_length=1200)
    curated_on = models.DateField()
    subpage_types: ClassVar[list[str]] = []
    parent_page_types: ClassVar[list[str]] = ["content.CollectionIndexPage"]
    api_fields: ClassVar[list[APIField]] = [
        *HubPage.api_fields,
        APIField("summary"),
        APIField("editors_note"),
        APIField("curated_on"),
        APIField("disease_keys"),
    ]
    content_panels: ClassVar[list[Panel]] = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("editors_note"),
        FieldPanel("curated_on"),
        InlinePanel("items", heading="Items", label="Item", min_num=1, max_num=50),
        FieldPanel("diseases", widget=DiseasesWidget),
        FieldPanel("specialities"),
    ]


class CollectionItem(Orderable):
    """One entry of a collection; a reader outside the audience of `page` does not see it in the list."""

    collection = ParentalKey(CollectionPage, on_delete=models.CASCADE, related_name="items")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    note = models.CharField(max_length=240, blank=True, help_text="Why it is here.")
    panels: ClassVar[list[Panel]] = [PageChooserPanel("page"), FieldPanel("note")]

    class Meta(Orderable.Meta):
        constraints = (models.UniqueConstraint(fields=["collection", "page"], name="content_collection_page_once"),)

    def __str__(self) -> str:
        return str(self.page)
