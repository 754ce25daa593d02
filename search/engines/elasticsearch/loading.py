"""A new index beside the old one: filled, brought up to date with what changed meanwhile, and put in its place in one call.

Entries may change all the time. What is written before the change of place goes to the old index and is marked as delivered,
so whoever calls notes afterwards which versions were loaded, and the outbox sends whatever has moved since.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from django.utils import timezone
from elasticsearch import Elasticsearch, NotFoundError

from search.engines.away import EngineAway
from search.engines.base import Entries, Progress
from search.engines.elasticsearch.connection import Connection, away_if_it_fails, parts
from search.engines.elasticsearch.documents import document_of
from search.engines.elasticsearch.mapping import MAPPING, SETTINGS, aliases
from search.models import STILL_THERE, SearchEntry

BATCH = 500
WHILE_LOADING = {"refresh_interval": "-1", "auto_expand_replicas": "false", "number_of_replicas": 0}
AFTERWARDS = {name: SETTINGS[name] for name in ("refresh_interval", "auto_expand_replicas")}
OURS = {"made_by": "rebuild_search"}  # an index that a late write made by itself has no such mark
CONFLICT = 409
ROUNDS = 5  # of catching up before the change of place; what still moves then is caught up after it


class Loading:
    def __init__(self, connection: Connection, entries: Entries, progress: Progress) -> None:
        self.connection = connection
        self.client = connection.loader
        self.entries = entries
        self.progress = progress
        stamp = f"{timezone.now():%Y%m%dt%H%M%S%f}"
        self.new = {audience: f"{alias}-{stamp}" for audience, alias in aliases(connection.prefix).items()}
        self.refused: dict[int, str] = {}
        self.loaded: dict[int, tuple[int, str]] = {}  # version and audience by primary key

    def run(self) -> dict[int, int]:
        """Return the version by primary key that the new index holds of each entry; one that was refused is not among them."""
        with away_if_it_fails():
            self.remove_leftovers()
            self.create()
            try:
                self.load()
                self.settle()
                self.take_place()
            except BaseException:
                self.drop(self.new.values())
                raise
        return {pk: version for pk, (version, _) in self.loaded.items() if pk not in self.refused}

    def create(self) -> None:
        for index in self.new.values():
            self.client.indices.create(
                index=index, settings=SETTINGS | WHILE_LOADING, mappings=MAPPING | {"_meta": OURS}
            )

    def load(self) -> None:
        stream = iter(self.entries())
        while batch := list(islice(stream, BATCH)):
            self.write(batch)
            self.progress(len(batch))

    def settle(self) -> None:
        """Merge each index into one piece, which is quicker to search, and make it visible and safe."""
        for index in self.new.values():
            self.client.indices.forcemerge(index=index, max_num_segments=1)
            self.client.indices.put_settings(index=index, settings=AFTERWARDS)
        for _ in range(ROUNDS):
            if not self.catch_up():
                break
        self.client.indices.refresh(index=",".join(self.new.values()))

    def catch_up(self) -> int:
        """Bring what changed since it was loaded; return how many entries that were."""
        seen: set[int] = set()
        moved = 0
        for batch in self.changed(seen):
            self.write(batch)
            moved += len(batch)
        gone = self.loaded.keys() - seen
        self.delete(gone)
        return moved + len(gone)

    def changed(self, seen: set[int]) -> Iterator[list[SearchEntry]]:
        batch: list[SearchEntry] = []
        for entry in self.entries():
            seen.add(entry.pk)
            if self.loaded.get(entry.pk) != (entry.version, entry.audience):
                batch.append(entry)
            if len(batch) == BATCH:
                yield batch
                batch = []
        if batch:
            yield batch

    def write(self, entries: list[SearchEntry]) -> None:
        lines: list[dict[str, Any]] = []
        for entry in entries:
            try:
                document = document_of(entry)
            except Exception as error:  # one entry must not end the loading of all others
                self.refused[entry.pk] = f"{type(error).__name__}: {error}"
                continue
            target = {"_id": str(entry.pk), "version": entry.version, "version_type": "external"}
            lines += [{"index": target | {"_index": self.new[entry.audience]}}, document]
            _, before = self.loaded.get(entry.pk, (0, entry.audience))
            if before != entry.audience:
                lines.append({"delete": target | {"_index": self.new[before]}})
            self.loaded[entry.pk] = (entry.version, entry.audience)
        self.send(lines)

    def delete(self, gone: Iterable[int]) -> None:
        """Take out what is no longer live, with the version after the one loaded: at least that one its tombstone has."""
        ids = sorted(gone)
        for start in range(0, len(ids), BATCH):
            lines = []
            for pk in ids[start : start + BATCH]:
                version, audience = self.loaded.pop(pk)
                target = {
                    "_index": self.new[audience],
                    "_id": str(pk),
                    "version": version + 1,
                    "version_type": "external",
                }
                lines.append({"delete": target})
            self.send(lines)

    def send(self, lines: list[dict[str, Any]]) -> None:
        for part in parts(lines):
            self.refused |= refusals(self.client.bulk(operations=part)["items"])

    def take_place(self) -> None:
        """Let the aliases name the new indexes and remove the old ones, in one call."""
        self.check_still_ours()
        places = aliases(self.connection.prefix)
        wrong = [
            name for name in places.values() if name in self.client.indices.get(index=name, ignore_unavailable=True)
        ]
        old = [*self.in_use(), *wrong]  # wrong: an index that has the name of an alias
        actions: list[dict[str, Any]] = [{"remove_index": {"index": index}} for index in old]
        actions += [{"add": {"index": index, "alias": places[audience]}} for audience, index in self.new.items()]
        self.client.indices.update_aliases(actions=actions)

    def check_still_ours(self) -> None:
        """Raise EngineAway if another rebuild has begun since: it has taken ours for a leftover."""
        found = self.client.indices.get_mapping(index=",".join(self.new.values()), ignore_unavailable=True).body
        if not all(found.get(index, {}).get("mappings", {}).get("_meta") == OURS for index in self.new.values()):
            raise EngineAway("another rebuild has begun and goes on; this one has ended")

    def in_use(self) -> list[str]:
        return in_use(self.client, self.connection.prefix)

    def remove_leftovers(self) -> None:
        """Remove what a rebuild left behind that was ended half-way."""
        patterns = ",".join(f"{alias}-2*" for alias in aliases(self.connection.prefix).values())
        used = set(self.in_use())
        self.drop(index for index in self.client.indices.get(index=patterns).body if index not in used)

    def drop(self, indexes: Iterable[str]) -> None:
        names = ",".join(indexes)
        if names:
            self.client.indices.delete(index=names, ignore_unavailable=True)


def in_use(client: Elasticsearch, prefix: str) -> list[str]:
    """Return the indexes behind the aliases."""
    names = ",".join(aliases(prefix).values())
    try:
        return sorted(client.indices.get_alias(name=names, ignore_unavailable=True).body)
    except NotFoundError as error:  # some aliases are missing; those that are there stand in the error
        found = error.body if isinstance(error.body, dict) else {}
        return sorted(name for name in found if name not in ("error", "status"))


def refusals(items: Iterable[Mapping[str, Any]]) -> dict[int, str]:
    """Return what was not taken, and why; that something could not be taken out says more than anything else about it.

    That the index has the same or a newer version already is as good as done.
    """
    found: dict[int, str] = {}
    for item in items:
        ((action, done),) = item.items()
        pk = int(done["_id"])
        if (
            (error := done.get("error"))
            and done["status"] != CONFLICT
            and not found.get(pk, "").startswith(STILL_THERE)
        ):
            said = f"{error.get('type', 'error')}: {error.get('reason', '')}"
            found[pk] = f"{STILL_THERE}{said}" if action == "delete" else said
    return found
