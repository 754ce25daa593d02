"""The hub's ASGI application with a kind of subject that everybody may read: what the bench listens to."""

from collections.abc import Collection
from uuid import UUID

from hubsite.asgi import application
from notices.subjects import Subject, register

__all__ = ["application"]


def may_read(users: Collection[int], subjects: Collection[UUID]) -> set[tuple[int, UUID]]:
    return {(user, subject) for user in users for subject in subjects}


register("bench", Subject(may_read, "/bench/{}/".format, {"news": "There is news of a bench."}))
