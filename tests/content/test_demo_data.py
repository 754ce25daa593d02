"""The demonstration content as data: consistent in itself, honest, and pointing nowhere it should not. No database."""

import gzip
import json
import re
import tomllib
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from content.captions import parse_captions
from content.demo.data import FOLDER, disease_records, document, records
from content.demo.drawing.films import FILMS
from content.demo.make_pictures import PICTURES, drawn, png
from content.demo.make_videos import captions
from content.demo.pdf import leaflet
from content.specialities import SPECIALITIES

ROOT = Path(__file__).parents[2]
FILES = sorted((FOLDER / "data").rglob("*.toml"))
PAGES = ("articles", "research", "resources", "videos", "collections", "pages")
HOSTS = {"globalgenes.org", "example.org"}  # and the top-level domain "example", which belongs to nobody
AMERICAN = r"\b(diarrhea|anemia|hematolog\w+|edema|pediatric\w*|tumor\w*|center\w*|hemoglobin|esophag\w+)\b"


def text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def orpha_codes() -> set[int]:
    """Return every ORPHA code that the data names: as subject, tag, link or item."""
    found: set[int] = set()
    for file in FILES:
        text = text_of(file)
        for pattern in (r'orpha="(\d+)"', r'"ORPHA:(\d+)"', r"(?m)^orpha = (\d+)"):
            found.update(map(int, re.findall(pattern, text)))
        for tags in re.findall(r"(?m)^(?:diseases|covers) = \[([\d, ]*)\]", text):
            found.update(map(int, re.findall(r"\d+", tags)))
    return found


def all_pages() -> list[dict]:
    return [record for kind in PAGES for record in records(kind)]


def blocks(record: dict, name: str) -> list:
    return [value for kind, value in record.get("body", []) if kind == name]


def test_every_disease_that_is_named_has_a_page():
    with gzip.open(ROOT / "vocabulary/data/orphanet.jsonl.gz", "rt", encoding="utf-8") as lines:
        types = {int(row["orpha"]): row["type"] for row in map(json.loads, lines)}
    without_page = {code for code in orpha_codes() if types.get(code) in (None, "Category", "Clinical group")}
    assert without_page == set()


def test_fifteen_diseases_are_curated_in_depth_and_some_are_overdue():
    curated = disease_records()
    assert len(curated) == 15
    for record in curated:
        assert len(record["red_flags"]) >= 4 and len(record["steps"]) >= 4 and len(record["management"]) >= 6, record[
            "orpha"
        ]
        assert record["search_names"]
        assert any(kind == "note" for kind, _ in record["management"]), record["orpha"]
        assert record["reviewed_on"] < record["next_review"]
    overdue = [record for record in curated if record["next_review"] < date(2026, 11, 22)]
    assert 3 <= len(overdue) <= 6


def test_there_are_the_pages_that_were_promised():
    numbers = {kind: len(records(kind)) for kind in PAGES}
    assert numbers == {"articles": 12, "research": 8, "resources": 8, "videos": 2, "collections": 4, "pages": 6}
    assert {record["audience"] for record in all_pages()} == {"public", "members"}
    slugs = [record["slug"] for record in all_pages()]
    assert len(slugs) == len(set(slugs))


def test_what_the_pages_name_exists():
    people = {record["name"] for record in records("people")}
    pictures = {record["key"] for record in records("pictures")}
    polls = {record["key"] for record in records("polls")}
    slugs = {record["slug"] for record in all_pages()}
    for record in [*all_pages(), *disease_records()]:
        assert set(record.get("specialities", [])) <= SPECIALITIES.keys()
        assert (
            set(record.get("authors", [])) | set(record.get("reviewers", [])) | set(record.get("speakers", []))
            <= people
        )
        assert {figure["image"] for figure in blocks(record, "figure")} <= pictures
        assert set(blocks(record, "poll")) <= polls
        assert {key for key, _ in record.get("items", []) if not key.startswith("ORPHA:")} <= slugs
    assert document("home")["featured_poll"] in polls and document("home")["featured_collection"] in slugs


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_links_only_to_known_hosts_gives_no_dose_and_is_spelt_in_british(file):
    text = text_of(file)
    hosts = {urlsplit(url).hostname for url in re.findall(r"https?://[^\s\"<>]+", text)}
    assert {host for host in hosts if host not in HOSTS and not host.endswith(".example")} == set()
    assert re.findall(r"\d\s?(?:mg|µg|mcg|ml|units)\b", text) == []
    assert re.findall(AMERICAN, text, re.IGNORECASE) == []
    tomllib.loads(text)


def test_research_digests_name_no_real_paper():
    for record in records("research"):
        assert record["citation"].startswith("Demonstration citation: ") and record["citation"].endswith("Invented.")
        assert record["journal"].startswith("Demonstration ")
        assert "invented" in record["design"] and "Invented for demonstration." in record["summary"]
        assert "pmid" not in record and "doi" not in record


def test_global_genes_is_a_directory_entry_and_publishes_nothing_here():
    organisations = {record["name"]: record for record in records("organisations")}
    partner = organisations.pop("Global Genes")
    assert partner["is_partner"] and partner["is_demonstration"] is False and "diseases" not in partner
    assert all(name.endswith("(demonstration)") for name in organisations)
    assert {record["organisation"] for record in records("resources")} <= organisations.keys()
    named = [file.name for file in FILES if "global genes" in text_of(file).lower()]
    assert named == ["organisations.toml"]


def test_films_are_small_and_their_captions_say_what_is_shown():
    for record in records("videos"):
        film = FOLDER / "videos" / f"{record['key']}.webm"
        vtt = text_of(film.with_suffix(".vtt"))
        assert film.stat().st_size < 600_000
        assert vtt == captions(FILMS[record["key"]])
        assert 20 <= parse_captions(vtt)[-1].end <= 40
    assert "Normal LDL and childhood diarrhoea: ask for cholestanol." in text_of(FOLDER / "videos/reading-tendons.vtt")


def test_every_picture_has_a_description_and_is_what_its_maker_draws():
    kept = {record["key"]: record for record in records("pictures")}
    assert {f"{key}.png" for key in kept} == {file.name for file in (FOLDER / "pictures").iterdir()}
    assert all(len(record["description"]) > 30 for record in kept.values())
    for key in ("tendon", "creatine-kinase"):
        picture = drawn(PICTURES[key])
        assert picture.size == (1200, 675)
        assert (FOLDER / "pictures" / f"{key}.png").read_bytes() == png(picture)


def test_the_leaflet_is_a_pdf_with_real_text():
    file = leaflet("A page (to bring)", "Demonstration", [("What happened", "Five lines.", 2)])
    assert file.startswith(b"%PDF-1.4") and file.rstrip().endswith(b"%%EOF")
    assert b"(A page \\(to bring\\)) Tj" in file and b"(What happened) Tj" in file
    table = int(file.rsplit(b"startxref\n", 1)[1].split()[0])
    assert file[table:].startswith(b"xref")
    for number, entry in enumerate(re.findall(rb"(\d{10}) 00000 n", file[table:]), start=1):
        assert file[int(entry) :].startswith(b"%d 0 obj" % number)


def test_a_leaflet_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="does not fit on one page"):
        leaflet("Too much", "Demonstration", [("A heading", "Words. " * 20, 20)] * 3)
