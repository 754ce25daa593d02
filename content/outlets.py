"""What programs take from the hub: addresses for search engines, feeds for readers of news.

Always the public part, whoever asks: the answers differ for nobody, so caches may keep them, for a short while only.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Site

from content.models import ArticlePage, DiseasePage, HubPage, ResearchPage, ResourcePage, VideoPage
from content.querysets import hub_page_types, newest_public, public_addresses

SECONDS_KEPT = 300
FEED_MOST = 30
SITEMAP_MOST = 50_000  # what search engines read of one file
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
DEMONSTRATION = "Demonstration content, not reviewed by a physician."
CLOSED = ("/admin/", "/accounts/", "/api/", "/search/", "/documents/", "/_util/")

for_anybody: Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]] = cache_control(
    public=True, max_age=SECONDS_KEPT
)


class Feed(NamedTuple):
    title: str
    model: type[HubPage]


FEEDS: dict[str, Feed] = {
    "articles": Feed("Articles", ArticlePage),
    "research": Feed("Research", ResearchPage),
    "videos": Feed("Videos", VideoPage),
    "resources": Feed("Resources", ResourcePage),
}


def sections() -> dict[str, list[type[HubPage]]]:
    """Return the kinds of each part of the sitemap; what has no part of its own is among the `pages`."""
    own: dict[str, list[type[HubPage]]] = {"diseases": [DiseasePage], **{n: [f.model] for n, f in FEEDS.items()}}
    single = {model for models in own.values() for model in models}
    return {"pages": [model for model in hub_page_types() if model not in single], **own}


def absolute(path: str) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"


def root_of(request: HttpRequest) -> str:
    """Return the part of a page's path in the tree that its address leaves out."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    root: str = site.root_page.url_path
    return root.rstrip("/")


@require_safe
@for_anybody
def sitemap_index(request: HttpRequest) -> HttpResponse:
    addresses = [absolute(reverse("sitemap", args=[name])) for name in sections()]
    return render(request, "content/sitemap_index.xml", {"addresses": addresses}, content_type="application/xml")


@require_safe
@for_anybody
def sitemap(request: HttpRequest, section: str) -> HttpResponse:
    models = sections().get(section)
    if models is None:
        raise Http404
    start = len(root_of(request))
    pages = [(absolute(path[start:]), changed) for path, changed in public_addresses(models, SITEMAP_MOST)]
    return render(request, "content/sitemap.xml", {"pages": pages}, content_type="application/xml")


@require_safe
@for_anybody
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), "", f"Sitemap: {absolute('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@for_anybody
def feeds(request: HttpRequest) -> HttpResponse:
    """The newest of all kinds that have a feed."""
    found = [page for feed in FEEDS.values() for page in newest_public(feed.model, FEED_MOST)]
    found.sort(key=lambda page: (page.first_published_at, page.pk), reverse=True)
    return as_atom(request, "New on the hub", reverse("feeds"), found[:FEED_MOST])


@require_safe
@for_anybody
def feed(request: HttpRequest, name: str) -> HttpResponse:
    known = FEEDS.get(name)
    if known is None:
        raise Http404
    return as_atom(request, known.title, reverse("feed", args=[name]), newest_public(known.model, FEED_MOST))


class SteadyAtom(Atom1Feed):
    """Says of an empty feed always the same, not that it changed just now."""

    def latest_post_date(self) -> datetime:
        dates = [item["updateddate"] for item in self.items]
        return max(dates, default=NEVER)


def as_atom(request: HttpRequest, title: str, path: str, pages: list[HubPage]) -> HttpResponse:
    """Write a feed; its author is the hub, as it tells nothing of who wrote what."""
    start = len(root_of(request))
    atom = SteadyAtom(
        title=f"{title} · {settings.SITE_NAME}",
        link=absolute("/"),
        description="",
        language="en",
        author_name=settings.SITE_NAME,
        feed_url=absolute(path),
        feed_guid=stable_id(path.strip("/")),
    )
    for page in pages:
        atom.add_item(
            title=page.title,
            link=absolute(page.url_path[start:]),
            description=said_of(page),
            unique_id=stable_id(f"page/{page.pk}"),
            pubdate=page.first_published_at,
            updateddate=page.last_published_at or page.first_published_at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def stable_id(what: str) -> str:
    """Return a name that stays when a page gets another address (RFC 4151)."""
    return f"tag:{urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname},2026:{what}"


def said_of(page: HubPage) -> str:
    summary = str(getattr(page, "summary", ""))
    return f"{summary} {DEMONSTRATION}" if page.is_demonstration else summary
