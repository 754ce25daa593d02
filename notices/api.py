from typing import Any, cast

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router, Status

from accounts.authentication import SessionAuth, TokenAuth
from accounts.models import User
from common.problems import Problem
from notices.actions import FOLLOWS_MOST, choose, choose_of_follow, follow, unfollow
from notices.choices import choices_of, kinds_for
from notices.models import Follow
from notices.schemas import FollowFrequencyIn, FollowIn, FollowList, FollowOut, NoticesIn, NoticesOut
from notices.things import disease_of, sign_of
from vocabulary.models import Disease, Sign

PER_PAGE = 50
PROBLEMS = dict.fromkeys((400, 401, 403, 422), Problem)
ABSENT = {404: Problem}
ONE = "Give either orpha_code or hpo_id."

router = Router(tags=["account"], auth=[TokenAuth(), SessionAuth()])


@router.get("/me/notices", response={200: NoticesOut, **PROBLEMS}, operation_id="get_notices")
def get_notices(request: HttpRequest) -> dict[str, Any]:
    """How often you want to be told of what, of each kind of news that there can be for you."""
    chosen = choices_of(reader(request))
    return {"choices": {kind: chosen[kind] for kind in kinds_for(reader(request))}}


@router.put("/me/notices", response={200: NoticesOut, **PROBLEMS}, operation_id="choose_notices")
def put_notices(request: HttpRequest, payload: NoticesIn) -> dict[str, Any]:
    choose(chosen=payload.choices, by=reader(request))
    return get_notices(request)


@router.get("/me/follows", response={200: FollowList, **PROBLEMS}, operation_id="list_follows")
def list_follows(request: HttpRequest, page: int = Query(1, ge=1, le=-(-FOLLOWS_MOST // PER_PAGE))) -> dict[str, Any]:
    """The diseases and signs that you follow."""
    pages = Paginator(Follow.objects.of(reader(request)), PER_PAGE)
    rows = pages.page(page) if page <= pages.num_pages else ()
    return {"total": pages.count, "page": page, "pages": pages.num_pages, "items": list(rows)}


@router.post(
    "/me/follows", response={200: FollowOut, 201: FollowOut, **PROBLEMS, **ABSENT}, operation_id="create_follow"
)
def create(request: HttpRequest, payload: FollowIn) -> Any:
    """Follow a disease or a sign. What you follow already is answered with 200."""
    followed, is_new = follow(
        thing=thing_in(payload), by=reader(request), now=timezone.now(), frequency=payload.frequency
    )
    return Status(201 if is_new else 200, followed)


@router.patch(
    "/me/follows/{follow_id}", response={200: FollowOut, **PROBLEMS, **ABSENT}, operation_id="choose_follow_frequency"
)
def patch(request: HttpRequest, payload: FollowFrequencyIn, follow_id: int = Path(..., ge=1, le=2**63 - 1)) -> Follow:
    """Say how often you want to hear of one thing that you follow."""
    return choose_of_follow(follow_id=follow_id, frequency=payload.frequency, by=reader(request))


@router.delete("/me/follows/{follow_id}", response={204: None, **PROBLEMS, **ABSENT}, operation_id="delete_follow")
def delete(request: HttpRequest, follow_id: int = Path(..., ge=1, le=2**63 - 1)) -> Any:
    unfollow(follow_id=follow_id, by=reader(request))
    return Status(204, None)


def thing_in(payload: FollowIn) -> Disease | Sign:
    if (payload.orpha_code is None) == (payload.hpo_id is None):
        raise ValidationError({"orpha_code": ONE})
    return disease_of(payload.orpha_code) if payload.orpha_code else sign_of(payload.hpo_id or "")


def reader(request: HttpRequest) -> User:
    return cast(User, request.user)  # the two ways to sign in above let nobody else through
