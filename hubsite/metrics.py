"""Figures for whoever watches the hub, in the format of Prometheus. They count everything, so they are no reader's business."""

import hmac
from collections.abc import Iterable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from accounts.permissions import has_permission
from accounts.roles import Permission
from search.health import health


class SearchCollector(Collector):
    """The search and its outbox, read from the database and the engine when somebody asks: the same from every process."""

    def collect(self) -> Iterable[Metric]:
        found = health()
        yield gauge(
            "hub_search_engine_up", "1 if the search engine answers this question within a second.", not found.away
        )
        yield gauge("hub_search_entries", "Entries that can be found.", found.entries)
        yield gauge("hub_search_outbox_waiting", "Changes that the engine has not taken yet.", found.waiting)
        yield gauge("hub_search_outbox_refused", "Changes that the engine has refused.", found.refused)
        yield gauge("hub_search_outbox_lag_seconds", "How long the oldest change has been waiting.", found.lag)
        if found.status:
            yield gauge("hub_search_indexed", "Entries in the index of the engine.", found.status.indexed)


def gauge(name: str, what: str, value: float) -> Metric:
    return GaugeMetricFamily(name, what, value=float(value))


registry = CollectorRegistry()
registry.register(SearchCollector())


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer the holder of METRICS_TOKEN and administrators; to anybody else there is nothing here."""
    if not (has_token(request) or has_permission(request.user, Permission.ADMINISTER)):
        raise Http404
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def has_token(request: HttpRequest) -> bool:
    expected: str = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(expected) and hmac.compare_digest(given.encode(), expected.encode())
