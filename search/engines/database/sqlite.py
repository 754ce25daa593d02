"""SQLite: FTS5 tables beside a table of entries and one of names. They are made by search/migrations."""
# ruff: noqa: S608  the statements are put together from constants, see sql.py

from collections.abc import Sequence
from itertools import combinations

from search.engines.database.dialect import EntryRow, Needed, numbered_names, terms_of
from search.engines.database.sql import execute, many
from search.engines.documents import WEIGHTS

COLUMNS = ("title", "names", "codes", "genes", "signs", "spoken", "body")
TABLES = (
    "search_fts",
    "search_fts_entry",
    "search_fts_names",
    "search_fts_name",
    "search_fts_combination",
    "search_fts_term",
)
MOST_ALIKE = 100


class Sqlite:
    name = "sqlite"
    matched = "search_fts JOIN search_fts_entry e ON e.id = search_fts.rowid"
    matches = "search_fts MATCH %s"
    score = f"bm25(search_fts, {', '.join(str(WEIGHTS[column]) for column in COLUMNS)})"
    score_params = 0
    named = "search_fts_names JOIN search_fts_name n ON n.id = search_fts_names.rowid"
    names_match = "search_fts_names MATCH %s"
    shortest_first = ""  # a full-text query follows the order of the id
    counted = "SELECT %s, count(*) FROM search_fts JOIN search_fts_entry e ON e.id = search_fts.rowid WHERE search_fts MATCH %s"
    alike = f"""SELECT %s AS word, t.term FROM search_fts_trigram JOIN search_fts_term t ON t.id = search_fts_trigram.rowid
        WHERE search_fts_trigram MATCH %s AND t.audience IN (AUDIENCES) ORDER BY bm25(search_fts_trigram) LIMIT {MOST_ALIKE}"""

    def expression(self, needed: Needed, missing: int = 0) -> str:
        return expression([[self.word(alternative) for alternative in group] for group in needed], missing)

    def in_names(self, needed: Needed, missing: int = 0, prefix: str = "") -> str:
        found = expression([[together(alternative) for alternative in group] for group in needed], missing)
        if not prefix:
            return found
        return f'({found}) AND "{prefix}"*' if found else f'"{prefix}"*'

    def word(self, word: str) -> str:
        """Folded words need no escaping; several between quotes are a phrase."""
        return f'"{word}"'

    def alike_params(self, word: str, audiences: Sequence[str]) -> list[str]:
        return [word, trigrams(f"_{word}_"), *audiences]

    def put(self, rows: Sequence[EntryRow]) -> None:
        many(
            "INSERT INTO search_fts_combination VALUES (%s, %s) ON CONFLICT DO NOTHING",
            [(r.combination, r.facets) for r in rows],
        )
        heads = [(row.pk, row.audience, row.combination, row.day, row.weight) for row in rows]
        many("INSERT INTO search_fts_entry VALUES (%s, %s, %s, %s, %s)", heads)
        words = [(row.pk, *(" ".join(row.columns[column]) for column in COLUMNS)) for row in rows]
        marks = ", ".join(["%s"] * (len(COLUMNS) + 1))
        many(f"INSERT INTO search_fts (rowid, {', '.join(COLUMNS)}) VALUES ({marks})", words)
        self.put_names(rows)
        many("INSERT INTO search_fts_term (term, audience) VALUES (%s, %s) ON CONFLICT DO NOTHING", terms_of(rows))

    def put_names(self, rows: Sequence[EntryRow]) -> None:
        numbered = numbered_names(rows)
        names = [(pk, entry, name.rank, name.key, name.bag, name.text) for pk, entry, name in numbered]
        many("INSERT INTO search_fts_name VALUES (%s, %s, %s, %s, %s, %s)", names)
        words = [(pk, " ".join(name.words)) for pk, _, name in numbered if name.words]
        many("INSERT INTO search_fts_names (rowid, words) VALUES (%s, %s)", words)

    def remove(self, ids: Sequence[int]) -> None:
        keys = [(pk,) for pk in ids]
        many("DELETE FROM search_fts_names WHERE rowid IN (SELECT id FROM search_fts_name WHERE entry = %s)", keys)
        many("DELETE FROM search_fts_name WHERE entry = %s", keys)
        many("DELETE FROM search_fts WHERE rowid = %s", keys)
        many("DELETE FROM search_fts_entry WHERE id = %s", keys)

    def clear(self) -> None:
        execute(*(f"DELETE FROM {table}" for table in TABLES))
        execute("INSERT INTO search_fts_trigram (search_fts_trigram) VALUES ('delete-all')")

    def optimise(self) -> None:
        full_text = ("search_fts", "search_fts_names", "search_fts_trigram")
        execute(*(f"INSERT INTO {table} ({table}) VALUES ('optimize')" for table in full_text), "ANALYZE")


def expression(groups: Sequence[Sequence[str]], missing: int) -> str:
    parts = ["(" + " OR ".join(group) + ")" for group in groups]
    kept = combinations(parts, max(len(parts) - missing, 1)) if parts else ()
    return " OR ".join(f"({' AND '.join(some)})" for some in kept)


def together(alternative: str) -> str:
    """Return what asks for all words of one alternative."""
    words = alternative.split()
    return f'"{alternative}"' if len(words) == 1 else "(" + " AND ".join(f'"{word}"' for word in words) + ")"


def trigrams(text: str) -> str:
    return " OR ".join(dict.fromkeys(f'"{text[place : place + 3]}"' for place in range(len(text) - 2)))
