import json

import pytest
from django.core.exceptions import ValidationError

from accounts.roles import Role
from audit.models import Event
from notices.actions import choose
from notices.choices import DEFAULTS, choices_of
from notices.models import Choice, Frequency, Kind
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
NOTICES = "/api/hub/v1/me/notices"


def put(client, **choices):
    return client.put(NOTICES, json.dumps({"choices": choices}), content_type="application/json")


def test_every_kind_has_a_default_and_nobody_is_written_to_about_the_library_unasked():
    assert set(DEFAULTS) == set(Kind)
    assert DEFAULTS[Kind.LIBRARY] == DEFAULTS[Kind.POLLS] == Frequency.OFF
    assert choices_of(UserFactory()) == DEFAULTS


def test_a_choice_is_kept_and_the_rest_stays(client):
    user = UserFactory()
    client.force_login(user)
    assert put(client, library="daily").json()["choices"] == {
        "membership": "immediate", "followed": "weekly", "library": "daily",
    }  # fmt: skip
    put(client, library="off", followed="daily")
    assert client.get(NOTICES).json()["choices"]["followed"] == "daily"
    assert Choice.objects.filter(user=user).count() == 2


@pytest.mark.parametrize("wrong", [{"library": "hourly"}, {"gossip": "daily"}, {"membership": "off"}])
def test_what_there_is_not_and_what_is_fixed_cannot_be_chosen(client, wrong):
    client.force_login(UserFactory())
    assert put(client, **wrong).status_code == 422
    assert not Choice.objects.exists()


def test_news_of_the_membership_stay_also_beside_another_choice():
    user = UserFactory()
    with pytest.raises(ValidationError, match="always sent"):
        choose(chosen={Kind.MEMBERSHIP: Frequency.WEEKLY, Kind.LIBRARY: Frequency.DAILY}, by=user)
    assert choices_of(user) == DEFAULTS


def test_a_change_is_written_down_once():
    user = UserFactory()
    assert choose(chosen={Kind.LIBRARY: Frequency.DAILY}, by=user)
    assert not choose(chosen={Kind.LIBRARY: Frequency.DAILY}, by=user)
    [event] = Event.objects.all()
    assert (event.owner, event.details) == (user.reference, {"notices.library": True})


def test_the_page_saves_and_says_what_is_sent(client):
    user = UserFactory(role=Role.FAMILY)
    client.force_login(user)
    html = client.get("/accounts/notices/").content.decode()
    assert "We write as seldom as you choose" in html
    assert "No mail ever says what the news is" in html
    assert 'name="membership"' not in html
    assert 'name="polls"' not in html, "families answer no polls"
    client.post("/accounts/notices/", {"followed": "off", "library": "weekly", "own_cases": "daily"})
    assert choices_of(user)[Kind.FOLLOWED] == Frequency.OFF


def test_a_page_that_was_altered_is_refused(client):
    client.force_login(UserFactory())
    assert client.post("/accounts/notices/", {"followed": "hourly", "library": "off"}).status_code == 422
    assert not Choice.objects.exists()


def test_members_choose_about_polls_too(client):
    client.force_login(UserFactory(physician=True))
    assert 'name="polls"' in client.get("/accounts/notices/").content.decode()
