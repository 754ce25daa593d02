"""Whatever somebody writes: the scan ends, soon, and its offsets can be used."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from privacy import rewrite, scan

PIECES = [
    "Dr", "Smith", "van", "der", "Merwe", "J.", "aged", "34", "-", "year-old", "on", "3", "April", "2019",
    "/", "4", ".", ",", "(", ")", "@", "example", "com", "www", "tel", "+44", "7700", "900123", "MRN", ":",
    "\n", " ", " ", " ", "Street", "14", "LS2", "9JT", "Leeds", "Hospital", "of", "the", "et al", "disease",
    "Marfan", "'s", "\u200b", "\u00a0", "e\u0301", "\uff11", "\ufb01", "\u00bd", "\u0130", "\u00df",
    "\u00b2", "\ud835\udfd9", "[at]", "[dot]", "mum", "my", "c.1234A>G", "PMID", "12345678",
]  # fmt: skip
texts = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join),
)


@settings(max_examples=400, deadline=None)
@given(texts)
def test_findings_lie_inside_the_text_in_order_and_apart(text: str) -> None:
    findings = scan(text)

    ends = [0, *(finding.end for finding in findings)]
    assert all(end <= finding.start < finding.end <= len(text) for end, finding in zip(ends, findings, strict=False))


@settings(max_examples=200, deadline=None)
@given(texts)
def test_a_rewrite_changes_nothing_outside_its_findings(text: str) -> None:
    findings = scan(text)
    rewritten = rewrite(text, findings)

    grown = sum(len(finding.suggestion) - (finding.end - finding.start) for finding in findings)
    assert len(rewritten) == len(text) + grown
    assert rewritten.startswith(text[: findings[0].start] if findings else text)


@pytest.mark.parametrize(
    "piece",
    [
        "1 ",
        "A-",
        "A. ",
        "a@",
        "Smith J, ",
        "3/4/",
        "HP:",
        "x dot ",
        "\u200b",
        "when he is ",
        "OolI",
        "The ",
        "Coffin-",
        "Noah 7, ",
        "Kim, ",
    ],
)
def test_a_long_text_of_one_piece_ends_soon(piece: str) -> None:
    text = piece * (100_000 // len(piece))

    started = time.process_time()
    scan(text)

    assert time.process_time() - started < 12  # a few seconds on a quiet machine; what is not linear takes minutes
