"""What is written stays: neither the models nor SQL can change it."""

import pytest
from django.db import DatabaseError, connection, transaction

from audit.models import Event, ReadOnly
from audit.verification import verify
from tests.audit.rows import run, written

pytestmark = pytest.mark.django_db

BY_MODEL = {
    "save": lambda event: event.save(),
    "save as new": lambda event: Event(**{f.attname: getattr(event, f.attname) for f in Event._meta.fields}).save(
        force_update=True
    ),
    "delete": lambda event: event.delete(),
    "update": lambda event: Event.objects.update(actor=None),
    "update of one": lambda event: Event.objects.filter(pk=event.pk).update(actor=None),
    "delete all": lambda event: Event.objects.all().delete(),
    "bulk update": lambda event: Event.objects.bulk_update([event], ["actor_role"]),
    "update or create": lambda event: Event.objects.update_or_create(pk=event.pk, defaults={"actor_role": "editor"}),
}
BY_SQL = [
    "UPDATE audit_event SET actor_role = 'editor'",
    "UPDATE audit_event SET actor_role = actor_role WHERE number = 1",
    "DELETE FROM audit_event",
    "DELETE FROM audit_event WHERE number = 3",
]


@pytest.mark.parametrize("way", BY_MODEL)
def test_no_way_of_the_models_changes_an_event(way):
    before = written()
    with pytest.raises((ReadOnly, TypeError, DatabaseError)), transaction.atomic():
        BY_MODEL[way](Event.objects.get(number=2))
    assert [(event.number, event.seal, event.actor_role) for event in Event.objects.order_by("number")] == [
        (event.number, event.seal, event.actor_role) for event in before
    ]
    assert verify().problem == ""


@pytest.mark.parametrize("sql", BY_SQL)
def test_the_database_refuses_whoever_asks(sql):
    written()
    with pytest.raises(DatabaseError, match="stay as they are"), transaction.atomic():
        run(sql)
    assert verify().events == 5


def test_the_table_cannot_be_emptied_at_once():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite knows no TRUNCATE")
    written()
    with pytest.raises(DatabaseError, match="stay as they are"), transaction.atomic():
        run("TRUNCATE audit_event")
    assert verify().events == 5
