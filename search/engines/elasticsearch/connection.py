"""The connection to Elasticsearch: one client a process, kept alive, with one deadline for readers."""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import orjson
from django.core.exceptions import ImproperlyConfigured
from elastic_transport import HttpHeaders, ObjectApiResponse
from elastic_transport._node import NodeApiResponse
from elasticsearch import ApiError, ConnectionTimeout, Elasticsearch, OrjsonSerializer, TransportError

from search.engines.away import EngineAway, EngineRefuses
from search.engines.elasticsearch.node import CurlNode

SHORT = 0.3
READER_SECONDS = 0.8  # what a reader waits before the database answers instead
WORKER_SECONDS = 30
WATCHER_SECONDS = 1  # what a page or a monitor waits that tells how the engine is
LOADING_SECONDS = 300  # merging a big index into one piece
JSON = {"accept": "application/json", "content-type": "application/json"}
OK, REFUSALS = 200, (400, 413)
NODE_FAILURES = (502, 503, 504)  # a copy of the index was lost in the middle of a question; another one is there
PART_BYTES = 4_000_000  # a node refuses requests that are much bigger
ACTIONS = ("index", "delete")
NO_INDEX = "it has no index; manage.py rebuild_search makes one"
PREFIX = "hub"
HOST = re.compile(
    r"https?://(?:[\w.-]+|\[[\da-fA-F:]+\]):(?:6553[0-5]|655[0-2]\d|65[0-4]\d\d|6[0-4]\d{3}|[1-5]?\d{1,4})"
)
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,80}")
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
    prefix = parts.path.strip("/") or PREFIX
    if not all(HOST.fullmatch(host) for host in hosts):
        raise ImproperlyConfigured("SEARCH_URL names hosts as host:9200, separated by commas; a port is at most 65535.")
    if not NAME.fullmatch(prefix):
        raise ImproperlyConfigured("SEARCH_URL ends in what index names begin with: small letters, digits and hyphens.")
    asked = parse_qs(parts.query)
    options: dict[str, Any] = {"ca_certs": asked["ca"][0]} if "ca" in asked else {}
    if "api_key" in asked:
        options["headers"] = {"authorization": f"ApiKey {asked['api_key'][0]}"}
    elif ":" in who:
        options["headers"] = {"authorization": f"Basic {b64encode(unquote(who).encode()).decode()}"}
    return Address(hosts, prefix, options)


def with_port(place: str) -> str:
    return place if ":" in place else f"{place}:9200"


class Connection:
    """Every call raises EngineAway instead of the client's exceptions."""

    def __init__(self, address: Address) -> None:
        self.prefix = address.prefix
        self.headers = HttpHeaders(JSON | address.options.get("headers", {}))
        self.tries = len(address.hosts) + 1  # one more try than nodes, for a connection that was closed while it rested
        json = OrjsonSerializer()
        # A node that is gone is asked no more for a while, and another one at once.
        self.client = Elasticsearch(
            list(address.hosts),
            max_retries=len(address.hosts),
            meta_header=False,
            node_class=CurlNode,
            serializers={"application/json": json, "application/vnd.elasticsearch+json": json},
            **address.options,
        )
        self.worker = self.client.options(request_timeout=WORKER_SECONDS)
        self.watcher = self.client.options(request_timeout=WATCHER_SECONDS, max_retries=0)
        self.loader = self.client.options(request_timeout=LOADING_SECONDS)

    def ask(self, path: str, body: Mapping[str, Any], deadline: float) -> Any:
        """Ask for a reader, who waits until `deadline` of the monotonic clock: what fails at one node is tried at the next."""
        failure, sent = EngineAway("nothing tried"), orjson.dumps(body)
        for _ in range(self.tries):
            try:
                answer = self.try_once(path, sent, deadline - monotonic())
            except TransportError as error:
                failure = EngineAway("too slow" if isinstance(error, ConnectionTimeout) else type(error).__name__)
                continue
            if answer.meta.status == OK:
                return parsed(answer.body)
            problem = EngineRefuses if answer.meta.status in REFUSALS else EngineAway
            failure = problem(f"{answer.meta.status} {reason_in(parsed(answer.body))}")
            if answer.meta.status not in NODE_FAILURES:
                break
        raise failure

    def try_once(self, path: str, sent: bytes, seconds: float) -> NodeApiResponse:
        """Ask the next node of the client's pool; one that fails rests for a while."""
        if seconds <= 0:
            raise ConnectionTimeout("no time left")
        pool = self.client.transport.node_pool
        node = pool.get()
        try:
            answer = node.perform_request("POST", path, body=sent, headers=self.headers, request_timeout=seconds)
        except TransportError:
            if seconds > SHORT:  # with less, it was the question that had taken too long
                pool.mark_dead(node)
            raise
        pool.mark_live(node)
        return answer

    def bulk(self, places: Sequence[str], lines: Sequence[Mapping[str, Any]], *, refresh: bool) -> Any:
        """Write to the aliases in `places`. Where one is missing, a deletion would make an index of its name."""
        with away_if_it_fails():
            if not self.worker.indices.exists_alias(name=list(places)):
                raise EngineAway(NO_INDEX)
            return [
                item
                for part in parts(lines)
                for item in self.worker.bulk(operations=part, require_alias=True, refresh=refresh)["items"]
            ]


def parts(lines: Sequence[Mapping[str, Any]]) -> Iterator[Any]:
    """Cut the lines of a bulk request into requests that a node takes; an action and its document stay together."""
    part: list[bytes] = []
    size = 0
    for line in lines:
        text = orjson.dumps(line)
        if size > PART_BYTES and next(iter(line)) in ACTIONS:
            yield part
            part, size = [], 0
        part.append(text)
        size += len(text)
    if part:
        yield part


@contextmanager
def away_if_it_fails() -> Iterator[None]:
    try:
        yield
    except ApiError as error:
        raise EngineAway(f"{error.status_code} {reason_in(error.body)}") from error
    except TransportError as error:
        raise EngineAway(type(error).__name__) from error


def parsed(text: bytes) -> Any:
    try:
        return orjson.loads(text)
    except ValueError as error:
        raise EngineAway("an answer that is no JSON") from error


def reason_in(body: Any) -> str:
    """Return the class of an error. Its text is left out: it may repeat what a reader asked for."""
    error = body.get("error") if isinstance(body, Mapping | ObjectApiResponse) else None
    return str(error.get("type", "error")) if isinstance(error, Mapping) else "error"
