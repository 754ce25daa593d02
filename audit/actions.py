"""The one way to write an event. It joins the transaction of what it tells of: either both stay or none."""

import re
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from audit.chain import seal_of
from audit.kinds import Action, Area
from audit.models import Event, Head

Details = Mapping[str, str | int | bool | None]  # numbers and codes
Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
CODE = re.compile(r"[a-z0-9_.:-]{1,48}", re.IGNORECASE)
SEALED = ("number", "at", "action", "area", "actor", "actor_role", "owner", "subject_kind", "subject", "details")


class PersonalText(ValueError):
    """A detail that is neither a number nor a code: it could hold what somebody wrote."""


def audited(action: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Make a function one transaction that takes its turn at the end of the chain before it locks anything else.

    Whoever writes an event needs that turn anyway. Taken last, two who hold what the other wants would wait for ever.
    """

    @wraps(action)
    def in_turn(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        with transaction.atomic():
            take_turn()
            return action(*args, **kwargs)

    return in_turn


def take_turn() -> Head:
    return Head.objects.select_for_update().get()


@transaction.atomic
def record(
    action: Action,
    *,
    area: Area,
    actor: UUID | None,
    actor_role: str = "",
    owner: UUID | None = None,
    subject: tuple[str, object] = ("", ""),
    details: Details | None = None,
) -> Event:
    """Add an event at the end of the chain and return it; raise PersonalText unless all details are numbers or codes."""
    checked = {name: coded(value) for name, value in (details or {}).items()}
    head = take_turn()
    event = Event(number=head.number + 1, at=timezone.now(), action=action, area=area)
    event.actor, event.actor_role, event.owner = actor, actor_role, owner
    event.subject_kind, event.subject, event.details = subject[0], str(subject[1]), checked
    event.seal = seal_of(sealed_values(event), head.seal, key())
    event.save(force_insert=True)
    Head.objects.update(number=event.number, seal=event.seal)
    return event


def coded(value: Any) -> str | int | bool | None:
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, str) and CODE.fullmatch(value):
        return str(value)
    raise PersonalText("The audit log takes numbers and codes only.")


def sealed_values(event: Event) -> dict[str, Any]:
    """Return what the seal covers, in a form that reads the same before and after the database."""
    values = {name: getattr(event, name) for name in SEALED}
    empty = {name: None for name in ("actor", "owner") if values[name] is None}
    texts = {name: str(values[name]) for name in ("actor", "owner", "action", "area") if values[name] is not None}
    return values | texts | empty | {"at": event.at.isoformat(timespec="microseconds")}


def key() -> bytes:
    return settings.AUDIT_KEY.encode()
