"""Nobody calls a page reviewed that nobody reviewed."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from accounts.roles import Role
from content.models import Caption, DiseasePage
from tests.content.trees import VTT, disease_pages, video
from tests.factories.accounts import UserFactory, give_role

pytestmark = pytest.mark.django_db
SOURCES = [("source", {"text": "A cohort of 79", "pmid": "", "doi": ""})]
GOOD = {"summary": "Treatable.", "sources": SOURCES, "reviewed_on": date(2026, 5, 1), "next_review": date(2027, 5, 1)}
TOMORROW = timezone.localdate() + timedelta(days=1)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reviewed_on": None}, "reviewed_on"),
        ({"reviewed_on": TOMORROW, "next_review": TOMORROW + timedelta(days=9)}, "reviewed_on"),
        ({"next_review": date(2026, 5, 1)}, "next_review"),
        ({"summary": ""}, "state"),
        ({"sources": []}, "state"),
    ],
)
def test_a_curated_page_needs_text_sources_and_sensible_dates(change, field):
    disease_pages(1)
    page = DiseasePage.objects.get()
    for name, value in (GOOD | {"state": "curated"} | change).items():
        setattr(page, name, value)
    with pytest.raises(ValidationError) as caught:
        page.full_clean()
    assert field in caught.value.message_dict


def test_the_form_asks_for_a_reviewer():
    disease_pages(1)
    streams = {name: streamfield([]) for name in ("red_flags", "steps", "management", "body", "sources")}
    data = nested_form_data({"state": "curated", "title": "Disease 1", "comments": inline_formset([]), **streams})
    form = DiseasePage.get_edit_handler().get_form_class()(data, instance=DiseasePage.objects.get())
    assert "names who reviewed" in str(form.errors.get("reviewers"))


@pytest.mark.parametrize("language", ["en US", "../x", "", "English", "e"])
def test_a_caption_language_is_a_code_that_fits_an_address(client, language):
    page = video()
    caption = Caption(video=page, language=language, label="English", vtt=VTT)
    with pytest.raises(ValidationError):
        caption.full_clean()
    assert client.get(page.url).status_code == 200


def test_the_list_of_users_shows_their_roles(client):
    administrator = UserFactory()
    give_role(administrator, Role.ADMINISTRATOR)
    UserFactory(role=Role.PHYSICIAN)
    client.force_login(administrator)
    assert "Physician (member)" in client.get(reverse("wagtailusers_users:index")).content.decode()


def test_what_an_author_submits_waits_for_editors_by_that_name():
    disease_pages(1)
    workflow = DiseasePage.objects.get().get_workflow()
    assert workflow.name == "Editors’ approval"
    assert [g.name for task in workflow.tasks for g in task.specific.groups.all()] == ["Editors"]
