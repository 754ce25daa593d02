"""Wagtail's own read API (v2) for headless clients: published pages only, and only those the caller may know of."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponseBase
from rest_framework.request import Request
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.models import Page

from accounts.authentication import HubAuthentication
from accounts.permissions import audiences_of
from common.problems import problem
from content.models import DiseasePage
from content.models.base import DiseaseTagged
from content.querysets import visible_pages

NUMBER_MOST = 9


class HubPagesAPIViewSet(PagesAPIViewSet):
    authentication_classes = (HubAuthentication,)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse what no database compares, which Wagtail passes on."""
        super().initial(request, *args, **kwargs)
        if any("\x00" in value for values in request.GET.lists() for value in values[1]):
            raise BadRequestError("no parameter holds the character NUL")
        if not request.GET.get("id", "0").isdecimal():
            raise BadRequestError("id is a number")

    def handle_exception(self, exc: Exception) -> HttpResponseBase:
        """Say why somebody may not read at all in the same form as the hub's own API."""
        if isinstance(exc, PermissionDenied):
            return problem(403, str(exc))
        return super().handle_exception(exc)

    def get_base_queryset(self) -> QuerySet[Page]:
        return visible_pages(audiences_of(self.request.user))

    def get_queryset(self) -> QuerySet[Page]:
        """Fetch at once what the answer tells of every page in a list."""
        pages: QuerySet[Page] = super().get_queryset().select_related("locale")
        if pages.model is DiseasePage:
            return pages.select_related("locale", "disease")
        return pages.prefetch_related("diseases") if issubclass(pages.model, DiseaseTagged) else pages

    def paginate_queryset(self, queryset: QuerySet[Page]) -> Any:
        """Refuse numbers that no database takes, which Wagtail passes on."""
        if any(len(self.request.GET.get(name, "")) > NUMBER_MOST for name in ("limit", "offset")):
            raise BadRequestError("limit and offset are numbers of at most nine digits")
        return super().paginate_queryset(queryset)


router = WagtailAPIRouter("wagtailapi")
router.register_endpoint("pages", HubPagesAPIViewSet)
