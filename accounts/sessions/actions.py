"""Ending sessions. A session that has ended is gone from the server: its cookie opens nothing any more."""

from allauth.usersessions.models import UserSession

from accounts.events import log
from accounts.models.user import User, new_access_key
from audit.actions import audited
from audit.kinds import Action


@audited
def end_session(*, session_id: int, by: User) -> None:
    """End one of your own sessions; raise DoesNotExist for anybody else's."""
    UserSession.objects.get(pk=session_id, user=by).end()
    log(Action.SESSION_ENDED, by=by, owner=by)


@audited
def end_other_sessions(*, user: User, but: str | None, by: User) -> int:
    """End the sessions of an account except the one with the key `but`; return how many there were."""
    others = UserSession.objects.filter(user=user).exclude(session_key=but or "")
    number = sum(session.exists() for session in others)
    for session in others:
        session.end()
    if number:
        log(Action.SESSION_ENDED, by=by, owner=user, details={"sessions": number})
    return number


@audited
def renew_access(*, user: User, but: str | None, by: User) -> None:
    """End every session, those too that nobody noted: `access_key` is part of each. API tokens stay.

    The session with the key `but` can be tied to the new key with `keep_session` in the same request.
    """
    end_other_sessions(user=user, but=but, by=by)
    user.access_key = new_access_key()
    user.save(update_fields=["access_key"])
