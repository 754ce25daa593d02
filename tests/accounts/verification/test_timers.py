from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from accounts.actions import assign_role
from accounts.models import Application, Identity, RegisterCheck, RegisterEntry, SealedFile, User
from accounts.permissions import has_permission
from accounts.roles import Permission, Role
from accounts.verification.actions import applying, deciding, registers, timers
from accounts.verification.registers import Findings
from tests.factories import verification as make

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def mails_at_once(monkeypatch):
    """Mails leave when the transaction ends; in a test it never does."""
    for module in (timers, deciding):
        monkeypatch.setattr(module.transaction, "on_commit", lambda job: job())


def reads(application, at=None):
    user = User.objects.get(pk=application.user_id)
    return user.is_verified(at or make.now()) and has_permission(user, Permission.READ_MEMBER_CONTENT)


def run(after):
    return timers.run(make.now() + after)


def test_whoever_owes_evidence_is_reminded_on_day_three_and_ten_and_let_go_on_day_thirty():
    application = make.apply()
    steps = {day: run(day * DAY) for day in (2, 3, 3, 9, 10, 11, 29)}
    assert [day for day, done in steps.items() if done["reminded"]] == [10]
    assert len(mail.outbox) == 2
    assert run(30 * DAY + DAY)["closed without an answer"] == 1
    application.refresh_from_db()
    assert application.state == "closed"
    assert not Identity.objects.exists()
    assert all("closes in" in sent.body for sent in mail.outbox)


def test_nothing_is_done_twice():
    make.apply()
    assert run(4 * DAY)["reminded"] == 1
    assert not any(run(4 * DAY).values())


def test_a_mail_says_nothing_of_who_somebody_is_or_what_was_decided():
    application = make.with_picture(claim=make.claim_of(name="Quokkina Wombatson"))
    by = make.reviewer()
    deciding.ask_for_evidence(application=application, by=by, reason="no_proof", note="quokkanote", now=make.now())
    run(4 * DAY)
    for sent in mail.outbox:
        text = sent.subject + sent.body + str(sent.extra_headers) + sent.from_email
        assert not any(word in text for word in ("Quokkina", "Wombatson", "quokkanote", "neurology", "reject"))


def test_a_register_that_no_longer_knows_the_licence_as_current_ends_access_at_the_next_run():
    claim = make.claim_of()
    application = make.member(claim=claim)
    assert reads(application)
    make.put_in_register(claim, status="suspended")
    assert run(DAY)["suspended, by the register"] == 1
    application.refresh_from_db()
    assert application.state == "suspended"
    assert not reads(application)


def test_after_a_year_a_fresh_register_renews_and_an_old_one_asks():
    claim = make.claim_of()
    application = make.member(claim=claim)
    year = 366 * DAY
    make.put_in_register(claim, as_of=(make.now() + year - 10 * DAY).date())
    assert run(year)["looked at after a year"] == 1
    application.refresh_from_db()
    assert (application.state, application.verified_at.date()) == ("verified", (make.now() + year).date())

    assert run(2 * year)["looked at after a year"] == 1  # the file is a year old by now
    application.refresh_from_db()
    assert application.state == "expiring"
    assert reads(application, make.now() + 2 * year), "the month of grace"
    run(2 * year + 31 * DAY)
    application.refresh_from_db()
    assert application.state == "lapsed"
    assert not reads(application)


@pytest.mark.parametrize("change", [{"name": "Somebody Else"}, {"status": "retired"}])
def test_a_year_later_the_register_is_compared_anew_and_not_taken_at_its_number(change):
    claim = make.claim_of()
    application = make.member(claim=claim)
    year = 366 * DAY
    make.put_in_register(claim, as_of=(make.now() + year).date())
    RegisterEntry.objects.update(**change)
    run(year)
    application.refresh_from_db()
    assert application.state in ("expiring", "suspended")


def test_a_member_on_hold_is_not_renewed_by_the_register_alone():
    claim = make.claim_of()
    application = make.member(claim=claim)
    Application.objects.update(held_at=make.now(), hold_reason="two_claims")
    year = 366 * DAY
    make.put_in_register(claim, as_of=(make.now() + year).date())
    run(year)
    application.refresh_from_db()
    assert application.state == "expiring"


def test_a_renewal_takes_no_role_away():
    claim = make.claim_of()
    application = make.member(claim=claim)
    assign_role(user=application.user, role=Role.EDITOR, by=None)
    year = 366 * DAY
    make.put_in_register(claim, as_of=(make.now() + year).date())
    assert run(year)["looked at after a year"] == 1
    user = User.objects.get(pk=application.user_id)
    assert user.role == Role.EDITOR
    assert user.verified_until > make.now() + year


def test_access_ends_by_itself_when_no_timer_runs():
    application = make.member()
    assert reads(application, make.now() + 394 * DAY)
    assert not reads(application, make.now() + 396 * DAY)


def test_a_lapsed_member_comes_back_by_a_look_into_the_register_that_is_newer():
    claim = make.claim_of()
    make.put_in_register(claim, as_of=(make.now() - 401 * DAY).date())
    application = make.member(claim=claim)
    RegisterCheck.objects.update(at=make.now() - 401 * DAY)
    Application.objects.update(verified_at=make.now() - 400 * DAY)
    assert run(0 * DAY)["lapsed"] == 1
    application.refresh_from_db()
    applying.ask_for_renewal(application=application, by=application.user, now=make.now())
    by = make.reviewer()
    with pytest.raises(ValidationError, match="register does not yet confirm"):
        deciding.verify(application=application, by=by, now=make.now())
    make.read_identity(application=application, reason="register", by=by)
    found = Findings(number=True, name=True, status=True, jurisdiction=True)
    deciding.record_register_check(application=application, found=found, by=by, now=make.now())
    deciding.verify(application=application, by=by, now=make.now())
    assert reads(application)


def test_pictures_are_gone_within_thirty_days_whatever_happens():
    make.with_picture()
    assert run(28 * DAY)["pictures erased"] == 0
    assert run(29 * DAY)["pictures erased"] == 1, "so that none is kept for more than thirty days with one run a day"
    assert not SealedFile.objects.exists()


def test_the_identity_of_whoever_was_rejected_goes_within_a_month():
    application = make.with_picture()
    deciding.reject(application=application, by=make.reviewer(), reason="no_match", now=make.now())
    assert not SealedFile.objects.exists()
    assert run(28 * DAY)["identities erased"] == 0
    assert run(29 * DAY + DAY / 2)["identities erased"] == 1
    assert not Identity.objects.exists()


def test_a_register_takes_the_place_of_the_one_before():
    claim, other = make.claim_of(), make.claim_of()
    make.put_in_register(claim)
    make.put_in_register(other)
    assert [row.name for row in registers.RegisterEntry.objects.all()] == [other.name]
