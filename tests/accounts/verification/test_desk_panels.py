"""What the page of one application says of register and evidence."""

import pytest

from accounts.models import Evidence, RegisterCheck
from accounts.vault.actions import read_identity
from accounts.vault.facts import Reason
from accounts.verification.actions import deciding, evidence
from accounts.verification.desk.pages import proofs
from accounts.verification.desk.querysets import application_of
from tests.accounts.verification.desk import page, text_of, waiting
from tests.factories import verification as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_looks")]
WAITS, REPLACED, UNUSED = "Waits for the applicant", "Replaced by a newer one", "Never typed in"


def send_code(application, address="ada@hospital.example"):
    evidence.ask_for_code(application=application, address=address, by=application.user, now=make.now())


def outcomes(application):
    seen = application_of(make.reviewer(), application.reference)
    return [proof.outcome for proof in proofs(seen, make.now()) if proof.evidence.kind == "institution_mail"]


def test_a_number_that_is_not_in_the_register_was_compared_with_nothing(client, reviewer):
    application = waiting()
    RegisterCheck.objects.update(outcome="not_found", number_fits=False, name_fits=False)
    shown = text_of(client.get(page(application)))
    assert "No entry of the register fits the number; nothing else was compared." in shown
    assert "Number: does not fit" not in shown
    RegisterCheck.objects.update(outcome="mismatch", number_fits=True)
    assert "Number: fits. Name: does not fit." in text_of(client.get(page(application)))


def test_of_several_codes_only_the_newest_waits(client, reviewer):
    application = waiting()
    send_code(application)
    send_code(application, "ada@clinic.example")
    assert outcomes(application) == [REPLACED, WAITS]
    shown = text_of(client.get(page(application)))
    assert shown.count(REPLACED) == 1 and shown.count(WAITS) == 1


@pytest.mark.parametrize("change", [{"tries": evidence.CODE_TRIES}, {"expires_at": make.now()}])
def test_a_code_that_can_no_longer_be_typed_in_does_not_wait(change):
    application = waiting()
    send_code(application)
    Evidence.objects.filter(kind="institution_mail").update(**change)
    assert outcomes(application) == [UNUSED]


def test_no_code_waits_after_a_decision(reviewer):
    application = waiting()
    send_code(application)
    send_code(application)
    make.accept_picture(application, reviewer)
    deciding.verify(application=application, by=reviewer, now=make.now())
    assert outcomes(application) == [REPLACED, UNUSED]


def test_a_code_that_was_typed_in_keeps_its_outcome_though_another_is_sent(reviewer):
    application = waiting()
    send_code(application)
    proof = application.evidence.get(kind="institution_mail")
    proof.outcome = Evidence.Outcome.GIVEN
    proof.save()
    send_code(application)
    assert outcomes(application) == ["Given", WAITS]
    read_identity(application=application, reason=Reason.EVIDENCE, by=reviewer)
    deciding.judge_evidence(evidence=proof, is_good=True, by=reviewer, now=make.now())
    assert outcomes(application) == ["Accepted", WAITS]
