from datetime import UTC, datetime, timedelta

import pytest
from django.http import QueryDict

from search.actions import remove
from search.models import SearchEntry
from search.query import BadQuery, parse
from tests.factories.search import find, make_entry, put, titles

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [("2026-11-25T08:00:00+00:00", NOW), ("2026-11-25 08:00", NOW), ("2026-11-25T09:00:00 01:00", NOW),
     ("2026-11-25", NOW - timedelta(hours=8)), ("", None)],
)  # fmt: skip
def test_a_point_in_time_is_read_in_any_usual_form(text, moment):
    asked = QueryDict(mutable=True)
    asked["since"] = text

    assert parse(asked).since == moment


def test_a_query_with_a_point_in_time_is_spelled_out_again():
    query = parse(QueryDict("since=2026-11-25T08:00:00%2B00:00"))

    assert parse(QueryDict(query.as_params())) == query


@pytest.mark.parametrize("text", ["yesterday", "2026-13-01", "0001-01-01T00:00:00+14:00", "x" * 90])
def test_what_is_no_point_in_time_is_refused_by_name(text):
    asked = QueryDict(mutable=True)
    asked["since"] = text

    with pytest.raises(BadQuery) as problem:
        parse(asked)

    assert problem.value.name == "since"


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["ataxia", ""])
def test_only_what_came_since_is_found(text):
    put(make_entry("Old ataxia", key="K:1"), make_entry("New ataxia", key="K:2"))
    SearchEntry.objects.filter(key="K:1").update(added_at=NOW - timedelta(days=1))

    assert titles(find(text, params=f"since={NOW:%Y-%m-%d}")) == ["New ataxia"]


@pytest.mark.django_db
def test_a_change_is_no_arrival_but_a_return_is():
    put(make_entry("Ataxia", key="K:1"))
    SearchEntry.objects.update(added_at=NOW - timedelta(days=900))
    put(make_entry("Ataxia, renamed", key="K:1"))

    assert find("ataxia", params="since=2026-01-01").total == 0

    remove(kind="disease", key="K:1")
    put(make_entry("Ataxia, renamed", key="K:1"))

    assert find("ataxia", params="since=2026-01-01").total == 1
