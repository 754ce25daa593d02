"""Where entries come from. Each app offers `all_entries()` for everything and one function for a single object."""

from collections.abc import Iterator
from itertools import chain

from cases import search_entries as cases
from common.entries import Entry
from content import search_entries as pages
from polls import search_entries as polls


def all_entries() -> Iterator[Entry]:
    """Return the entry of everything that can be found, in bulk."""
    return chain(pages.all_entries(), poll_entries(), cases.all_entries())


def poll_entries() -> Iterator[Entry]:
    """Return the entries of all polls that have opened."""
    return polls.all_entries()
