"""One reader's question to Elasticsearch."""

from collections.abc import Iterator, Mapping, Sequence
from time import monotonic
from typing import Any, NamedTuple
from zlib import crc32

from django.utils import timezone

from common.audience import Audience
from search.engines import ranking, spelling
from search.engines.away import EngineAway, EngineRefuses
from search.engines.documents import spellable
from search.engines.elasticsearch import body
from search.engines.elasticsearch.connection import READER_SECONDS, Connection
from search.engines.elasticsearch.documents import names_in
from search.engines.elasticsearch.mapping import BEGINNING_MOST, alias_of
from search.engines.matching import FEW, Matched
from search.engines.ranking import ALL_WORDS, EXACT, OF_ENTRY, SAME_WORDS, NameFound, Placed
from search.engines.scope import Scope
from search.engines.spelling import MOST_ASKED
from search.query import SearchQuery
from search.querysets import disease_ids
from search.reading import Reading
from search.text import bag_of

LOOKED_AT = 60  # of the best hits of a misspelt question, the names are compared with it
MOST_NAMES = 200  # hits whose names are looked at for codes
MOST_STARTING = 40
FILTER_PATH = "hits.total.value,hits.hits._score,hits.hits._source,hits.hits.fields,aggregations,suggest"
NAMED = ("id", "push", "names")
HEAD = ("id", "kind", "title", "url")


class Page(NamedTuple):
    """One answer of Elasticsearch: the hits of the page, and what was counted over all of them."""

    sources: Sequence[Mapping[str, Any]]
    total: int
    counted: Mapping[str, Any]
    named: Sequence[Mapping[str, Any]] = ()  # of the hits, those that may be called as was asked

    @property
    def matched(self) -> int:
        """Return how many there are without the filters."""
        return int(self.counted.get(body.MATCHED, {}).get("doc_count", self.total))


class ElasticsearchIndex:
    def __init__(self, connection: Connection, query: SearchQuery, scope: Scope) -> None:
        self.connection = connection
        self.query = query
        self.scope = scope
        self.readable = [audience for audience in scope.audiences if audience in Audience.values]
        self.within = body.narrowed(scope, disease_ids(scope.diseases) if scope.diseases else ())
        self.all = body.narrowed(scope.widest(), ())
        self.deadline: float | None = None  # for all that this question takes, from the first time it is asked
        self.near: dict[str, list[str]] = {}  # terms like unknown words, as the first answer gave them

    def ask(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        """Ask the indexes that the reader may read; of several, how rare a word is is reckoned over all of them."""
        places = ",".join(alias_of(self.connection.prefix, audience) for audience in self.readable)
        several = "&search_type=dfs_query_then_fetch" if len(self.readable) > 1 else ""
        # The same question goes to the same copies, so that its pages fit together.
        copies = crc32(self.query.text.encode())
        path = f"/{places}/_search?filter_path={FILTER_PATH}&allow_partial_search_results=false&preference={copies}{several}"
        self.deadline = self.deadline or monotonic() + READER_SECONDS
        answer: Mapping[str, Any] = self.connection.ask(path, asked, self.deadline) if self.readable else {}
        self.near |= dict(near_in(answer))
        return answer

    def page(self, match: body.Clause, reading: Reading, *, start: int, size: int, near: Sequence[str] = ()) -> Page:
        asked = body.search(self.query, match, start=start, size=size, spelling=near)
        answer = self.ask(asked | body.WITH_SIGNS if reading.signs else asked)
        return Page(sources_in(answer), total_in(answer), answer.get("aggregations", {}), named_in(answer))

    @property
    def start(self) -> int:
        return (self.query.page - 1) * self.query.size

    def everything(self, reading: Reading) -> Matched:
        page = self.page({"bool": {"filter": self.within}}, reading, start=self.start, size=self.query.size)
        return Matched(reading, {}, page.matched, page)

    def nothing(self, reading: Reading) -> Matched:
        return Matched(reading, {}, 0, self.page({"match_none": {}}, reading, start=0, size=0))

    def as_typed(self, reading: Reading) -> Matched:
        match = self.matching(reading, keys_of(reading))
        # Asked along, terms near unknown words cost nothing while all are known; of several indexes one may not know a word.
        near = [word for word in reading.words if spellable(word)][:MOST_ASKED] if len(self.readable) == 1 else []
        page = self.page(match, reading, start=self.start, size=self.query.size, near=near)
        seen = page
        if not page.sources and 0 < page.matched <= FEW:
            seen = self.page(match, reading, start=0, size=FEW)  # whether a name is among so few decides what was meant
        named = ranking.by_name(names_as_typed(seen.named, reading), ranking.as_typed)
        return Matched(reading, named, self.found(reading, page), page)

    def found(self, reading: Reading, page: Page) -> int:
        """Return how many have the words; where codes were asked for too, the entries of the codes are not among them."""
        if not reading.codes or not page.matched:
            return page.matched
        asked = body.counting([body.words(reading, timezone.now().date())], self.within)
        return counts_in(self.ask(asked))[0] if reading.needed else 0

    def matching(self, reading: Reading, keys: Sequence[str]) -> body.Clause:
        words = body.words(reading, timezone.now().date()) if reading.needed else None
        return body.matching([body.names(reading, keys), words], self.within)

    def coded(self, reading: Reading) -> list[NameFound]:
        keys = keys_of(reading)
        asked = body.matching([body.names(Reading(reading.text, (), ()), keys)], self.within)
        sources = sources_in(self.ask(body.listing(asked, size=MOST_NAMES, source=NAMED)))
        return [name for name in names_as_typed(sources, reading) if name.how == EXACT]

    def shown(self, entries: Sequence[int]) -> dict[int, tuple[str, str, str]]:
        if not entries:
            return {}
        asked = {"bool": {"filter": [body.terms("id", entries), *self.all]}}
        sources = sources_in(self.ask(body.listing(asked, size=len(entries), source=HEAD)))
        return {source["id"]: (source["kind"], source["title"], source["url"]) for source in sources}

    def like(self, reading: Reading) -> Matched:
        """The first hits are put into the order of their names' likeness; all that lies behind keeps its place."""
        match = self.matching(reading, [key for code in reading.codes for key in code.keys])
        if self.start >= LOOKED_AT:
            page = self.page(match, reading, start=self.start, size=self.query.size)
            return Matched(reading, {}, page.matched, page)
        page = self.page(match, reading, start=0, size=max(LOOKED_AT, self.start + self.query.size))
        names = names_as_meant(page.sources[:LOOKED_AT], reading)
        named = ranking.by_name(names, ranking.as_meant(reading.words))
        ordered = in_order(page.sources, named) if self.query.sort == "best" else list(page.sources)
        best = next(iter(named.values())).name.text if named else ""
        cut = page._replace(sources=ordered[self.start : self.start + self.query.size])
        return Matched(reading, named, page.matched, cut, corrections=spelling.corrections(reading, best))

    def nearly(self, reading: Reading) -> list[NameFound]:
        return self.named(body.sized(reading.in_names, missing=1))

    def with_words(self, reading: Reading) -> list[NameFound]:
        return [name for name in self.named(body.sized(reading.in_names), reading) if name.how == ALL_WORDS]

    def named(self, steps: Sequence[body.Clause], reading: Reading | None = None) -> list[NameFound]:
        """Return the names of the entries that take the highest of `steps`."""
        asked = body.matching(steps, self.within)
        sources = sources_in(self.ask(body.listing(asked, size=LOOKED_AT, source=NAMED)))
        return list(names_as_typed(sources, reading)) if reading else list(names_of(sources))

    def starting(self, key: str, words: Sequence[str], last: str) -> list[NameFound]:
        asked = body.starting(key[:BEGINNING_MOST], words, last, self.within)
        sources = sources_in(self.ask(body.listing(asked, size=MOST_STARTING, source=NAMED)))
        return list(names_starting(sources, key, words, last))

    def counts(self, words: Sequence[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for some in (words[start : start + MOST_NAMES] for start in range(0, len(words), MOST_NAMES)):
            numbers = counts_in(self.ask(body.counting([body.word(word) for word in some], self.all)))
            found |= {word: number for word, number in zip(some, numbers, strict=False) if number}
        return found

    def alike(self, words: Sequence[str]) -> dict[str, list[str]]:
        unknown = [word for word in words if word not in self.near]
        if unknown:
            try:
                self.ask(body.spelling(unknown))
            except EngineAway as error:  # no sign of trouble: it is the dearest thing that a stranger can ask for
                raise EngineRefuses(str(error)) from error
        return {word: self.near.get(word, []) for word in words}


def keys_of(reading: Reading) -> list[str]:
    return list(dict.fromkeys([*reading.keys, *(key for code in reading.codes for key in code.keys)]))


def sources_in(answer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    hits = answer.get("hits", {}).get("hits", ())
    return [hit["_source"] | hit["fields"] if "fields" in hit else hit["_source"] for hit in hits]


def named_in(answer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Leave out the hits whose score says that only their words are those of the question."""
    hits = answer.get("hits", {}).get("hits", ())
    return [hit["_source"] for hit in hits if hit.get("_score") is None or hit["_score"] >= body.LOWEST]


def total_in(answer: Mapping[str, Any]) -> int:
    return int(answer.get("hits", {}).get("total", {}).get("value", 0))


def counts_in(answer: Mapping[str, Any]) -> list[int]:
    return [bucket["doc_count"] for bucket in answer.get("aggregations", {}).get("counts", {}).get("buckets", ())] or [
        0
    ]


def near_in(answer: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for entry in answer.get("suggest", {}).get("near", ()):
        yield entry["text"], [option["text"] for option in entry["options"] if spellable(option["text"])]


def names_as_typed(sources: Sequence[Mapping[str, Any]], reading: Reading) -> Iterator[NameFound]:
    """Yield the names that are the question, its words in another order, or have all its words."""
    keys, bag, needed = frozenset(keys_of(reading)), bag_of(list(reading.words)), reading.in_names
    for source in sources:
        for name, its_keys, its_bag in names_in(source):
            if not keys.isdisjoint(its_keys):
                yield name._replace(how=EXACT)
            elif its_bag and its_bag == bag:
                yield name._replace(how=SAME_WORDS)
            elif its_bag and has_all(its_bag, needed):
                yield name._replace(how=ALL_WORDS)


def names_as_meant(sources: Sequence[Mapping[str, Any]], reading: Reading) -> Iterator[NameFound]:
    """Yield all names but codes, to be compared with the question letter by letter."""
    needed = reading.in_names
    for source in sources:
        for name, _, its_bag in names_in(source):
            if its_bag is not None:
                whole = not reading.missing and has_all(its_bag, needed)
                yield name._replace(how=ALL_WORDS if whole else OF_ENTRY)


def names_of(sources: Sequence[Mapping[str, Any]]) -> Iterator[NameFound]:
    return (name._replace(how=ALL_WORDS) for source in sources for name, _, bag in names_in(source) if bag is not None)


def names_starting(
    sources: Sequence[Mapping[str, Any]], key: str, words: Sequence[str], last: str
) -> Iterator[NameFound]:
    for source in sources:
        for name, its_keys, its_bag in names_in(source):
            if any(one.startswith(key) for one in its_keys):
                yield name._replace(how=EXACT)
            elif its_bag and begins(its_bag.split(), words, last):
                yield name._replace(how=ALL_WORDS)


def begins(its_words: Sequence[str], words: Sequence[str], last: str) -> bool:
    return set(its_words).issuperset(words) and any(word.startswith(last) for word in its_words)


def has_all(bag: str, needed: Sequence[Sequence[str]]) -> bool:
    """Say whether a name has a word of every group."""
    words = set(bag.split())
    return bool(needed) and all(any(words.issuperset(one.split()) for one in group) for group in needed)


def in_order(sources: Sequence[Mapping[str, Any]], named: Mapping[int, Placed]) -> list[Mapping[str, Any]]:
    """Put the entries with a telling name first, in the order of `named`; the others keep theirs."""
    places = {entry: place for place, entry in enumerate(named)}
    return sorted(sources, key=lambda source: places.get(source["id"], len(places)))
