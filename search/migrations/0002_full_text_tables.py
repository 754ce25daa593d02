"""The tables of the SQLite engine. They are no models: only search/engines/sqlite reads and writes them."""

from django.db import migrations

CREATE = [
    # One row an entry, its words folded. Weights of the columns: search/engines/sqlite/tables.py.
    "CREATE VIRTUAL TABLE search_fts USING fts5(title, names, codes, genes, spoken, body, tokenize = 'ascii')",
    # What every hit needs without opening its entry; `combination` stands for all its facets.
    """CREATE TABLE search_fts_entry (
        id INTEGER PRIMARY KEY, audience TEXT NOT NULL, combination INTEGER NOT NULL, day INTEGER NOT NULL, weight REAL NOT NULL
    )""",
    "CREATE TABLE search_fts_combination (id INTEGER PRIMARY KEY, facets TEXT NOT NULL)",
    # Names and codes. The number of words is the highest part of `id`, so that a full-text query gives the shortest names first.
    """CREATE TABLE search_fts_name (
        id INTEGER PRIMARY KEY, entry INTEGER NOT NULL, rank INTEGER NOT NULL, key TEXT NOT NULL, bag TEXT, text TEXT NOT NULL
    )""",
    "CREATE INDEX search_fts_name_key ON search_fts_name (key)",
    "CREATE INDEX search_fts_name_bag ON search_fts_name (bag) WHERE bag IS NOT NULL",
    "CREATE INDEX search_fts_name_entry ON search_fts_name (entry)",
    "CREATE VIRTUAL TABLE search_fts_names USING fts5(words, tokenize = 'ascii', detail = none, prefix = '1 2 3')",
    # Every word ever indexed for an audience, for spelling: words of the one never crowd out words of the other.
    """CREATE TABLE search_fts_term (
        id INTEGER PRIMARY KEY, term TEXT NOT NULL, audience TEXT NOT NULL, UNIQUE (term, audience)
    )""",
    "CREATE VIRTUAL TABLE search_fts_trigram USING fts5(term, content = '', tokenize = 'trigram')",
    """CREATE TRIGGER search_fts_term_added AFTER INSERT ON search_fts_term BEGIN
        INSERT INTO search_fts_trigram (rowid, term) VALUES (new.id, '_' || new.term || '_');
    END""",
]
DROP = [
    "DROP TRIGGER search_fts_term_added",
    *(
        f"DROP TABLE {name}"
        for name in (
            "search_fts_trigram",
            "search_fts_term",
            "search_fts_names",
            "search_fts_name",
            "search_fts_combination",
            "search_fts_entry",
            "search_fts",
        )
    ),
]


def on_sqlite(statements):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "sqlite":
            with schema_editor.connection.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(on_sqlite(CREATE), on_sqlite(DROP))]
