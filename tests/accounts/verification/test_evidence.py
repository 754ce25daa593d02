from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import Application, Evidence, Voucher
from accounts.vault.actions import read_identity
from accounts.vault.facts import Reason
from accounts.verification.actions import deciding, evidence
from accounts.verification.permissions import counting_vouchers, has_proof
from audit.kinds import Action
from audit.models import Event
from tests.factories import verification as make

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def mails_at_once(monkeypatch):
    monkeypatch.setattr(evidence.transaction, "on_commit", lambda job: job())


def ask(application, address="ada@hospital.example", at=None):
    return evidence.ask_for_code(application=application, address=address, by=application.user, now=at or make.now())


def type_in(application, code, at=None):
    return evidence.confirm_code(application=application, code=code, by=application.user, now=at or make.now())


def sent_code():
    return next(line.strip() for line in mail.outbox[-1].body.splitlines() if line.startswith("    "))


def test_who_reads_the_institutions_mailbox_gives_proof_that_a_reviewer_still_judges():
    application = make.apply()
    ask(application)
    assert mail.outbox[-1].to == ["ada@hospital.example"]
    assert type_in(application, sent_code().lower())
    application.refresh_from_db()
    assert application.state == "in_review"
    assert not has_proof(application)
    by = make.reviewer()
    [proof] = application.evidence.all()
    with pytest.raises(ValidationError, match="Open the identity first"):
        deciding.judge_evidence(evidence=proof, is_good=True, by=by, now=make.now())
    assert read_identity(application=application, reason=Reason.EVIDENCE, by=by).mailbox == "ada@hospital.example"
    deciding.judge_evidence(evidence=proof, is_good=True, by=by, now=make.now())
    assert has_proof(application)


@pytest.mark.parametrize(
    "address", ["a@gmail.com", "A@Outlook.com ", "nobody", "", "a@b", "x" * 300 + "@hospital.example"]
)
def test_private_and_impossible_mailboxes_are_refused(address):
    with pytest.raises(ValidationError) as refusal:
        ask(make.apply(), address)
    assert "address" in refusal.value.message_dict


def test_a_code_ends_after_five_tries_and_after_a_day():
    application = make.apply()
    ask(application)
    code = sent_code()
    assert not any(type_in(application, "AAAAAAAAAA") for _ in range(5))
    assert not type_in(application, code)
    ask(application)
    assert not type_in(application, sent_code(), make.now() + DAY + timedelta(minutes=1))
    assert not Evidence.objects.filter(outcome="given").exists()


def test_an_earlier_code_ends_with_the_next_one_and_a_day_has_five():
    application = make.apply()
    ask(application)
    first = sent_code()
    for _ in range(4):
        ask(application)
    assert not type_in(application, first)
    with pytest.raises(ValidationError, match="codes today"):
        ask(application)
    ask(application, at=make.now() + DAY + timedelta(minutes=1))


def test_one_mailbox_proves_one_applicant_and_the_second_is_told_what_a_wrong_code_is_told():
    first, second = make.apply(), make.apply()
    ask(first)
    assert type_in(first, sent_code())
    ask(second)
    assert type_in(second, sent_code()) is False
    assert not second.evidence.filter(outcome="given").exists()


def voucher_code(application):
    return evidence.make_voucher_code(application=application, by=application.user)


def colleagues(number, country="GB"):
    """Return verified members of a country, all in one register."""
    claims = [make.claim_of(country) for _ in range(number)]
    make.put_in_register(*claims)
    return [make.member(claim=claim).user for claim in claims]


def vouch(application, code, by, **changes):
    name = (
        changes.pop("name", None) or read_identity(application=application, reason=Reason.OWN, by=application.user).name
    )
    return evidence.vouch(code=code, name=name, by=by, now=changes.get("at") or make.now())


def test_two_members_of_the_country_prove_a_licence_and_one_does_not():
    one, other = colleagues(2)
    application = make.apply(registered=False)
    code = voucher_code(application)
    vouch(application, code, one)
    assert not has_proof(application)
    vouch(application, code, other)
    assert has_proof(application)
    application.refresh_from_db()
    assert application.state == "in_review"


def test_every_voucher_that_does_not_fit_is_refused_with_one_sentence():
    one, other = colleagues(2)
    [foreign] = colleagues(1, "NZ")
    application = make.apply(registered=False)
    code = voucher_code(application)
    vouch(application, code, one)
    tries = [
        {"by": other, "code": "WRONG"},
        {"by": other, "code": code, "name": "Somebody Else"},
        {"by": foreign, "code": code},
        {"by": one, "code": code},
    ]
    for case in tries:
        with pytest.raises(ValidationError) as refusal:
            vouch(application, **case)
        assert refusal.value.messages == [evidence.NO_VOUCHER]
    assert counting_vouchers(application) == 1


def test_the_word_of_a_member_on_hold_is_taken_without_a_sign_and_does_not_count():
    [one] = colleagues(1)
    Application.objects.filter(user=one).update(held_at=make.now(), hold_reason="two_claims")
    application = make.apply(registered=False)
    vouch(application, voucher_code(application), one)
    assert counting_vouchers(application) == 0


def test_a_name_that_was_tried_out_stays_in_the_log():
    [one] = colleagues(1)
    application = make.apply(registered=False)
    code = voucher_code(application)
    before = Event.objects.filter(action=Action.IDENTITY_READ).count()
    with pytest.raises(ValidationError):
        vouch(application, code, one, name="Somebody Else")
    assert Event.objects.filter(action=Action.IDENTITY_READ).count() == before + 1


def test_nobody_vouches_for_oneself_or_without_a_licence():
    application = make.apply()
    code = voucher_code(application)
    for by in (application.user, make.applicant(), make.reviewer()):
        with pytest.raises(PermissionDenied):
            evidence.vouch(code=code, name="Any Body", by=by, now=make.now())


def test_a_member_vouches_three_times_a_year():
    [one] = colleagues(1)
    codes = [
        (application, voucher_code(application)) for application in [make.apply(registered=False) for _ in range(4)]
    ]
    for application, code in codes[:3]:
        vouch(application, code, one)
    with pytest.raises(ValidationError, match="twelve months"):
        vouch(*codes[3], one)
    Voucher.objects.update(at=make.now() - 366 * DAY)
    vouch(*codes[3], one)


def test_a_wrong_voucher_ends_the_right_and_its_word_elsewhere():
    one, other = colleagues(2)
    false, true = make.apply(registered=False), make.apply(registered=False)
    for application in (false, true):
        code = voucher_code(application)
        vouch(application, code, one), vouch(application, code, other)
    false.refresh_from_db()
    deciding.reject(application=false, by=make.reviewer(), reason=deciding.Reason.WRONG_PERSON, now=make.now())
    assert not has_proof(true)
    third = make.apply(registered=False)
    with pytest.raises(ValidationError):
        vouch(third, voucher_code(third), one)


def test_the_word_of_a_member_who_is_suspended_does_not_count():
    one, other = colleagues(2)
    application = make.apply(registered=False)
    code = voucher_code(application)
    vouch(application, code, one), vouch(application, code, other)
    suspended = Application.objects.get(user=one)
    deciding.suspend(application=suspended, by=make.reviewer(), reason="conduct", now=make.now())
    assert not has_proof(application)
