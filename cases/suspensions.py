"""What a physician who cannot answer for a time is told: until when, why, and whom to write to. Never who decided."""

from datetime import datetime

from django.conf import settings

from accounts.models import User
from accounts.profile.answering import NotAnswering
from cases.models import AnsweringBan
from cases.news import about_ban
from cases.permissions import ban_of
from notices.actions import seen


def shown_suspension(user: User, *, now: datetime) -> dict[str, object]:
    """Return what a page shows of the suspension of its reader; the notice of it counts as read by that."""
    ban = ban_of(user)
    if ban:
        seen(user, about_ban(ban), now=now)
    return {"suspension": told(ban) if ban else None}


def suspension_of(user: User) -> NotAnswering | None:
    ban = ban_of(user)
    return told(ban) if ban else None


def told(ban: AnsweringBan) -> NotAnswering:
    return NotAnswering(ban.until, ban.reason, ban.get_reason_display(), settings.DESK_ADDRESS)
