"""A short chain, and a hand that gets past the database's refusal. Everything is rolled back with the test."""

import uuid

from django.db import connection

from audit.actions import record
from audit.kinds import Action, Area
from audit.models import Event

ANYBODY = uuid.UUID(int=7)
TRIGGERS = {
    "sqlite": ("DROP TRIGGER audit_event_no_update", "DROP TRIGGER audit_event_no_delete"),
    "postgresql": ("DROP TRIGGER audit_event_stays ON audit_event",),
}


def written(number=5):
    """Write events in which every field has a value."""
    for n in range(number):
        record(
            Action.TOKEN_MADE,
            area=Area.ACCOUNTS,
            actor=ANYBODY,
            actor_role="physician",
            owner=ANYBODY,
            subject=("token", n),
            details={"token": n},
        )
    return list(Event.objects.order_by("number"))


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def tamper(sql, *values):
    """Do what the owner of the database could do: take the triggers away, then change what is written."""
    for statement in TRIGGERS[connection.vendor]:
        run(statement)
    run(sql, *values)
