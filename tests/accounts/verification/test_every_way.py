"""Whatever anybody does in whatever order: nobody is a member without register, proof and a reviewer."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from accounts.models import Application, Identity, SealedFile, User
from accounts.roles import PHYSICIANS, Role
from accounts.vault.actions import read_identity, read_picture
from accounts.vault.facts import Reason
from accounts.verification.actions import applying, deciding, evidence, timers
from accounts.verification.permissions import has_proof
from accounts.verification.registers import Findings
from accounts.verification.states import ENDED, HOLDERS, MEMBERS, WAYS, State, may_move
from audit.kinds import Action
from audit.models import Event
from audit.verification import verify
from tests.factories import verification as make

REFUSALS = (ValidationError, PermissionDenied, Identity.DoesNotExist)


def test_every_state_has_its_ways_and_the_ends_have_none():
    assert set(WAYS) == set(State)
    assert {state for state, ways in WAYS.items() if not ways} == ENDED
    assert MEMBERS < HOLDERS


def test_nobody_becomes_a_member_but_from_a_reviewer_or_as_one_who_was():
    assert {source for source in State if may_move(source, State.VERIFIED)} == {
        State.IN_REVIEW, State.VERIFIED, State.EXPIRING, State.SUSPENDED,
    }  # fmt: skip


class Ways(RuleBasedStateMachine):
    """Two applicants for one licence, the second a stranger with the right name and number, and two reviewers."""

    @initialize(far=st.sampled_from(["nowhere", "proved", "member"]))
    def begin(self, far):
        self.clock = make.now()
        self.claim = make.claim_of()
        make.put_in_register(self.claim)
        self.people = [make.applicant(), make.applicant()]
        self.reviewers = [make.reviewer(), make.reviewer()]
        if far != "nowhere":
            application = make.with_picture(claim=self.claim, user=self.people[0])
            make.accept_picture(application, self.reviewers[0])
        if far == "member":
            deciding.verify(application=application, by=self.reviewers[0], now=self.clock)

    def of(self, number):
        return applying.start(user=User.objects.get(pk=self.people[number].pk), now=self.clock)

    @rule(number=st.sampled_from([0, 1]))
    def details_are_sent(self, number):
        with suppress(*REFUSALS):
            application = self.of(number)
            applying.send_details(application=application, claim=self.claim, by=application.user, now=self.clock)

    @rule()
    def the_real_one_gives_a_picture(self):
        with suppress(*REFUSALS):
            application = self.of(0)
            evidence.give_picture(
                application=application, file=make.licence_picture(), by=application.user, now=self.clock
            )

    @rule(number=st.sampled_from([0, 1]))
    def a_code_is_guessed(self, number):
        with suppress(*REFUSALS):
            application = self.of(number)
            evidence.ask_for_code(
                application=application, address="doctor@hospital.example", by=application.user, now=self.clock
            )
            assert not evidence.confirm_code(
                application=application, code="AAAAAAAAAA", by=application.user, now=self.clock
            )

    @rule(reviewer=st.sampled_from([0, 1]))
    def evidence_is_accepted(self, reviewer):
        by = self.reviewers[reviewer]
        for application in Application.objects.all():
            for proof in application.evidence.filter(outcome="given"):
                with suppress(*REFUSALS, SealedFile.DoesNotExist):
                    read_identity(application=application, reason=Reason.EVIDENCE, by=by)
                    read_picture(evidence=proof, by=by)
                    deciding.judge_evidence(evidence=proof, is_good=True, by=by, now=self.clock)

    @rule(
        number=st.sampled_from([0, 1]),
        reviewer=st.sampled_from([0, 1]),
        what=st.sampled_from(["verify", "reinstate", "settle_hold", "confirm_revocation"]),
    )
    def a_reviewer_decides(self, number, reviewer, what):
        with suppress(*REFUSALS):
            act = getattr(deciding, what)
            act(application=self.of(number), by=self.reviewers[reviewer], now=self.clock)

    @rule(
        number=st.sampled_from([0, 1]),
        reviewer=st.sampled_from([0, 1]),
        what=st.sampled_from(["reject", "suspend", "propose_revocation"]),
        reason=st.sampled_from(list(deciding.Reason)),
    )
    def a_reviewer_takes_away(self, number, reviewer, what, reason):
        with suppress(*REFUSALS):
            act = getattr(deciding, what)
            act(application=self.of(number), by=self.reviewers[reviewer], reason=reason, now=self.clock)

    @rule(number=st.sampled_from([0, 1]), reviewer=st.sampled_from([0, 1]))
    def the_register_is_read_by_hand(self, number, reviewer):
        found = Findings(number=True, name=True, status=True, jurisdiction=True)
        with suppress(*REFUSALS):
            application = self.of(number)
            read_identity(application=application, reason=Reason.REGISTER, by=self.reviewers[reviewer])
            deciding.record_register_check(
                application=application, found=found, by=self.reviewers[reviewer], now=self.clock
            )

    @rule(number=st.sampled_from([0, 1]), what=st.sampled_from(["withdraw", "ask_for_renewal"]))
    def the_applicant_acts(self, number, what):
        with suppress(*REFUSALS):
            application = self.of(number)
            getattr(applying, what)(application=application, by=application.user, now=self.clock)

    @rule(days=st.sampled_from([1, 4, 31, 200, 366]))
    def time_passes(self, days):
        self.clock += timedelta(days=days)
        timers.run(self.clock)

    @invariant()
    def the_stranger_never_reads(self):
        if not hasattr(self, "people"):
            return
        stranger = User.objects.get(pk=self.people[1].pk)
        assert not stranger.is_verified(self.clock)
        assert stranger.role == Role.REGISTERED

    @invariant()
    def members_have_proof_and_accounts_say_what_applications_say(self):
        for user in User.objects.filter(role__in=[*PHYSICIANS, Role.REGISTERED]):
            states = set(Application.objects.of(user).values_list("state", flat=True))
            assert (user.verified_until is not None) == bool(states & MEMBERS)
        for application in Application.objects.members():
            assert has_proof(application)

    @invariant()
    def one_licence_has_one_holder(self):
        holders = Application.objects.filter(state__in=HOLDERS).values_list("fingerprint", flat=True)
        assert len(holders) == len(set(holders))

    @invariant()
    def only_open_ways_were_taken(self):
        for event in Event.objects.filter(action=Action.APPLICATION_MOVED):
            assert may_move(event.details["from"], event.details["to"])


@pytest.mark.slow
class TestEveryWay(TestCase):
    def test_no_order_of_events_makes_a_member_of_a_stranger(self):
        run = settings(max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))
        machine = type("Again", (Ways,), {"teardown": lambda self: User.objects.all().delete()})
        run_state_machine_as_test(machine, settings=run)
        assert verify().problem == ""
