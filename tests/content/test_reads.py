from time import monotonic

import pytest
from django.db import OperationalError

from content import reads
from content.models import HomePage, PageRead

pytestmark = pytest.mark.django_db


def test_readings_are_written_together_and_add_up():
    home = HomePage.objects.get()
    for _ in range(reads.FLUSH_AT):
        reads.count_read(home.pk)
    reads.count_read(home.pk)
    assert PageRead.objects.get().count == reads.FLUSH_AT
    reads.flush_reads()
    assert PageRead.objects.get().count == reads.FLUSH_AT + 1


def test_a_busy_database_loses_no_reading(monkeypatch):
    home = HomePage.objects.get()
    reads.count_read(home.pk)

    def busy(counts):
        raise OperationalError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr(reads, "add_reads", busy)
        reads.flush_reads()
    reads.flush_reads()
    assert PageRead.objects.get().count == 1


def test_a_page_deleted_meanwhile_takes_no_other_reading_with_it():
    home = HomePage.objects.get()
    reads.count_read(home.pk)
    reads.count_read(999_999)
    reads.flush_reads()
    assert PageRead.objects.get().page_id == home.pk


def test_the_first_reading_after_a_minute_is_written_at_once(monkeypatch):
    home = HomePage.objects.get()
    monkeypatch.setattr(reads, "_last_flush", monotonic() - reads.FLUSH_SECONDS - 1)
    reads.count_read(home.pk)
    reads.count_read(home.pk)
    assert PageRead.objects.get().count == 1
