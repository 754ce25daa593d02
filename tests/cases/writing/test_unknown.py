"""“I do not know” is an answer of its own: kept, and told as such wherever the case is read."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.models import Case
from cases.phenopackets.exporting import phenopacket_of
from cases.search_entries import case_entry
from cases.writing.actions.starting import start_case
from cases.writing.fields import cleaned
from cases.writing.guards import troubles_of
from tests.cases.writing.filling import fill, step
from tests.factories.cases import family, member, open_case
from tests.factories.vocabulary import SignFactory

pytestmark = pytest.mark.django_db
NOT_KNOWN = {"onset": "unknown", "course": "unknown"}


def written(client, **story):
    owner = family()
    client.force_login(owner)
    case = start_case(by=owner, now=timezone.now())
    return case, fill(client, case, **story)


def test_a_family_that_does_not_know_onset_and_course_goes_on(client):
    case, answers = written(client, **NOT_KNOWN)
    assert answers[3].status_code == 302
    case = Case.objects.get(pk=case.pk)
    assert (case.onset, case.course) == ("unknown", "unknown")
    assert not troubles_of(case)
    assert "First sign: not known" in client.get(step(case, 6)).content.decode()


def test_nothing_is_chosen_before_and_an_answer_is_asked_for(client):
    case, answers = written(client, onset="", course="")
    assert answers[3].status_code == 422
    page = client.get(step(case, 3))
    for name in ("onset", "course", "related", "affected"):
        assert not any(" checked" in str(box.tag()) for box in page.context["form"][name])


def test_a_case_is_told_as_not_known_on_its_page_in_the_api_and_in_the_search(client):
    case = open_case(**NOT_KNOWN)
    client.force_login(member())
    page = client.get(case.get_absolute_url()).content.decode()
    assert "<dt>First sign</dt><dd>Not known</dd>" in page
    assert "<dt>Course</dt><dd>Not known</dd>" in page
    told = client.get(f"/api/hub/v1/cases/{case.pk}").json()
    assert "unknown" in str(told)
    assert list(case_entry(case).onset) == ["Not known"]
    assert "unknown" not in str(phenopacket_of(case, now=timezone.now())["subject"])


def test_a_sign_without_a_known_onset_has_none():
    with pytest.raises(ValidationError):
        cleaned({"signs": [{"id": SignFactory().hpo_id, "onset": "unknown"}]})


def test_a_physician_chooses_not_known_too(client):
    client.force_login(member())
    page = client.get("/cases/ask/").content.decode()
    assert page.count('<option value="unknown">Not known</option>') == 2
