"""Which parts of the editors' area each role may open. What is not named here is closed, whatever Wagtail would say.

The names are those of Wagtail's addresses; `*` stands for any ending. What of an open part somebody sees is the matter of
`content.permissions`, `accounts.audit_log.permissions` and Wagtail's own groups.
"""

from collections.abc import Callable
from fnmatch import fnmatchcase
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import timezone
from django.views.defaults import page_not_found

from accounts.models import User
from accounts.permissions import Reader, has_permission
from accounts.roles import Permission, Role
from content.querysets import images_choosable_by, pages_shown_to, pages_written_by, places_to_write

NO_ENTRY = "Your account does not open the editors’ area."
FOR_ALL = (
    "admin_login",
    "wagtailadmin_home",
    "wagtailadmin_account",
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_sprite",
    "wagtailadmin_dismissibles",
    "wagtailadmin_javascript_catalog",
    "javascript_catalog",
)
AUDIT_LOG = ("audit_modeladmin_index",)
TABLES = (
    "vocabulary_*_modeladmin_index",
    "vocabulary_*_modeladmin_inspect",
    "search_*_modeladmin_index",
    "search_*_modeladmin_inspect",
)
WRITING = (
    "wagtailadmin_explore",
    "wagtailadmin_explore_root",
    "wagtailadmin_explore_results",
    "wagtailadmin_pages:add",
    "wagtailadmin_pages:add_subpage",
    "wagtailadmin_pages:choose_parent",
    "wagtailadmin_pages:preview_on_add",
    "wagtailadmin_pages:edit",
    "wagtailadmin_pages:preview_on_edit",
    "wagtailadmin_pages:view_draft",
    "wagtailadmin_pages:history",
    "wagtailadmin_pages:history_results",
    "wagtailadmin_pages:revisions_*",
    "wagtailadmin_pages:workflow_history",
    "wagtailadmin_pages:workflow_history_detail",
    "wagtailadmin_pages:confirm_workflow_cancellation",
    "wagtailadmin_pages:search",
    "wagtailadmin_pages:search_results",
    "wagtailadmin_api:pages:listing",
    "wagtailadmin_api:pages:detail",
    "wagtailadmin_choose_page*",
    "wagtailadmin_editing_sessions:*",
    "wagtailadmin_block_preview",
    "wagtailadmin_tag_*",
    "wagtailimages_chooser:*",
    "wagtailsnippetchoosers_polls_poll:*",
    "find_diseases",
)
EDITING = (
    *WRITING,
    "wagtailadmin_pages:*",
    "wagtailadmin_api:*",
    "wagtailadmin_reports:*",
    "wagtailadmin_collections:*",
    "wagtail_bulk_action",
    "wagtailimages*",
    "wagtaildocs*",
    "wagtailmedia:*",
    "wagtailsnippets*",
    "disease_pages:*",
    "articles:*",
    "research:*",
    "resources:*",
    "videos:*",
    "collections_of_pages:*",
)
DOORS: dict[str, tuple[str, ...]] = {
    Role.AUTHOR: (*FOR_ALL, *WRITING, "articles:*"),
    Role.ORGANISATION: (*FOR_ALL, *WRITING, "resources:*", "wagtailsnippetchoosers_content_patientorganisation:*"),
    Role.EDITOR: (*FOR_ALL, *EDITING, *TABLES, *AUDIT_LOG),
    Role.MODERATOR: (*FOR_ALL, *AUDIT_LOG),
    Role.REVIEWER: (*FOR_ALL, "accounts_application_modeladmin_index", "verification_*"),
    Role.ADMINISTRATOR: (
        *FOR_ALL,
        *TABLES,
        *AUDIT_LOG,
        "wagtailusers_users:index",
        "wagtailusers_users:index_results",
        "wagtailusers_users:add",
        "wagtailusers_users:edit",
        "case_organisations:index",
        "case_organisations:index_results",
        "case_organisations:add",
        "case_organisations:edit",
        "wagtailsites:index",
        "wagtailsites:index_results",
        "wagtailsites:edit",
    ),
}
# Parts of an address or of its query that name a page: one that has to be one's own, or one that may be seen.
OWN_PAGE = ("page_id", "page_to_move_id")
SHOWN_PAGE = ("parent_page_id", "destination_id")
ADDING = frozenset(f"wagtailadmin_pages:{name}" for name in ("add", "add_subpage", "preview_on_add"))
ASKED_PAGES = ("id", "target_pages[]")


def doors_of(user: Reader) -> tuple[str, ...]:
    """Return what the role that counts now may open; a lapsed author's opens nothing."""
    if not isinstance(user, User) or not user.is_active:
        return ()
    return DOORS.get(user.acts_as(timezone.now()), ())


def has_doors(user: Reader) -> bool:
    return bool(doors_of(user))


def is_open(user: Reader, name: str) -> bool:
    return any(fnmatchcase(name, door) for door in doors_of(user))


def is_open_address(user: Reader, address: str) -> bool:
    """Say the same of an address; one that is no page of ours, like the place of a submenu, is open."""
    try:
        match = resolve(address)
    except Resolver404:
        return True
    return not match.route.startswith("admin/") or is_open(user, match.view_name)


class AdminDoorsMiddleware:
    """Closed parts answer as if they were not there, and so does another one's page to whoever only writes their own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or not match.route.startswith("admin/") or match.view_name in FOR_ALL[:1]:
            return None
        if not request.user.has_perm("wagtailadmin.access_admin"):
            return None  # Wagtail leads whoever has no access to the sign-in page
        if not has_doors(request.user):
            raise PermissionDenied(NO_ENTRY)
        if not is_open(request.user, match.view_name) or not may_name(request, match):
            return page_not_found(request, Http404(), template_name="wagtailadmin/404.html")  # as Wagtail's own
        return None


def may_name(request: HttpRequest, match: ResolverMatch) -> bool:
    """Say whether every page and picture that the address names may be named by the reader."""
    user = request.user
    if not isinstance(user, User) or has_permission(user, Permission.PUBLISH):
        return True
    if match.view_name.startswith("wagtailimages_chooser:"):
        named = [match.kwargs.get("pk"), match.kwargs.get("image_id"), *request.GET.getlist("id")]
        return are_among(images_choosable_by(user), named)
    own = [match.kwargs.get(name) for name in OWN_PAGE]
    if match.view_name == "wagtailadmin_pages:revisions_compare":
        own.append(match.kwargs["pk"])
    shown = [match.kwargs.get(name) for name in SHOWN_PAGE]
    if match.view_name in ADDING and not are_among(places_to_write(user), shown):
        return False
    if match.view_name.startswith("wagtailadmin_choose_page"):
        shown += [pk for name in ASKED_PAGES for pk in request.GET.getlist(name)]
    return are_among(pages_written_by(user), own) and are_among(pages_shown_to(user), shown)


def are_among(rows: Any, keys: list[Any]) -> bool:
    wanted = {str(key) for key in keys if key not in (None, "")}
    if not all(key.isdecimal() and len(key) < 10 for key in wanted):
        return False
    return not wanted or rows.filter(pk__in=wanted).count() == len(wanted)
