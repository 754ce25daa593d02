import pytest
from django.contrib.auth.models import Permission as DjangoPermission
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ReferenceIndex

from accounts.roles import Role
from polls.models import Ballot, Option, Poll
from tests.factories.accounts import UserFactory
from tests.factories.polls import DAY, BallotFactory, PollFactory
from tests.polls.conftest import reader_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(UserFactory(role=Role.EDITOR))
    return client


def url(name, *args):
    return reverse(Poll.snippet_viewset.get_url_name(name), args=args)


def form_of(poll, **changes):
    """Return what the browser sends for the unchanged poll, with `changes`."""
    options = list(Option.objects.filter(poll=poll))
    rows = {
        f"options-{n}-{field}": value
        for n, option in enumerate(options)
        for field, value in {"id": option.pk, "text": option.text, "ORDER": n + 1}.items()
    }
    return {
        "question": poll.question,
        "explanation": "",
        "offers_not_sure": "on",
        "audience": poll.audience,
        "opens_at": poll.opens_at.strftime("%Y-%m-%d %H:%M"),
        "closes_at": "",
        "options-TOTAL_FORMS": len(options),
        "options-INITIAL_FORMS": len(options),
        "options-MIN_NUM_FORMS": 2,
        "options-MAX_NUM_FORMS": 12,
        **rows,
    } | changes


NEW_OPTION = {"options-TOTAL_FORMS": 4, "options-3-id": "", "options-3-text": "Biopsy", "options-3-ORDER": 4}
REWORDINGS = [
    {"options-0-text": "Something else"}, {"options-0-DELETE": "on"}, {"question": "Another?"}, {"offers_not_sure": ""},
    NEW_OPTION,
]  # fmt: skip


@pytest.mark.parametrize("change", REWORDINGS)
def test_once_somebody_voted_question_and_answers_stay(admin, change):
    poll = PollFactory(now=timezone.now())
    BallotFactory(poll=poll, member=reader_of(Role.PHYSICIAN), option=poll.options.last())
    before = list(Option.objects.values_list("pk", "text"))

    response = admin.post(url("edit", poll.pk), form_of(poll, **change))

    assert response.status_code == 200
    assert "Somebody has voted, so the question and its answers stay as they are" in response.content.decode()
    assert list(Option.objects.values_list("pk", "text")) == before
    assert Poll.objects.get().question == poll.question


@pytest.mark.parametrize("change", REWORDINGS)
def test_before_the_first_vote_everything_may_change(admin, change):
    poll = PollFactory(now=timezone.now())

    response = admin.post(url("edit", poll.pk), form_of(poll, **change))

    assert response.status_code == 302, response.context["form"].errors


def test_after_a_vote_the_editor_still_moves_the_end_explains_and_reorders(admin):
    poll = PollFactory(now=timezone.now())
    BallotFactory(poll=poll, member=reader_of(Role.PHYSICIAN), option=poll.options.last())
    change = {"explanation": "Why", "closes_at": "2099-01-01 12:00", "options-0-ORDER": 3, "options-2-ORDER": 1}

    response = admin.post(url("edit", poll.pk), form_of(poll, **change))

    assert response.status_code == 302, response.context["form"].errors
    assert Poll.objects.get().closes_at.year == 2099
    assert Option.objects.first().text == "Brain MRI"


@pytest.mark.parametrize(("change", "sentence"), [
    ({"closes_at": "2000-01-01 12:00"}, "A poll closes after it opens."),
    ({"options-0-text": "Brain MRI"}, "Please correct the duplicate data"),
    ({"options-0-DELETE": "on", "options-1-DELETE": "on"}, "at least 2"),
])  # fmt: skip
def test_a_poll_that_makes_no_sense_is_refused_with_the_reason(admin, change, sentence):
    poll = PollFactory(now=timezone.now())

    response = admin.post(url("edit", poll.pk), form_of(poll, **change))

    assert response.status_code == 200
    assert sentence in response.content.decode()


def test_the_list_counts_answers_only_once_a_poll_has_closed(admin):
    now = timezone.now()
    still_open, closed = PollFactory(now=now, closes_at=now + DAY), PollFactory(now=now, closed=True)
    for poll in (still_open, closed):
        for _ in range(7):
            BallotFactory(poll=poll, member=reader_of(Role.PHYSICIAN))

    rows = {poll.pk: poll.answers for poll in admin.get(url("list")).context["object_list"]}

    assert rows == {still_open.pk: None, closed.pk: 7}


@pytest.mark.parametrize("state", ["open", "closed", "scheduled"])
def test_the_list_is_filtered_by_state_and_audience(admin, state):
    now = timezone.now()
    polls = {"open": PollFactory(now=now), "closed": PollFactory(now=now, closed=True)}
    polls["scheduled"] = PollFactory(now=now, scheduled=True)

    found = admin.get(url("list"), {"state": state, "audience": "members"}).context["object_list"]

    assert list(found) == [polls[state]]
    assert not admin.get(url("list"), {"state": state, "audience": "public"}).context["object_list"]


@pytest.mark.parametrize("name", ["edit", "usage", "history", "delete"])
def test_no_screen_of_a_poll_shows_that_somebody_voted(admin, name):
    poll = PollFactory(now=timezone.now())
    before = admin.get(url(name, poll.pk)).content.decode().count("ballot")

    BallotFactory(poll=poll, member=reader_of(Role.PHYSICIAN), option=poll.options.first())

    assert admin.get(url(name, poll.pk)).content.decode().lower().count("ballot") == before
    assert not ReferenceIndex.model_is_indexable(Ballot)


def test_an_author_cannot_choose_a_poll_that_opens_later(client):
    author = reader_of(Role.AUTHOR)
    author.user_permissions.add(DjangoPermission.objects.get(codename="access_admin"))
    client.force_login(author)
    now = timezone.now()
    open_now, later = PollFactory(now=now), PollFactory(now=now, scheduled=True)

    html = client.get(reverse(Poll.snippet_viewset.chooser_viewset.get_url_name("choose"))).json()["html"]

    assert open_now.question in html
    assert later.question not in html


TELLING = "Ask anna.wombatson@example.org"


@pytest.mark.parametrize("field", ["question", "explanation", "options-1-text"])
def test_a_poll_that_could_show_who_a_patient_is_is_not_saved(admin, field):
    poll = PollFactory(now=timezone.now())
    before = list(Option.objects.values_list("pk", "text")), Poll.objects.get().question
    refused = admin.post(url("edit", poll.pk), form_of(poll, **{field: TELLING}))
    assert refused.status_code == 200
    assert "could show who a patient is" in refused.content.decode()
    assert (list(Option.objects.values_list("pk", "text")), Poll.objects.get().question) == before
    assert admin.post(url("edit", poll.pk), form_of(poll, **{field: "Marfan syndrome, 20 mg"})).status_code == 302
