"""The kinds of pages that are made whole: where they lie, and what in their records is not simply a field."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from content.demo.actions import Children
from content.demo.data import FOLDER, Record, tidy
from content.demo.known import Known
from content.models import (
    ArticlePage,
    Caption,
    CollectionItem,
    CollectionPage,
    HubPage,
    ResearchPage,
    ResourcePage,
    StandardPage,
    VideoPage,
)


def no_children(record: Record, known: Known) -> Children:
    return {}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page: its data file, its model, and the slug of the index below the home page where it belongs."""

    records: str
    model: type[HubPage]
    parent: str
    dated: str = "published"  # the key with the day the page appeared
    apart: frozenset[str] = frozenset({"published"})  # keys that are no fields of the model
    children: Callable[[Record, Known], Children] = no_children
    renamed: dict[str, str] = field(default_factory=dict)

    def fields(self, record: Record) -> Record:
        return {self.renamed.get(name, name): value for name, value in record.items() if name not in self.apart}

    def appeared(self, record: Record) -> date:
        day: date = record[self.dated]
        return day


def captions(key: str) -> str:
    return (FOLDER / "videos" / f"{key}.vtt").read_text(encoding="utf-8")


def caption_rows(record: Record, known: Known) -> Children:
    return {"captions": (Caption, [{"language": "en", "label": "English", "vtt": captions(record["key"])}])}


def item_rows(record: Record, known: Known) -> Children:
    rows = [{"page_id": known.page(key), "note": tidy(note)} for key, note in record["items"]]
    return {"items": (CollectionItem, rows)}


PAGE_KINDS = (
    Kind("pages", StandardPage, ""),
    Kind("articles", ArticlePage, "articles", "written_on"),
    Kind("research", ResearchPage, "research"),
    Kind("resources", ResourcePage, "resources", "published_on", frozenset()),
    Kind("videos", VideoPage, "videos", "recorded_on", children=caption_rows, renamed={"key": "media"}),
    Kind("collections", CollectionPage, "collections", "curated_on", frozenset({"items"}), item_rows),
)
