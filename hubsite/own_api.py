"""The operation about the whole account, which no single app knows."""

from typing import Any, cast

from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from ninja import Router

from accounts.authentication import SessionAuth, TokenAuth
from accounts.models import User
from accounts.verification.limits import Limited, spend
from common.problems import Problem
from hubsite.own_data import export_own_data

PASSWORD_FIRST = "Confirm your password at /accounts/reauthenticate/ first: the file says who you are."  # noqa: S105  a sentence

router = Router(tags=["account"], auth=[TokenAuth(), SessionAuth()])


@router.get(
    "/me/export",
    response={200: dict[str, Any], **dict.fromkeys((401, 403, 422, 429), Problem)},
    operation_id="export_own_data",
)
def export(request: HttpRequest) -> HttpResponse:
    """Everything the hub holds on you. With a token without what is in the vault: name and licence number want a password."""
    with_identity = not request.headers.get("Authorization", "").lower().startswith("bearer ")  # no token was accepted
    if with_identity:
        check_password(request)
    spend(Limited.EXPORT, cast(User, request.user))
    body = export_own_data(by=cast(User, request.user), with_identity=with_identity)
    return HttpResponse(body, content_type="application/json", headers={"Cache-Control": "private, no-store"})


def check_password(request: HttpRequest) -> None:
    """Refuse a session whose owner did not give the password within the last minutes."""
    try:
        reauthentication_required(lambda request: None)(request)
    except ReauthenticationRequired:
        raise PermissionDenied(PASSWORD_FIRST) from None
