import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

GOOD = {
    "id": "1",
    "text": "Dr Kowalczyk rang 07700 900123 about Marfan syndrome. it was quiet",
    "spans": [[3, 12, "person"], [18, 30, "phone"], [54, 56, "age"]],
    "clean": [[37, 52, "eponym"]],
}


def file_of(tmp_path: Path, *lines: Any) -> Path:
    path = tmp_path / "corpus.jsonl"
    path.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines))
    return path


def evaluated(path: Path, *options: str) -> str:
    out = io.StringIO()
    call_command("evaluate_privacy", str(path), *options, stdout=out)
    return out.getvalue()


def test_figures_are_printed_as_json_and_nothing_else(tmp_path: Path) -> None:
    figures = json.loads(evaluated(file_of(tmp_path, GOOD), "--json"))

    assert figures.pop("ms_per_1000_words") > 0
    assert figures == {
        "recall": {"person": 1.0, "age": 0.0, "phone": 1.0},
        "found": {"person": [1, 1], "age": [0, 1], "phone": [1, 1]},
        "false_alarms": {"rate": 0.0, "count": 0, "of": 1},
    }


def test_a_clean_span_that_a_finding_overlaps_is_a_false_alarm(tmp_path: Path) -> None:
    row = GOOD | {"clean": [[3, 12, "not clean at all"]]}

    assert json.loads(evaluated(file_of(tmp_path, row), "--json"))["false_alarms"] == {"rate": 1.0, "count": 1, "of": 1}


def test_a_compressed_file_is_read_and_empty_lines_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl.gz"
    path.write_bytes(gzip.compress(f"\n{json.dumps(GOOD)}\n\n".encode()))

    assert json.loads(evaluated(path, "--json"))["found"]["phone"] == [1, 1]


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "7",
        {"text": "no id"},
        {"id": "1"},
        {"id": "1", "text": 7},
        {"id": "1", "text": "short", "spans": [[0, 99, "person"]]},
        {"id": "1", "text": "short", "spans": [[3, 3, "person"]]},
        {"id": "1", "text": "short", "spans": [[0, 2, "colour"]]},
        {"id": "1", "text": "short", "spans": [[0, 2]]},
        {"id": "1", "text": "short", "spans": [["0", 2, "person"]]},
        {"id": "1", "text": "short", "spans": 7},
        {"id": "1", "text": "short", "clean": [None]},
    ],
    ids=str,
)
def test_a_bad_line_is_named_by_its_number(tmp_path: Path, line: Any) -> None:
    with pytest.raises(CommandError, match=r"^Line 2 cannot be used: .+\.$"):
        evaluated(file_of(tmp_path, GOOD, line), "--json")


@pytest.mark.parametrize("content", [None, b"", b"\n\n", b"\xff\xfe\x00"], ids=["missing", "empty", "blank", "no text"])
def test_a_file_that_has_no_texts_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "corpus.jsonl"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(CommandError, match=str(path)):
        evaluated(path)


def test_the_table_and_the_misses_are_printed(tmp_path: Path) -> None:
    printed = evaluated(file_of(tmp_path, GOOD), "--misses", "5")

    assert "missed age" in printed
    assert "⟦it⟧" in printed


def test_the_corpus_that_the_command_writes_can_be_evaluated(tmp_path: Path) -> None:
    path = tmp_path / "made.jsonl"
    call_command("make_privacy_corpus", str(path), "--texts", "30", "--seed", "5", stdout=io.StringIO())

    assert len(path.read_text("utf-8").splitlines()) == 30
    assert json.loads(evaluated(path, "--json"))["false_alarms"]["of"] > 0


def test_a_corpus_of_no_texts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="1 or more"):
        call_command("make_privacy_corpus", str(tmp_path / "made.jsonl"), "--texts", "0")
