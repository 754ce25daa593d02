import json
from pathlib import Path

import pytest

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


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS)
def test_a_wrong_token_opens_no_operation(client, path, method, operation):
    address = (
        path.replace("{orpha_code}", "1").replace("{page_id}", "1").replace("{poll_id}", "1").replace("{saved_id}", "1")
    )
    answer = getattr(client, method)(address, headers={"Authorization": "Bearer wagtail_wrong"})
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
