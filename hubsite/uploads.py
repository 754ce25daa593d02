"""How large a request may be, by who sends it: refused by its announced length, before a byte of it is read or stored.

A length is always announced: WSGI gives an application no more of a body than its Content-Length says, and a body
sent in chunks has none, so it is refused as a whole.
"""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.views.defaults import bad_request as plain_bad_request

from accounts.authentication import user_of_token
from accounts.permissions import Reader, has_permission
from accounts.roles import Permission
from common.problems import problem

VISITOR_MOST = 64 * 1024
MEMBER_MOST = 12 * 1024 * 1024
FILM_MOST = 600 * 1024 * 1024
MULTIPART = "multipart/form-data"
NO_LENGTH = "Send this with a Content-Length."


def bounded(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Refuse a body that is larger than its reader may send. Small ones pass without asking who sends them."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if "chunked" in request.headers.get("Transfer-Encoding", "").lower():
            return refusal(request, HTTPStatus.LENGTH_REQUIRED, NO_LENGTH)
        length = announced(request)
        if length > VISITOR_MOST and length > (most := most_of(request)):
            return refusal(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, too_large(most))
        return get_response(request)

    return answer


def announced(request: HttpRequest) -> int:
    text = request.headers.get("Content-Length", "")
    return int(text) if text.isascii() and text.isdecimal() else 0


def most_of(request: HttpRequest) -> int:
    """Only files may be large: everything else is held in memory at once."""
    reader = sender_of(request)
    if not reader.is_authenticated:
        return VISITOR_MOST
    if not request.headers.get("Content-Type", "").startswith(MULTIPART):
        return settings.DATA_UPLOAD_MAX_MEMORY_SIZE or MEMBER_MOST
    films = request.path_info.startswith("/admin/") and has_permission(reader, Permission.PUBLISH)
    return FILM_MOST if films else MEMBER_MOST


def sender_of(request: HttpRequest) -> Reader:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return (scheme.lower() == "bearer" and user_of_token(token.strip())) or request.user


def too_large(most: int) -> str:
    return f"This is larger than you can send here, which is {filesizeformat(most)}. Send less at once."


def refusal(request: HttpRequest, status: HTTPStatus, sentence: str) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        return problem(status, sentence)
    return render(request, "413.html", {"sentence": sentence}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say of a request that was too much while it was read the same as of one that said so before."""
    if isinstance(exception, RequestDataTooBig):
        sentence = too_large(settings.DATA_UPLOAD_MAX_MEMORY_SIZE or MEMBER_MOST)
        return refusal(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, sentence)
    if isinstance(exception, TooManyFilesSent):
        sentence = f"These are more files than you can send at once, which is {settings.DATA_UPLOAD_MAX_NUMBER_FILES}."
        return refusal(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, sentence)
    return plain_bad_request(request, exception)
