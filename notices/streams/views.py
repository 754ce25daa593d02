"""Who may listen to what. Under ASGI the stream itself is sent by `notices.streams.serving`."""

import re
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_GET

from notices.streams.asking import Asked
from notices.streams.board import Full
from notices.streams.passes import pass_of
from notices.streams.serving import ADMITTED, TOO_MANY
from notices.streams.threads import the_loop
from notices.subjects import readable

SUBJECT = re.compile(r"([a-z_]{1,12}):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
PLACE = re.compile(r"[0-9]{1,18}")
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
SIGN_IN = "Sign in, or send a valid token.\n"
NOTHING = "There is nothing here.\n"
ELSEWHERE = "Events are sent by another process of the hub: lead /events/ there.\n"


class Unknown(Exception):
    """What was asked for is no subject."""


@require_GET
def events(request: HttpRequest) -> HttpResponseBase:
    """Open a stream of the reader's own news, with `?subject=case:…` of that subject too. What may not be read is not there.

    Refusals are plain sentences made here: under ASGI, Django draws the page of an exception in another thread, whose
    database connection nobody gives back.
    """
    try:
        by = pass_of(request)
        if by is None:
            return sentence(401, SIGN_IN)
        asked = Asked(by, subject_in(request), place_in(request))
    except PermissionDenied as refusal:
        return sentence(403, f"{refusal}\n")
    except Unknown:
        return sentence(404, NOTHING)
    return stream(request, asked) if asked.whose in readable([asked.whose]) else sentence(404, NOTHING)


def sentence(status: int, text: str, **headers: str) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8", headers=HEADERS | headers)


def stream(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    """Let the server send it, or this thread where that is allowed; elsewhere say that this is the wrong process (421)."""
    admitted: list[Asked] | None = getattr(request, "scope", {}).get(ADMITTED)
    if admitted is not None:
        admitted.append(asked)
        return HttpResponse(content_type="text/event-stream", headers=HEADERS)
    if settings.EVENTS != "threads":
        return sentence(421, ELSEWHERE)
    try:
        messages = the_loop().messages(the_loop().join(asked))
    except Full:
        return sentence(429, TOO_MANY.decode(), **{"Retry-After": "30"})
    return StreamingHttpResponse(messages, content_type="text/event-stream", headers=HEADERS)


def subject_in(request: HttpRequest) -> tuple[str, UUID] | None:
    text = request.GET.get("subject")
    if text is None:
        return None
    found = SUBJECT.fullmatch(text)
    if not found:
        raise Unknown
    return found[1], UUID(found[2])


def place_in(request: HttpRequest) -> int | None:
    """Return where the reader was cut off: a browser says it in a header when it comes back, a script in the address."""
    text = request.headers.get("Last-Event-ID") or request.GET.get("after", "")
    return int(text) if PLACE.fullmatch(text) else None
