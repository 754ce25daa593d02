"""The queue of the desk: references, states and marks. A name never stands here; it is in the vault."""

from typing import Any, ClassVar, cast

from django.contrib.admin import SimpleListFilter, display
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html

from accounts.admin_lists import AdminList, OwnFiltersView, Rows, chosen
from accounts.models.user import User
from accounts.models.verification import Application, RegisterCheck
from accounts.verification.desk import views
from accounts.verification.desk.permissions import ReviewersOnly, reviewers_only
from accounts.verification.desk.querysets import queue_of
from accounts.verification.states import State
from accounts.verification.working_days import overdue_before
from common.countries import COUNTRIES, COUNTRY_CHOICES


class StateFilter(SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return list(State.choices)

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        return chosen(self.value(), State.values, queryset, "state")


class CountryFilter(SimpleListFilter):
    title = "country"
    parameter_name = "country"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return COUNTRY_CHOICES

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        return chosen(self.value(), COUNTRIES, queryset, "country")


class HoldFilter(SimpleListFilter):
    title = "hold"
    parameter_name = "hold"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "On hold"), ("no", "Not on hold")]

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        return queryset.filter(held_at__isnull=self.value() == "no") if self.value() else queryset


class QueueView(OwnFiltersView):
    page_title = "Verification desk"


class VerificationDesk(AdminList):
    model = Application
    base_url_path = "verification"
    menu_label = "Verification"
    menu_icon = "clipboard-list"
    menu_order = 120
    permission_helper_class = ReviewersOnly
    index_view_class = QueueView
    index_template_name = "verification/desk/queue.html"
    list_filter = (StateFilter, CountryFilter, HoldFilter)
    list_display: ClassVar[tuple[str, ...]] = (
        "short", "where", "field_of_work", "stands", "waits_from", "overdue",
        "in_register", "proof", "held", "second", "revocation",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> Rows:
        return queue_of(cast(User, request.user))  # the desk lets nobody else in

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """Return the queue's order here: Wagtail puts what it is given in front of the query's own."""
        return ("-asks", "waits_since", "pk")

    def index_view(self, request: HttpRequest) -> HttpResponseBase:
        return reviewers_only(super().index_view)(request)

    def get_admin_urls_for_registration(self) -> tuple[URLPattern, ...]:
        """Offer the list and the desk's own pages; there is no form in which a row could be edited."""
        page = "verification/<uuid:reference>/"
        return (
            path("verification/", self.index_view, name=self.url_helper.get_action_url_name("index")),
            path(page, reviewers_only(views.application), name="verification_application"),
            path(page + "identity/", reviewers_only(views.identity), name="verification_identity"),
            path(page + "picture/<uuid:evidence>/", reviewers_only(views.picture), name="verification_picture"),
            path(page + "evidence/<uuid:evidence>/", reviewers_only(views.judge), name="verification_judge"),
            path(page + "<slug:name>/", reviewers_only(views.act), name="verification_act"),
        )

    @display(description="reference")
    def short(self, row: Any) -> str:
        address = reverse("verification_application", args=[row.reference])
        return format_html('<a href="{}">{}</a>', address, str(row.reference)[:8])

    @display(description="country")
    def where(self, row: Any) -> str:
        return row.get_country_display()

    @display(description="speciality")
    def field_of_work(self, row: Any) -> str:
        return row.get_speciality_display()

    @display(description="state")
    def stands(self, row: Any) -> str:
        return row.get_state_display()

    @display(description="waits since")
    def waits_from(self, row: Any) -> str:
        return date_format(row.waits_since, "j M Y, H:i") if row.asks else ""

    @display(description="overdue")
    def overdue(self, row: Any) -> str:
        return marked("Overdue") if row.asks and row.waits_since < overdue_before(timezone.now()) else ""

    @display(description="register")
    def in_register(self, row: Any) -> str:
        """Return the newest result; not to whoever looks a second time, for the first reviewer may have found it."""
        known = row.register and not row.second_look
        return str(RegisterCheck.Outcome(row.register).label) if known else ""

    @display(description="proof")
    def proof(self, row: Any) -> str:
        if row.second_look:
            return ""
        words = f"{row.words} voucher{'' if row.words == 1 else 's'}" if row.words else ""
        given = "Accepted" if row.is_proved else "To be judged" if row.is_given else ""
        return ", ".join(filter(None, (given, words)))

    @display(description="hold")
    def held(self, row: Any) -> str:
        return marked("On hold") if row.is_held else ""

    @display(description="second look")
    def second(self, row: Any) -> str:
        return marked("Second look") if row.second_look else ""

    @display(description="revocation")
    def revocation(self, row: Any) -> str:
        return marked("Proposed") if row.revocation_at and row.state == State.SUSPENDED else ""


def marked(text: str) -> str:
    return format_html('<span class="w-status w-status--primary">{}</span>', text)
