"""Decisions at the verification desk: what is asked first, two pairs of eyes, holds, the blind second look."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Application, Recheck
from accounts.vault.actions import read_identity
from accounts.vault.facts import Reason
from accounts.verification.actions import deciding, evidence
from audit.kinds import Action
from audit.models import Event
from tests.accounts.verification.desk import CLAIM, QUEUE, open_identity, page, text_of, verified, waiting
from tests.factories import verification as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_looks")]


def test_what_an_action_refuses_is_said_and_nothing_typed_is_lost(client, reviewer):
    application = waiting()
    answer = text_of(client.post(page(application, "verify"), {"note": "Typed with care"}))
    assert "Nothing proves yet that the applicant holds this licence." in answer
    assert "Typed with care" in answer
    application.refresh_from_db()
    assert application.state == "in_review" and not application.decisions.exists()


def test_evidence_is_judged_only_after_this_very_picture_was_seen(client, reviewer):
    application = waiting()
    first = application.evidence.get()
    second = evidence.give_picture(
        application=application, file=make.licence_picture(), by=application.user, now=make.now()
    )
    client.post(page(application, "picture", first.reference))
    refused = client.post(page(application, "evidence", second.reference), {"is_good": "yes"})
    assert "Open the identity first" in text_of(refused)
    assert client.post(page(application, "evidence", first.reference), {"is_good": "no"}).status_code == 302
    assert [one.outcome for one in application.evidence.all()] == ["refused", "given"]


def test_the_register_is_recorded_only_with_the_identity_open(client, reviewer):
    application = waiting()
    assert "Open the identity first" in text_of(client.post(page(application, "register"), {"not_found": "on"}))
    open_identity(client, application)
    assert client.post(page(application, "register"), {"not_found": "on"}).status_code == 302
    newest = application.register_checks.last()
    assert (newest.outcome, newest.by) == ("not_found", reviewer)


@pytest.mark.parametrize(
    ("ticks", "sentence"),
    [
        ({}, "Tick what the register confirms"),
        ({"not_found": "on", "name": "on"}, "cannot both confirm"),
        ({"name": "on", "status": "on"}, "tick the number too"),
    ],
)
def test_ticks_that_make_no_sense_are_not_recorded(client, reviewer, ticks, sentence):
    application = waiting()
    open_identity(client, application)
    assert sentence in text_of(client.post(page(application, "register"), ticks))
    assert application.register_checks.filter(by=reviewer).count() == 0


def test_three_ticks_of_four_are_no_match(client, reviewer):
    application = waiting()
    open_identity(client, application)
    client.post(page(application, "register"), {"number": "on", "name": "on", "status": "on"})
    newest = application.register_checks.last()
    assert (newest.outcome, newest.jurisdiction_fits) == ("mismatch", False)


@pytest.mark.parametrize(
    "case", [("ask", "unreadable", "needs_evidence"), ("reject", "no_match", "rejected")], ids=["ask", "reject"]
)
def test_an_application_is_sent_back_or_rejected_with_a_reason(client, reviewer, case):
    name, reason, state = case
    application = waiting()
    assert "This field is required" in text_of(client.post(page(application, name), {"note": "Kept text"}))
    assert client.post(page(application, name), {"reason": reason, "note": "Kept text"}).status_code == 302
    application.refresh_from_db()
    assert application.state == state
    decision = application.decisions.get()
    assert (decision.reason, decision.note, decision.by) == (reason, "Kept text", reviewer)


def test_a_note_too_long_or_a_reason_of_another_action_is_refused(client, reviewer):
    application = waiting()
    assert client.post(page(application, "reject"), {"reason": "no_match", "note": "x" * 501}).status_code == 200
    assert client.post(page(application, "reject"), {"reason": "complete"}).status_code == 200
    application.refresh_from_db()
    assert application.state == "in_review"


def test_a_member_is_suspended_and_given_back(client, reviewer):
    application = verified()
    assert client.post(page(application, "suspend"), {"reason": "not_practising"}).status_code == 302
    application.refresh_from_db()
    assert application.state == "suspended"
    assert "register does not yet confirm" in text_of(client.post(page(application, "reinstate")))
    open_identity(client, application)
    ticks = {"number": "on", "name": "on", "status": "on", "jurisdiction": "on"}
    client.post(page(application, "register"), ticks)
    assert client.post(page(application, "reinstate")).status_code == 302
    application.refresh_from_db()
    assert application.state == "verified"


def test_a_decision_that_no_longer_fits_the_state_is_refused(client, reviewer):
    application = verified()
    for name in ("reject", "ask", "reinstate", "confirm", "settle"):
        reason = {"reason": "no_match"} if name == "reject" else {"reason": "no_proof"}
        assert "cannot be done as the application stands now" in text_of(client.post(page(application, name), reason))
    assert client.get(page(application, "nothing")).status_code == 404
    application.refresh_from_db()
    assert application.state == "verified"


def test_two_pairs_of_eyes_revoke(client, reviewer):
    application = verified()
    assert client.post(page(application, "propose"), {"reason": "wrong_person"}).status_code == 302
    own = text_of(client.get(page(application)))
    assert "You proposed to revoke this licence" in own and page(application, "confirm") not in own
    assert "A second reviewer has to confirm this." in text_of(client.post(page(application, "confirm")))
    application.refresh_from_db()
    assert application.state == "suspended"

    client.force_login(make.reviewer())
    assert page(application, "confirm") in text_of(client.get(page(application)))
    assert client.post(page(application, "confirm")).status_code == 302
    application.refresh_from_db()
    assert application.state == "revoked"


def test_a_suspended_member_is_not_verified_past_a_proposal_to_revoke():
    application, by = verified(), make.reviewer()
    deciding.propose_revocation(application=application, by=by, reason=deciding.Reason.CONDUCT, now=make.now())
    with pytest.raises(ValidationError, match="suspended"):
        deciding.verify(application=application, by=by, now=make.now())


def test_a_held_application_shows_the_other_claims_and_is_settled(client, reviewer):
    true, false = waiting(), waiting()
    html = text_of(client.get(page(true)))
    assert "Two accounts claim this licence" in html
    assert page(false) in html and CLAIM["name"] not in html
    assert client.post(page(true, "settle"), {"note": "Compared by telephone"}).status_code == 302
    true.refresh_from_db()
    false.refresh_from_db()
    assert (true.is_held, true.state, false.state) == (False, "in_review", "rejected")
    assert false.decisions.get().note == ""
    assert Event.objects.filter(action=Action.APPLICATION_RELEASED, subject=str(true.reference)).count() == 1


def test_a_form_says_truthfully_who_reads_its_note(client, reviewer):
    held, _ = waiting(), waiting()
    settle = text_of(client.get(page(held, "settle")))
    assert "Only reviewers of licences read this" in settle and "The applicant reads this" not in settle
    for name in ("verify", "reinstate", "confirm"):
        assert "The applicant reads this" in text_of(client.get(page(held, name)))


def test_a_claim_on_the_licence_of_a_suspended_member_waits_for_the_decision_about_that_one(client, reviewer):
    member, claim = verified(), waiting()
    client.post(page(member, "suspend"), {"reason": "conduct"})
    assert "Another claim is a member, or a suspended one" in text_of(client.post(page(claim, "settle")))
    Application.objects.update(held_at=None, hold_reason="")
    assert "Another account holds this licence" in text_of(client.post(page(claim, "verify")))


@pytest.fixture
def drawn(monkeypatch, reviewer):
    """A member of whom a second look is asked, verified by a reviewer with a telling name."""
    monkeypatch.setattr(deciding.secrets, "randbelow", lambda number: 0)
    first = make.reviewer(display_name="Firsthand Reviewer")
    application = waiting()
    make.accept_picture(application, first)
    read_identity(application=application, reason=Reason.REGISTER, by=first)
    found = deciding.Findings(number=True, name=True, status=True, jurisdiction=True)
    deciding.record_register_check(application=application, found=found, by=first, now=make.now())
    deciding.verify(application=application, by=first, now=make.now(), note="Telling note")
    return application, first


def test_a_second_look_is_blind_and_agrees(client, drawn):
    application, _ = drawn
    assert "Second look</span>" in text_of(client.get(QUEUE))
    assert "1 for your second look" in text_of(client.get("/admin/"))
    answers = [client.get(page(application)), open_identity(client, application), client.get(QUEUE)]
    answers.append(client.get(page(application, "second-look")))
    for answer in answers:
        for telling in ("Firsthand", "Telling note", "Accepted", "Decisions so far"):
            assert telling not in text_of(answer)
    proof = application.evidence.get()
    assert client.get(page(application, "evidence", proof.reference)).status_code == 404
    assert client.post(page(application, "picture", proof.reference)).status_code == 200
    assert client.post(page(application, "second-look"), {"agrees": "yes"}).status_code == 302
    assert Recheck.objects.get().agrees is True
    assert "Firsthand" in text_of(client.get(page(application)))  # afterwards the history is open again
    assert client.post(page(application, "second-look"), {"agrees": "no"}).status_code == 404


def test_the_first_reviewer_never_learns_of_the_second_look(client, drawn):
    application, first = drawn
    client.force_login(first)
    for address in (QUEUE, page(application), "/admin/"):
        html = text_of(client.get(address))
        assert "Second look</span>" not in html and "second-look" not in html
        assert "1 for your second look" not in html
    assert client.get(page(application, "second-look")).status_code == 404
    assert client.post(page(application, "second-look"), {"agrees": "yes"}).status_code == 404
    proof = application.evidence.get()
    assert "Look at the picture" not in text_of(client.get(page(application)))
    assert client.post(page(application, "picture", proof.reference)).status_code == 404
    assert Recheck.objects.get().done_at is None


def test_a_second_look_that_disagrees_holds_and_the_first_reviewer_does_not_overrule_it(client, drawn):
    application, first = drawn
    answer = client.post(page(application, "second-look"), {"agrees": "no"})
    assert "Open the identity first" in text_of(answer)
    open_identity(client, application)
    assert client.post(page(application, "second-look"), {"agrees": "no"}).status_code == 302
    application.refresh_from_db()
    assert application.hold_reason == "recheck"
    client.force_login(first)
    assert "A second reviewer has to confirm this." in text_of(client.post(page(application, "settle")))
    client.force_login(make.reviewer())
    assert client.post(page(application, "settle")).status_code == 302
    application.refresh_from_db()
    assert not application.is_held


def test_nothing_unknown_opens(client, reviewer):
    application = waiting()
    other = make.with_picture(claim=make.claim_of("NZ"))
    assert client.get(f"{QUEUE}{uuid4()}/").status_code == 404
    foreign = other.evidence.get().reference
    assert client.post(page(application, "picture", foreign)).status_code == 404
    assert client.get(page(application, "evidence", foreign)).status_code == 404
