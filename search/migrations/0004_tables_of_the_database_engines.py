"""The tables of the database engines. They are no models: only search/engines/database reads and writes them.

SQLite's full-text table gets a column for signs, and PostgreSQL its tables. All of it is filled by `rebuild_search`.
"""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

COLUMNS = "title, names, codes, genes, spoken, body"
SQLITE = [
    "DROP TABLE search_fts",
    # One row an entry, its words folded. The weights of the columns: search/engines/documents.py.
    "CREATE VIRTUAL TABLE search_fts USING fts5(title, names, codes, genes, signs, spoken, body, tokenize = 'ascii')",
    "DELETE FROM search_fts_entry",  # an index without entries is filled anew
]
SQLITE_BACK = [
    "DROP TABLE search_fts",
    f"CREATE VIRTUAL TABLE search_fts USING fts5({COLUMNS}, tokenize = 'ascii')",
    "DELETE FROM search_fts_entry",
]
POSTGRES = [
    # `combination` stands for all facets of an entry, `words` are folded by us: no configuration of the server has a say.
    """CREATE TABLE search_fts_entry (
        id bigint PRIMARY KEY, audience text NOT NULL, combination bigint NOT NULL, day integer NOT NULL,
        weight real NOT NULL, words tsvector NOT NULL
    )""",
    "CREATE INDEX search_fts_entry_words ON search_fts_entry USING gin (words)",
    "CREATE TABLE search_fts_combination (id bigint PRIMARY KEY, facets text NOT NULL)",
    # Names and codes. The number of words is the highest part of `id`: its order gives short names first.
    """CREATE TABLE search_fts_name (
        id bigint PRIMARY KEY, entry bigint NOT NULL, rank integer NOT NULL, key text COLLATE "C" NOT NULL, bag text,
        text text NOT NULL, words tsvector
    )""",
    "CREATE INDEX search_fts_name_key ON search_fts_name (key)",
    "CREATE INDEX search_fts_name_bag ON search_fts_name (bag) WHERE bag IS NOT NULL",
    "CREATE INDEX search_fts_name_entry ON search_fts_name (entry)",
    "CREATE INDEX search_fts_name_words ON search_fts_name USING gin (words)",
    # Every word ever indexed for an audience, for spelling: words of the one never crowd out words of the other.
    """CREATE TABLE search_fts_term (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, term text NOT NULL, audience text NOT NULL, UNIQUE (term, audience)
    )""",
    "CREATE INDEX search_fts_term_trigram ON search_fts_term USING gin (term gin_trgm_ops)",
    # Lists by name and their cursors compare letters as SQLite does, whatever language the server sorts in.
    'ALTER TABLE search_searchentry ALTER COLUMN title_key TYPE varchar(120) COLLATE "C"',
]
POSTGRES_BACK = [
    *(f"DROP TABLE search_fts_{name}" for name in ("term", "name", "combination", "entry")),
    'ALTER TABLE search_searchentry ALTER COLUMN title_key TYPE varchar(120) COLLATE "default"',
]


def on(vendor, statements):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == vendor:
            with schema_editor.connection.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("search", "0003_add_signs_arrival_and_retries")]
    operations = [
        TrigramExtension(),  # does nothing but on PostgreSQL
        migrations.RunPython(on("sqlite", SQLITE), on("sqlite", SQLITE_BACK)),
        migrations.RunPython(on("postgresql", POSTGRES), on("postgresql", POSTGRES_BACK)),
    ]
