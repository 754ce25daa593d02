"""What is left of an application that has ended: that there was one, and nothing that leads to a person."""

from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import Application, Identity, RevokedLicence, SealedFile
from accounts.verification.actions import applying, deciding, evidence, timers
from tests.accounts.verification.pages import page, text
from tests.factories import verification as make

pytestmark = pytest.mark.django_db
MONTH = timedelta(days=31)


def with_all_proofs(**kwargs):
    """Return an application with a picture, a mailbox that was proved, one that was not, and a code for colleagues."""
    application = make.waiting_for_code(**kwargs)
    application.evidence.update(outcome="given")
    evidence.ask_for_code(application=application, address="a@clinic.example", by=application.user, now=make.now())
    evidence.make_voucher_code(application=application, by=application.user)
    evidence.give_picture(application=application, file=make.licence_picture(), by=application.user, now=make.now())
    return Application.objects.get(pk=application.pk)


def withdraw(application):
    applying.withdraw(application=application, by=application.user, now=make.now())


def let_it_wait(application):
    Application.objects.filter(pk=application.pk).update(state="needs_evidence")
    timers.run(make.now() + MONTH)


def reject(application):
    deciding.reject(application=application, by=make.reviewer(), reason="no_match", now=make.now())


ENDS = pytest.mark.parametrize("end", [withdraw, let_it_wait, reject])


@ENDS
def test_no_proof_outlives_an_application_that_ended(end):
    application = with_all_proofs()
    assert application.fingerprint
    assert application.voucher_code
    assert set(application.evidence.values_list("domain", flat=True)) == {"", "hospital.example", "clinic.example"}
    end(application)
    application.refresh_from_db()
    assert (application.fingerprint, application.voucher_code) == ("", "")
    assert set(application.evidence.values_list("domain", "mailbox", "code")) == {("", "", "")}
    assert application.evidence.count() == 3, "that they were given stays"
    assert not SealedFile.objects.exists()
    assert Identity.objects.exists() == (end is reject)


@ENDS
def test_whoever_is_left_alone_with_a_claim_is_on_hold_no_longer(end):
    claim = make.claim_of()
    first, second = make.apply(claim=claim), make.with_picture(claim=claim)
    second.refresh_from_db()
    assert second.is_held
    end(first)
    for application in (first, second):
        application.refresh_from_db()
        assert not application.is_held


@ENDS
def test_a_mailbox_is_free_again_when_the_application_it_proved_has_ended(end):
    application = with_all_proofs()
    end(application)
    assert not application.evidence.exclude(mailbox="").exists()
    another = with_all_proofs()
    assert another.evidence.filter(outcome="given").exclude(mailbox="").exists()


def test_a_revoked_licence_is_known_again_and_what_proved_it_proves_no_second_account():
    application = make.member()
    application.evidence.create(
        kind="institution_mail", outcome="accepted", given_at=make.now(), mailbox="m" * 64, domain="hospital.example"
    )
    one, other = make.reviewer(), make.reviewer()
    deciding.propose_revocation(application=application, by=one, reason="conduct", now=make.now())
    deciding.confirm_revocation(application=application, by=other, now=make.now())
    assert RevokedLicence.objects.filter(fingerprint=application.fingerprint).exists()
    assert application.evidence.filter(mailbox="m" * 64).exists()


@pytest.mark.parametrize("change", [{"state": "closed"}, {"state": "rejected"}])
def test_the_page_says_what_is_erased_and_when(client, change):
    application = make.apply()
    Application.objects.update(**change)
    shown = text(page(client, application.user, "/membership/"))
    assert ("proofs are erased" in shown) == (change["state"] == "closed")
    assert ("within 30 days" in shown) == (change["state"] == "rejected")


def test_before_anybody_applies_the_page_says_who_opens_what_and_until_when():
    shown = text(Client().get("/membership/"))
    for sentence in ("The hub itself opens them", "one in ten is kept", "stay until the account is deleted"):
        assert sentence in shown
