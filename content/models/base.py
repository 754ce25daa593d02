from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models, transaction
from django.db.models import QuerySet
from django.db.models.expressions import Combinable
from django.http import Http404, HttpRequest, HttpResponse
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Page

from accounts.permissions import audiences_of
from common.audience import CONTENT_AUDIENCES, Audience
from content.blocks import BodyBlock

PAGE_SIZE = 24
language_code = RegexValidator(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$", "A language code looks like en or en-US.")


class HubPage(Page):
    """What every page of the hub has: an audience, and a notice while its content is a demonstration.

    `kind` names the page in search, API and filters; a page type without one is not listed (an index, the home page).
    What the hub's API says of each kind stands in content/representations.py; `api_fields` are for Wagtail's read API.
    """

    kind: ClassVar[str] = ""
    kind_label: ClassVar[str] = ""

    audience = models.CharField(max_length=10, choices=CONTENT_AUDIENCES, default=Audience.MEMBERS)
    is_demonstration = models.BooleanField(
        default=False, help_text="Shows “demonstration content, not reviewed by a physician” on the page."
    )

    settings_panels: ClassVar[list[Panel]] = [
        *Page.settings_panels,
        MultiFieldPanel([FieldPanel("audience"), FieldPanel("is_demonstration")], "Readers"),
    ]
    api_fields: ClassVar[list[APIField]] = [APIField("audience"), APIField("is_demonstration")]

    private_page_options: ClassVar[list[str]] = []  # `audience` is the one rule; Wagtail's own would be a second

    class Meta:
        abstract = True

    @transaction.atomic
    def publish(self, *args: Any, **kwargs: Any) -> Any:
        """Publish together with what the signals write (document, search entry): all of it or nothing."""
        return super().publish(*args, **kwargs)

    @transaction.atomic
    def unpublish(self, *args: Any, **kwargs: Any) -> Any:
        return super().unpublish(*args, **kwargs)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer 404, as for a page that does not exist, to whoever is outside the audience."""
        if self.audience not in audiences_of(request.user):
            raise Http404
        return super().serve(request, *args, **kwargs)


class DiseaseTagged(models.Model):
    """Mixin of a page that is about diseases; the disease page shows all pages that name it."""

    diseases = ParentalManyToManyField("vocabulary.Disease", related_name="+", blank=True)
    specialities = ParentalManyToManyField("content.Speciality", related_name="+", blank=True)

    class Meta:
        abstract = True

    @property
    def disease_keys(self) -> list[str]:
        return [disease.key for disease in self.diseases.all()]


class Written(models.Model):
    """Mixin of a page that somebody wrote: summary, body, reading time."""

    summary = models.TextField(max_length=400, help_text="One or two sentences; shown in lists and search.")
    body = StreamField(BodyBlock(), blank=True)
    reading_minutes = models.PositiveSmallIntegerField(default=5, validators=[MinValueValidator(1)])

    class Meta:
        abstract = True


class LibraryIndexPage(HubPage):
    """Base of the index pages: an introduction above the list of what lies below."""

    introduction = models.TextField(blank=True, max_length=600)
    child_kind: ClassVar[str] = ""
    feed: ClassVar[str] = ""  # its name in content/outlets.py, for kinds that have one
    child_order: ClassVar[tuple[str | Combinable, ...]] = ("-first_published_at", "title")
    child_prefetch: ClassVar[tuple[str, ...]] = ()  # what a row of the list shows beside the page itself
    content_panels: ClassVar[list[Panel]] = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["items"] = Paginator(self.children_for(request), PAGE_SIZE).get_page(request.GET.get("page"))
        return context

    def children_for(self, request: HttpRequest) -> QuerySet[Any]:
        """Return the live pages below this one that the reader may know of, newest first."""
        (model,) = [page for page in self.allowed_subpage_models() if page.kind == self.child_kind]
        visible = model.objects.child_of(self).live().filter(audience__in=audiences_of(request.user))
        return visible.order_by(*self.child_order).prefetch_related(*self.child_prefetch)
