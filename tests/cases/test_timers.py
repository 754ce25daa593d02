"""What is done once a day beside the timers of single cases."""

import os
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.utils import timezone

from cases.attachments.files import erase_files, private_storage
from cases.timers import run

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def another_day():
    cache.clear()
    yield
    cache.clear()


def unowned(name, hours):
    storage = private_storage()
    storage.save(name, ContentFile(b"left behind"))
    long_ago = (timezone.now() - timedelta(hours=hours)).timestamp()
    os.utime(storage.path(name), (long_ago, long_ago))


def test_files_that_no_case_leads_to_are_erased_once_a_day():
    storage, now = private_storage(), timezone.now()
    erase_files(storage.listdir("")[1])  # other tests leave files of their own behind
    unowned("old-one", 25)
    unowned("new-one", 1)
    assert run(now)["files"] == 1
    assert (storage.exists("old-one"), storage.exists("new-one")) == (False, True)
    unowned("old-two", 25)
    assert "files" not in run(now)
    assert run(now + timedelta(days=1))["files"] == 2
