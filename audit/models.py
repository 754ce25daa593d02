from typing import Any, ClassVar, NoReturn

from django.db import models
from django.db.models import Q
from django.utils import timezone

from audit.chain import GENESIS
from audit.kinds import Action, Area
from audit.querysets import EventQuerySet


class ReadOnly(TypeError):
    """What is written in the audit log stays as it is."""


class Event(models.Model):
    """One thing that happened: codes and random references only, tied to the event before it by `seal`.

    `actor` and `subject` are references that mean nothing outside the table they point to; they go when an account goes.
    The database itself refuses to change or delete a row (migration 0002).
    """

    number = models.BigIntegerField(primary_key=True)  # without gaps, from 1
    at = models.DateTimeField(default=timezone.now)
    action = models.CharField(max_length=24, choices=Action.choices)
    area = models.CharField(max_length=12, choices=Area.choices)
    actor = models.UUIDField(null=True, blank=True)  # None: the hub itself, or a command on the server
    actor_role = models.CharField(max_length=20, blank=True)
    owner = models.UUIDField(null=True, blank=True)  # whose account it concerns
    subject_kind = models.CharField(max_length=20, blank=True)
    subject = models.CharField(max_length=36, blank=True)
    details = models.JSONField(default=dict)
    seal = models.CharField(max_length=64, editable=False)

    objects: ClassVar[Any] = EventQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        indexes = (
            models.Index(fields=["owner", "-number"], name="audit_event_by_owner"),
            models.Index(fields=["actor", "-number"], name="audit_event_by_actor"),
            models.Index(fields=["area", "-number"], name="audit_event_by_area"),
            models.Index(fields=["action", "-number"], name="audit_event_by_action"),
            models.Index(fields=["at"], name="audit_event_by_time"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(action__in=Action.values), name="audit_event_known_action"),
            models.CheckConstraint(condition=Q(area__in=Area.values), name="audit_event_known_area"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ReadOnly("An event of the audit log cannot be changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise ReadOnly("An event of the audit log cannot be deleted.")


class Head(models.Model):
    """The end of the chain: one row, locked by whoever adds an event, so that no two follow the same one."""

    number = models.BigIntegerField(default=0)
    seal = models.CharField(max_length=64, default=GENESIS)

    def __str__(self) -> str:
        return f"{self.number}:{self.seal}"
