from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail.snippets.models import register_snippet

from content.models import VideoPage
from content.models.videos import NOT_READY
from content.permissions import may_read_file
from content.querysets import images_choosable_by, pages_shown_to
from content.viewsets import LISTINGS, DirectoryGroup, explorer
from vocabulary.views import find_diseases

register_snippet(DirectoryGroup)
WARNING = "It is saved. Before it can be published, take out what could show who a patient is: {places}."
_listings = [listing() for listing in LISTINGS]


@hooks.register("register_admin_viewset")
def listings() -> list[ViewSet]:
    return _listings


@hooks.register("register_admin_menu_item")
def hub_menu() -> MenuItem:
    items = [
        MenuItem(one.menu_label, reverse(one.get_url_name("index")), icon_name=one.icon, order=number)
        for number, one in enumerate(_listings)
    ]
    menu = Menu(items=items, construct_hook_name="construct_content_menu")
    return SubmenuMenuItem("Content", menu, icon_name="doc-full-inverse", order=110)


@hooks.register("register_admin_viewset")
def pages() -> ViewSet:
    """After Wagtail's own, so that the explorer lists by ours."""
    return explorer


@hooks.register("construct_explorer_page_queryset")
def explorable(parent: Page, pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    return pages.filter(pk__in=pages_shown_to(request.user).values("pk"))


@hooks.register("construct_page_chooser_queryset")
def choosable(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    return pages.filter(pk__in=pages_shown_to(request.user).values("pk"))


@hooks.register("construct_image_chooser_queryset")
def choosable_images(images: QuerySet[Image], request: HttpRequest) -> QuerySet[Image]:
    return images.filter(pk__in=images_choosable_by(request.user).values("pk"))


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [path("diseases/find/", find_diseases, name="find_diseases")]


@hooks.register("before_publish_page")
def check_video(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Say in words what VideoPage.publish would refuse."""
    if isinstance(page, VideoPage) and not (page.media_id and page.captions.exists()):
        messages.error(request, NOT_READY)
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn_of_what_tells(request: HttpRequest, page: Page) -> None:
    """A draft is saved whatever stands in it. Its writer is told where; the words are shown at the try to publish."""
    problems = getattr(page, "privacy_problems", None) or {}
    if problems:
        places = ", ".join(f"{name} ({len(sentences)})" for name, sentences in problems.items())
        messages.warning(request, WARNING.format(places=places))


@hooks.register("before_serve_document")
def check_document(document: Document, request: HttpRequest) -> None:
    """A document follows the pages that use it, like every file."""
    if not may_read_file(request.user, document):
        raise Http404
