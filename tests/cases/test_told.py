"""Why a case came back or was not taken: one answer for the page, the signposts and the API."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.models import Desk, Screening
from cases.reasons import Declined, Returned
from cases.states import State
from cases.timers import run
from cases.told import Told, reason_told
from tests.factories.cases import in_state, moderator

pytestmark = pytest.mark.django_db


def returned_and_left(days):
    then = timezone.now() - timedelta(days=days)
    case = in_state(State.RETURNED, at=then)
    Screening.objects.create(
        case=case, round=case.screening_round, screener=moderator(), desk=Desk.HUB,
        decision="returned", reason=Returned.PICTURES, at=then,
    )  # fmt: skip
    run(timezone.now())
    case.refresh_from_db()
    return case


def test_a_family_that_did_not_answer_reads_that_and_not_why_the_case_was_returned(client):
    case = returned_and_left(days=31)
    client.force_login(case.owner)
    signposts = client.get(f"/cases/{case.pk}/signposts/").content.decode()
    for page in (client.get(f"/cases/{case.pk}/status/").content.decode(), signposts):
        assert Declined.NO_ANSWER.label in page
        assert Returned.PICTURES.label not in page
        assert "You can send the case again" in page
    assert client.get(f"/api/hub/v1/me/cases/{case.pk}").json()["reason"] == Declined.NO_ANSWER.label
    assert f"/cases/{case.pk}/write/" not in signposts, "that address is no more"


def test_a_returned_case_tells_why_and_leads_to_where_it_is_written(client):
    case = returned_and_left(days=3)
    client.force_login(case.owner)
    signposts = client.get(f"/cases/{case.pk}/signposts/").content.decode()
    assert Returned.PICTURES.label in signposts
    assert client.get(f"/cases/{case.pk}/write/").status_code == 302
    assert f"/cases/{case.pk}/write/" in signposts


@pytest.mark.parametrize("state", [State.SUBMITTED, State.OPEN, State.CLOSED])
def test_nothing_is_told_of_a_case_that_goes_on(state):
    assert reason_told(in_state(state)) is None


def test_what_was_decided_in_an_earlier_round_is_told_no_more():
    case = returned_and_left(days=3)
    case.screening_round += 1
    assert reason_told(case) is None
    case.state = State.DECLINED
    assert reason_told(case) == Told("declined", Declined.NO_ANSWER)
