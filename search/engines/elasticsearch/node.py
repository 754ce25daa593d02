"""How the client speaks to one node: by libcurl.

Its limit of time is for everything, the last byte included, where the client's own classes limit each wait for a byte; and it
takes a third of their processor time. Unlike theirs it writes no question into the log.
"""

from threading import local
from typing import Any

import pycurl
from elastic_transport import (
    ApiResponseMeta,
    BaseNode,
    ConnectionError,
    ConnectionTimeout,
    HttpHeaders,
    TlsError,
)
from elastic_transport._node import NodeApiResponse  # what a node returns has no public name
from elastic_transport.client_utils import DEFAULT, DefaultType

CONNECTING_MS = 500  # of the whole time, at most this may pass until a node has been reached
TLS_ERRORS = frozenset([pycurl.E_PEER_FAILED_VERIFICATION, pycurl.E_SSL_CONNECT_ERROR, pycurl.E_SSL_CACERT_BADFILE])


class CurlNode(BaseNode):
    _CLIENT_META_HTTP_CLIENT = ("cu", pycurl.version_info()[1])
    _of_thread = local()  # a handle keeps its connections alive, and belongs to one thread

    def perform_request(  # noqa: PLR0917  the client's interface
        self,
        method: str,
        target: str,
        body: bytes | None = None,
        headers: HttpHeaders | None = None,
        request_timeout: DefaultType | float | None = DEFAULT,
    ) -> NodeApiResponse:
        handle, received = self.handle(), HttpHeaders()
        seconds = self.config.request_timeout if isinstance(request_timeout, DefaultType) else request_timeout
        sent = {**self.headers, **(headers or {})}
        handle.setopt(pycurl.URL, f"{self.base_url}{target}")
        handle.setopt(pycurl.CUSTOMREQUEST, method)
        handle.setopt(pycurl.NOBODY, method == "HEAD")
        handle.setopt(pycurl.HTTPHEADER, [*(f"{name}: {value}" for name, value in sent.items()), "expect:"])
        handle.setopt(pycurl.TIMEOUT_MS, 0 if seconds is None else max(1, int(seconds * 1000)))
        handle.setopt(pycurl.HEADERFUNCTION, lambda line: take(line, received))
        if body is not None:
            handle.setopt(pycurl.POSTFIELDS, body)
        try:
            data = handle.perform_rb()
        except pycurl.error as error:
            raise problem(*error.args) from error
        status, seconds_taken = handle.getinfo(pycurl.RESPONSE_CODE), handle.getinfo(pycurl.TOTAL_TIME)
        return NodeApiResponse(ApiResponseMeta(status, "1.1", received, seconds_taken, self.config), data)

    def handle(self) -> Any:
        """Return this thread's handle without the last request's options; its connections stay open."""
        found = getattr(self._of_thread, "handle", None)
        if found is None:
            found = self._of_thread.handle = pycurl.Curl()
        found.reset()
        found.setopt(pycurl.NOSIGNAL, True)  # threads and signals do not mix
        found.setopt(pycurl.TCP_NODELAY, True)
        found.setopt(pycurl.PROXY, "")  # the nodes are neighbours
        found.setopt(pycurl.CONNECTTIMEOUT_MS, CONNECTING_MS)
        if self.config.ca_certs:
            found.setopt(pycurl.CAINFO, self.config.ca_certs)
        return found


def take(line: bytes, headers: HttpHeaders) -> None:
    name, colon, value = line.decode("latin-1").partition(":")
    if colon:
        headers[name] = value.strip()


def problem(number: int, message: str) -> Exception:
    if number == pycurl.E_OPERATION_TIMEDOUT:
        return ConnectionTimeout("Connection timed out during request")
    return (TlsError if number in TLS_ERRORS else ConnectionError)(message)
