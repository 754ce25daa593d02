import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.captions import CaptionError, parse_captions, transcript

GOOD = """WEBVTT

00:00.000 --> 00:02.000
Look at the tendons.

1
00:01:02.500 --> 00:01:05.000 align:start
<v Doctor>Pinch, and
slide.
"""


def test_cues_carry_their_times_and_plain_text():
    first, second = parse_captions(GOOD)
    assert (first.start, first.end, first.text) == (0.0, 2.0, "Look at the tendons.")
    assert (second.start, second.end, second.text) == (62.5, 65.0, "Pinch, and slide.")


def test_the_transcript_has_one_line_for_each_cue():
    assert [(line.start, line.text) for line in transcript(GOOD)] == [
        (0.0, "Look at the tendons."),
        (62.5, "Pinch, and slide."),
    ]


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("", 1, "WEBVTT"),
        ("WEBVTTX\n\n00:00.000 --> 00:01.000\nA", 1, "WEBVTT"),
        ("WEBVTT\n\nno cues here", 3, "no caption"),
        ("WEBVTT\n\n00:00,000 --> 00:01,000\nA", 3, "times"),
        ("WEBVTT\n\n00:00.000 -> 00:01.000\nA\n\n00:02.000 --> 00:01.000\nB", 6, "ends before"),
        ("WEBVTT\n\n00:05.000 --> 00:06.000\nA\n\n00:01.000 --> 00:02.000\nB", 6, "before the one above"),
        ("WEBVTT\n\n00:00.000 --> 00:01.000\n\n00:02.000 --> 00:03.000\nB", 3, "no text"),
        ("WEBVTT\n\n00:00.000 --> 00:01.000\nA\n00:02.000 --> 00:03.000\nB", 4, "empty line"),
        ("WEBVTT\n\n00:61.000 --> 00:62.000\nA", 3, "times"),
    ],
)
def test_what_a_player_would_stumble_over_is_refused_with_its_line(text, line, word):
    with pytest.raises(CaptionError, match=word) as caught:
        parse_captions(text)
    assert caught.value.line == line


@given(st.text())
def test_any_text_gives_cues_or_one_clear_error(text):
    try:
        assert parse_captions("WEBVTT\n\n" + text)
    except CaptionError as error:
        assert str(error).startswith("Line ")


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(1, 50)), min_size=1, max_size=20))
def test_what_is_written_is_read_back(steps):
    start, blocks, wanted = 0, [], []
    for gap, length in steps:
        start += gap
        end = start + length
        blocks.append(f"{stamp(start)} --> {stamp(end)}\nline {start}")
        wanted.append((start / 10, end / 10))
    cues = parse_captions("WEBVTT\n\n" + "\n\n".join(blocks))
    assert [time for cue in cues for time in (cue.start, cue.end)] == pytest.approx(
        [t for pair in wanted for t in pair]
    )


def stamp(tenths: int) -> str:
    seconds, rest = divmod(tenths, 10)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest}00"
