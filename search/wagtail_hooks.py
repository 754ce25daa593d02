"""The search's own table in the editors' area: what is indexed, what waits, what failed."""

from typing import Any, ClassVar

from django.contrib.admin import SimpleListFilter
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest
from wagtail_modeladmin.options import modeladmin_register
from wagtail_modeladmin.views import InspectView

from accounts.permissions import audiences_of
from search.models import SearchEntry
from vocabulary.read_only import ReadOnlyAdmin


class WaitingFilter(SimpleListFilter):
    title = "index"
    parameter_name = "index"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("waiting", "Waits for the index"), ("failed", "Failed")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "waiting":
            return queryset.filter(version__gt=F("indexed_version"))
        return queryset.exclude(error="") if self.value() == "failed" else queryset


class InspectReadable(InspectView):
    """One entry, to whoever may read what it stands for; to everybody else there is none of that number."""

    def check_action_permitted(self, user: Any) -> bool:
        if self.instance.audience not in audiences_of(user):
            raise Http404
        return super().check_action_permitted(user)


@modeladmin_register
class SearchEntryAdmin(ReadOnlyAdmin):
    model = SearchEntry
    menu_label = "Search entries"
    menu_icon = "search"
    menu_order = 710
    list_display = ("title", "kind", "audience", "version", "indexed_version", "deleted", "error")
    list_filter = (WaitingFilter, "kind", "audience", "deleted")
    search_fields = ("title", "key")
    ordering = ("pk",)
    inspect_view_fields: ClassVar[list[str]] = ["kind", "key", "title", "url", "audience", "date", "version", "error"]
    inspect_view_class = InspectReadable

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return the entries of what the reader may read: editors and administrators read no cases."""
        return super().get_queryset(request).filter(audience__in=audiences_of(request.user))
