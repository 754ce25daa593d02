"""The index: what is analysed how. Words arrive folded (search/text.py), so that every engine reads a question the same way.

There is one index for each audience. A reader's question goes to those of their audiences only: how rare a word is, which
words there are to correct to, how long texts are on average, all of it is made of what they may read and nothing else.
"""

from typing import Any

from common.audience import Audience
from search.query import PAGE_LIMIT, SIZE_LIMIT

BEGINNING_MOST, TYPING_MOST = 24, 20  # letters of the beginning of a name, and of a word, that are indexed

SETTINGS: dict[str, Any] = {
    "number_of_shards": 1,
    "auto_expand_replicas": "0-2",
    "refresh_interval": "500ms",
    "max_result_window": PAGE_LIMIT * SIZE_LIMIT,
    "gc_deletes": "1h",  # for as long a late write of an older version cannot bring back what was deleted
    "similarity": {"default": {"type": "BM25", "k1": 1.2, "b": 0.75}},
    "analysis": {
        "filter": {
            "beginning": {"type": "edge_ngram", "min_gram": 2, "max_gram": BEGINNING_MOST},
            "typing": {"type": "edge_ngram", "min_gram": 1, "max_gram": TYPING_MOST},
        },
        "analyzer": {
            "words": {"type": "custom", "tokenizer": "whitespace"},
            "beginnings": {"type": "custom", "tokenizer": "keyword", "filter": ["beginning"]},
            "typing": {"type": "custom", "tokenizer": "whitespace", "filter": ["typing"]},
        },
    },
}
KEYWORD = {"type": "keyword"}
TOKEN = {"type": "keyword", "doc_values": False, "ignore_above": 1000}
NUMBER = {"type": "float", "index": False}
# Only counted, filtered or sorted by: what no hit shows need not travel.
COUNTED = (
    "speciality",
    "inheritance",
    "onset",
    "disease",
    "year",
    "curated",
    "day",
    "added",
    "title_key",
    "closeness",
    "shortness",
)
MAPPING: dict[str, Any] = {
    "dynamic": False,  # what is only shown needs no field
    "_source": {"excludes": ["find", *COUNTED]},
    "properties": {
        "id": {"type": "long"},
        "kind": KEYWORD,
        "audience": KEYWORD,
        "speciality": KEYWORD,
        "inheritance": KEYWORD,
        "onset": KEYWORD,
        "disease": {"type": "keyword", "doc_values": False},
        "year": {"type": "short"},
        "curated": {"type": "boolean"},
        "day": {"type": "integer"},
        "added": {"type": "date", "format": "epoch_second"},
        "title_key": KEYWORD,
        "push": NUMBER,
        "closeness": NUMBER,
        "shortness": NUMBER,
        "find": {
            "properties": {
                # All words, each as often as it weighs.
                "words": {"type": "text", "analyzer": "words"},
                "signs": {"type": "keyword", "index": False, "doc_values": False, "store": True},  # shown on request
                "names": TOKEN,  # see documents.name_tokens
                "beginnings": {"type": "text", "analyzer": "beginnings", "index_options": "docs", "norms": False},
                "typing": {"type": "text", "analyzer": "typing", "index_options": "docs", "norms": False},
            }
        },
    },
}


def alias_of(prefix: str, audience: str) -> str:
    return f"{prefix}-{audience}"


def aliases(prefix: str) -> dict[str, str]:
    """Return the alias of every audience."""
    return {audience: alias_of(prefix, audience) for audience in Audience.values}
