"""Staying signed in at the browser from which the other sessions were ended."""

from typing import cast

from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest

from accounts.models import User
from accounts.second_factor import forget_factor


def keep_session(request: HttpRequest) -> None:
    """Tie this browser's session to its account as it is now."""
    former, reader = request.session.session_key, cast(User, request.user)
    update_session_auth_hash(request, User.objects.get(pk=reader.pk))
    forget_factor(request)
    UserSession.objects.filter(session_key=former).delete()
    UserSession.objects.create_from_request(request)
