from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel
from wagtail.api import APIField
from wagtail.models import Page

from content.models.base import DiseaseTagged, HubPage, LibraryIndexPage, Written
from vocabulary.widgets import DiseasesWidget


class ResearchIndexPage(LibraryIndexPage):
    child_kind = "research"
    feed = "research"
    child_order = ("-year", "title")
    max_count = 1
    subpage_types: ClassVar[list[str]] = ["content.ResearchPage"]
    parent_page_types: ClassVar[list[str]] = ["content.HomePage"]


class ResearchPage(Written, DiseaseTagged, HubPage):
    """A digest of one publication: what it found, in plain words, and what it changes in practice."""

    kind = "research"
    kind_label = "Research"

    citation = models.CharField(max_length=300, help_text="Authors and title as published.")
    journal = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField(validators=[MinValueValidator(1900), MaxValueValidator(2100)])
    pmid = models.CharField(
        "PMID", max_length=9, blank=True, validators=[RegexValidator(r"^\d{1,9}$", "Digits only, like 20301583.")]
    )
    doi = models.CharField(
        "DOI",
        max_length=120,
        blank=True,
        validators=[RegexValidator(r"^10\.\d{4,9}/\S+$", "A DOI starts with 10., like 10.1000/182.")],
    )
    design = models.CharField(max_length=80, help_text="Randomised trial, n 192.")
    changes_in_practice = models.TextField(max_length=600)
    subpage_types: ClassVar[list[str]] = []
    parent_page_types: ClassVar[list[str]] = ["content.ResearchIndexPage"]
    api_fields: ClassVar[list[APIField]] = [
        *HubPage.api_fields,
        APIField("summary"),
        APIField("citation"),
        APIField("journal"),
        APIField("year"),
        APIField("pmid"),
        APIField("doi"),
        APIField("design"),
        APIField("changes_in_practice"),
        APIField("body"),
        APIField("disease_keys"),
    ]
    content_panels: ClassVar[list[Panel]] = [
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                FieldPanel("citation"),
                FieldRowPanel([FieldPanel("journal"), FieldPanel("year")]),
                FieldRowPanel([FieldPanel("pmid"), FieldPanel("doi")]),
                FieldPanel("design"),
            ],
            "Publication",
        ),
        FieldPanel("changes_in_practice"),
        FieldPanel("body"),
        FieldPanel("reading_minutes"),
        FieldPanel("diseases", widget=DiseasesWidget),
        FieldPanel("specialities"),
    ]

    class Meta:
        constraints = (
            models.CheckConstraint(
                # A demonstration digest names no real paper, so it has neither.
                condition=~Q(pmid="") | ~Q(doi="") | Q(is_demonstration=True),
                name="content_research_pmid_or_doi",
            ),
        )
