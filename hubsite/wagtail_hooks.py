from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import MenuItem, SubmenuMenuItem
from wagtail.admin.views.home import LockedPagesPanel, RecentEditsPanel, WorkflowObjectsToModeratePanel

from accounts.permissions import has_permission
from accounts.roles import Permission
from hubsite.admin_doors import is_open_address
from hubsite.dashboard import DuePanel, FailedPanel, OwnEditsPanel, WantedPanel

OF_OTHERS = (RecentEditsPanel, LockedPagesPanel, WorkflowObjectsToModeratePanel)


@hooks.register("construct_homepage_panels")
def dashboard(request: HttpRequest, panels: list[Any]) -> None:
    """Put the hub's panels first for whoever publishes; authors see only their own drafts."""
    if has_permission(request.user, Permission.PUBLISH):
        panels[:0] = [DuePanel(), WantedPanel(), FailedPanel()]
        return
    panels[:] = [panel for panel in panels if not isinstance(panel, OF_OTHERS)] + [OwnEditsPanel()]


@hooks.register("construct_homepage_summary_items", order=1000)  # after those that put items there
def summary(request: HttpRequest, items: list[Any]) -> None:
    """Count the pages, pictures and documents of the hub only for whoever publishes."""
    if not has_permission(request.user, Permission.PUBLISH):
        items.clear()


@hooks.register("construct_search")
def open_searches(request: HttpRequest, areas: list[Any]) -> None:
    areas[:] = [area for area in areas if is_open_address(request.user, area.url)]


@hooks.register("construct_main_menu")
@hooks.register("construct_reports_menu")
@hooks.register("construct_settings_menu")
@hooks.register("construct_content_menu")
def open_parts(request: HttpRequest, items: list[MenuItem]) -> None:
    """Offer nobody what is closed to their role."""
    items[:] = [one for one in items if isinstance(one, SubmenuMenuItem) or is_open_address(request.user, one.url)]
