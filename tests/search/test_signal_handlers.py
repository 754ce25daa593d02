import pytest
from django.db import transaction
from django.utils import timezone

from common.audience import Audience
from polls.models import Option
from search.models import SearchEntry
from search.signal_handlers import refresh_page
from tests.factories.content import make_article, make_disease_page, make_person
from tests.factories.polls import PollFactory
from tests.factories.search import PUBLIC, find, titles
from vocabulary.models import Disease

pytestmark = pytest.mark.django_db


def found(text, **kwargs):
    return titles(find(text, params="exactly=1", **kwargs))


def test_a_published_page_is_found_at_once():
    make_article(title="Four years of tendons")

    assert found("four years tendons") == ["Four years of tendons"]


def test_a_draft_is_not_found_until_it_is_published():
    page = make_article(title="Four years of tendons")
    page.title = "Five years of tendons"
    page.save_revision()
    assert found("five years tendons") == []

    page.get_latest_revision().publish()

    assert found("five years tendons") == ["Five years of tendons"]
    assert found("four years tendons") == []


def test_an_unpublished_page_is_gone():
    page = make_article(title="Four years of tendons")

    page.unpublish()

    assert found("four years tendons") == []


def test_a_deleted_page_is_gone_and_so_is_a_disease_deleted_with_the_tree_above_it():
    article, disease = make_article(title="Four years of tendons"), make_disease_page()
    assert found("CTX") == ["Cerebrotendinous xanthomatosis"]

    article.delete()
    disease.get_parent().specific.delete()

    assert found("four years tendons") == []
    assert found("CTX") == []


def test_a_deleted_page_comes_back_if_the_deletion_is_undone():
    page = make_article(title="Four years of tendons")

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        page.delete()
        raise ZeroDivisionError

    assert found("four years tendons") == ["Four years of tendons"]


def test_a_page_that_becomes_members_only_is_hidden_from_others():
    page = make_article(title="Four years of tendons")
    page.audience = Audience.MEMBERS
    page.save_revision().publish()

    assert found("four years tendons", audiences=PUBLIC) == []
    assert found("four years tendons") == ["Four years of tendons"]


def test_a_new_address_is_shown_for_everything_below_it(django_capture_on_commit_callbacks):
    page = make_article(title="Four years of tendons")
    parent = page.get_parent().specific
    parent.slug = "experience"
    with django_capture_on_commit_callbacks(execute=True):
        parent.save_revision().publish()

    assert find("tendons").hits[0].url == f"/experience/{page.slug}/"


def test_a_renamed_author_changes_the_card():
    make_article(title="Four years of tendons").save_revision().publish()
    person = make_person()
    person.name = "amber-heron-52"
    person.save()

    assert "amber-heron-52" in find("tendons").hits[0].card


def test_publishing_what_did_not_change_writes_no_new_version():
    page = make_disease_page()
    before = SearchEntry.objects.get(kind="disease").version

    refresh_page(page)

    assert SearchEntry.objects.get(kind="disease").version == before


def test_a_poll_is_found_by_its_question_and_by_answers_added_later():
    poll = PollFactory(question="What do you order first?")
    Option.objects.create(poll=poll, text="Plasma cholestanol")
    poll.diseases.add(
        Disease.objects.create(key="ORPHA:909", orpha_code=909, name="Xanthomatosis", kind="Disease", is_disorder=True)
    )

    assert found("order first") == ["What do you order first?"]
    assert found("plasma") == ["What do you order first?"]
    assert found("xanthomatosis") == ["What do you order first?"]


def test_a_poll_that_opens_later_or_is_deleted_is_not_found():
    poll = PollFactory(question="What do you order first?")
    PollFactory(question="What do you order last?", scheduled=True, now=timezone.now())
    poll.delete()

    assert found("order") == []
