from typing import Any, cast

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from accounts.authentication import SessionAuth, TokenAuth
from accounts.models import Physician, User
from accounts.permissions import has_permission
from accounts.physicians.actions import Practice, change_practice, changeable_from
from accounts.physicians.labels import label_of
from accounts.physicians.permissions import check_practice, is_member
from accounts.profile.actions import Self, change_profile
from accounts.profile.answering import suspension_of
from accounts.profile.querysets import practice_of, profile_of
from accounts.profile.schemas import MeOut, ProfileIn, ProfileOut
from accounts.roles import Permission
from accounts.second_factor import has_second_factor
from audit.actions import take_turn
from common.problems import Problem

PROBLEMS = dict.fromkeys((400, 401, 403, 422), Problem)
PRACTICE = ("speciality", "is_available", "hours_from", "hours_to", "paused_until", "cases_at_once")

router = Router(tags=["account"], auth=[TokenAuth(), SessionAuth()])


@router.get("/me", response={200: MeOut, **PROBLEMS}, operation_id="get_me")
def me(request: HttpRequest) -> dict[str, Any]:
    """Who you are to the hub, and what you may do at this moment."""
    user, now = reader(request), timezone.now()
    return {
        "display_name": user.display_name,
        "role": user.role,
        "may": sorted(permission for permission in Permission if has_permission(user, permission)),
        "member_until": user.verified_until if user.is_verified(now) else None,
        "second_factor": has_second_factor(user),
        "suspension": told._asdict() if (told := suspension_of(user)) else None,
    }


@router.get("/me/profile", response={200: ProfileOut, **PROBLEMS}, operation_id="get_profile")
def get_profile(request: HttpRequest) -> dict[str, Any]:
    """What you say of yourself, and how colleagues see you."""
    user, now = reader(request), timezone.now()
    profile = profile_of(user)
    physician = practice_of(user) if is_member(user, now) else None
    practice = shown(physician) if physician else None
    return {"languages": profile.languages, "time_zone": profile.time_zone, "practice": practice}


@router.patch("/me/profile", response={200: ProfileOut, **PROBLEMS}, operation_id="change_profile")
def patch_profile(request: HttpRequest, payload: ProfileIn) -> dict[str, Any]:
    """Change what you name; the rest stays. Either all of it is written or nothing."""
    with transaction.atomic():
        take_turn()  # two changes follow one another: what one did not name the other may just have changed
        write(reader(request), payload.model_dump(exclude_unset=True))
    return get_profile(request)


def write(user: User, changes: dict[str, Any]) -> None:
    now, practice = timezone.now(), changes.pop("practice", None)
    if changes:
        profile = profile_of(user)
        change_profile(
            by=user, about=Self(**{"languages": profile.languages, "time_zone": profile.time_zone} | changes)
        )
    if practice:
        check_practice(user, now)
        physician = Physician.objects.get(user=user)
        values = {name: getattr(physician, name) for name in PRACTICE}
        change_practice(by=user, practice=Practice(**values | practice), now=now)


def shown(physician: Physician) -> dict[str, Any]:
    now = timezone.now()
    free = changeable_from(physician, now)
    return {
        **{name: getattr(physician, name) for name in ("country", *PRACTICE)},
        "label": str(label_of(physician, now)),
        "pseudonym": physician.user.display_name,
        "pseudonym_changeable_from": free if free > now else None,
    }


def reader(request: HttpRequest) -> User:
    return cast(User, request.user)  # the two ways to sign in above let nobody else through
