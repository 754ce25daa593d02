import pytest

from cases.helplines import CRISIS_ANYWHERE, CRISIS_LINES, RARE, crisis_line_of
from cases.reasons import Declined, signposts_of
from common.countries import COUNTRIES


def test_every_country_has_its_lines():
    assert CRISIS_LINES.keys() == RARE.keys() == COUNTRIES.keys()
    assert all(line.partition(" (")[0] in CRISIS_ANYWHERE for line in CRISIS_LINES.values())


@pytest.mark.parametrize(
    ("country", "line"),
    [("US", "988"), ("CA", "988"), ("GB", "116 123"), ("IE", "116 123"), ("AU", "13 11 14"), ("NZ", "1737"),
     ("ZA", "0800 567 567")],
)  # fmt: skip
def test_an_emergency_is_declined_with_the_lines_of_the_country(country, line):
    assert crisis_line_of(country).startswith(line)
    assert any(post.about.startswith(line) for post in signposts_of(Declined.EMERGENCY, country))


def test_signposts_are_those_of_the_country():
    names = [post.name for post in signposts_of(Declined.ELSEWHERE, "IE")]
    assert names == ["Rare Diseases Ireland"]
    assert "GARD" in [post.name for post in signposts_of(Declined.DIAGNOSED, "US")]


@pytest.mark.parametrize("country", ["", *COUNTRIES])
@pytest.mark.parametrize("reason", Declined.values)
def test_every_reason_says_where_else_to_ask(reason, country):
    assert signposts_of(reason, country)
