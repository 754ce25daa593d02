"""Accounts with sessions, and what changes for them. Imported once the environment names the database."""

from uuid import UUID

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import close_old_connections
from django.utils import timezone

from accounts.models import User
from bench.events import asgi  # noqa: F401  registers the kind of subject
from notices.actions import pulse, tell
from notices.models import Kind
from notices.streams.board import STREAMS_OF_ONE

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sessions(number: int) -> list[str]:
    """Return the session of each stream: as many accounts as are needed for so many."""
    keys = [session_of(User.objects.create(email=f"bench{n}@example.org")) for n in range(-(-number // STREAMS_OF_ONE))]
    return [keys[n // STREAMS_OF_ONE] for n in range(number)]


def session_of(user: User) -> str:
    store = SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(user.pk), BACKEND
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.save()
    return str(store.session_key)


def change_subject(subject: UUID) -> None:
    pulse(subject=("bench", subject), users=(), now=timezone.now())
    close_old_connections()


def tell_everybody(subject: UUID) -> None:
    """Tell every account: a row each if it has none unread, and a pulse each."""
    users = list(User.objects.all())
    tell(users=users, kind=Kind.FOLLOWED, subject=("bench", subject), happened="news", now=timezone.now())
    close_old_connections()
