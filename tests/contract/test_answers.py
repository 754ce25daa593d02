"""Stored answers are sent as they are, so the description has to be held against them."""

import json
from pathlib import Path

import pytest

from content.schemas import ContentDetail, DiseaseDetail
from tests.factories.content import make_library

STORED = json.loads((Path(__file__).parent / "openapi_v1.json").read_text())


@pytest.mark.django_db
def test_every_field_of_every_answer_is_described_and_fits(client):
    library = make_library()
    for page in library.pages():
        answer = client.get(f"/api/hub/v1/content/{page.pk}")
        if answer.status_code == 404:
            assert page.audience == "members"
            continue
        schema = DiseaseDetail if page.kind == "disease" else ContentDetail
        assert set(answer.json()) <= set(schema.model_fields), page
        schema.model_validate(answer.json())


@pytest.mark.django_db
def test_every_field_of_a_disease_is_described_down_to_its_signs(client):
    library = make_library()
    answer = client.get(f"/api/hub/v1/diseases/{library.curated.disease.orpha_code}").json()
    described = STORED["components"]["schemas"]
    assert set(answer["signs"][0]) == set(described["SignOut"]["properties"])
    assert set(answer["prevalence"]) == set(described["HeadlinePrevalenceOut"]["properties"])
    assert set(answer["prevalences"][0]) == set(described["PrevalenceOut"]["properties"])
    assert set(answer["genes"][0]) == set(described["GeneOut"]["properties"])
