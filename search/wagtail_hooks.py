"""The search's own table in the editors' area: what is indexed, what waits, what failed."""

from typing import Any, ClassVar

from django.contrib.admin import SimpleListFilter
from django.db.models import F, QuerySet
from django.http import HttpRequest
from wagtail_modeladmin.options import modeladmin_register

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
