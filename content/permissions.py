from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from accounts.permissions import Reader, audiences_of, has_permission
from accounts.roles import Permission
from content.files import is_used_in_visible_page
from content.models.base import LibraryIndexPage
from content.querysets import pages_shown_to, visible_pages

NOT_THERE = "There is no such page."


class HubPagePermissionPolicy(PagePermissionPolicy):
    """Wagtail's rules for pages, where who only writes does not see what others have not published."""

    def explorable_instances(self, user: Any) -> QuerySet[Page]:
        return super().explorable_instances(user).filter(pk__in=pages_shown_to(user).values("pk"))


def may_write_page(user: Reader, page: Page) -> bool:
    return has_permission(user, Permission.PUBLISH) or PagePermissionPolicy().user_has_permission_for_instance(
        user, "change", page
    )


def check_write_page(user: Reader, page: Page) -> None:
    """Refuse whoever neither edits nor wrote the page; callers answer 404, not 403."""
    if not may_write_page(user, page):
        raise PermissionDenied(NOT_THERE)


def check_page_shown(user: Reader, page: Page) -> None:
    """Refuse in the editors' area what somebody else has not published; callers answer 404, not 403."""
    is_index = page.live and page.depth == 3 and issubclass(page.specific_class or Page, LibraryIndexPage)
    if may_write_page(user, page) or page.depth <= 2 or is_index:
        return
    if page.has_unpublished_changes or not visible_pages(audiences_of(user)).filter(pk=page.pk).exists():
        raise PermissionDenied(NOT_THERE)


def may_read_file(reader: Reader, owner: Model) -> bool:
    """A picture, film or document is for editors, for whoever uploaded it, and for the readers of a live page that uses it."""
    return may_read_original(reader, owner) or is_used_in_visible_page(owner, audiences_of(reader))


def may_read_original(reader: Reader, owner: Model | None) -> bool:
    """A picture as it was uploaded is for editors and for whoever uploaded it."""
    if has_permission(reader, Permission.PUBLISH):
        return True
    uploaded_by = getattr(owner, "uploaded_by_user_id", None)
    return uploaded_by is not None and uploaded_by == reader.pk
