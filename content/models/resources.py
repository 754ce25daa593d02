from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, Panel
from wagtail.api import APIField
from wagtail.models import Page

from content.models.base import DiseaseTagged, HubPage, LibraryIndexPage, Written, language_code
from vocabulary.widgets import DiseasesWidget


class ResourceIndexPage(LibraryIndexPage):
    child_kind = "resource"
    feed = "resources"
    child_order = ("-published_on", "title")
    max_count = 1
    subpage_types: ClassVar[list[str]] = ["content.ResourcePage"]
    parent_page_types: ClassVar[list[str]] = ["content.HomePage"]


class ResourcePage(Written, DiseaseTagged, HubPage):
    """An educational resource of a patient organisation: a file here, a link there, or the text itself."""

    class Form(models.TextChoices):
        LEAFLET = "leaflet", "Leaflet"
        TOOLKIT = "toolkit", "Toolkit"
        CHECKLIST = "checklist", "Checklist"
        COURSE = "course", "Course"

    class For(models.TextChoices):
        FAMILIES = "families", "For families"
        PHYSICIANS = "physicians", "For physicians"
        EVERYONE = "everyone", "For everyone"

    kind = "resource"
    kind_label = "Resource"

    form = models.CharField("kind of resource", max_length=10, choices=Form.choices)
    written_for = models.CharField(max_length=10, choices=For.choices)
    organisation = models.ForeignKey(
        "content.PatientOrganisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    document = models.ForeignKey(
        "wagtaildocs.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    link = models.URLField(blank=True)
    language = models.CharField(max_length=8, default="en", validators=[language_code])
    published_on = models.DateField()
    subpage_types: ClassVar[list[str]] = []
    parent_page_types: ClassVar[list[str]] = ["content.ResourceIndexPage"]
    api_fields: ClassVar[list[APIField]] = [
        *HubPage.api_fields,
        APIField("summary"),
        APIField("form"),
        APIField("written_for"),
        APIField("document"),
        APIField("link"),
        APIField("language"),
        APIField("published_on"),
        APIField("body"),
        APIField("disease_keys"),
    ]
    content_panels: ClassVar[list[Panel]] = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("form"), FieldPanel("written_for")]),
        FieldPanel("organisation"),
        FieldPanel("document"),
        FieldPanel("link"),
        FieldPanel("body"),
        FieldRowPanel([FieldPanel("language"), FieldPanel("reading_minutes"), FieldPanel("published_on")]),
        FieldPanel("diseases", widget=DiseasesWidget),
        FieldPanel("specialities"),
    ]

    def clean(self) -> None:
        super().clean()
        if not (self.document_id or self.link or self.body):
            raise ValidationError({"document": "Add a file, a link or the text itself."})
