import pytest

from accounts.actions import create_token
from cases.models import Case
from tests.factories.cases import TEXTS, family, in_state, member
from tests.factories.vocabulary import SignFactory

pytestmark = pytest.mark.django_db
ROOT = "/api/hub/v1"


@pytest.fixture
def call(client):
    """Return a function that calls the API as somebody, by a token."""
    tokens = {}

    def call(user, method, path, body=None):
        token = tokens.setdefault(user.pk, None) or create_token(name="test", by=user)
        tokens[user.pk] = token
        headers = {"Authorization": f"Bearer {token}"}
        return getattr(client, method)(f"{ROOT}{path}", body, content_type="application/json", headers=headers)

    return call


def test_a_case_is_begun_written_agreed_to_and_sent_by_programs(call):
    owner = family()
    made = call(owner, "post", "/cases", {})
    assert made.status_code == 201
    path = f"/cases/{made.json()['id']}"
    signs = [
        {"id": SignFactory().hpo_id},
        {"id": SignFactory().hpo_id, "is_absent": True},
        {"id": SignFactory().hpo_id},
    ]
    bands = {"country": "GB", "age_band": "18-29", "sex": "female", "onset": "HP:0003593", "course": "worse"}
    saved = call(owner, "patch", f"{path}/draft", {"revision": 1, "texts": TEXTS, "signs": signs, **bands})
    assert saved.status_code == 200
    assert (saved.json()["revision"], saved.json()["texts"]) == (1, TEXTS)
    agreed = {"layers": ["read", "relay"], "agreed_by": "carer"}
    assert len(call(owner, "put", f"{path}/consents", agreed).json()) == 2
    sent = call(owner, "post", f"{path}/submit")
    assert (sent.status_code, sent.json()["state"]) == (200, "submitted")
    assert [case["state"] for case in call(owner, "get", "/me/cases").json()["items"]] == ["submitted"]
    assert call(owner, "patch", f"{path}/draft", {"revision": 2, "texts": {}}).status_code == 403


def test_a_refusal_names_each_field_and_the_offsets_of_what_has_to_go(call):
    case = in_state("draft", country="")
    case.texts |= {"story": "Ring 0161 496 0000."}
    case.save()
    answer = call(case.owner, "post", f"/cases/{case.pk}/submit")
    said = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert {row["field"] for row in said["errors"]} == {"country", "story"}
    [finding] = said["findings"]
    assert case.texts["story"][finding["start"] : finding["end"]].strip() == "0161 496 0000"
    assert (finding["place"], finding["severity"]) == ("story", "block")


def test_an_older_save_is_a_conflict_and_unknown_fields_are_refused(call):
    case = in_state("draft")
    call(case.owner, "patch", f"/cases/{case.pk}/draft", {"revision": 3, "texts": {"title": "newer"}})
    older = call(case.owner, "patch", f"/cases/{case.pk}/draft", {"revision": 2, "texts": {"title": "older"}})
    assert older.status_code == 409
    assert Case.objects.get(pk=case.pk).title == "newer"
    wrong = call(case.owner, "patch", f"/cases/{case.pk}/draft", {"revision": 4, "texts": {"secret": "x"}})
    assert wrong.status_code == 422


def test_cases_of_others_are_not_there_by_any_operation(call):
    for other in (family(), member()):
        for state in ("draft", "submitted", "open"):
            case = in_state(state)
            for method, path, body in (
                ("get", f"/me/cases/{case.pk}", None),
                ("get", f"/cases/{case.pk}/draft", None),
                ("patch", f"/cases/{case.pk}/draft", {"revision": 1}),
                ("post", f"/cases/{case.pk}/submit", None),
                ("get", f"/cases/{case.pk}/consents", None),
                ("put", f"/cases/{case.pk}/consents", {"layers": [], "agreed_by": "patient"}),
                ("put", f"/cases/{case.pk}/consents/teaching", None),
                ("delete", f"/cases/{case.pk}/consents/relay", None),
                ("post", f"/cases/{case.pk}/withdraw", None),
            ):
                assert call(other, method, path, body).status_code == 404, (method, path)


def test_a_case_is_withdrawn_by_a_program_and_its_text_is_not_there_any_more(call):
    case = in_state("submitted")
    answer = call(case.owner, "post", f"/cases/{case.pk}/withdraw")
    assert (answer.status_code, answer.json()["state"]) == (200, "withdrawn")
    assert call(case.owner, "get", f"/cases/{case.pk}/draft").status_code == 404
    assert Case.objects.get(pk=case.pk).texts == {}


def test_reading_is_taken_back_by_withdrawing_only(call):
    case = in_state("submitted")
    assert call(case.owner, "delete", f"/cases/{case.pk}/consents/read").status_code == 422
    assert call(case.owner, "delete", f"/cases/{case.pk}/consents/relay").status_code == 200
    assert call(case.owner, "delete", f"/cases/{case.pk}/consents/nonsense").status_code == 422
    assert case.consents.filter(ended_at=None).count() == 1


def test_programs_are_told_whom_to_call_in_an_emergency_and_who_listens(call):
    owner = family()
    path = f"/cases/{call(owner, 'post', '/cases', {}).json()['id']}/draft"
    calm = call(owner, "patch", path, {"revision": 1, "country": "IE", "texts": TEXTS}).json()
    assert (calm["emergency_number"], calm["crisis_line"]) == (None, None)
    story = "She has trouble breathing right now."
    told = call(owner, "patch", path, {"revision": 2, "texts": {"story": story}}).json()
    assert (told["emergency_number"], told["crisis_line"]) == ("112 or 999", "116 123 (Samaritans)")
