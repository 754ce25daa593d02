import json
import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import APIToken

from accounts.models import Application, SealedFile
from accounts.roles import Role
from accounts.vault.actions import read_identity
from accounts.vault.facts import Reason
from accounts.verification.actions import evidence
from accounts.verification.actions.moving import hold
from accounts.verification.answers import membership_of
from accounts.verification.countries import RULES
from accounts.verification.limits import MOST_A_DAY, Limited
from tests.factories import verification as make
from tests.factories.accounts import UserFactory
from tests.factories.pictures import NOT_PICTURES, jpeg

pytestmark = pytest.mark.django_db
BASE = "/api/hub/v1"
MINE = f"{BASE}/me/membership"
WRITES = ("details", "institution-mail", "institution-mail/confirm", "licence-picture", "voucher-code", "renewal")


@pytest.fixture(autouse=True)
def nothing_tried_before():
    cache.clear()


def post(client, path, **body):
    return client.post(f"{MINE}/{path}", json.dumps(body), "application/json")


def details(country="GB", **changes):
    claim = make.claim_of(country)
    names = ("name", "speciality", "country", "number", "region", "extra")
    return {name: getattr(claim, name) for name in names} | changes


def errors(answer):
    assert answer.status_code == 422, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    return {row["field"]: row["message"] for row in answer.json()["errors"]}


def test_everybody_reads_how_licences_look(client):
    items = client.get(f"{BASE}/verification/countries").json()["items"]
    assert [row["code"] for row in items] == list(RULES)
    for row in items:
        assert re.fullmatch(row["pattern"], row["example"])
    [ireland] = [row for row in items if row["code"] == "IE"]
    assert set(ireland["second_field"]["choices"]) == set(RULES["IE"].extra.choices)
    assert "warning" not in ireland


def test_nobody_is_answered_401_and_nothing_more(client):
    answers = [client.get(MINE), client.delete(MINE), client.post(f"{BASE}/vouchers", "{}", "application/json")]
    answers += [post(client, path) for path in WRITES]
    assert {answer.status_code for answer in answers} == {401}
    assert {answer["Content-Type"] for answer in answers} == {"application/problem+json"}


def test_a_program_with_a_token_applies_for_its_owner_and_reads_the_same_as_the_page(client):
    user = make.applicant()
    _, token = APIToken.create_token(user=user, name="clinic")
    headers = {"Authorization": f"Bearer {token}"}
    assert client.get(MINE, headers=headers).json()["state"] == "none"
    answer = client.post(f"{MINE}/details", json.dumps(details()), "application/json", headers=headers)
    told = membership_of(user, make.now())
    assert answer.json()["state"] == told.state == "needs_evidence"
    assert answer.json()["title"] == told.title
    assert answer.json()["may"] == ["give_evidence", "withdraw"]


def test_the_answer_holds_neither_name_nor_number_nor_mailbox(client, django_capture_on_commit_callbacks):
    user = make.applicant()
    client.force_login(user)
    post(client, "details", **details(name="Quokkina Wombatson", number="7654321"))
    with django_capture_on_commit_callbacks(execute=True):
        answer = post(client, "institution-mail", address="quokkina@hospital.example")
    said = answer.content.decode().lower()
    assert "hospital.example" in said
    assert not [word for word in ("quokkina", "wombatson", "7654321", "hold", "held") if word in said]


def test_a_session_without_the_token_of_the_site_changes_nothing(client):
    client.handler.enforce_csrf_checks = True
    client.force_login(make.apply().user)
    assert client.delete(MINE).status_code == 403
    assert Application.objects.get().state == "needs_evidence"


@pytest.mark.parametrize("country", RULES)
def test_everything_wrong_is_named_by_field_with_the_expected_form(client, country):
    client.force_login(make.applicant())
    wrong = errors(post(client, "details", **details(country, name="Dr.", number="!", speciality="witchcraft")))
    assert set(wrong) == {"name", "number", "speciality"}
    assert RULES[country].expected(details(country)["region"]) in wrong["number"]
    assert not Application.objects.exists()


def test_a_country_outside_the_network_and_endless_text_are_refused(client):
    client.force_login(make.applicant())
    assert (
        "countries of the network"
        in errors(post(client, "details", **details(country="GB") | {"country": "XX"}))["country"]
    )
    assert set(errors(post(client, "details", **details(number="1" * 201)))) == {"payload.number"}


def test_details_are_sent_once(client):
    client.force_login(make.applicant())
    mine = details()
    assert post(client, "details", **mine).status_code == 200
    assert "sent already" in errors(post(client, "details", **mine))[""]


def test_without_an_application_there_is_nothing_to_prove(client):
    client.force_login(make.applicant())
    for path, body in (
        ("institution-mail", {"address": "ada@hospital.example"}),
        ("institution-mail/confirm", {"code": "ABCDEFGHJK"}),
        ("voucher-code", {}),
        ("renewal", {}),
    ):
        assert "not applied yet" in errors(post(client, path, **body))[""]
    assert "not applied yet" in errors(client.delete(MINE))[""]


def upload(client, file):
    return client.post(f"{MINE}/licence-picture", {"file": SimpleUploadedFile("licence.jpg", file, "image/jpeg")})


@pytest.mark.parametrize("kind", NOT_PICTURES)
def test_what_is_no_picture_is_refused_by_its_field(client, kind):
    client.force_login(make.apply().user)
    assert set(errors(upload(client, NOT_PICTURES[kind]))) == {"file"}
    assert not SealedFile.objects.exists()


def test_a_picture_brings_the_application_to_a_reviewer_and_four_are_enough(client):
    client.force_login(make.apply().user)
    for _ in range(4):
        assert upload(client, jpeg()).json()["state"] == "in_review"
    assert "enough" in errors(upload(client, jpeg()))["file"]


def test_pictures_cannot_be_sent_all_day(client):
    client.force_login(make.apply().user)
    for _ in range(MOST_A_DAY[Limited.PICTURE]):
        assert upload(client, b"nothing").status_code == 422
    answer = upload(client, jpeg())
    assert answer.status_code == 429
    assert "try again tomorrow" in answer.json()["detail"]


def test_a_code_from_the_institution_is_typed_in(client, django_capture_on_commit_callbacks):
    client.force_login(make.apply().user)
    with django_capture_on_commit_callbacks(execute=True):
        [waiting] = post(client, "institution-mail", address="ada@hospital.example").json()["proofs"]
    assert waiting["outcome"] == "waiting"
    assert "does not fit" in errors(post(client, "institution-mail/confirm", code="AAAAAAAAAA"))["code"]
    code = next(line.strip() for line in mail.outbox[-1].body.splitlines() if line.startswith("    "))
    told = post(client, "institution-mail/confirm", code=code).json()
    assert (told["state"], told["proofs"][0]["outcome"]) == ("in_review", "given")


def test_a_code_that_five_wrong_ones_ended_no_longer_waits(client, django_capture_on_commit_callbacks):
    client.force_login(make.apply().user)
    with django_capture_on_commit_callbacks(execute=True):
        post(client, "institution-mail", address="ada@hospital.example")
    for _ in range(5):
        errors(post(client, "institution-mail/confirm", code="AAAAAAAAAA"))
    assert client.get(MINE).json()["proofs"] == []


def asking(client, country="GB"):
    application = make.apply(claim=make.claim_of(country))
    client.force_login(application.user)
    code = post(client, "voucher-code").json()["code"]
    name = read_identity(application=application, reason=Reason.OWN, by=application.user).name
    return application, code, name


def vouch(client, by, code, name):
    client.force_login(by)
    return client.post(f"{BASE}/vouchers", json.dumps({"code": code, "name": name}), "application/json")


def test_a_member_vouches_once_and_whatever_fails_is_answered_alike(client):
    by = make.member().user
    application, code, name = asking(client)
    _, foreign, foreigner = asking(client, "NZ")
    assert vouch(client, by, code, name).status_code == 201
    refused = [
        vouch(client, by, *pair).content
        for pair in ((code, name), (foreign, foreigner), (code, "Somebody Else"), ("NOSUCHCODE22", name))
    ]
    assert len(set(refused)) == 1
    assert evidence.NO_VOUCHER in refused[0].decode()
    client.force_login(application.user)
    told = client.get(MINE)
    assert told.json()["vouchers"] == 1
    assert by.display_name not in told.content.decode()


def test_a_fourth_word_and_an_eleventh_try_are_refused(client):
    by = make.member().user
    for _ in range(3):
        _, code, name = asking(client)
        assert vouch(client, by, code, name).status_code == 201
    _, code, name = asking(client)
    for _ in range(MOST_A_DAY[Limited.VOUCH] - 3):
        assert "no more are possible" in errors(vouch(client, by, code, name))[""]
    assert vouch(client, by, code, name).status_code == 429


@pytest.mark.parametrize("role", [Role.REGISTERED, Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR])
def test_only_members_vouch(client, role):
    assert vouch(client, UserFactory(role=role), "ABCDEFGHJKLM", "Ada Example").status_code == 403


@pytest.mark.parametrize("state", ["in_review", "needs_evidence", "verified", "expiring", "lapsed", "suspended"])
def test_a_hold_changes_no_byte_of_the_answer(client, state):
    application = make.member() if state == "verified" else make.with_picture()
    Application.objects.filter(pk=application.pk).update(state=state)
    client.force_login(application.user)
    before = client.get(MINE).content
    hold(application, reason="two_claims", now=make.now())
    assert client.get(MINE).content == before


def test_a_second_claim_is_answered_as_if_it_were_the_first(client):
    mine = details()
    answers = []
    for _ in range(2):
        client.force_login(make.applicant())
        answers.append(post(client, "details", **mine).json())
    assert Application.objects.exclude(held_at=None).count() == 2
    for answer in answers:
        del answer["since"], answer["closes_at"]
    assert answers[0] == answers[1]


def test_a_lapsed_member_asks_for_renewal_and_nobody_else_does(client):
    application = make.member()
    client.force_login(application.user)
    assert "Only a lapsed" in errors(post(client, "renewal"))[""]
    Application.objects.filter(pk=application.pk).update(state="lapsed")
    assert post(client, "renewal").json()["state"] == "in_review"


def test_an_application_is_withdrawn_and_begun_again(client):
    client.force_login(make.apply().user)
    assert client.delete(MINE).status_code == 204
    assert client.get(MINE).json()["state"] == "closed"
    assert "not yet decided" in errors(client.delete(MINE))[""]
    assert post(client, "details", **details()).json()["state"] == "needs_evidence"


@pytest.mark.parametrize("role", sorted(set(Role.values) - {Role.REGISTERED, Role.PHYSICIAN, Role.AUTHOR}))
def test_accounts_with_another_role_are_told_so_and_start_nothing(client, role):
    client.force_login(UserFactory(role=role))
    assert client.get(MINE).json()["may"] == []
    assert "another role" in errors(post(client, "details", **details()))[""]
    assert not Application.objects.exists()
