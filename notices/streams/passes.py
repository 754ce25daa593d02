"""By what right a stream is open: a session or a token, and what the account was when it opened."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import APIToken

from accounts.authentication import check_reader, user_of_token
from accounts.models import User
from accounts.token_lookup import owner_of


@dataclass(frozen=True, slots=True)
class Pass:
    user_id: int
    stamp: str
    session: str | None = None  # its key
    token: int | None = None  # its primary key


def stamp_of(user: User, now: datetime) -> str:
    """Return what may not change while a stream is open: password, access key, the role that counts, the second factor."""
    return f"{user.acts_as(now)} {user.needs_second_factor(now)} {user.get_session_auth_hash()}"


def pass_of(request: HttpRequest) -> Pass | None:
    """Return by what right somebody asks; None for nobody. Raises PermissionDenied without a second factor that is due."""
    now = timezone.now()
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    if scheme:
        return pass_of_token(text.strip(), now) if scheme.lower() == "bearer" else None
    if not isinstance(request.user, User):
        return None
    check_reader(request)
    return Pass(request.user.pk, stamp_of(request.user, now), session=request.session.session_key)


def pass_of_token(text: str, now: datetime) -> Pass | None:
    user, owner = user_of_token(text), owner_of(text)
    return Pass(user.pk, stamp_of(user, now), token=owner.token_id) if user and owner else None


def still_good(passes: Collection[Pass], now: datetime) -> set[Pass]:
    """Return the passes that would be given again: three queries for any number of them."""
    users = User.objects.filter(is_active=True).in_bulk({one.user_id for one in passes})
    stamps = {key: stamp_of(user, now) for key, user in users.items()}
    sessions = {one.session for one in passes if one.session}
    alive = set(Session.objects.filter(session_key__in=sessions, expire_date__gt=now).values_list("pk", flat=True))
    tokens = {one.token for one in passes if one.token}
    kept = (
        set(APIToken.objects.filter(pk__in=tokens, revoked_at=None).values_list("pk", flat=True)) if tokens else set()
    )
    return {
        one
        for one in passes
        if stamps.get(one.user_id) == one.stamp and (one.session in alive if one.session else one.token in kept)
    }
