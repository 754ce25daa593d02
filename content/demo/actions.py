"""Writing the demonstration content: each function brings one thing in line with its record and says what it did.

What a person has edited in the admin since is left as it is: a demonstration is there to be tried out.
"""

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db.models import Model
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from content.demo.values import assign, differs, relate

Children = Mapping[str, tuple[type[Model], list[dict[str, Any]]]]


class Outcome(StrEnum):
    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    KEPT = "kept as edited"


class Edited:
    """What people have edited, asked once a run."""

    @cached_property
    def pages(self) -> set[int]:
        return set(PageLogEntry.objects.filter(user__isnull=False).values_list("page_id", flat=True))

    @cached_property
    def others(self) -> set[tuple[int, str]]:
        return set(ModelLogEntry.objects.filter(user__isnull=False).values_list("content_type_id", "object_id"))

    def has(self, instance: Model) -> bool:
        if isinstance(instance, Page):
            return instance.pk in self.pages
        return (ContentType.objects.get_for_model(instance).pk, str(instance.pk)) in self.others


def put_page(
    page: Page | None, *, new: Page, parent: Page, values: dict[str, Any], children: Children, edited: Edited
) -> tuple[Page, Outcome]:
    """Publish `new` with these values below `parent`, or bring the existing `page` in line and publish it again."""
    if page is None:
        assign(new, values)
        set_children(new, children)
        new.live = False  # publishing makes it live, with its signals and its log entry
        parent.add_child(instance=new)
        new.save_revision().publish()
        return new, Outcome.CREATED
    return page, put_existing_page(page, values=values, children=children, edited=edited)


def put_existing_page(page: Page, *, values: dict[str, Any], children: Children, edited: Edited) -> Outcome:
    if not differs(page, values) and not children_differ(page, children):
        return Outcome.UNCHANGED
    if edited.has(page):
        return Outcome.KEPT
    assign(page, values)
    set_children(page, children)
    page.save_revision().publish()
    return Outcome.CHANGED


def set_children(page: Page, children: Children) -> None:
    for name, (model, rows) in children.items():
        setattr(page, name, [model(sort_order=place, **row) for place, row in enumerate(rows)])


def children_differ(page: Page, children: Children) -> bool:
    return any(
        [{key: getattr(child, key) for key in row} for child, row in zip(getattr(page, name).all(), rows, strict=False)]
        != rows
        or getattr(page, name).count() != len(rows)
        for name, (_, rows) in children.items()
    )


def put_snippet(
    model: type[Model], *, key: dict[str, Any], values: dict[str, Any], edited: Edited
) -> tuple[Model, Outcome]:
    """Bring the snippet with this natural key in line; make it if it is not there."""
    snippet = model._default_manager.filter(**key).first()
    outcome = Outcome.CHANGED if snippet else Outcome.CREATED
    if snippet and not differs(snippet, values):
        return snippet, Outcome.UNCHANGED
    if snippet and edited.has(snippet):
        return snippet, Outcome.KEPT
    snippet = snippet or model()
    assign(snippet, key | values)
    snippet.save()
    relate(snippet, values)
    return snippet, outcome


def put_file(
    model: type[Model], *, title: str, name: str, content: bytes, values: dict[str, Any], edited: Edited
) -> tuple[Any, Outcome]:
    """Store a picture, document or film under its title; the same content under that title stays as it is."""
    stored: Any = model._default_manager.filter(title=title).first()
    if stored and holds(stored, content) and not differs(stored, values):
        return stored, Outcome.UNCHANGED
    if stored and edited.has(stored):
        return stored, Outcome.KEPT
    outcome = Outcome.CHANGED if stored else Outcome.CREATED
    if stored:
        discard_files(stored)
    stored = stored or model()
    assign(stored, {"title": title} | values)
    stored.file = ContentFile(content, name)
    if hasattr(stored, "file_hash"):
        stored.file_size, stored.file_hash = len(content), hashlib.sha1(content, usedforsecurity=False).hexdigest()
    stored.save()
    return stored, outcome


def holds(stored: Any, content: bytes) -> bool:
    """Say whether the file is there, and with this content; a media folder may have been emptied."""
    if not stored.file.storage.exists(stored.file.name):
        return False
    with stored.file.open("rb") as file:
        return bool(file.read() == content)


def discard_files(stored: Any) -> None:
    stored.file.delete(save=False)
    if hasattr(stored, "renditions"):
        stored.renditions.all().delete()


def at_noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
