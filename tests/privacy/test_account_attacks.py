"""Ways in which somebody could learn, keep or get what is not theirs, by accounts and licences."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test import Client, RequestFactory
from django.urls import resolve
from django.utils import timezone

from accounts.actions import assign_role, create_token
from accounts.email_change.actions import ask_for_change
from accounts.email_change.links import Side, text_of
from accounts.models import Application, User
from accounts.models.verification import Hold, Recheck
from accounts.physicians.actions import Practice, change_practice
from accounts.roles import Role
from accounts.vault.actions import read_identity
from accounts.vault.facts import Reason as VaultReason
from accounts.verification.actions import applying, deciding, timers
from accounts.verification.actions.deciding import Reason
from accounts.verification.actions.evidence import make_voucher_code, vouch
from accounts.verification.actions.moving import YEAR
from accounts.verification.licences import fingerprint, read_licence
from accounts.verification.states import State
from audit.models import Event
from hubsite.deletion import delete_account
from hubsite.logs import told_path
from hubsite.own_data import export_own_data
from tests.factories import verification as make
from tests.factories.accounts import members
from tests.factories.sign_in import person, sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("country", "one", "other", "extra"),
    [
        ("IE", "12345", "012345", "SPECIALIST"),
        ("NZ", "12345", "012345", ""),
    ],
)
def test_one_licence_written_with_a_zero_in_front_is_still_one_licence(country, one, other, extra):
    first, second = (read_licence(country=country, number=text, extra=extra) for text in (one, other))
    assert fingerprint(first) == fingerprint(second)


def test_two_members_on_one_licence_by_a_zero_in_front():
    """The whole way: the second account is verified by a register looked at by eye, and nothing is put on hold."""
    claim = make.claim_of("NZ", number="12345")
    first = make.member(claim=claim)
    twin = make.with_picture(claim=make.claim_of("NZ", number="012345", name=claim.name), registered=False)
    by = make.reviewer()
    make.accept_picture(twin, by)
    found = deciding.Findings(number=True, name=True, status=True, jurisdiction=True)  # the register says 12345
    deciding.record_register_check(application=twin, found=found, by=by, now=timezone.now())
    with pytest.raises(ValidationError):
        deciding.verify(application=twin, by=by, now=timezone.now())
    first.refresh_from_db()
    assert first.is_held


def revoked(claim, reason=Reason.CONDUCT):
    application = make.member(claim=claim)
    now = timezone.now()
    deciding.propose_revocation(application=application, by=make.reviewer(), reason=reason, now=now)
    deciding.confirm_revocation(application=application, by=make.reviewer(), now=now)


def test_a_stranger_does_not_learn_whose_licence_was_revoked_here():
    """Numbers are public: whoever types in a colleague's is told whether that one was thrown out of the network."""
    claim = make.claim_of("GB")
    revoked(claim)
    client = Client()
    client.force_login(make.applicant())
    data = {"name": "Some Body", "speciality": "neurology", "country": "GB"}
    known = client.post("/membership/details/", {**data, "number": claim.number})
    client.force_login(make.applicant())
    other = client.post("/membership/details/", {**data, "number": "7654321"})
    assert (known.status_code, b"cannot be used" in known.content) == (
        other.status_code,
        b"cannot be used" in other.content,
    )


def test_a_second_claim_does_not_swallow_the_disagreement_of_the_second_look():
    """A friend claims the licence, the second look disagrees, the friend withdraws: nothing is on hold any more."""
    claim = make.claim_of("GB")
    application = make.member(claim=claim)
    Recheck.objects.get_or_create(application=application, defaults={"asked_at": timezone.now()})
    friend = make.apply(claim=claim, registered=False)
    second = make.reviewer()
    read_identity(application=application, reason=VaultReason.REGISTER, by=second)
    deciding.recheck(application=application, agrees=False, by=second, now=timezone.now())
    applying.withdraw(application=friend, by=friend.user, now=timezone.now())
    application.refresh_from_db()
    assert application.is_held
    assert application.hold_reason == Hold.RECHECK


def test_the_log_does_not_hold_the_link_that_changes_an_address():
    user = person(Role.REGISTERED)
    change = ask_for_change(address="new@example.org", by=user, now=timezone.now())
    text = text_of(change, Side.NEW)
    request = RequestFactory().get(f"/accounts/email/confirm/{text}/")
    request.resolver_match = resolve(request.path)
    assert text not in told_path(request)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR, Role.MODERATOR])
def test_renewing_a_licence_takes_nobodys_role_away(role):
    claim = make.claim_of("GB")
    application = make.member(claim=claim)
    assign_role(user=application.user, role=role, by=None)
    later = timezone.now() + YEAR + timedelta(hours=1)
    make.put_in_register(claim, as_of=later.date())
    timers.run(later)
    user = User.objects.get(pk=application.user_id)
    assert user.role == role


def test_a_role_given_by_a_reviewers_decision_is_no_mixture_of_two():
    application = make.with_picture()
    by = make.reviewer()
    assign_role(user=application.user, role=Role.ADMINISTRATOR, by=None)
    make.accept_picture(application, by)
    deciding.verify(application=application, by=by, now=timezone.now())
    user = User.objects.get(pk=application.user_id)
    assert user.role == Role.ADMINISTRATOR or (not user.is_staff and not user.groups.exists())


def test_a_session_exports_nothing_without_the_password_whatever_header_it_sends(client):
    user = person(Role.REGISTERED)
    sign_in(client, user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 0}]
    session.save()
    plain = client.get("/api/hub/v1/me/export")
    assert plain.status_code == 403
    odd = client.get("/api/hub/v1/me/export", headers={"Authorization": "Basic x"})
    assert odd.status_code in (401, 403)


def test_a_new_password_asks_for_the_tokens_too(client):
    """Who was in and made a token stays in after the owner's new password."""
    user = person(Role.REGISTERED)
    text = create_token(name="intruder", by=user)
    sign_in(client, user)
    client.post(
        "/accounts/password/change/",
        {
            "oldpassword": "a long enough phrase",
            "password1": "quite another phrase 7",
            "password2": "quite another phrase 7",
        },
    )
    assert User.objects.get(pk=user.pk).check_password("quite another phrase 7")
    assert Client().get("/api/hub/v1/me/export", headers={"Authorization": f"Bearer {text}"}).status_code == 401


def test_exports_without_end_do_not_fill_the_log():
    user = person(Role.REGISTERED)
    text = create_token(name="loop", by=user)
    before = Event.objects.count()
    answers = {
        Client().get("/api/hub/v1/me/export", headers={"Authorization": f"Bearer {text}"}).status_code
        for _ in range(60)
    }
    assert 429 in answers
    assert Event.objects.count() - before < 60


def test_deleting_the_account_does_not_escape_a_proposed_revocation():
    claim = make.claim_of("GB")
    application = make.member(claim=claim)
    now = timezone.now()
    deciding.propose_revocation(application=application, by=make.reviewer(), reason=Reason.CONDUCT, now=now)
    delete_account(by=application.user)
    again = make.with_picture(claim=claim, user=make.applicant(), registered=False)
    by = make.reviewer()
    make.accept_picture(again, by)
    with pytest.raises(ValidationError):
        deciding.verify(application=again, by=by, now=now)


def test_the_database_refuses_to_replace_an_event():
    if connection.vendor != "sqlite":
        pytest.skip("REPLACE is SQLite's")
    make.apply()
    columns = [c.column for c in Event._meta.concrete_fields]
    with pytest.raises(Exception, match="stay as they are"), transaction.atomic(), connection.cursor() as cursor:
        chosen = ", ".join("'forged'" if c == "actor_role" else c for c in columns)
        cursor.execute(
            f"INSERT OR REPLACE INTO audit_event ({', '.join(columns)}) SELECT {chosen} FROM audit_event WHERE number = 1"  # noqa: S608  our own names
        )


def test_the_export_does_not_tell_a_rejected_claimant_of_the_other_claim():
    """The page says that the details could not be confirmed; the file says `two_claims`."""
    claim = make.claim_of("GB")
    true = make.with_picture(claim=claim)
    false = make.apply(claim=claim, registered=False)
    by = make.reviewer()
    deciding.settle_hold(application=Application.objects.get(pk=true.pk), by=by, now=timezone.now())
    assert Application.objects.get(pk=false.pk).state == State.REJECTED
    document = json.loads(export_own_data(by=false.user, with_identity=False))
    assert "two_claims" not in json.dumps(document)


def test_signing_up_with_a_known_address_costs_the_same_work_as_with_a_new_one(client, monkeypatch, settings):
    """50 ms against 215 ms on this machine: the time alone tells who has an account."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    hashed = []
    encode = Argon2PasswordHasher.encode
    monkeypatch.setattr(Argon2PasswordHasher, "encode", lambda self, *args: hashed.append(1) or encode(self, *args))
    known = person(Role.REGISTERED).email
    work = {}
    for address in (known, "new@example.org"):
        hashed.clear()
        form = {"email": address, "password1": "quite a phrase 77x", "password2": "quite a phrase 77x"}
        assert client.post("/accounts/signup/", form).status_code == 302
        work[address] = len(hashed)
    assert work[known] == work["new@example.org"]


def test_a_member_on_hold_does_not_learn_it_by_vouching():
    """A stranger typed in the member's number: the member's word is refused though code and name are right."""
    claim = make.claim_of("GB")
    member = make.member(claim=claim)
    make.apply(claim=claim, registered=False)
    colleague = make.claim_of("GB")
    application = make.apply(claim=colleague, registered=False)
    code = make_voucher_code(application=application, by=application.user)
    vouch(code=code, name=colleague.name, by=User.objects.get(pk=member.user_id), now=timezone.now())


def test_a_speciality_is_not_changed_to_and_fro_to_see_what_it_does_to_the_labels_of_others():
    [spy] = members(1, "IE", "cardiology")
    first, second = (Practice(speciality, False, 8, 20, None, 1) for speciality in ("neurology", "cardiology"))
    change_practice(by=spy, practice=first, now=timezone.now())
    with pytest.raises(ValidationError, match="three months"):
        change_practice(by=spy, practice=second, now=timezone.now())
    change_practice(by=spy, practice=second, now=timezone.now() + timedelta(days=91))


def test_the_owner_is_told_by_mail_of_a_new_password(client, mailoutbox):
    user = person(Role.REGISTERED)
    sign_in(client, user)
    form = {
        "oldpassword": "a long enough phrase",
        "password1": "quite another phrase 7",
        "password2": "quite another phrase 7",
    }
    client.post("/accounts/password/change/", form)
    assert [mail for mail in mailoutbox if mail.to == [user.email]]


def test_a_renewed_editor_keeps_no_half_of_the_former_role():
    """After the nightly run the account is a physician with the groups of an administrator."""
    claim = make.claim_of("GB")
    application = make.member(claim=claim)
    assign_role(user=application.user, role=Role.ADMINISTRATOR, by=None)
    later = timezone.now() + YEAR + timedelta(hours=1)
    make.put_in_register(claim, as_of=later.date())
    timers.run(later)
    user = User.objects.get(pk=application.user_id)
    assert (user.role == Role.ADMINISTRATOR) == user.is_staff == user.has_perm("accounts.change_user")


def test_revoking_a_licence_leaves_no_staff_flag():
    claim = make.claim_of("GB")
    application = make.member(claim=claim)
    assign_role(user=application.user, role=Role.ADMINISTRATOR, by=None)
    now = timezone.now()
    deciding.propose_revocation(application=application, by=make.reviewer(), reason=Reason.CONDUCT, now=now)
    deciding.confirm_revocation(application=application, by=make.reviewer(), now=now)
    user = User.objects.get(pk=application.user_id)
    assert not user.is_staff or user.role == Role.ADMINISTRATOR


def test_every_change_of_role_is_in_the_log_as_one():
    application = make.with_picture()
    by = make.reviewer()
    assign_role(user=application.user, role=Role.EDITOR, by=None)
    make.accept_picture(application, by)
    deciding.verify(application=application, by=by, now=timezone.now())
    user = User.objects.get(pk=application.user_id)
    [last] = Event.objects.filter(action="role_given", owner=user.reference).order_by("-number")[:1]
    assert last.details["to"] == user.role
