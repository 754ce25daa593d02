"""From the plain values of a data file to what a StreamField stores. Pure: every key is looked up in `Known`."""

import re
from typing import Any

from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from content.demo.data import tidy
from content.demo.known import Known
from polls.blocks import PollBlock

DISEASE_LINK = re.compile(r'<a orpha="(\d+)">')
BLOCK_TAG = re.compile(r"^<(p|ul|ol)>")


def rich(text: str, known: Known) -> str:
    """Return the HTML of a rich text; `<a orpha="909">` leads to the page of that disease."""
    html = DISEASE_LINK.sub(lambda link: f'<a linktype="page" id="{known.disease_page(int(link[1]))}">', tidy(text))
    return html if BLOCK_TAG.match(html) else f"<p>{html}</p>"


def stream(block: blocks.StreamBlock, rows: list[list[Any]], known: Known) -> list[dict[str, Any]]:
    """Return the stored form of rows like ["heading", "Where it tears"]; a block that does not exist raises KeyError."""
    return [{"type": name, "value": stored(block.child_blocks[name], value, known)} for name, value in rows]


def stored(block: blocks.Block, value: Any, known: Known) -> Any:
    """Return the stored form of one value; what a record leaves out of a struct is empty."""
    if isinstance(block, blocks.StructBlock):
        unknown = value.keys() - block.child_blocks.keys()
        if unknown:
            raise KeyError(f"{', '.join(sorted(unknown))} is no part of {type(block).__name__}")
        return {name: stored(child, value.get(name, ""), known) for name, child in block.child_blocks.items()}
    if isinstance(block, blocks.ListBlock):
        return [stored(block.child_block, item, known) for item in value]
    if isinstance(block, ImageChooserBlock):
        return known.picture(value)
    if isinstance(block, PollBlock):
        return known.poll(value)
    return rich(value, known) if isinstance(block, blocks.RichTextBlock) else tidy(value)


def without_ids(value: Any) -> Any:
    """Return stored stream data without the ids that each saving may give anew, to compare two of them."""
    if isinstance(value, dict):
        return {key: without_ids(item) for key, item in value.items() if key != "id"}
    return [without_ids(item) for item in value] if isinstance(value, list) else value
