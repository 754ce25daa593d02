from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from accounts.models import User

SHOWN_MOST = 50


def sessions_of(user: User, now: datetime) -> QuerySet[UserSession]:
    """Return the sessions of an account that can still be used, the newest first."""
    alive = Session.objects.filter(expire_date__gt=now).values("session_key")
    return UserSession.objects.filter(user=user, session_key__in=alive).order_by("-created_at")[:SHOWN_MOST]
