"""The editors' lists: pages of a type with the filters editors ask for, and the snippets."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django_filters import CharFilter, ModelMultipleChoiceFilter, MultipleChoiceFilter
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import GenericPageFilterSet, PageFilterSet, PageListingMixin
from wagtail.admin.viewsets.pages import PageListingViewSet, PageViewSet
from wagtail.models import Page
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from accounts.permissions import has_permission
from accounts.roles import Permission
from common.audience import Audience
from content.models import (
    ArticlePage,
    CollectionPage,
    DiseasePage,
    PatientOrganisation,
    Person,
    ReferralCentre,
    ResearchPage,
    ResourcePage,
    Speciality,
    VideoPage,
)
from vocabulary.models import Disease
from vocabulary.widgets import DiseasesWidget

NAMED_MOST = 200


class WithoutPeople:
    """Filters by owner and by who edited name the accounts of others; they are for whoever publishes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        request = getattr(self, "request", None)
        if request is None or not has_permission(request.user, Permission.PUBLISH):
            for name in ("owner", "edited_by"):
                self.filters.pop(name, None)  # type: ignore[attr-defined]  # of the filter set it is mixed into


class ExplorerFilterSet(WithoutPeople, GenericPageFilterSet):
    pass


class Explorer(PageViewSet):
    model = Page
    filterset_class = ExplorerFilterSet


explorer = Explorer()


class HubPageFilterSet(WithoutPeople, PageFilterSet):
    """State, audience, speciality and disease, beside Wagtail's own filters."""

    live = MultipleChoiceFilter(
        label="Published", choices=[(True, "Published"), (False, "Draft")], widget=CheckboxSelectMultiple
    )
    audience = MultipleChoiceFilter(label="Readers", choices=Audience.choices, widget=CheckboxSelectMultiple)
    specialities = ModelMultipleChoiceFilter(
        label="Speciality", queryset=Speciality.objects.all(), widget=CheckboxSelectMultiple
    )
    about = CharFilter(label="Disease (name or code)", method="filter_about")

    def filter_about(self, pages: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return pages.filter(diseases__in=diseases_named(value)).distinct()


class DiseasePageFilterSet(HubPageFilterSet):
    state = MultipleChoiceFilter(label="State", choices=DiseasePage.State.choices, widget=CheckboxSelectMultiple)

    def filter_about(self, pages: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return pages.filter(disease__in=diseases_named(value))


def diseases_named(text: str) -> list[int]:
    return [disease.pk for disease in Disease.objects.named_like(text, NAMED_MOST)]


UPDATED = next(c for c in PageListingMixin.base_columns if c.name == "latest_revision_created_at")
CHOSEN = [c for c in PageListingMixin.base_columns if c.name in ("bulk_actions", "title")]


class HubPageListing(PageListingViewSet):
    filterset_class = HubPageFilterSet
    columns: ClassVar[list[Column]] = [
        *CHOSEN,
        Column("audience", label="Readers", accessor="get_audience_display"),
        UPDATED,
    ]
    add_to_admin_menu = False


class DiseaseListing(HubPageListing):
    model = DiseasePage
    name, menu_label, icon = "disease_pages", "Diseases", "doc-full"
    filterset_class = DiseasePageFilterSet

    columns: ClassVar[list[Column]] = [
        *CHOSEN,
        Column("state", label="State", accessor="get_state_display", sort_key="state"),
        Column("next_review", label="Next review", sort_key="next_review"),
        UPDATED,
    ]

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Offer no “add”: `sync_diseases` makes the pages."""
        return super().get_index_view_kwargs(**{"add_url_name": None, **kwargs})


class ArticleListing(HubPageListing):
    model = ArticlePage
    name, menu_label, icon = "articles", "Articles", "edit"


class ResearchListing(HubPageListing):
    model = ResearchPage
    name, menu_label, icon = "research", "Research", "clipboard-list"


class ResourceListing(HubPageListing):
    model = ResourcePage
    name, menu_label, icon = "resources", "Resources", "doc-empty"


class VideoListing(HubPageListing):
    model = VideoPage
    name, menu_label, icon = "videos", "Videos", "media"


class CollectionListing(HubPageListing):
    model = CollectionPage
    name, menu_label, icon = "collections_of_pages", "Collections", "folder-open-1"


LISTINGS = (DiseaseListing, ArticleListing, ResearchListing, ResourceListing, VideoListing, CollectionListing)


class SpecialityViewSet(SnippetViewSet):
    model = Speciality
    icon = "tag"
    list_display: ClassVar[list[str]] = ["name", "slug"]
    search_fields: ClassVar[list[str]] = ["name"]
    search_backend_name = ""


class OrganisationViewSet(SnippetViewSet):
    model = PatientOrganisation
    icon = "group"
    list_display: ClassVar[list[str]] = ["name", "url", "is_partner", "checked_on"]
    list_filter: ClassVar[list[str]] = ["is_partner"]
    search_fields: ClassVar[list[str]] = ["name"]
    search_backend_name = ""
    panels: ClassVar[list[Any]] = [
        FieldPanel("name"),
        FieldPanel("url"),
        FieldPanel("offers"),
        FieldPanel("countries"),
        FieldPanel("diseases", widget=DiseasesWidget),
        FieldRowPanel([FieldPanel("is_partner"), FieldPanel("checked_on"), FieldPanel("is_demonstration")]),
    ]


class CentreViewSet(SnippetViewSet):
    model = ReferralCentre
    icon = "home"
    list_display: ClassVar[list[str]] = ["name", "city", "country", "checked_on"]
    list_filter: ClassVar[list[str]] = ["country", "specialities"]
    search_fields: ClassVar[list[str]] = ["name", "city"]
    search_backend_name = ""
    panels: ClassVar[list[Any]] = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("city"), FieldPanel("country")]),
        FieldPanel("how_to_refer"),
        FieldPanel("url"),
        FieldPanel("diseases", widget=DiseasesWidget),
        FieldPanel("specialities", widget=CheckboxSelectMultiple),
        FieldRowPanel([FieldPanel("checked_on"), FieldPanel("is_demonstration")]),
    ]


class PersonViewSet(SnippetViewSet):
    model = Person
    icon = "user"
    list_display: ClassVar[list[str]] = ["name", "role"]
    search_fields: ClassVar[list[str]] = ["name", "role"]
    search_backend_name = ""


class DirectoryGroup(SnippetViewSetGroup):
    menu_label = "Directory"
    menu_icon = "list-ul"
    menu_order = 250
    items = (SpecialityViewSet, OrganisationViewSet, CentreViewSet, PersonViewSet)
