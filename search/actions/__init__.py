"""All writes of the search: entries, the outbox, rebuilding."""

from search.actions.entries import refresh_polls, remove, upsert
from search.actions.outbox import drain
from search.actions.rebuilding import Rebuilt, drain_all, is_up_to_date, rebuild

__all__ = ["Rebuilt", "drain", "drain_all", "is_up_to_date", "rebuild", "refresh_polls", "remove", "upsert"]
