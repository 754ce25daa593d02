import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Application, Evidence, Identity, SealedFile, User
from accounts.roles import PHYSICIANS, Role
from accounts.verification.actions import deciding, evidence
from accounts.verification.actions.moving import hold
from accounts.verification.answers import SENTENCES
from accounts.verification.registers import Findings
from accounts.verification.states import State
from tests.accounts.verification.pages import EVIDENCE, brought_to, page, text, upload
from tests.factories import verification as make
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
QUERIES_MOST = 14


@pytest.fixture(autouse=True)
def nothing_tried_before():
    cache.clear()


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


def told(client, application):
    """Return the page as its owner reads it, who signed in anew where the decision ended the session."""
    return text(page(client, User.objects.get(pk=application.user_id)))


def test_a_member_reads_what_the_reviewer_wrote_when_verifying_and_when_giving_membership_back(client):
    application = make.with_picture()
    by = make.reviewer()
    make.accept_picture(application, by)
    deciding.verify(application=application, by=by, now=make.now(), note="Welcome to the network.")
    assert "Welcome to the network." in told(client, application)
    deciding.suspend(application=application, by=by, reason=deciding.Reason.NO_MATCH, now=make.now())
    assert "Welcome to the network." not in told(client, application)
    found = Findings(number=True, name=True, status=True, jurisdiction=True)
    deciding.record_register_check(application=application, found=found, by=by, now=make.now())
    deciding.reinstate(application=application, by=by, now=make.now(), note="All is clear now.")
    assert "All is clear now." in told(client, application)


def test_a_member_suspended_already_reads_the_note_of_a_proposal_to_revoke(client):
    application, by = make.member(), make.reviewer()
    deciding.suspend(application=application, by=by, reason=deciding.Reason.NO_MATCH, now=make.now())
    deciding.propose_revocation(
        application=application, by=by, reason=deciding.Reason.CONDUCT, now=make.now(), note="Write to us."
    )
    shown = told(client, application)
    assert "Write to us." in shown and "A serious complaint" in shown


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


def test_who_confirms_an_address_is_led_through_the_sign_in_to_a_choice_of_what_brings_them(client):
    password = "a long enough phrase"
    assert "/membership/" in text(client.get("/accounts/signup/"))
    client.post("/accounts/signup/", {"email": "new@example.org", "password1": password, "password2": password})
    link = re.search(r"http://testserver(/accounts/confirm-email/\S+)", mail.outbox[-1].body).group(1)
    confirmed = client.post(link)
    assert confirmed["Location"] == "/accounts/login/?next=/accounts/welcome/"
    form = {"login": "new@example.org", "password": password, "next": "/accounts/welcome/"}
    assert client.post("/accounts/login/", form)["Location"] == "/accounts/welcome/"
    choice = text(client.get("/accounts/welcome/"))
    assert "/membership/" in choice and "/cases/new/" in choice
    assert settings.LOGIN_REDIRECT_URL == "/"


@pytest.mark.parametrize("role", [role for role in Role if role != Role.REGISTERED])
def test_who_has_chosen_already_is_not_asked_what_brings_them(client, role):
    client.force_login(UserFactory(role=role))
    assert client.get("/accounts/welcome/")["Location"] == "/accounts/"
