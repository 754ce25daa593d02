import io
import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from accounts.models import Application, Evidence, Identity, SealedFile
from accounts.roles import PHYSICIANS, Role
from accounts.vault.actions import read_identity, read_picture
from accounts.vault.facts import Reason
from accounts.verification.actions import deciding, evidence
from accounts.verification.actions.moving import hold
from accounts.verification.answers import SENTENCES
from accounts.verification.countries import RULES
from accounts.verification.limits import MOST_A_DAY, Limited
from accounts.verification.states import State
from tests.factories import verification as make
from tests.factories.accounts import UserFactory
from tests.factories.pictures import CANARY, NOT_PICTURES, with_traces

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
EVIDENCE = "/membership/evidence/"
QUERIES_MOST = 14


@pytest.fixture(autouse=True)
def nothing_tried_before():
    cache.clear()


def page(client, user, address="/membership/", **kwargs):
    client.force_login(user)
    return client.get(address, **kwargs)


def text(answer):
    return TOKEN.sub("", answer.content.decode())


def brought_to(state):
    """Return an application in a state, with a decision where one leads there."""
    act = {"by": make.reviewer(), "now": make.now(), "note": "Please send the other side."}
    if state in ("registered", "email_confirmed"):
        application = Application.objects.create(user=make.applicant(), state=state, since=make.now())
    elif state == "needs_evidence":
        application = make.with_picture()
        deciding.ask_for_evidence(application=application, reason=deciding.Reason.UNREADABLE, **act)
    elif state == "rejected":
        application = make.with_picture()
        deciding.reject(application=application, reason=deciding.Reason.NO_MATCH, **act)
    elif state in ("suspended", "revoked"):
        application = make.member()
        deciding.propose_revocation(application=application, reason=deciding.Reason.CONDUCT, **act)
        if state == "revoked":
            act |= {"by": make.reviewer()}
            deciding.confirm_revocation(application=application, **act)
    elif state == "verified":
        application = make.member()
    else:
        application = make.with_picture()
        Application.objects.filter(pk=application.pk).update(state=state)
    return Application.objects.select_related("user").get(pk=application.pk)


SHOWN = {state: state for state in State.values} | {"details_sent": "in_review", "auto_checked": "in_review"}


@pytest.mark.parametrize("state", State.values)
def test_every_state_is_said_in_its_own_words(client, state):
    shown = text(page(client, brought_to(state).user))
    title, sentence = SENTENCES[SHOWN[state]]
    assert title in shown
    assert sentence in shown
    others = {other for other, _ in SENTENCES.values()} - {title}
    assert not [other for other in others if f">{other}<" in shown]


REASONS = {
    "needs_evidence": "The evidence cannot be read",
    "rejected": "The register does not confirm the details",
    "suspended": "A serious complaint",
    "revoked": "A serious complaint",
}


@pytest.mark.parametrize("state", REASONS)
def test_a_decision_is_shown_with_its_reason_and_the_reviewers_note(client, state):
    shown = text(page(client, brought_to(state).user))
    assert REASONS[state] in shown
    assert "Please send the other side." in shown


def test_a_reason_of_an_earlier_round_is_not_told_again(client):
    application = brought_to("needs_evidence")
    evidence.give_picture(
        application=application, file=make.licence_picture(), by=application.user, now=make.now() + timedelta(hours=1)
    )
    shown = text(page(client, application.user))
    assert REASONS["needs_evidence"] not in shown
    assert "Please send the other side." not in shown


def test_a_suspension_by_the_register_is_not_explained_by_an_earlier_one(client):
    application = brought_to("suspended")
    Application.objects.filter(pk=application.pk).update(since=make.now() + timedelta(days=1))
    shown = text(page(client, application.user))
    assert "The register shows no current licence" in shown
    assert REASONS["suspended"] not in shown
    assert "Please send the other side." not in shown


def test_a_member_reads_until_when_and_a_lapsed_one_asks_for_renewal(client):
    application = brought_to("verified")
    shown = text(page(client, application.user))
    assert f"{application.user.verified_until:%-d %B %Y}" in shown
    Application.objects.filter(pk=application.pk).update(state="lapsed")
    assert "Ask for renewal" in text(client.get("/membership/"))
    client.post("/membership/renewal/")
    application.refresh_from_db()
    assert application.state == "in_review"


def test_visitors_read_what_membership_is_and_how_to_join(client):
    shown = text(client.get("/membership/"))
    assert "What happens to your data" in shown
    assert "/accounts/signup/" in shown
    for address in ("details", "evidence", "vouch", "withdraw"):
        assert client.get(f"/membership/{address}/")["Location"] == f"/accounts/login/?next=/membership/{address}/"
    assert client.post("/membership/renewal/")["Location"] == "/accounts/login/?next=/membership/"


@pytest.mark.parametrize("role", sorted(set(Role.values) - PHYSICIANS - {Role.REGISTERED}))
def test_accounts_with_another_role_are_told_so_and_led_nowhere(client, role):
    user = UserFactory(role=role)
    shown = text(page(client, user))
    assert "This account has another role" in shown
    assert "/membership/details/" not in shown
    assert client.get("/membership/details/?country=GB")["Location"] == "/membership/"
    assert not Application.objects.exists()


def test_whoever_has_no_confirmed_address_is_led_there_first(client):
    user = UserFactory()
    assert "/accounts/email/" in text(page(client, user))
    assert client.post("/membership/details/?country=GB")["Location"] == "/membership/"


@pytest.mark.parametrize("state", ["in_review", "needs_evidence", "verified", "expiring", "lapsed"])
def test_an_application_on_hold_looks_like_any_other_byte_for_byte(client, state):
    application = brought_to(state)
    addresses = ("/membership/", EVIDENCE, "/membership/withdraw/", "/membership/details/?country=GB")
    client.force_login(application.user)
    before = [text(client.get(address)) for address in addresses]
    hold(application, reason="two_claims", now=make.now())
    after = [text(client.get(address)) for address in addresses]
    assert after == before
    assert before[0]


def test_the_page_asks_the_database_as_often_whatever_was_given(client):
    application = brought_to("in_review")
    client.force_login(application.user)
    client.get("/membership/")
    with CaptureQueriesContext(connection) as few:
        client.get("/membership/")
    for number in range(5):
        Evidence.objects.create(
            application=application,
            kind="institution_mail",
            outcome="given",
            given_at=make.now(),
            domain=f"{number}.example",
        )
    with CaptureQueriesContext(connection) as many:
        client.get("/membership/")
    assert len(many) == len(few) <= QUERIES_MOST


def send(client, **changes):
    claim = make.claim_of()
    form = {"country": "GB", "name": claim.name, "speciality": claim.speciality, "number": claim.number}
    return client.post("/membership/details/", form | changes)


def test_a_physician_comes_from_the_country_to_the_proof_without_script(client):
    user = make.applicant()
    assert "?country=NZ" in text(page(client, user, "/membership/details/"))
    assert "HPI person number" in text(client.get("/membership/details/?country=NZ"))
    assert send(client)["Location"] == EVIDENCE
    assert Application.objects.get().state == "needs_evidence"
    assert client.get("/membership/details/?country=GB")["Location"] == "/membership/"


WRONG = {
    "US": (
        {"number": "1234567890", "region": "", "extra": "!"},
        ["check digit", "state of the licence", "3 to 15 letters"],
    ),
    "GB": ({"number": "12"}, ["seven digits"]),
    "CA": ({"number": "x1", "region": "XX"}, ["3 to 6 digits", "province or territory"]),
    "AU": ({"number": "MED12"}, ["MED and ten digits"]),
    "ZA": ({"number": "12"}, ["MP and six to eight digits"]),
    "IE": ({"number": "1", "extra": ""}, ["five or six digits", "one of the divisions"]),
    "NZ": ({"number": "1", "extra": "99"}, ["four to six digits", "two digits and four letters"]),
}


@pytest.mark.parametrize("country", RULES)
def test_all_that_is_wrong_is_said_at_its_field_with_the_expected_form_and_nothing_typed_is_lost(client, country):
    changes, sentences = WRONG[country]
    client.force_login(make.applicant())
    answer = send(client, country=country, name="Quokkina", speciality="witchcraft", **changes)
    shown = text(answer)
    assert answer.status_code == 422
    assert not [sentence for sentence in [*sentences, "first name", "Choose the speciality"] if sentence not in shown]
    for name in ("name", "speciality", *changes):
        assert f'id="id_{name}_error"' in shown
        assert f'href="#id_{name}"' in shown
    assert 'value="Quokkina"' in shown
    assert f'value="{changes["number"]}"' in shown
    assert not Application.objects.exists()
    assert not Identity.objects.exists()


def test_an_unknown_country_is_answered_with_the_list(client):
    client.force_login(make.applicant())
    assert send(client, country="XX").status_code == 422
    assert "not one of the network" in text(client.get("/membership/details/?country=XX"))


@pytest.mark.parametrize("name", ["name", "number", "speciality", "country"])
def test_impossible_text_is_refused_and_breaks_nothing(client, name):
    client.force_login(make.applicant())
    for value in ("x" * 100_000, "a\0b", "٣" * 7, "<script>"):
        answer = send(client, **{name: value})
        assert answer.status_code == 422
        assert "<script>alert" not in text(answer)


def upload(client, file, name="licence.jpg"):
    return client.post(EVIDENCE, {"way": "picture", "file": SimpleUploadedFile(name, file, "image/jpeg")})


@pytest.mark.parametrize("kind", NOT_PICTURES)
def test_what_is_no_picture_or_too_big_is_refused_in_one_sentence_and_kept_nowhere(client, kind):
    application = make.apply()
    client.force_login(application.user)
    answer = upload(client, NOT_PICTURES[kind])
    assert answer.status_code == 422
    assert ("too big" if kind.startswith(("bomb", "too big")) else "no picture that can be read") in text(answer)
    assert not SealedFile.objects.exists()
    application.refresh_from_db()
    assert application.state == "needs_evidence"


def test_an_upload_without_a_file_says_what_to_do(client):
    client.force_login(make.apply().user)
    assert "Choose a picture first." in text(client.post(EVIDENCE, {"way": "picture"}))


def test_place_camera_comment_and_whatever_hangs_on_a_picture_are_gone_from_what_is_kept(client):
    application = make.apply()
    client.force_login(application.user)
    sent = with_traces()
    assert CANARY in sent
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(0x8825)
    assert upload(client, sent)["Location"] == "/membership/"
    [proof] = application.evidence.all()
    kept = read_picture(evidence=proof, by=make.reviewer())
    picture = Image.open(io.BytesIO(kept))
    assert picture.size == (240, 240)
    assert not picture.getexif()
    assert "exif" not in picture.info
    assert CANARY not in kept
    assert b"PK\x03\x04" not in kept


def code_sent():
    return next(line.strip() for line in mail.outbox[-1].body.splitlines() if line.startswith("    "))


def ask_for_code(client, capture, address="ada@hospital.example"):
    with capture(execute=True):
        return client.post(EVIDENCE, {"way": "mail", "address": address})


def test_a_code_sent_to_an_institution_brings_the_application_to_a_reviewer(client, django_capture_on_commit_callbacks):
    application = make.apply()
    client.force_login(application.user)
    ask_for_code(client, django_capture_on_commit_callbacks)
    assert "Waits for your code" in text(client.get("/membership/"))
    wrong = client.post(EVIDENCE, {"way": "code", "code": "AAAAAAAAAA"})
    assert wrong.status_code == 422
    assert "This code does not fit" in text(wrong)
    assert client.post(EVIDENCE, {"way": "code", "code": code_sent()})["Location"] == "/membership/"
    application.refresh_from_db()
    assert application.state == "in_review"


def test_a_private_mailbox_is_refused_and_kept_in_the_field(client, django_capture_on_commit_callbacks):
    client.force_login(make.apply().user)
    answer = ask_for_code(client, django_capture_on_commit_callbacks, "ada@gmail.com")
    assert "private mailbox" in text(answer)
    assert 'value="ada@gmail.com"' in text(answer)
    assert mail.outbox == []


def test_whoever_applies_again_proves_it_with_the_same_mailbox(client, django_capture_on_commit_callbacks):
    claim = make.claim_of()
    user = make.apply(claim=claim).user
    client.force_login(user)
    for _ in range(2):
        ask_for_code(client, django_capture_on_commit_callbacks)
        client.post(EVIDENCE, {"way": "code", "code": code_sent()})
        assert Application.objects.current(user).state == "in_review"
        client.post("/membership/withdraw/")
        make.apply(claim=claim, user=user)


def test_codes_are_sent_ten_times_a_day_to_one_account_however_often_it_applies(
    client, django_capture_on_commit_callbacks
):
    client.force_login(make.apply().user)
    for _ in range(MOST_A_DAY[Limited.CODE]):
        assert ask_for_code(client, django_capture_on_commit_callbacks).status_code != 429
    refused = ask_for_code(client, django_capture_on_commit_callbacks)
    assert refused.status_code == 429
    assert "try again tomorrow" in text(refused)


def test_a_code_for_colleagues_is_shown_once_and_the_page_counts_words_without_names(client):
    colleague = make.member()
    application = make.apply()
    client.force_login(application.user)
    made = re.search(r"<code>(\w{12})</code>", text(client.post(EVIDENCE, {"way": "voucher"}))).group(1)
    assert made not in text(client.get(EVIDENCE))
    evidence.vouch(code=made, name=named(application), by=colleague.user, now=make.now())
    shown = text(client.get(EVIDENCE))
    assert "<b>1 of 2</b>" in shown
    assert colleague.user.display_name not in shown


def named(application):
    return read_identity(application=application, reason=Reason.OWN, by=application.user).name


def asking(country="GB", **kwargs):
    """Return an application that asks for words, its code and its name."""
    application = make.apply(claim=make.claim_of(country), **kwargs)
    return application, evidence.make_voucher_code(application=application, by=application.user), named(application)


def vouch(client, by, code, name):
    client.force_login(by)
    return client.post("/membership/vouch/", {"code": code, "name": name})


def test_every_word_that_cannot_count_is_refused_with_the_same_page(client):
    by = make.member().user
    application, code, name = asking()
    _, foreign, foreigner = asking("NZ")
    assert vouch(client, by, code, name).status_code == 302
    client.get("/membership/")  # reads what was said about the one that counts
    refused = [
        vouch(client, by, *pair)
        for pair in ((code, name), (foreign, foreigner), (code, "Somebody Else"), ("NOSUCHCODE22", name))
    ]
    assert {answer.status_code for answer in refused} == {422}
    plain = {re.sub(r'value="[^"]*"', "", text(answer)) for answer in refused}
    assert len(plain) == 1
    assert evidence.NO_VOUCHER in plain.pop()
    assert application.vouchers.count() == 1


def test_nobody_vouches_for_themselves(client):
    application = make.member()
    code, name = "ABCDEFGHJKLM", named(application)
    Application.objects.filter(pk=application.pk).update(voucher_code=evidence.keyed(f"voucher|{code}"))
    answer = vouch(client, application.user, code, name)
    assert answer.status_code == 422
    assert evidence.NO_VOUCHER in text(answer)


def test_a_fourth_word_in_a_year_is_refused(client):
    by = make.member().user
    for _ in range(3):
        _, code, name = asking()
        assert vouch(client, by, code, name).status_code == 302
    _, code, name = asking()
    assert evidence.NO_MORE_VOUCHERS in text(vouch(client, by, code, name))


def test_codes_of_colleagues_cannot_be_tried_out(client):
    by = make.member().user
    _, code, name = asking()
    for _ in range(MOST_A_DAY[Limited.VOUCH]):
        assert vouch(client, by, "NOSUCHCODE22", name).status_code == 422
    assert vouch(client, by, code, name).status_code == 429


@pytest.mark.parametrize("state", ["in_review", "suspended"])
def test_only_members_open_the_page_for_vouching(client, state):
    answer = page(client, brought_to(state).user, "/membership/vouch/")
    assert answer.status_code == 403
    assert evidence.ONLY_MEMBERS_VOUCH in text(answer)


def test_a_physician_without_a_professional_side_is_told_the_same(client):
    answer = vouch(client, UserFactory(physician=True), "ABCDEFGHJKLM", "Ada Example")
    assert evidence.NO_VOUCHER in text(answer)


def test_withdrawing_asks_once_more_and_erases_at_once(client):
    application = brought_to("in_review")
    assert "Withdraw it" in text(page(client, application.user, "/membership/withdraw/"))
    assert Identity.objects.exists()
    client.post("/membership/withdraw/")
    application.refresh_from_db()
    assert application.state == "closed"
    assert not Identity.objects.exists()
    assert not SealedFile.objects.exists()
    assert "Apply again" in text(client.get("/membership/"))


def test_what_is_over_cannot_be_withdrawn_or_proved(client):
    application = brought_to("rejected")
    client.force_login(application.user)
    assert client.get("/membership/withdraw/")["Location"] == "/membership/"
    assert "not yet decided" in text(client.post("/membership/withdraw/", follow=True))
    assert upload(client, make.licence_picture())["Location"] == "/membership/"
    application.refresh_from_db()
    assert application.state == "rejected"


def test_every_form_asks_for_the_token_of_the_page(client):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(brought_to("in_review").user)
    for address in ("details", "evidence", "renewal", "withdraw", "vouch"):
        assert strict.post(f"/membership/{address}/").status_code == 403


def test_no_page_of_ones_own_is_kept_by_a_browser_or_a_cache(client):
    client.force_login(brought_to("in_review").user)
    for address in ("/membership/", EVIDENCE, "/membership/withdraw/"):
        assert "no-store" in client.get(address)["Cache-Control"]


def test_who_confirms_an_address_is_led_through_the_sign_in_to_membership(client):
    password = "a long enough phrase"
    assert "/membership/" in text(client.get("/accounts/signup/"))
    client.post("/accounts/signup/", {"email": "new@example.org", "password1": password, "password2": password})
    link = re.search(r"http://testserver(/accounts/confirm-email/\S+)", mail.outbox[-1].body).group(1)
    confirmed = client.post(link)
    assert confirmed["Location"] == "/accounts/login/?next=/membership/"
    form = {"login": "new@example.org", "password": password, "next": "/membership/"}
    assert client.post("/accounts/login/", form)["Location"] == "/membership/"
    assert settings.LOGIN_REDIRECT_URL == "/"
