"""What every page of the site needs around its own content."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.permissions import audiences_of
from accounts.second_factor import asked_by
from content.models import StandardPage
from content.querysets import visible_of_type
from hubsite.admin_doors import has_doors
from notices.models import Notice
from vocabulary.models import Source
from vocabulary.querysets import credits as credit_lines

LIBRARY = (
    ("articles", "Articles"),
    ("research", "Research"),
    ("resources", "Resources"),
    ("videos", "Videos"),
    ("collections", "Collections"),
)


def site(request: HttpRequest) -> dict[str, Any]:
    """Offer `hub`; each part is asked for only when a template shows it."""

    def lazy(ask: Callable[[], Any]) -> Any:
        return SimpleLazyObject(ask)

    return {
        "hub": {
            "name": settings.SITE_NAME,
            "base_url": settings.WAGTAILADMIN_BASE_URL,
            "library": [{"slug": slug, "title": title, "url": f"/{slug}/"} for slug, title in LIBRARY],
            "footer_pages": lazy(lambda: list(footer_pages(request))),
            "credits": lazy(credit_lines),
            "hpo_version": lazy(hpo_version),
            "second_factor_by": lazy(lambda: asked_by(request.user, request, timezone.now())),
            "events": bool(settings.EVENTS),
            "unread": lazy(lambda: Notice.objects.unread_count(request.user)),
            "can_edit": lazy(lambda: has_doors(request.user)),
        }
    }


def hpo_version() -> str:
    return next((credit.version for credit in credit_lines() if credit.source == Source.HPO), "")


def footer_pages(request: HttpRequest) -> Any:
    pages = visible_of_type(StandardPage, audiences_of(request.user)).filter(in_footer=True)
    return pages.order_by("path").only("title", "url_path", "slug", "path", "depth", "locale_id", "content_type_id")
