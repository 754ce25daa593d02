"""Files of cases on the disk. A file is written before its row is committed, and deleted after its row is gone."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction

from cases.models import Attachment
from cases.storage import random_name

UNOWNED_HOURS = 24
CHUNK = 500


def private_storage() -> Storage:
    return Attachment._meta.get_field("file").storage


@contextmanager
def kept_files(pages: Iterable[bytes]) -> Iterator[list[str]]:
    """Write files and give their names; if what they belong to is not committed, they are deleted again."""
    storage, names = private_storage(), []
    try:
        for page in pages:
            names.append(storage.save(random_name(None, ""), ContentFile(page)))
        yield names
    except BaseException:
        erase_files(names)
        raise


def erase_after_commit(names: Iterable[str]) -> None:
    transaction.on_commit(partial(erase_files, list(names)))


def erase_files(names: Iterable[str]) -> None:
    storage = private_storage()
    for name in names:
        if name:
            storage.delete(name)


def erase_unowned_files(*, now: datetime) -> int:
    """Delete the files that no row leads to, as a crash between two writes leaves them; return how many. For the daily run."""
    storage = private_storage()
    names = storage.listdir("")[1] if storage.exists("") else []
    long_ago = timedelta(hours=UNOWNED_HOURS)
    old = [name for name in names if now - storage.get_modified_time(name) > long_ago]
    unowned = [name for start in range(0, len(old), CHUNK) for name in without_row(old[start : start + CHUNK])]
    erase_files(unowned)
    return len(unowned)


def without_row(names: list[str]) -> set[str]:
    return set(names) - set(Attachment.objects.filter(file__in=names).values_list("file", flat=True))
