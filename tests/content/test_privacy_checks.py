"""What could show who a patient is is not published and not sent for review; saving it as a draft stays possible."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from accounts.roles import Role
from content.models import ArticlePage, Person, VideoPage
from content.privacy_checks import article_problems, caption_problems
from tests.content.trees import article, video
from tests.factories.accounts import UserFactory

MAIL = "anna.wombatson@example.org"
VTT = f"""WEBVTT

00:00:01.000 --> 00:00:04.000
She walks on her toes.

00:01:05.500 --> 00:01:09.000
Her mother is reached at
{MAIL}

00:01:10.000 --> 00:01:12.000
Look at the heels.
"""


def test_each_caption_that_tells_is_named_by_line_and_time():
    [problem] = caption_problems(VTT)
    assert problem.startswith("Line 6, at 1:05: ")
    assert MAIL in problem


def test_what_begins_in_one_caption_and_ends_in_the_next_is_found():
    split = "WEBVTT\n\n00:01.000 --> 00:02.000\nCall +44 7700\n\n00:03.000 --> 00:04.000\n900123 today.\n"
    [problem] = caption_problems(split)
    assert problem.startswith("Line 3, at 0:01: ")


def test_a_file_that_cannot_be_read_is_told_elsewhere():
    assert caption_problems("no captions") == []


def test_eponyms_and_doses_alarm_nobody():
    text = "Marfan syndrome and Charcot-Marie-Tooth disease; 20 mg/kg of Raynaud's usual drug, 750 mg a day."
    assert article_problems(text, text, None) == {}


@pytest.fixture
def author(client):
    author = UserFactory(role=Role.EDITOR)
    client.force_login(author)
    client.writer = author
    return client


def sent(page, words="", title="What her heels said", **more):
    data = {
        "title": title, "slug": page.slug, "summary": "Nobody had looked.", "written_on": "2026-03-04", "audience": "public",
        "reading_minutes": "5",
        "body": streamfield([("heading", "The heels"), ("quote", {"text": words or "Nobody looked.", "who": ""})]),
        "comments": inline_formset([]),
    }  # fmt: skip
    authors = [str(Person.objects.create(name="russet-plover-07").pk)]
    return nested_form_data(data) | {"authors": authors} | more


def edit(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


@pytest.mark.django_db
@pytest.mark.parametrize("leaving", ["action-publish", "action-submit"])
def test_an_article_that_tells_is_neither_published_nor_sent_for_review(author, leaving):
    page = article("Before")
    refused = author.post(edit(page), sent(page, f"Ask {MAIL}.", **{leaving: "1"}))
    assert refused.status_code == 200
    [error] = refused.context["form"].errors["body"].data
    assert "Block 2 (Quote)" in str(error.as_json_data()) and MAIL in str(error.as_json_data())
    assert "Block 2 (Quote)" in refused.content.decode()
    assert ArticlePage.objects.get().title == "Before"
    assert ArticlePage.objects.get().current_workflow_state is None


@pytest.mark.django_db
def test_a_title_that_tells_is_refused_at_its_field(author):
    page = article("Before")
    refused = author.post(edit(page), sent(page, title=f"Write to {MAIL}", **{"action-publish": "1"}))
    assert MAIL in str(refused.context["form"].errors["title"])


@pytest.mark.django_db
def test_saving_it_as_a_draft_is_possible_and_says_where_without_the_words(author):
    page = article("Before")
    answer = author.post(edit(page), sent(page, f"Ask {MAIL}."), follow=True)
    notes = [str(message) for message in answer.context["messages"]]
    assert any("Before it can be published" in note and "body (1)" in note for note in notes)
    assert not any(MAIL in note for note in notes)
    assert MAIL in str(ArticlePage.objects.get().get_latest_revision_as_object().body.raw_data)


@pytest.mark.django_db
def test_a_clean_article_is_published(author):
    page = article("Before")
    author.post(edit(page), sent(page, **{"action-publish": "1"}))
    assert ArticlePage.objects.get().title == "What her heels said"


@pytest.mark.django_db
def test_no_other_way_publishes_what_tells():
    page = article("Before")
    page.body = [("paragraph", f"<p>Ask {MAIL}</p>")]
    with pytest.raises(ValidationError):
        page.save_revision().publish()
    film = video()
    film.captions.update(vtt=VTT)
    with pytest.raises(ValidationError):
        VideoPage.objects.get().save_revision().publish()


@pytest.mark.django_db
def test_captions_that_tell_keep_a_film_from_being_published_but_not_from_being_saved(author):
    page = video()
    [caption] = page.captions.all()
    rows = inline_formset([{"id": caption.pk, "language": "en", "label": "English", "vtt": VTT}], initial=1)
    data = nested_form_data(
        {
            "title": "Another film", "slug": page.slug, "summary": "Heels.", "recorded_on": "2026-02-01", "audience": "public",
            "media": page.media_id, "captions": rows, "comments": inline_formset([]),
        }
    )  # fmt: skip
    refused = author.post(edit(page), data | {"action-publish": "1"})
    told = str([form.errors for form in refused.context["form"].formsets["captions"].forms])
    assert "Line 6, at 1:05" in told
    assert VideoPage.objects.get().title == "A film"
    assert author.post(edit(page), data).status_code == 302
