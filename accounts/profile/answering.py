"""Whether an account cannot answer cases for a time. The app of the cases registers how to ask; nothing here imports it."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from accounts.models import User


class NotAnswering(NamedTuple):
    """Until when, for which reason, and whom to write to."""

    until: datetime
    reason: str
    reason_text: str
    write_to: str  # an address; empty where the site names none


Ask = Callable[[User], NotAnswering | None]
_asks: list[Ask] = []


def register(ask: Ask) -> None:
    """Have it asked; a second registration changes nothing."""
    if ask not in _asks:
        _asks.append(ask)


def suspension_of(user: User) -> NotAnswering | None:
    return next((found for ask in _asks if (found := ask(user))), None)
