from collections import Counter
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Left, Lower, Upper
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from modelcluster.fields import ParentalManyToManyField
from wagtail import blocks
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from content.blocks import FEATURES, BodyBlock, ManagementBlock, NoteBlock, SourceBlock, StepBlock
from content.models.base import HubPage, LibraryIndexPage
from content.models.snippets import Speciality
from content.reads import count_read
from vocabulary.models import Mode, Onset
from vocabulary.querysets import facts_of
from vocabulary.widgets import DiseasesWidget

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ#"


class DiseaseIndexPage(LibraryIndexPage):
    """All diseases by first letter, narrowed by a plain GET form."""

    child_kind = "disease"
    child_order = (Lower("title"), "title")
    max_count = 1
    subpage_types: ClassVar[list[str]] = ["content.DiseasePage"]
    parent_page_types: ClassVar[list[str]] = ["content.HomePage"]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["letters"] = letter_counts(self.narrowed(request))
        context["letter"] = request.GET.get("letter", "")[:1].upper()
        context["filters"] = [
            ("speciality", "Speciality", [(s.name, s.name) for s in Speciality.objects.all()]),
            ("inheritance", "Inheritance", [(m.name, m.name) for m in Mode.objects.all()]),
            ("onset", "Age of onset", [(o.name, o.name) for o in Onset.objects.all()]),
            ("state", "State", list(DiseasePage.State.choices)),
        ]
        context["chosen"] = {name: request.GET.get(name, "") for name, _, _ in context["filters"]}
        return context

    def children_for(self, request: HttpRequest) -> QuerySet[Any]:
        return starting_with(self.narrowed(request), request.GET.get("letter", "")[:1])

    def narrowed(self, request: HttpRequest) -> QuerySet[Any]:
        """Return what passes the filters, under whatever letter."""
        pages = super().children_for(request).select_related("disease")
        for name, lookup in (
            ("speciality", "specialities__name"),
            ("inheritance", "disease__modes__name"),
            ("onset", "disease__onsets__name"),
            ("state", "state"),
        ):
            if value := request.GET.get(name, "").replace("\x00", ""):
                pages = pages.filter(**{lookup: value})
        return pages


def starting_with(pages: QuerySet[Any], letter: str) -> QuerySet[Any]:
    """Keep the titles that start with `letter`; # stands for anything that is no letter."""
    if letter == "#":
        return pages.exclude(title__iregex=r"^[a-z]")
    return pages.filter(title__istartswith=letter) if letter.isalpha() else pages


def letter_counts(pages: QuerySet[Any]) -> list[tuple[str, int]]:
    """Count the titles under each letter, in one query; # takes what is no letter."""
    counts: Counter[str] = Counter()
    firsts = pages.order_by().values_list(Upper(Left("title", 1))).annotate(Count("pk"))
    for first, number in firsts:
        counts[first if first in LETTERS else "#"] += number
    return [(letter, counts[letter]) for letter in LETTERS]


class DiseaseForm(WagtailAdminPageForm):
    def clean(self) -> dict[str, Any]:
        """Ask for a reviewer by name before a page is called curated."""
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("state") == DiseasePage.State.CURATED and not cleaned.get("reviewers"):
            self.add_error("reviewers", "A curated page names who reviewed it.")
        return cleaned


class DiseasePage(HubPage):
    """Curated text over the facts of the vocabulary. Facts are read from `disease` when shown, never copied here."""

    class State(models.TextChoices):
        FACTS = "facts", "Facts only, not yet curated"
        CURATED = "curated", "Curated"

    kind = "disease"
    kind_label = "Disease"
    base_form_class = DiseaseForm
    is_creatable = False  # `sync_diseases` makes one page for each disorder

    disease = models.OneToOneField("vocabulary.Disease", on_delete=models.PROTECT, related_name="page")
    state = models.CharField(max_length=8, choices=State.choices, default=State.FACTS, db_index=True)
    search_names = models.CharField(
        "also searched as",
        max_length=300,
        blank=True,
        help_text="Names and initials that the sources lack, with commas between them: HAE, C1-INH deficiency.",
    )
    covers = ParentalManyToManyField(
        "vocabulary.Disease",
        verbose_name="also advises on",
        related_name="+",
        blank=True,
        help_text="Other diseases that this page also advises on. Their pages lead here while they hold facts only.",
    )
    summary = models.TextField(max_length=500, blank=True, help_text="Two sentences a colleague would say.")
    onset_note = models.CharField(
        max_length=80, blank=True, help_text="Under “Starts”: often recognised in the thirties."
    )
    treatable = models.CharField(max_length=60, blank=True, help_text="Yes, and early is better.")
    treatment_note = models.CharField(max_length=80, blank=True)
    red_flags = StreamField([("flag", blocks.RichTextBlock(features=["bold", "italic"]))], blank=True)
    why_it_matters = models.TextField(max_length=400, blank=True)
    signs_note = models.TextField(
        "note on the signs", max_length=400, blank=True, help_text="Where the imported list misleads, and how."
    )
    steps = StreamField([("step", StepBlock())], blank=True)
    mistaken_for = RichTextField(features=FEATURES, blank=True)
    management = StreamField([("row", ManagementBlock()), ("note", NoteBlock())], blank=True)
    body = StreamField(BodyBlock(), blank=True)
    sources = StreamField([("source", SourceBlock())], blank=True)
    specialities = ParentalManyToManyField("content.Speciality", related_name="+", blank=True)
    authors = ParentalManyToManyField("content.Person", related_name="+", blank=True)
    reviewers = ParentalManyToManyField("content.Person", related_name="+", blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    next_review = models.DateField(null=True, blank=True, db_index=True)

    subpage_types: ClassVar[list[str]] = []
    parent_page_types: ClassVar[list[str]] = ["content.DiseaseIndexPage"]
    api_fields: ClassVar[list[APIField]] = [
        *HubPage.api_fields,
        APIField("state"),
        APIField("orpha_code"),
        APIField("summary"),
        APIField("onset_note"),
        APIField("treatable"),
        APIField("treatment_note"),
        APIField("red_flags"),
        APIField("why_it_matters"),
        APIField("signs_note"),
        APIField("steps"),
        APIField("mistaken_for"),
        APIField("management"),
        APIField("body"),
        APIField("sources"),
        APIField("reviewed_on"),
        APIField("next_review"),
    ]
    content_panels: ClassVar[list[Panel]] = [
        *Page.content_panels,
        FieldPanel("disease", read_only=True),
        MultiFieldPanel(
            [
                FieldPanel("state"),
                FieldRowPanel([FieldPanel("reviewed_on"), FieldPanel("next_review")]),
                FieldPanel("authors"),
                FieldPanel("reviewers"),
            ],
            "Review",
        ),
        MultiFieldPanel(
            [FieldPanel("search_names"), FieldPanel("covers", widget=DiseasesWidget)], "What leads to this page"
        ),
        FieldPanel("summary"),
        MultiFieldPanel(
            [FieldPanel("onset_note"), FieldPanel("treatable"), FieldPanel("treatment_note")], "Facts strip"
        ),
        MultiFieldPanel([FieldPanel("red_flags"), FieldPanel("why_it_matters")], "When to suspect it"),
        MultiFieldPanel([FieldPanel("signs_note")], "Signs"),
        MultiFieldPanel([FieldPanel("steps"), FieldPanel("mistaken_for")], "Steps to the diagnosis"),
        FieldPanel("management"),
        FieldPanel("body"),
        FieldPanel("sources"),
        FieldPanel("specialities"),
    ]

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state="facts") | Q(reviewed_on__isnull=False, next_review__isnull=False),
                name="content_disease_curated_has_review_dates",
            ),
        )

    def clean(self) -> None:
        """Let nobody call a page curated that has no text, no sources and no sensible dates; see DiseaseForm for reviewers."""
        super().clean()
        if not self.is_curated:
            return
        if not (self.reviewed_on and self.next_review):
            raise ValidationError({"reviewed_on": "A curated page needs the date of its review and of the next one."})
        if self.reviewed_on > timezone.localdate():
            raise ValidationError({"reviewed_on": "A review cannot lie in the future."})
        if self.next_review <= self.reviewed_on:
            raise ValidationError({"next_review": "The next review comes after this one."})
        if not (self.summary and self.sources):
            raise ValidationError({"state": "A curated page needs a summary and at least one source."})

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().serve(request, *args, **kwargs)
        count_read(self.pk)
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["facts"] = facts_of(self.disease)
        return context

    @property
    def orpha_code(self) -> int | None:
        return self.disease.orpha_code

    @property
    def own_names(self) -> list[str]:
        """Return the names of `search_names`, one by one."""
        return [name.strip() for name in self.search_names.split(",") if name.strip()]

    @property
    def is_curated(self) -> bool:
        return self.state == self.State.CURATED


def disease_slug(orpha_code: int, name: str) -> str:
    """Return the last part of a disease page's address: readable, and unique by the code in front."""
    return f"{orpha_code}-{slugify(name)[:80]}".strip("-")
