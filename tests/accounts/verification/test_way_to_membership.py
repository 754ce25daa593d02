import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import Application, Evidence, Identity, SealedFile, User
from accounts.permissions import has_permission
from accounts.roles import Permission, Role
from accounts.verification.actions import deciding
from accounts.verification.countries import RULES
from audit.kinds import Action
from audit.models import Event
from audit.verification import verify
from tests.factories import verification as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("country", RULES)
def test_a_physician_of_every_country_comes_to_membership(country):
    application = make.member(claim=make.claim_of(country))

    assert application.state == "verified"
    user = application.user
    assert user.role == Role.PHYSICIAN
    assert has_permission(user, Permission.READ_MEMBER_CONTENT)
    assert user.physician.country == country
    assert user.display_name == user.physician.pseudonyms.get().text
    assert verify().problem == ""


def test_every_step_is_written_down_in_order():
    application = make.member()
    moves = Event.objects.filter(action=Action.APPLICATION_MOVED, subject=str(application.reference))
    steps = [event.details["to"] for event in moves]
    assert steps == [
        "email_confirmed", "details_sent", "auto_checked", "in_review", "needs_evidence", "in_review", "verified",
    ]  # fmt: skip


def test_a_picture_is_erased_with_the_decision_or_waits_for_the_second_look_only(monkeypatch):
    monkeypatch.setattr(deciding.secrets, "randbelow", lambda number: 1)
    make.member()
    assert not SealedFile.objects.exists()
    assert Evidence.objects.get().erased_at
    monkeypatch.setattr(deciding.secrets, "randbelow", lambda number: 0)
    make.member(claim=make.claim_of("NZ"))
    assert SealedFile.objects.count() == 1


def test_without_register_or_proof_nobody_is_verified():
    reviewer = make.reviewer()
    unproved = make.apply()
    Application.objects.filter(pk=unproved.pk).update(state="in_review")
    with pytest.raises(ValidationError, match="Nothing proves"):
        deciding.verify(application=unproved, by=reviewer, now=make.now())
    unknown = make.with_picture(claim=make.claim_of("GB"))
    make.accept_picture(unknown, reviewer)
    with pytest.raises(ValidationError, match="register"):
        deciding.verify(application=unknown, by=reviewer, now=make.now())
    assert not User.objects.filter(role=Role.PHYSICIAN).exists()


def test_two_claims_on_one_licence_are_both_held_and_neither_hears_of_it(mailoutbox):
    claim = make.claim_of()
    first = make.with_picture(claim=claim)
    second = make.with_picture(claim=claim)
    first.refresh_from_db()
    assert first.is_held
    assert second.is_held
    reviewer = make.reviewer()
    make.accept_picture(second, reviewer)
    with pytest.raises(ValidationError, match="on hold"):
        deciding.verify(application=second, by=reviewer, now=make.now())
    for application in (first, second):
        assert not Event.objects.filter(action=Action.APPLICATION_HELD, owner=application.user.reference).exists()
    assert mailoutbox == []


def test_rejecting_the_stranger_frees_the_real_physician():
    claim = make.claim_of()
    real = make.member(claim=claim)
    stranger = make.with_picture(claim=claim)
    reviewer = make.reviewer()
    deciding.reject(application=stranger, by=reviewer, reason=deciding.Reason.WRONG_PERSON, now=make.now())
    real.refresh_from_db()
    assert not real.is_held
    assert has_permission(User.objects.get(pk=real.user_id), Permission.READ_MEMBER_CONTENT)


def test_two_reviewers_revoke_and_everything_ends_at_once(client):
    claim = make.claim_of()
    application = make.member(claim=claim)
    client.force_login(application.user)
    assert client.get("/accounts/tokens/").status_code == 200
    one, other = make.reviewer(), make.reviewer()
    act = {"application": application, "now": make.now()}
    deciding.propose_revocation(by=one, reason=deciding.Reason.CONDUCT, **act)
    with pytest.raises(PermissionDenied, match="second reviewer"):
        deciding.confirm_revocation(by=one, **act)
    assert client.get("/accounts/tokens/").status_code == 302
    deciding.confirm_revocation(by=other, **act)
    application.refresh_from_db()
    assert application.state == "revoked"
    again = make.with_picture(claim=claim)
    assert again.hold_reason == "revoked", "the applicant is not told: numbers are public"
    make.accept_picture(again, one)
    with pytest.raises(ValidationError, match="revoked here before"):
        deciding.verify(application=again, by=one, now=make.now())


def test_the_vault_holds_no_readable_name_or_number():
    claim = make.claim_of(name="Quokkina Wombatson")
    make.apply(claim=claim)
    sealed = bytes(Identity.objects.get().sealed)
    assert b"Quokkina" not in sealed
    assert claim.number.encode() not in sealed
