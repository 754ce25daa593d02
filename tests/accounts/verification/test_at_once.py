"""Real threads on a database of their own."""

import pytest

from accounts.models import Application, User
from accounts.verification.actions import applying, deciding
from audit.verification import verify
from tests.factories import verification as make
from tests.threads import alone, at_once


def test_ten_claims_on_one_licence_in_the_same_moment_are_all_held(own_database):
    def prepare():
        claim = make.claim_of()
        make.put_in_register(claim)
        users = [make.applicant() for _ in range(10)]
        return claim, [applying.start(user=user, now=make.now()) for user in users]

    claim, started = alone(prepare)
    at_once(lambda one: applying.send_details(application=one, claim=claim, by=one.user, now=make.now()), started)
    assert alone(lambda: Application.objects.filter(held_at=None).count()) == 0
    assert alone(verify).problem == ""


def test_of_two_reviewers_who_decide_at_once_one_is_heard(own_database):
    def prepare():
        application, reviewers = make.with_picture(), [make.reviewer(), make.reviewer()]
        make.accept_picture(application, reviewers[0])
        return application, reviewers

    application, reviewers = alone(prepare)

    def decide(by):
        if by == reviewers[0]:
            return deciding.verify(application=application, by=by, now=make.now())
        return deciding.reject(application=application, by=by, reason="no_match", now=make.now())

    results = at_once(decide, reviewers)
    assert sum(result is None for result in results) == 1
    state, verified = alone(
        lambda: (Application.objects.get().state, User.objects.get(pk=application.user_id).verified_until)
    )
    assert (state == "verified") == (verified is not None)


@pytest.mark.parametrize("number", [6])
def test_one_reviewer_pressing_twice_is_not_two_reviewers(own_database, number):
    def prepare():
        application, by = make.member(), make.reviewer()
        deciding.propose_revocation(application=application, by=by, reason="conduct", now=make.now())
        return application, by

    application, by = alone(prepare)
    at_once(lambda _: deciding.confirm_revocation(application=application, by=by, now=make.now()), range(number))
    assert alone(lambda: Application.objects.get(pk=application.pk).state) == "suspended"
