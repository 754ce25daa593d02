"""After a deletion nothing in the whole database knows whose the account was."""

import base64
import re

import pytest
from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import connection
from wagtail.models import Page

from accounts.models import Application, Physician, Pseudonym, RevokedLicence, User
from accounts.roles import Role
from accounts.vault.actions import read_identity
from accounts.vault.facts import Reason
from accounts.verification.actions import deciding
from audit.kinds import Action
from audit.models import Event
from audit.verification import verify
from hubsite.deletion import delete_account
from polls.models import Ballot
from tests.factories import verification as make
from tests.factories.accounts import UserFactory, members
from tests.factories.sign_in import PASSWORD, person
from tests.factories.whole_account import MAIL, NUMBER, WORDS, member, signed_in, use_everything

pytestmark = pytest.mark.django_db
DELETE = "/accounts/delete/"
# The register is public and was there before the account; it names every physician of its country, member or not.
PUBLIC = {"accounts_registerentry"}


def everything():
    """Return the name of every table, and all that stands in it as one text; sessions are opened."""
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  names of our own tables
            rows = cursor.fetchall()
        yield table, "\n".join(readable(value) for row in rows for value in row).lower()
    for session in Session.objects.all():
        yield "sessions", str(session.get_decoded()).lower()


def readable(value):
    if isinstance(value, bytes | memoryview):
        plain = bytes(value)
        return plain.decode("latin-1") + base64.b64encode(plain).decode()
    return str(value)


def tables_with(*words):
    return {table for table, text in everything() for word in words if word.lower() in text} - PUBLIC


def facts_of(user):
    """Return the words that belong to this account alone."""
    application = Application.objects.get(user=user)
    assert read_identity(application=application, reason=Reason.OWN, by=user).number == NUMBER
    return [*WORDS, NUMBER, application.fingerprint, user.access_key]


def test_no_table_holds_anything_of_a_deleted_account():
    user = member()
    browser = signed_in(user)
    page = use_everything(user)
    words = facts_of(user)
    references = [user.reference, Application.objects.get(user=user).reference]
    pseudonyms = list(Pseudonym.objects.values_list("text", flat=True))
    avatar = user.wagtail_userprofile.avatar.name
    for word in WORDS:
        assert tables_with(word), f"{word} was never there, so its absence would say nothing"
    assert default_storage.exists(avatar)

    delete_account(by=user)

    assert tables_with(*words) == set()
    assert tables_with(*(form for one in references for form in (str(one), one.hex))) == {"audit_event"}
    for text in pseudonyms:
        assert tables_with(text) == {"accounts_pseudonym"}
    assert not Pseudonym.objects.exclude(physician=None).exists()
    assert {given.strftime("%m-%d %H:%M") for given in Pseudonym.objects.values_list("given_at", flat=True)} == {
        "01-01 00:00"
    }
    page = Page.objects.get(pk=page.pk)
    assert (page.live, page.owner, page.locked, page.locked_by) == (True, None, False, None)
    assert browser.get("/accounts/").status_code == 302


def test_no_column_points_at_the_number_of_a_deleted_account():
    user = member()
    use_everything(user)
    pk = user.pk
    columns = [
        (model, field)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_fields
        if field.is_relation and field.related_model is User
    ]

    def pointing():
        return {f"{m._meta.label}.{f.name}" for m, f in columns if m._base_manager.filter(**{f.name: pk}).exists()}

    assert {"wagtailcore.PageLogEntry.user", "wagtailcore.Page.owner", "polls.Ballot.member"} <= pointing()
    delete_account(by=user)
    assert pointing() == set()


def test_the_file_of_an_editors_picture_goes_with_the_commit(django_capture_on_commit_callbacks, mailoutbox):
    user = member()
    use_everything(user)
    avatar = user.wagtail_userprofile.avatar.name
    with django_capture_on_commit_callbacks(execute=True):
        delete_account(by=user)
    assert not default_storage.exists(avatar)
    [mail] = [mail for mail in mailoutbox if "deleted" in mail.subject]
    assert mail.to == [MAIL]
    assert "Quokkina" not in mail.body


def test_a_failed_deletion_leaves_everything_as_it_was(monkeypatch, django_capture_on_commit_callbacks):
    user = member()
    use_everything(user)
    before = Event.objects.count()
    monkeypatch.setattr(User, "delete", lambda user: 1 / 0)
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError):
        delete_account(by=user)
    assert Ballot.objects.filter(member=user).count() == 2
    assert Application.objects.get(user=user).identity
    assert Event.objects.count() == before
    assert default_storage.exists(user.wagtail_userprofile.avatar.name)


def test_sessions_that_ended_or_never_got_past_the_second_factor_go_too():
    user, other = person(), UserFactory()
    old = SessionStore()
    old["_auth_user_id"] = str(user.pk)
    old.set_expiry(-5)
    old.save()
    half = SessionStore()
    half["account_login"] = {"email": user.email.upper()}
    half.save()
    stranger = SessionStore()
    stranger["_auth_user_id"] = str(other.pk)
    stranger.save()
    delete_account(by=user)
    assert list(Session.objects.values_list("session_key", flat=True)) == [stranger.session_key]


def test_a_ballot_goes_with_its_member_also_from_a_closed_poll():
    user = member()
    use_everything(user)
    delete_account(by=user)
    assert not Ballot.objects.exists()


@pytest.mark.parametrize("state", ["suspended", "revoked"])
def test_whose_licence_is_revoked_or_about_to_be_can_go_and_the_licence_stays_out(state):
    user = member()
    application = Application.objects.get(user=user)
    one, other = make.reviewer(), make.reviewer()
    act = {"application": application, "now": make.now()}
    deciding.propose_revocation(by=one, reason=deciding.Reason.CONDUCT, **act)
    if state == "revoked":
        deciding.confirm_revocation(by=other, **act)
    fingerprint = Application.objects.get(pk=application.pk).fingerprint
    browser = signed_in(User.objects.get(pk=user.pk))
    assert end_account(browser).status_code == 200
    assert not User.objects.filter(pk=user.pk).exists()
    assert list(RevokedLicence.objects.values_list("fingerprint", flat=True)) == [fingerprint]


def end_account(browser, words="delete my account"):
    """Go the whole way: the words, then the password, then the end."""
    asked = browser.post(DELETE, {"words": words})
    if asked.status_code != 302:
        return asked
    return browser.post(asked["Location"], {"password": PASSWORD, "next": DELETE})


def test_the_page_asks_for_the_words_and_then_for_the_password():
    user = person(role=Role.FAMILY)
    browser = signed_in(user)
    html = browser.get(DELETE).content.decode()
    assert "What goes" in html
    assert "What stays" in html
    wrong = browser.post(DELETE, {"words": "delete my accounts"})
    assert wrong.status_code == 422
    assert 'value="delete my accounts"' in wrong.content.decode()
    asked = browser.post(DELETE, {"words": "Delete my account."})
    assert asked["Location"].startswith("/accounts/reauthenticate/")
    refused = browser.post(asked["Location"], {"password": "not the password", "next": DELETE})
    assert refused.status_code == 200
    assert User.objects.filter(pk=user.pk).exists()
    done = browser.post(asked["Location"], {"password": PASSWORD, "next": DELETE})
    assert "Your account is deleted" in done.content.decode()
    assert not User.objects.filter(pk=user.pk).exists()
    assert re.search('href="/accounts/login/', done.content.decode()), "the page is a visitor's"
    assert browser.get("/accounts/").status_code == 302


def test_the_last_administrator_stays_until_there_is_another():
    user = person(role=Role.ADMINISTRATOR)
    User.objects.filter(pk=user.pk).update(is_staff=True)
    answer = end_account(signed_in(user))
    assert answer.status_code == 422
    assert "only administrator" in answer.content.decode()
    with pytest.raises(ValidationError):
        delete_account(by=user)
    UserFactory(administrator=True)
    delete_account(by=user)
    assert not User.objects.filter(pk=user.pk).exists()


def test_the_log_keeps_its_chain_and_a_reference_that_points_nowhere():
    user = member()
    delete_account(by=user)
    assert verify().problem == ""
    [event] = Event.objects.filter(action=Action.ACCOUNT_DELETED)
    assert event.actor == event.owner == user.reference
    assert not User.objects.filter(reference=user.reference).exists()


def test_who_stays_is_freed_of_the_other_claim_and_hears_nothing():
    claim = make.claim_of()
    first, second = make.with_picture(claim=claim), make.with_picture(claim=claim)
    delete_account(by=second.user)
    first.refresh_from_db()
    assert not first.is_held


def test_others_keep_what_is_theirs():
    colleagues = members(3)
    reviewer = make.reviewer()
    application = make.member(by=reviewer)
    delete_account(by=reviewer)
    application.refresh_from_db()
    assert application.state == "verified"
    assert application.decisions.count() == 2
    assert Physician.objects.count() == len(colleagues) + 1


def test_the_same_address_may_join_again_and_starts_from_nothing():
    user = member()
    old = set(Pseudonym.objects.values_list("text", flat=True))
    delete_account(by=user)
    again = make.applicant(email=MAIL)
    assert not Application.objects.of(again).exists()
    fresh = make.member(user=again, claim=make.claim_of("NZ"))
    assert fresh.user.display_name not in old
