import pytest

from accounts.models import User
from cases.models import Case
from cases.versions import version_of_case
from tests.cases.desk.people import with_organisation

pytestmark = pytest.mark.django_db


def state_of(case):
    return Case.objects.get(pk=case.pk).state


def approve(screener, case, status=200):
    """Open a case from the queue and approve it, as a screener who finds nothing does."""
    screener.open("/cases/desk/")
    screener.open(f"/cases/{case.pk}/screen/")
    if "The bands are wide enough" in screener.html:
        screener.press("The bands are wide enough")
    return screener.press("Approve the case", status=status)


def test_given_a_clean_case_two_different_screeners_make_it_screened_and_the_first_alone_could_not(person):
    case, staff, moderator = with_organisation()
    first, second = person(staff), person(moderator)
    assert "Your approval is noted" in approve(first, case)
    assert state_of(case) == "submitted"
    assert "A different person takes the next look" in first.open(f"/cases/{case.pk}/screen/")
    assert not first.offers("Approve the case")
    again = first.program.post(f"/cases/{case.pk}/screen/", {"decision": "approved"})
    assert again.status_code == 422
    assert state_of(case) == "submitted"
    assert "Two people have approved the case" in approve(second, case)
    assert state_of(case) == "screened"
    second.open(f"/cases/{case.pk}/screen/", status=404)


def test_the_same_by_programs(person):
    case, *screeners = with_organisation()
    first, second = (person(User.objects.get(pk=user.pk)) for user in screeners)
    [waiting] = first.ask("/cases/desk/queue")["items"]
    assert (waiting["id"], waiting["needs"]) == (str(case.pk), ["organisation", "hub"])
    said = {"decision": "approved", "seen": version_of_case(case)}
    first.ask(f"/cases/{case.pk}/screenings", 422, **said)
    first.program.post(f"/api/hub/v1/cases/{case.pk}/bands/clear")
    assert first.ask(f"/cases/{case.pk}/screenings", 201, **said)["state"] == "submitted"
    first.ask(f"/cases/{case.pk}/screenings", 422, **said)
    second.program.post(f"/api/hub/v1/cases/{case.pk}/bands/clear")
    assert second.ask(f"/cases/{case.pk}/screenings", 201, **said)["state"] == "screened"
