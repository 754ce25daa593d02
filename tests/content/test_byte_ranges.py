import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.byte_ranges import ByteRange, Unsatisfiable, parse_range


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("bytes=0-99", ByteRange(0, 99)),
        ("bytes=900-", ByteRange(900, 999)),
        ("bytes=-100", ByteRange(900, 999)),
        ("bytes=-5000", ByteRange(0, 999)),
        ("bytes=0-5000", ByteRange(0, 999)),
        ("bytes=999-999", ByteRange(999, 999)),
    ],
)
def test_a_single_range_within_the_file_is_understood(header, wanted):
    assert parse_range(header, 1000) == wanted


@pytest.mark.parametrize(
    "header", ["", "bytes=-", "bytes=5-1", "bytes=0-1,5-9", "items=0-1", "bytes=a-b", "bytes = 0-1"]
)
def test_anything_else_means_the_whole_file(header):
    assert parse_range(header, 1000) is None


@pytest.mark.parametrize("header", ["bytes=1000-", "bytes=1000-2000", "bytes=-0"])
def test_a_range_behind_the_end_cannot_be_satisfied(header):
    with pytest.raises(Unsatisfiable):
        parse_range(header, 1000)


@given(st.text(max_size=40) | st.from_regex(r"bytes=\d{0,20}-\d{0,20}"), st.integers(0, 10**12))
def test_a_range_never_leaves_the_file(header, size):
    try:
        found = parse_range(header, size)
    except Unsatisfiable:
        return
    assert found is None or 0 <= found.first <= found.last < size
