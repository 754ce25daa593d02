from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.forms.utils import ErrorList
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.api import APIField
from wagtail.blocks import StreamBlockValidationError
from wagtail.models import Page

from content.models.base import DiseaseTagged, HubPage, LibraryIndexPage, Written
from content.privacy_checks import BODY, SUMMARY, TITLE, Problems, article_problems, is_leaving
from vocabulary.widgets import DiseasesWidget


class ArticleIndexPage(LibraryIndexPage):
    child_kind = "article"
    feed = "articles"
    child_order = ("-written_on", "title")
    child_prefetch = ("authors",)
    max_count = 1
    subpage_types: ClassVar[list[str]] = ["content.ArticlePage"]
    parent_page_types: ClassVar[list[str]] = ["content.HomePage"]


STILL_TELLS = "This article could show who a patient is. Look at its fields."


class ArticleForm(WagtailAdminPageForm):
    def clean(self) -> dict[str, Any]:
        """Refuse to publish and to send for review, but never to save a draft, what could show who a patient is."""
        cleaned: dict[str, Any] = super().clean()
        if is_leaving(self.data):
            for name, sentences in self.problems(cleaned).items():
                self.add_error(
                    name,
                    StreamBlockValidationError(non_block_errors=ErrorList(sentences)) if name == BODY else sentences,
                )
        return cleaned

    def problems(self, cleaned: dict[str, Any]) -> Problems:
        return article_problems(cleaned.get(TITLE, ""), cleaned.get(SUMMARY, ""), cleaned.get(BODY))


class ArticlePage(Written, DiseaseTagged, HubPage):
    """What a physician learned from patients, told under a pseudonym."""

    kind = "article"
    kind_label = "Article"
    base_form_class = ArticleForm

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

    @property
    def privacy_problems(self) -> Problems:
        return article_problems(self.title, self.summary, self.body)

    @transaction.atomic
    def publish(self, *args: Any, **kwargs: Any) -> Any:
        """Fail closed, whatever way leads here: a form, a workflow, a time that was set."""
        if self.privacy_problems:
            raise ValidationError(STILL_TELLS)
        return super().publish(*args, **kwargs)
