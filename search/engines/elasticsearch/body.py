"""What is asked of Elasticsearch, as plain values: one request holds match, order, facets, total and spelling.

The order of hits is put into the score: names have steps of their own, far above any weight of words.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from search.engines.documents import BAGGED, FORMER_GENE, GENE, RANKED, RECENT, RECENT_DAYS
from search.engines.elasticsearch.documents import MOST_SIZED, SIGNS, bag_token, key_token, sized_token
from search.engines.scope import Scope
from search.facets import FACETS, MOST_VALUES, filters_of
from search.query import SearchQuery
from search.reading import MOST_MISSING, Reading
from search.text import bag_of

Clause = dict[str, Any]
WORDS, NAMES = "find.words", "find.names"
EXACT, SAME, SIZED = 9000, 8000, 6000  # the steps of names; between two kinds of names, and two sizes, there are:
RANK_STEP, SIZE_STEP = 100, 50
LOWEST = 4000  # no step of a name is lower, and no weight of words as high
PUSH, CLOSE = 10, 90  # what is curated and known, and a gene with few others, lead within a step
MATCHED = "matched"
MOST_COUNTED = 5 * MOST_VALUES  # years are put together, and several indexes are added up
LONGER = 6  # words that a name may have beside those asked for
SPELLING = {
    "field": WORDS, "suggest_mode": "missing", "max_edits": 2, "prefix_length": 0, "min_word_length": 3, "size": 100,
    "shard_size": 100, "max_inspections": 50, "accuracy": 0.3,
}  # fmt: skip
ORDERS: dict[str, list[Any]] = {
    "best": ["_score", {"id": "asc"}],
    "newest": [{"day": "desc"}, {"id": "desc"}],
    "title": [{"title_key": "asc"}, {"id": "asc"}],
}


WITH_SIGNS: Clause = {"stored_fields": [SIGNS], "_source": True}


def term(field: str, value: Any) -> Clause:
    return {"term": {field: value}}


def terms(field: str, values: Iterable[Any]) -> Clause:
    found = list(values)
    return term(field, found[0]) if len(found) == 1 else {"terms": {field: found}}


def all_of(clauses: Sequence[Clause]) -> Clause:
    return clauses[0] if len(clauses) == 1 else {"bool": {"filter": list(clauses)}}


def any_of(clauses: Sequence[Clause]) -> Clause:
    return clauses[0] if len(clauses) == 1 else {"bool": {"should": list(clauses), "minimum_should_match": 1}}


def step(score: float, clause: Clause) -> Clause:
    return {"constant_score": {"filter": clause, "boost": score}}


def narrowed(scope: Scope, diseases: Sequence[str]) -> list[Clause]:
    """Return within what is searched: the audience first, though the indexes hold nothing else."""
    parts = [terms("audience", scope.audiences)]
    if scope.diseases:
        parts.append(terms("disease", diseases) if diseases else {"match_none": {}})
    if scope.since:
        parts.append({"range": {"added": {"gte": int(scope.since.timestamp())}}})
    return parts


def word(alternative: str) -> Clause:
    """Return the condition for one alternative of a group; its words have to stand side by side."""
    return {"match_phrase": {WORDS: alternative}} if " " in alternative else term(WORDS, alternative)


def words(reading: Reading, today: date) -> Clause:
    """Ask for the words of a reading, weighed by how rare they are and pushed for what is curated, known and recent."""
    groups = [any_of([word(one) for one in group]) for group in reading.needed]
    enough = max(len(groups) - reading.missing, 1)
    plain = {"must": groups} if enough == len(groups) else {"should": groups, "minimum_should_match": enough}
    recent: Clause = {"day": {"origin": today.toordinal(), "scale": RECENT_DAYS / 2, "decay": 0.5}}
    known: Clause = {"field": "push", "missing": 0}
    pushes: list[Clause] = [{"weight": 1}, {"field_value_factor": known}, {"linear": recent, "weight": RECENT}]
    return function_score({"bool": plain}, pushes, "multiply")


def function_score(query: Clause, functions: Sequence[Clause], mode: str) -> Clause:
    return {"function_score": {"query": query, "functions": list(functions), "score_mode": "sum", "boost_mode": mode}}


def names(reading: Reading, keys: Sequence[str]) -> Clause | None:
    """Ask for what is called as was asked: the whole name or code, the same words in another order, all words in a name."""
    steps = [
        step(EXACT - RANK_STEP * rank, terms(NAMES, [key_token(rank, key) for key in keys])) for rank in RANKED if keys
    ]
    if bag := bag_of(list(reading.words)):
        steps += [step(SAME - RANK_STEP * rank, term(NAMES, bag_token(rank, bag))) for rank in BAGGED]
    if reading.missing <= MOST_MISSING:  # with more, a name that has one word of a whole text says nothing
        steps += sized(reading.in_names, reading.missing)
    if not steps:
        return None
    pushes = [{"field_value_factor": {"field": "push", "factor": PUSH, "missing": 0}}]
    if keys:
        genes = terms(NAMES, [key_token(rank, key) for rank in (GENE, FORMER_GENE) for key in keys])
        pushes.append({"filter": genes, "field_value_factor": {"field": "closeness", "factor": CLOSE, "missing": 0}})
    return function_score({"dis_max": {"queries": steps}}, pushes, "sum")


def sized(needed: Sequence[Sequence[str]], missing: int = 0) -> list[Clause]:
    """Ask for names that have all words, or all but `missing`, the shortest first."""
    if not needed:
        return []
    fewest = max(len(needed) - missing, 1)
    steps = []
    for size in range(fewest, min(len(needed) + LONGER, MOST_SIZED) + 1):
        for rank in (0, 1):
            groups = [any_of([in_name(one, size, rank) for one in group]) for group in needed]
            several = {"bool": {"should": groups, "minimum_should_match": fewest}}
            steps.append(step(SIZED - SIZE_STEP * (2 * size + rank), several if missing else all_of(groups)))
    return steps


def in_name(alternative: str, size: int, rank: int) -> Clause:
    return all_of([term(NAMES, sized_token(size, rank, one)) for one in alternative.split()])


def matching(parts: Sequence[Clause | None], within: Sequence[Clause]) -> Clause:
    """Ask for what meets any of `parts`; it counts by the best."""
    found = [part for part in parts if part is not None]
    return {"bool": {"must": [{"dis_max": {"queries": found}}], "filter": list(within)}}


def search(query: SearchQuery, match: Clause, *, start: int, size: int, spelling: Sequence[str] = ()) -> Clause:
    """Return the whole request: a page of hits, the exact total, the facets, and terms near unknown words."""
    filters = {name: condition(name, values) for name, values in filters_of(query).items()}
    asked: Clause = {
        "query": match,
        "from": start,
        "size": size,
        "sort": ORDERS[query.sort],
        "track_total_hits": True,
        "aggs": {name: facet(name, filters) for name in FACETS},
    }
    if filters:
        asked["post_filter"] = all_of(list(filters.values()))
        asked["aggs"][MATCHED] = {"filter": {"match_all": {}}}  # how many there are without the filters
    if spelling:
        asked["suggest"] = {"near": {"text": " ".join(spelling), "term": SPELLING}}
    return asked


def condition(name: str, values: Sequence[str]) -> Clause:
    if name == "curated":
        return term(name, values[0] == "1")
    if name != "year":
        return terms(name, values)
    spans = [{"range": {"year": {"lte": int(value[1:])}}} for value in values if value[0] == "-"]
    single = [int(value) for value in values if value[0] != "-"]
    return any_of([*spans, *([terms("year", single)] if single else [])])


def facet(name: str, filters: Mapping[str, Clause]) -> Clause:
    """Count a facet without its own filter, so that a reader sees what another choice of it would give."""
    counted = {"terms": {"field": name, "size": MOST_COUNTED}}
    others = [clause for other, clause in filters.items() if other != name]
    return {"filter": all_of(others), "aggs": {"values": counted}} if others else counted


def counting(clauses: Sequence[Clause], within: Sequence[Clause]) -> Clause:
    """Return a request that counts how many entries meet each clause."""
    return {
        "size": 0,
        "track_total_hits": False,
        "query": {"bool": {"filter": list(within)}},
        "aggs": {"counts": {"filters": {"filters": list(clauses)}}},
    }


def spelling(asked: Sequence[str]) -> Clause:
    """Return a request for terms near words, known ones too."""
    settings = SPELLING | {"suggest_mode": "always", "max_term_freq": 1_000_000}
    return {"size": 0, "suggest": {"near": {"text": " ".join(asked), "term": settings}}}


def listing(match: Clause, *, size: int, source: Sequence[str]) -> Clause:
    """Return a request for the best of something, with a few fields of it."""
    return {"query": match, "size": size, "track_total_hits": False, "_source": list(source), "sort": ORDERS["best"]}


def starting(key: str, typed: Sequence[str], last: str, within: Sequence[Clause]) -> Clause:
    """Ask for names and codes that begin with `key`, and names that have the words typed and one that begins with `last`."""
    whole = terms(NAMES, [key_token(rank, key) for rank in RANKED])
    begun = term("find.beginnings", key)
    inside = all_of([*(term("find.typing", one) for one in typed), term("find.typing", last)])
    steps = {"dis_max": {"queries": [step(3000, whole), step(2000, begun), step(1000, inside)]}}
    pushes = [
        {"field_value_factor": {"field": "shortness", "factor": 500, "missing": 0}},
        {"field_value_factor": {"field": "push", "factor": PUSH, "missing": 0}},
    ]
    return {"bool": {"must": [function_score(steps, pushes, "sum")], "filter": list(within)}}
