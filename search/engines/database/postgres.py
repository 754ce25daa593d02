"""PostgreSQL: full-text vectors over words that we fold ourselves, trigrams for spelling. Tables: search/migrations."""
# ruff: noqa: S608  the statements are put together from constants, see sql.py

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from search.engines.database.dialect import EntryRow, Needed, numbered_names, terms_of
from search.engines.database.sql import execute, many

# Four weights are all that a vector knows. ts_rank takes them in the order D, C, B, A.
LABELS = {"title": "A", "names": "B", "genes": "B", "codes": "C", "signs": "D", "spoken": "D", "body": "D"}
SIGN_LABELS = {4: "B", 3: "C"}  # nearly always, often
WEIGHTS = "'{0.12, 0.25, 0.6, 1}'::real[]"
BY_LENGTH = 1  # ts_rank divides by 1 + the logarithm of the number of words
TABLES = ("search_fts_entry", "search_fts_name", "search_fts_combination", "search_fts_term")
LAST_POSITION = 16_000  # a vector counts no further
MOST_OF_A_WORD = 60  # places of one word; a vector keeps 255
MOST_ALIKE = 100


class Postgres:
    name = "postgres"
    matched = "search_fts_entry e"
    matches = "e.words @@ (%s)::tsquery"
    score = f"-ts_rank({WEIGHTS}, e.words, (%s)::tsquery, {BY_LENGTH})"
    score_params = 1
    named = "search_fts_name n"
    names_match = "n.words @@ (%s)::tsquery"
    shortest_first = "ORDER BY n.id"
    counted = "SELECT %s, count(*) FROM search_fts_entry e WHERE e.words @@ (%s)::tsquery"
    alike = f"""SELECT %s AS word, t.term FROM search_fts_term t WHERE t.term %% %s AND t.audience IN (AUDIENCES)
        GROUP BY t.term ORDER BY similarity(t.term, %s) DESC, t.term LIMIT {MOST_ALIKE}"""

    def expression(self, needed: Needed, missing: int = 0) -> str:
        return expression([[self.word(alternative) for alternative in group] for group in needed], missing)

    def in_names(self, needed: Needed, missing: int = 0, prefix: str = "") -> str:
        found = expression([[together(alternative) for alternative in group] for group in needed], missing)
        if not prefix:
            return found
        return f"({found}) & {quoted(prefix)}:*" if found else f"{quoted(prefix)}:*"

    def word(self, word: str) -> str:
        return "(" + " <-> ".join(quoted(part) for part in word.split()) + ")"

    def alike_params(self, word: str, audiences: Sequence[str]) -> list[str]:
        return [word, word, *audiences, word]

    def put(self, rows: Sequence[EntryRow]) -> None:
        pairs = sorted({(row.combination, row.facets) for row in rows})
        many("INSERT INTO search_fts_combination VALUES (%s, %s) ON CONFLICT DO NOTHING", pairs)
        heads = [(row.pk, row.audience, row.combination, row.day, row.weight, vector(row.columns)) for row in rows]
        many("INSERT INTO search_fts_entry VALUES (%s, %s, %s, %s, %s, %s::tsvector)", heads)
        names = [
            (pk, entry, name.rank, name.key, name.bag, name.text, vector({"title": name.words}) if name.words else None)
            for pk, entry, name in numbered_names(rows)
        ]
        many("INSERT INTO search_fts_name VALUES (%s, %s, %s, %s, %s, %s, %s::tsvector)", names)
        many("INSERT INTO search_fts_term (term, audience) VALUES (%s, %s) ON CONFLICT DO NOTHING", terms_of(rows))

    def remove(self, ids: Sequence[int]) -> None:
        execute("DELETE FROM search_fts_name WHERE entry = ANY(%s)", params=[list(ids)])
        execute("DELETE FROM search_fts_entry WHERE id = ANY(%s)", params=[list(ids)])

    def clear(self) -> None:
        execute(*(f"DELETE FROM {table}" for table in TABLES))

    def optimise(self) -> None:
        execute(*(f"ANALYZE {table}" for table in (*TABLES, "search_searchentry", "search_searchfacet")))


def expression(groups: Sequence[Sequence[str]], missing: int) -> str:
    parts = ["(" + " | ".join(group) + ")" for group in groups]
    kept = combinations(parts, max(len(parts) - missing, 1)) if parts else ()
    return " | ".join(f"({' & '.join(some)})" for some in kept)


def together(alternative: str) -> str:
    return "(" + " & ".join(quoted(part) for part in alternative.split()) + ")"


def quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def labelled(column: str, words: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Return each word with its label; a sign once, labelled by how often it stands: ts_rank hardly counts repetition."""
    if column == "signs":
        return [(word, SIGN_LABELS.get(times, LABELS[column])) for word, times in Counter(words).items()]
    return [(word, LABELS[column]) for word in words]


def vector(columns: Mapping[str, Sequence[str]]) -> str:
    """Return the text of a tsvector: each word with its places and the label of its column."""
    places: dict[str, list[str]] = {}
    place = 0
    for column, words in columns.items():
        for word, label in labelled(column, words):
            place = min(place + 1, LAST_POSITION)
            found = places.setdefault(word, [])
            if len(found) < MOST_OF_A_WORD:
                found.append(f"{place}{label}")
    return " ".join(f"{quoted(word)}:{','.join(found)}" for word, found in places.items())
