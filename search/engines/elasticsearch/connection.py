"""The connection to Elasticsearch: one client a process, kept alive, with one deadline for readers."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ImproperlyConfigured
from elastic_transport import ObjectApiResponse
from elasticsearch import ApiError, Elasticsearch, OrjsonSerializer, TransportError
from urllib3 import Timeout

from search.engines.away import EngineAway, EngineRefuses

READER_SECONDS = 0.8  # what a reader waits before the database answers instead
READER_TIMEOUT: Any = Timeout(total=READER_SECONDS)  # connecting and reading together; the client passes it on as it is
WORKER_SECONDS = 30
LOADING_SECONDS = 300  # merging a big index into one piece
JSON = {"accept": "application/json", "content-type": "application/json"}
OK, REFUSALS = 200, (400, 413)
PREFIX = "hub"
SCHEMES = {"elasticsearch": "http", "elasticsearch+https": "https"}


@dataclass(frozen=True, slots=True)
class Address:
    hosts: tuple[str, ...]
    prefix: str  # of all index names
    options: dict[str, Any] = field(default_factory=dict, repr=False)  # may hold a password


def address_in(url: str) -> Address:
    """Read `elasticsearch://host:9200,host:9200/prefix`; raise ImproperlyConfigured, never repeating a password.

    `elasticsearch+https://user:password@host…?ca=/path/to/ca.pem` where the nodes ask for it, or `?api_key=…`.
    """
    parts = urlsplit(url)
    who, _, places = parts.netloc.rpartition("@")
    hosts = tuple(f"{SCHEMES[parts.scheme]}://{with_port(place)}" for place in places.split(",") if place)
    if not hosts:
        raise ImproperlyConfigured("SEARCH_URL names no Elasticsearch: elasticsearch://host:9200/hub")
    asked = parse_qs(parts.query)
    options: dict[str, Any] = {"basic_auth": tuple(who.split(":", 1))} if ":" in who else {}
    options |= {"api_key": asked["api_key"][0]} if "api_key" in asked else {}
    options |= {"ca_certs": asked["ca"][0]} if "ca" in asked else {}
    return Address(hosts, parts.path.strip("/") or PREFIX, options)


def with_port(place: str) -> str:
    return place if ":" in place else f"{place}:9200"


class Connection:
    """Every call raises EngineAway instead of the client's exceptions."""

    def __init__(self, address: Address) -> None:
        self.prefix = address.prefix
        json = OrjsonSerializer()
        # A node that is gone is asked no more for a while, and another one at once; one that is slow has cost too much time.
        self.client = Elasticsearch(
            list(address.hosts),
            max_retries=len(address.hosts),
            retry_on_timeout=False,
            meta_header=False,
            connections_per_node=32,
            serializers={"application/json": json, "application/vnd.elasticsearch+json": json},
            **address.options,
        )
        self.worker = self.client.options(request_timeout=WORKER_SECONDS)
        self.loader = self.client.options(request_timeout=LOADING_SECONDS)

    def ask(self, path: str, body: Mapping[str, Any]) -> Any:
        """Ask for a reader, who waits."""
        with away_if_it_fails():
            asked = self.client.transport.perform_request(
                "POST",
                path,
                body=body,
                headers=JSON,
                request_timeout=READER_TIMEOUT,
                retry_on_timeout=False,
                retry_on_status=(),
            )
        if asked.meta.status != OK:
            problem = EngineRefuses if asked.meta.status in REFUSALS else EngineAway
            raise problem(f"{asked.meta.status} {reason_in(asked.body)}")
        return asked.body

    def bulk(self, lines: Sequence[Mapping[str, Any]], *, refresh: bool) -> Any:
        with away_if_it_fails():
            return self.worker.bulk(operations=lines, require_alias=True, refresh=refresh).body


@contextmanager
def away_if_it_fails() -> Iterator[None]:
    try:
        yield
    except ApiError as error:
        raise EngineAway(f"{error.status_code} {reason_in(error.body)}") from error
    except TransportError as error:
        raise EngineAway(type(error).__name__) from error


def reason_in(body: Any) -> str:
    """Return the class of an error. Its text is left out: it may repeat what a reader asked for."""
    error = body.get("error") if isinstance(body, Mapping | ObjectApiResponse) else None
    return str(error.get("type", "error")) if isinstance(error, Mapping) else "error"
