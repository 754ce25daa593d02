"""A stream is open by a right that is asked for again: what ends a session or a role ends it too."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import APIToken

from accounts.actions import create_token
from accounts.models import User
from accounts.sessions.actions import renew_access
from notices.streams.passes import Pass, pass_of, stamp_of, still_good
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def by_session(client, user):
    client.force_login(user)
    return Pass(user.pk, stamp_of(user, NOW), session=client.session.session_key)


def by_token(user):
    text = create_token(name="program", by=user)
    request = RequestFactory().get("/events/", headers={"Authorization": f"Bearer {text}"})
    return pass_of(request)


def change(user, **fields):
    User.objects.filter(pk=user.pk).update(**fields)


ENDINGS = {
    "suspended": lambda user: change(user, is_active=False),
    "licence over": lambda user: change(user, verified_until=NOW),
    "another role": lambda user: change(user, role="family"),
    "second factor due": lambda user: change(user, second_factor_due=NOW),
    "all access renewed": lambda user: renew_access(user=User.objects.get(pk=user.pk), but=None, by=user),
    "another password": lambda user: change(user, password="!another"),
    "account deleted": lambda user: User.objects.filter(pk=user.pk).delete(),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_ends_a_right_ends_the_pass(client, ending):
    user = UserFactory(physician=True)
    session, token = by_session(client, user), by_token(user)
    assert still_good([session, token], timezone.now()) == {session, token}
    ENDINGS[ending](user)
    assert still_good([session, token], timezone.now()) == set()


def test_a_session_that_ended_or_ran_out_takes_only_its_own_streams_along(client):
    user = UserFactory()
    session, token = by_session(client, user), by_token(user)
    later = timezone.now() + timedelta(days=365)
    assert still_good([session, token], later) == {token}
    Session.objects.all().delete()
    assert still_good([session, token], timezone.now()) == {token}


def test_a_token_that_was_revoked_takes_only_its_own_streams_along(client):
    user = UserFactory()
    session, token = by_session(client, user), by_token(user)
    APIToken.objects.update(revoked_at=timezone.now())
    assert still_good([session, token], timezone.now()) == {session}


def test_many_passes_are_asked_about_in_three_questions():
    passes = {by_session(Client(), user) for user in UserFactory.create_batch(20)} | {by_token(UserFactory())}
    with CaptureQueriesContext(connection) as captured:
        assert still_good(passes, timezone.now()) == passes
    assert len(captured) == 3
