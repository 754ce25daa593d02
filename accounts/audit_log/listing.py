"""The audit log in the editors' area: looked at by those who watch over it, changed by nobody."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.contrib.admin import SimpleListFilter, display
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern, path
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from wagtail_modeladmin.helpers import PermissionHelper

from accounts.admin_lists import AdminList, OwnFiltersView, Rows, chosen
from accounts.audit_log.permissions import areas_of
from accounts.audit_log.querysets import watched_events
from accounts.roles import Role
from audit.kinds import Action, Area
from audit.models import Event

ROLES: dict[str, str] = dict(Role.choices)


class AreaFilter(SimpleListFilter):
    title = "area"
    parameter_name = "area"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [(value, label) for value, label in Area.choices if value in areas_of(request.user)]

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        return chosen(self.value(), Area.values, queryset, "area")


class ActionFilter(SimpleListFilter):
    title = "action"
    parameter_name = "action"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return list(Action.choices)

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        return chosen(self.value(), Action.values, queryset, "action")


class DayFilter(SimpleListFilter):
    """Any day, so there is nothing to choose from: the template shows a field for a date."""

    title = "day (UTC)"
    parameter_name = "day"
    is_day = True

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return []

    def has_output(self) -> bool:
        return True

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        if not self.value():
            return queryset
        day = day_in(self.value() or "")
        if not day:
            return queryset.none()
        begin = datetime.combine(day, time.min, tzinfo=UTC)
        return queryset.filter(at__gte=begin, at__lte=begin + ALL_DAY)


ALL_DAY = timedelta(days=1, microseconds=-1)


def day_in(text: str) -> Any:
    try:
        return parse_date(text)
    except ValueError:  # well written, and no day of any month
        return None


class WatchersOnly(PermissionHelper):
    def user_can_list(self, user: Any) -> bool:
        return bool(areas_of(user))

    def user_can_inspect_obj(self, user: Any, obj: Model) -> bool:
        return False

    def user_can_create(self, user: Any) -> bool:
        return False

    def user_can_edit_obj(self, user: Any, obj: Model) -> bool:
        return False

    def user_can_delete_obj(self, user: Any, obj: Model) -> bool:
        return False


class EventsView(OwnFiltersView):
    page_title = "Audit log"


class AuditLog(AdminList):
    model = Event
    base_url_path = "audit"
    menu_label = "Audit log"
    menu_icon = "history"
    menu_order = 900
    permission_helper_class = WatchersOnly
    index_view_class = EventsView
    index_template_name = "audit/events.html"
    list_filter = (AreaFilter, ActionFilter, DayFilter)
    list_display = ("number", "moment", "what", "kind", "by", "concerns", "object", "codes")

    def get_queryset(self, request: HttpRequest) -> Rows:
        return watched_events(request.user)

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return ("-number",)

    def index_view(self, request: HttpRequest) -> HttpResponseBase:
        if not areas_of(request.user):
            raise Http404
        return super().index_view(request)

    def get_admin_urls_for_registration(self) -> tuple[URLPattern, ...]:
        """Offer the list alone: there is no form in which a row could be changed."""
        return (path("audit/", self.index_view, name=self.url_helper.get_action_url_name("index")),)

    @display(description="time (UTC)")
    def moment(self, row: Event) -> str:
        return date_format(row.at, "j M Y, H:i:s")

    @display(description="action")
    def what(self, row: Event) -> str:
        return row.get_action_display()

    @display(description="area")
    def kind(self, row: Event) -> str:
        return row.get_area_display()

    @display(description="by")
    def by(self, row: Event) -> str:
        if row.actor is None:
            return "The hub"
        return f"{short(row.actor)} {ROLES.get(row.actor_role, row.actor_role)}"

    @display(description="account")
    def concerns(self, row: Event) -> str:
        return short(row.owner)

    @display(description="object")
    def object(self, row: Event) -> str:
        return f"{row.subject_kind} {short(row.subject)}".strip()

    @display(description="details")
    def codes(self, row: Event) -> str:
        return ", ".join(f"{name}: {value}" for name, value in row.details.items() if value is not None)


def short(reference: Any) -> str:
    return str(reference or "")[:8]
