"""Every error of the API as application/problem+json (RFC 9457), made here and nowhere else."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import Field, NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as InputError


class FieldError(Schema):
    field: str
    message: str


class Problem(Schema):
    """One error, said once: `title` names the class, `detail` tells the caller what to do."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[FieldError] = Field(default_factory=list)


def problem(status: int, detail: str, errors: list[FieldError] | None = None) -> JsonResponse:
    body = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, errors=errors or [])
    return JsonResponse(body.model_dump(), status=status, content_type="application/problem+json")


def unknown(request: HttpRequest, error: Exception) -> HttpResponse:
    """Absent and hidden look alike: the text never repeats what was asked for."""
    return problem(404, "There is nothing here that you may read.")


def forbidden(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return problem(403, str(error) or "You may not do this.")


def unauthenticated(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return problem(401, "Sign in, or send a valid token.")


def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, str(error))


def invalid_input(request: HttpRequest, error: InputError) -> HttpResponse:
    """Name each field as the caller wrote it: `query.limit` becomes `limit`."""
    errors = [
        FieldError(field=".".join(str(part) for part in row["loc"][1:]) or str(row["loc"][0]), message=row["msg"])
        for row in error.errors
    ]
    return problem(422, "Some values cannot be used: " + ", ".join(e.field for e in errors) + ".", errors)


def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    fields = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    errors = [FieldError(field=name, message=text) for name, texts in fields.items() for text in texts]
    return problem(422, " ".join(e.message for e in errors), errors)


def register(api: NinjaAPI) -> None:
    """Turn every exception that an operation may raise into a problem."""
    handlers: tuple[tuple[type[Exception], Any], ...] = (
        (Http404, unknown),
        (ObjectDoesNotExist, unknown),
        (PermissionDenied, forbidden),
        (AuthenticationError, unauthenticated),
        (HttpError, refused),
        (InputError, invalid_input),
        (ValidationError, invalid),
    )
    for exception, handler in handlers:
        api.add_exception_handler(exception, handler)
