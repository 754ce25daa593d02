"""Read-only lists in the editors' area that filter by nothing but what they name."""

from collections.abc import Container
from typing import Any, ClassVar

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView

Rows = QuerySet[Any]


def chosen(value: str | None, known: Container[str], queryset: Rows, field: str) -> Rows:
    """Return what has this value; nothing at all for a value that nobody offered."""
    if not value:
        return queryset
    return queryset.filter(**{field: value}) if value in known else queryset.none()


class OwnFiltersView(IndexView):
    """Wagtail's list takes any field of the address as a filter, e-mail addresses too; this one knows its own only."""

    FORMATS = ()  # no list leaves as a file

    def get_filters_params(self, params: Any = None) -> dict[str, list[str]]:
        known = {one.parameter_name for one in self.list_filter}
        return {name: value for name, value in super().get_filters_params(params).items() if name in known}


class AdminList(ModelAdmin):
    """A list without a form in which a row could be changed; subclasses say who may look."""

    index_template_name = "admin_lists/list.html"
    index_view_extra_css: ClassVar[list[str]] = ["accounts/desk.css"]
    empty_value_display = ""
    inspect_view_enabled = history_view_enabled = False
    list_per_page = 50

    def get_permissions_for_registration(self) -> QuerySet[Permission]:
        return Permission.objects.none()
