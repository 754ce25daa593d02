import json
import re
from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest
from ninja import Schema

from tests.contract.doors import SAMPLE_UUID

APPS = ("accounts", "cases", "content", "hubsite", "notices", "polls", "privacy", "search", "vocabulary")
STORED = Path(__file__).parent / "openapi_v1.json"


def test_the_api_is_described_as_it_was_promised(client):
    """A change is a decision: to take it on, write the new document to tests/contract/openapi_v1.json."""
    described = client.get("/api/hub/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert described == json.loads(STORED.read_text())


OPERATIONS = [
    pytest.param(path, method, operation, id=f"{method} {path}")
    for path, methods in json.loads(STORED.read_text())["paths"].items()
    for method, operation in methods.items()
]


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS)
def test_every_operation_says_how_it_refuses(path, method, operation):
    assert operation["operationId"]
    assert {"401", "422"} <= set(operation["responses"])
    assert "404" in operation["responses"] or "{" not in path


def shapes(of=Schema):
    for one in of.__subclasses__():
        yield one
        yield from shapes(one)


def test_no_two_shapes_bear_the_same_name():
    """The document has one place for each name: the second would silently take the place of the first."""
    import_module("hubsite.api")
    named = Counter(one.__name__ for one in set(shapes()) if one.__module__.split(".")[0] in APPS)
    assert named, "the shapes of the apps are known"
    assert [name for name, number in named.items() if number > 1] == []


def filled(path):
    keys = re.sub(r"\{(?:case|reply|attachment|offer)_id\}", SAMPLE_UUID, path)
    return re.sub(r"\{\w+_id\}|\{orpha_code\}", "1", keys)


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS)
def test_a_wrong_token_opens_no_operation(client, path, method, operation):
    answer = getattr(client, method)(filled(path), headers={"Authorization": "Bearer wagtail_wrong"})
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"


BAD_INPUT = [
    ("/api/hub/v1/diseases/abc", "orpha_code"),
    ("/api/hub/v1/diseases/0", "orpha_code"),
    ("/api/hub/v1/content/-1", "page_id"),
    ("/api/hub/v1/content/99999999999999999999", "page_id"),
    ("/api/hub/v1/diseases?size=0", "size"),
    ("/api/hub/v1/diseases?size=100000", "size"),
    ("/api/hub/v1/diseases?cursor=nonsense", "cursor"),
    ("/api/hub/v1/content?kind=disease", "kind"),
    ("/api/hub/v1/search?q=x&page=0", "page"),
    ("/api/hub/v1/search?q=x&page=abc", "page"),
    ("/api/hub/v1/search?q=x&kind=invented", "kind"),
    ("/api/hub/v1/suggest?q=x&limit=1000", "limit"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "field"), BAD_INPUT)
def test_bad_input_is_refused_by_the_name_of_its_field(client, address, field):
    answer = client.get(address)
    assert answer.status_code in (400, 422)
    assert answer["Content-Type"] == "application/problem+json"
    assert field in [row["field"] for row in answer.json()["errors"]]
