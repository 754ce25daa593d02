"""The liaison's synthesis and its versions."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases import checking
from cases.models import Synthesis
from cases.querysets import summary_for_owner
from cases.relay import slips
from cases.relay.actions import advising
from cases.relay.actions.advising import write_synthesis
from cases.relay.advice import Advice
from cases.relay.querysets import syntheses_for
from cases.states import State
from tests.factories.cases import in_state, member, open_case, reply_to
from tests.factories.vocabulary import DiseaseFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def answered(state=State.OPEN, **fields):
    case = in_state(state, **fields)
    reply_to(case)
    return case


def written(case, *, by=None, ready=True, summary="Your physician has our advice.", **said):
    said = said or {"next_tests": ["Plasma cholestanol"]}
    return write_synthesis(
        case=case, advice=Advice(**said), plain_summary=summary, is_ready=ready, by=by or case.liaison, now=NOW
    )


def test_a_ready_synthesis_moves_an_open_case_on():
    case = answered()
    written(case)
    case.refresh_from_db()
    assert case.state == State.ADVICE_READY


def test_a_draft_moves_nothing_and_is_the_liaisons_own():
    case = answered()
    draft = written(case, ready=False)
    case.refresh_from_db()
    assert case.state == State.OPEN
    assert list(syntheses_for(case, is_liaison=False)) == []
    assert list(syntheses_for(case, is_liaison=True)) == [draft]


def test_what_was_written_before_stays_as_it_was():
    case = answered()
    written(case, next_tests=["First"])
    written(case, next_tests=["Second"])
    assert [one.said["next_tests"] for one in case.syntheses.all()] == [["Second"], ["First"]]


def test_advice_needs_the_answer_of_a_colleague():
    case = open_case()
    with pytest.raises(ValidationError, match="Nobody has answered"):
        written(case)
    reply_to(case, kind="question")
    with pytest.raises(ValidationError, match="Nobody has answered"):
        written(case)


@pytest.mark.parametrize(
    ("said", "summary", "field"),
    [
        ({"letter": "Only this."}, "Some words.", "hypotheses"),
        ({"next_tests": ["One"]}, "  ", "plain_summary"),
        ({"hypotheses": [{"orpha_code": 12345678}]}, "Some words.", "hypotheses.0.orpha_code"),
        ({"next_tests": ["Call 0161 496 0000"]}, "Some words.", "next_tests.0"),
        ({"next_tests": ["One"]}, "Call 0161 496 0000", "plain_summary"),
    ],
)
def test_what_cannot_be_sent_is_refused_beside_its_field_and_nothing_is_kept(said, summary, field):
    case = answered()
    with pytest.raises(ValidationError) as refusal:
        written(case, summary=summary, **said)
    assert list(refusal.value.message_dict) == [field]
    assert not Synthesis.objects.exists()


def test_nobody_but_the_liaison_writes_advice():
    case = answered()
    for user in (member(), case.owner):
        with pytest.raises(PermissionDenied):
            written(case, by=user)


def test_the_family_reads_the_summary_only_after_its_physician_has_the_advice():
    case = answered()
    written(case, summary="In plain words.")
    case.refresh_from_db()
    assert summary_for_owner(case) is None
    case.state = State.RELAYED
    assert summary_for_owner(case) == "In plain words."


def test_the_page_keeps_what_was_typed_and_names_the_field(client):
    case = answered()
    client.force_login(case.liaison)
    form = {
        "disease_1": "ORPHA:99999999",
        "for_1": "The gait",
        "for_2": "Something",
        "next_tests": "One\nTwo",
        "act": "ready",
    }
    response = client.post(f"/cases/{case.pk}/advice/", form)
    page = response.content.decode()
    assert response.status_code == 422
    assert "The hub knows no disease of this name" in page
    assert "Hypothesis 1: Say which disease" not in page
    assert "Hypothesis 2: Say which disease this is about" in page
    assert "One\nTwo" in page


def test_advice_is_written_on_the_page_and_read_back(client):
    case, disease = answered(), DiseaseFactory(name="Cerebrotendinous xanthomatosis")
    client.force_login(case.liaison)
    form = {
        "disease_1": "cerebrotendinous xanthomatosis",
        "for_1": "Early cataract",
        "plain_summary": "Soon.",
        "act": "ready",
    }
    assert client.post(f"/cases/{case.pk}/advice/", form).status_code == 302
    [said] = case.syntheses.values_list("said", flat=True)
    assert said["hypotheses"][0]["orpha_code"] == disease.orpha_code
    assert "Cerebrotendinous xanthomatosis (ORPHA:" in client.get(f"/cases/{case.pk}/advice/").content.decode()


def test_the_pages_of_a_liaison_do_not_exist_for_others(client):
    case = answered()
    client.force_login(member())
    for part in ("lead", "advice", "relay", "outcome"):
        hidden = client.get(f"/cases/{case.pk}/{part}/")
        unknown = client.get(f"/cases/00000000-0000-4000-8000-000000000000/{part}/")
        assert (hidden.status_code, unknown.status_code) == (404, 404)


def test_advice_has_fifty_versions_at_most(monkeypatch):
    monkeypatch.setattr(advising, "VERSIONS_MOST", 2)
    case = answered()
    for _ in range(2):
        written(case, ready=False)
    with pytest.raises(ValidationError, match="no more are kept"):
        written(case, ready=False)
    assert case.syntheses.count() == 2


def test_the_list_of_versions_takes_the_same_queries_whatever_their_number(client):
    case, disease = in_state(State.ADVICE_READY), DiseaseFactory()
    client.force_login(case.liaison)
    said = {"hypotheses": [{"orpha_code": disease.orpha_code, "arguments_for": "", "arguments_against": ""}]}
    counts = []
    for number in range(1, 11):
        case.syntheses.create(number=number, author=case.liaison, said=said, made_at=NOW)
        client.get(f"/api/hub/v1/cases/{case.pk}/advice")
        if number in (1, 10):
            with CaptureQueriesContext(connection) as captured:
                rows = client.get(f"/api/hub/v1/cases/{case.pk}/advice").json()["items"]
            counts.append(len(captured))
            assert [row["advice"]["hypotheses"][0]["name"] for row in rows] == [disease.name] * number
    assert counts[0] == counts[1]


@pytest.mark.parametrize("act", [{}, {"fix": f"letter|0|3|{'0' * 64}"}, {"fix": f"disease_9|0|3|{'0' * 64}"}])
def test_what_is_too_long_to_be_kept_is_refused_for_its_length_and_not_scanned(client, monkeypatch, act):
    scanned = []
    for module in (slips, checking):
        monkeypatch.setattr(module, "scan", lambda text: scanned.append(text) or [])
    case = answered()
    client.force_login(case.liaison)
    line = "The patient walks badly and John Smith of Leeds wrote 12 March 2020. "
    answer = client.post(
        f"/cases/{case.pk}/advice/", {"letter": line * 50, "disease_9": line * 50, "dissent": line, **act}
    )
    assert answer.status_code == 422
    assert "at most 2000 characters" in answer.content.decode()
    assert line in scanned
    assert max(map(len, scanned)) < 2000
