"""Where files of cases lie: a folder of their own that no address leads to. A view that checks the reader sends them."""

import uuid
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage


def private_files() -> FileSystemStorage:
    return FileSystemStorage(location=Path(settings.PRIVATE_ROOT), base_url=None)


def random_name(attachment: object, name: str) -> str:
    """Return a name that says nothing: what the sender called the file can hold a name or a day."""
    return f"{uuid.uuid4().hex}.jpg"
