"""What production writes to stderr: one line of JSON a record, with codes and places only, never what somebody sent.

Of records of other packages the words of the program are written, not what was filled in (a host name, an address).
Of an exception its type and where it was raised: its message may quote an input.
"""

import json
import logging
import traceback
from collections.abc import ItemsView, Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import SimpleLazyObject
from django.views.debug import SafeExceptionReporterFilter

OWN = (
    "hubsite",
    "search",
    "content",
    "cases",
    "polls",
    "notices",
    "privacy",
    "accounts",
    "vocabulary",
    "audit",
    "common",
)
SECRETS = frozenset({"key", "uidb36", "uidb64", "token", "text"})  # parts of addresses that open something
PATH_MOST = 200
FRAMES_MOST = 12
CAUSES_MOST = 4

request_id: ContextVar[str] = ContextVar("request_id", default="")


def told_of(request: HttpRequest, response: HttpResponseBase, seconds: float) -> dict[str, object]:
    return {
        "method": (request.method or "")[:10],
        "path": told_path(request),
        "status": response.status_code,
        "ms": round(seconds * 1000, 1),
        "user": reference_of(request),
    }


def told_path(request: HttpRequest) -> str:
    """The address without its query; where a part of it opens something (a new password), its pattern instead."""
    match = request.resolver_match
    if match and SECRETS & match.kwargs.keys():
        return f"/{match.route}"
    return request.path[:PATH_MOST]


def reference_of(request: HttpRequest) -> str | None:
    """The reader's reference if somebody asked who reads; the log never asks itself."""
    user = getattr(request, "user", None)
    if type(user) is SimpleLazyObject:
        user = getattr(request, "_cached_user", None)
    reference = getattr(user, "reference", None)  # nobody has none
    return str(reference) if reference else None


class OneLine(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request": request_id.get(),
            "message": words_of(record),
        }
        line |= getattr(record, "told", {})
        if isinstance(request := getattr(record, "request", None), HttpRequest):
            line |= {"method": (request.method or "")[:10], "path": told_path(request)}
        if record.exc_info and record.exc_info[1]:
            line["exceptions"] = list(places_of(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=True)


def words_of(record: logging.LogRecord) -> str:
    if record.name.partition(".")[0] in OWN:
        return record.getMessage()
    return str(record.msg) if record.args else ""


def places_of(error: BaseException) -> Iterator[dict[str, object]]:
    """Type and innermost places of an exception and of those that led to it."""
    current: BaseException | None = error
    for _ in range(CAUSES_MOST):
        if current is None:
            return
        yield {"type": f"{type(current).__module__}.{type(current).__qualname__}", "at": frames_of(current)}
        current = current.__cause__ or current.__context__


def frames_of(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES_MOST:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]


class NothingPersonal(SafeExceptionReporterFilter):
    """A report of an error holds no form, no cookie, no header and no variable, whoever asks for one."""

    def get_safe_settings(self) -> dict[str, Any]:
        return {}

    def get_safe_request_meta(self, request: HttpRequest) -> dict[str, Any]:
        return {}

    def get_safe_cookies(self, request: HttpRequest) -> dict[str, Any]:
        return {}

    def is_active(self, request: HttpRequest | None) -> bool:
        return True

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        return {}

    def get_traceback_frame_variables(self, request: HttpRequest, tb_frame: TracebackType) -> ItemsView[str, Any]:
        return {}.items()
