import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import timezone

from accounts.roles import Role
from common.audience import Audience
from polls.blocks import PollBlock
from tests.factories.polls import PollFactory
from tests.polls.conftest import reader_of

pytestmark = pytest.mark.django_db


def rendered(poll, reader):
    request = RequestFactory().get("/articles/one/")
    request.user = reader
    return PollBlock().render(poll, {"request": request, "csrf_token": "token"})


def poll_now(**kwargs):
    return PollFactory(now=timezone.now(), **kwargs)


def test_a_member_votes_inside_a_page_and_comes_back_to_it(physician):
    poll = poll_now()

    html = rendered(poll, physician)

    assert poll.question in html
    assert f'name="next" value="/articles/one/#poll-{poll.pk}"' in html
    assert 'name="csrfmiddlewaretoken" value="token"' in html


@pytest.mark.parametrize(("role", "traits"), [(None, {}), (Role.FAMILY, {}), (Role.PHYSICIAN, {"scheduled": True})])
def test_a_reader_who_may_not_know_of_the_poll_gets_nothing(role, traits):
    assert rendered(poll_now(**traits), reader_of(role)).strip() == ""


def test_a_block_whose_poll_was_deleted_shows_nothing():
    assert rendered(None, AnonymousUser()).strip() == ""


def test_without_a_request_the_reader_is_a_visitor():
    assert PollBlock().render(poll_now(), {}).strip() == ""


@pytest.mark.parametrize(("poll_audience", "context", "is_named"), [
    (Audience.PUBLIC, None, True), (Audience.PUBLIC, {"audience": Audience.MEMBERS}, True),
    (Audience.MEMBERS, {"audience": Audience.MEMBERS}, True), (Audience.MEMBERS, {"audience": Audience.PUBLIC}, False),
    (Audience.MEMBERS, None, False), (Audience.MEMBERS, {}, False),
])  # fmt: skip
def test_the_api_names_a_poll_only_where_every_reader_of_the_page_may_know_of_it(poll_audience, context, is_named):
    poll = PollFactory(audience=poll_audience)

    answer = PollBlock().get_api_representation(poll, context)

    assert answer == ({"id": poll.pk, "url": f"/api/hub/v1/polls/{poll.pk}"} if is_named else None)


def test_the_sample_in_the_picker_is_a_poll_that_is_open():
    poll_now(scheduled=True)
    poll_now(closed=True)
    poll = poll_now()

    assert PollBlock().get_preview_value() == poll
