"""`send_notices`: nothing is sent twice, nothing is lost, and no mail says anything."""

import threading
from datetime import UTC, datetime, timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.utils import timezone

from accounts.models import Profile, User
from common.zones import zone_of
from notices.actions import choose, seen
from notices.choices import DEFAULTS
from notices.mailing import sending
from notices.mailing.due import is_due
from notices.mailing.querysets import CLAIM_ENDS, due_notices
from notices.mailing.sending import send_due
from notices.models import Frequency, Kind, Notice
from tests.factories.accounts import UserFactory
from tests.factories.notices import SECRET, told, told_and_closed
from tests.threads import alone, at_once

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)  # a Thursday
HOUR = timedelta(hours=1)
GOLDEN = """\
A sample you follow has news. (2 times)
Your sample was answered.

Sign in to read it:

http://127.0.0.1:8000/inbox/

How often we write, and of what, you choose here:

http://127.0.0.1:8000/accounts/notices/
"""


def sent(now=NOW):
    """Return to whom one run writes."""
    before = len(mail.outbox)
    send_due(now)
    return [message.to[0] for message in mail.outbox[before:]]


@pytest.mark.django_db
def test_a_mail_says_that_something_happened_and_nothing_else(samples, settings):
    settings.WAGTAILADMIN_BASE_URL = "http://127.0.0.1:8000"
    user = UserFactory(physician=True, display_name="amber-heron-52")
    for happened in ("news", "news", "answered"):
        told(user, samples.make(user), NOW, happened=happened)
    assert sent() == [user.email]
    [message] = mail.outbox
    assert message.subject == "News for you at Rare Disease Hub"
    assert message.body == GOLDEN
    assert message.extra_headers == {"Auto-Submitted": "auto-generated"}
    whole = str(message.message())
    for word in (SECRET, "sample:", user.display_name, *(str(key) for key in samples.made)):
        assert word not in whole


@pytest.mark.django_db
def test_what_was_mailed_is_not_mailed_again(samples):
    user = UserFactory()
    told(user, samples.make(user), NOW)
    assert sent() == [user.email]
    assert sent(NOW + HOUR) == []


@pytest.mark.django_db
def test_nothing_is_mailed_that_is_read_closed_or_a_suspended_accounts(samples):
    reads, closed, gone = UserFactory.create_batch(3)
    sample = samples.make(reads, closed, gone)
    for user in (reads, closed, gone):
        told(user, sample, NOW)
    seen(reads, sample.about)
    sample.readers.discard(closed.pk)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    assert sent() == []
    sample.readers.add(closed.pk)
    assert sent(NOW + HOUR) == [closed.email], "what is open again is told again"


@pytest.mark.django_db
def test_what_may_not_be_read_stands_in_the_way_of_nothing_older(samples, monkeypatch):
    monkeypatch.setattr(sending, "NOTICES_OF_ONE", 3)
    user = UserFactory()
    told(user, samples.make(user), NOW - HOUR)
    for _ in range(4):
        told_and_closed(user, samples, NOW)
    assert sent() == [user.email]


@pytest.mark.django_db
def test_what_is_not_due_or_not_readable_is_not_looked_at_again_by_the_next_run(samples):
    later, closed = UserFactory.create_batch(2)
    choose(chosen={Kind.FOLLOWED: Frequency.WEEKLY}, by=later)
    told(later, samples.make(later), NOW, kind=Kind.FOLLOWED)
    told_and_closed(closed, samples, NOW)
    samples.questions.clear()
    assert sent() == []
    assert [users for users, _ in samples.questions] == [{closed.pk}]
    assert sent(NOW + timedelta(minutes=1)) == []
    assert len(samples.questions) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("zone", ["", "nowhere", "UTC", "Asia/Tokyo", "America/Chicago", "Pacific/Kiritimati"])
@pytest.mark.parametrize("frequency", ["", *Frequency])
def test_what_the_database_finds_due_is_what_is_due(samples, zone, frequency):
    user = UserFactory(physician=True)
    if zone:
        Profile.objects.update_or_create(user=user, defaults={"time_zone": zone})
    moments = [NOW - timedelta(hours=hours) for hours in range(0, 24 * 9, 5)]
    for at in moments:
        told(user, samples.make(user), at, kind=Kind.CASES)
    Notice.objects.update(frequency=frequency)
    expected = {
        at for at in moments if is_due(at, Frequency(frequency or DEFAULTS[Kind.CASES]), NOW, zone_of(zone or "UTC"))
    }
    assert set(due_notices(NOW).values_list("at", flat=True)) == expected


@pytest.mark.django_db
def test_a_digest_comes_at_seven_where_its_reader_lives_and_is_one_mail(samples):
    here, there = UserFactory.create_batch(2, physician=True)
    Profile.objects.create(user=there, time_zone="Pacific/Auckland")
    for user in (here, there):
        for _ in range(3):
            told(user, samples.make(user), NOW, kind=Kind.CASES)
    assert sent(NOW + 5 * HOUR) == []
    assert sent(NOW + 6 * HOUR) == [there.email], "seven in Auckland"
    assert sent(NOW + 18 * HOUR) == []
    assert sent(NOW + 19 * HOUR) == [here.email]


@pytest.mark.django_db
def test_a_weekly_digest_waits_for_monday(samples):
    user = UserFactory()
    told(user, samples.make(user), NOW, kind=Kind.FOLLOWED)
    days = [sent(NOW + timedelta(days=number)) for number in range(6)]
    assert days == [[], [], [], [], [user.email], []]


@pytest.mark.django_db
def test_a_choice_made_later_counts_for_what_waits(samples):
    user = UserFactory(physician=True)
    told(user, samples.make(user), NOW, kind=Kind.CASES)
    choose(chosen={Kind.CASES: Frequency.OFF}, by=user)
    assert sent(NOW + timedelta(days=2)) == []
    choose(chosen={Kind.CASES: Frequency.IMMEDIATE}, by=user)
    assert sent(NOW) == [user.email]


@pytest.mark.django_db
def test_what_was_chosen_for_one_followed_thing_counts_before_the_kind(samples):
    user = UserFactory()
    notice = told(user, samples.make(user), NOW, kind=Kind.FOLLOWED)
    Notice.objects.filter(pk=notice.pk).update(frequency=Frequency.IMMEDIATE)
    assert sent() == [user.email]


class Server(EmailBackend):
    """A mail server that refuses as often as it is told to."""

    refuses = 0

    def send_messages(self, messages):
        if Server.refuses:
            Server.refuses -= 1
            raise SMTPServerDisconnected
        return super().send_messages(messages)


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    Server.refuses = 0
    return Server


@pytest.mark.django_db
def test_a_mail_server_that_fails_loses_nothing_and_writes_to_nobody_twice(samples, server):
    users = UserFactory.create_batch(3)
    for user in users:
        told(user, samples.make(user), NOW)
    server.refuses = 1
    assert sent() == [user.email for user in users[1:]]
    assert sent() == [users[0].email]
    assert sent() == []


@pytest.mark.django_db
def test_a_mail_server_that_is_away_is_not_tried_for_everybody(samples, server):
    for user in UserFactory.create_batch(5):
        told(user, samples.make(user), NOW)
    server.refuses = 99
    run = send_due(NOW)
    assert (run.mails, run.failures) == (0, 3)
    server.refuses = 0
    assert len(sent()) == 5


@pytest.mark.django_db
def test_a_run_that_died_while_it_sent_is_made_up_for_after_ten_minutes_once(samples, monkeypatch):
    """The mail may have gone out before the process ended, so it is once too many at most."""
    user = UserFactory()
    told(user, samples.make(user), NOW)

    def dies(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(sending, "mail_about", dies)
        send_due(NOW)
    assert sent(NOW + CLAIM_ENDS - timedelta(seconds=1)) == []
    assert sent(NOW + CLAIM_ENDS) == [user.email]
    assert sent(NOW + 2 * CLAIM_ENDS) == []


@pytest.mark.django_db
def test_every_account_has_its_turn_however_small_the_batches(samples, monkeypatch):
    monkeypatch.setattr(sending, "USERS_AT_ONCE", 2)
    users = UserFactory.create_batch(5)
    for user in users:
        told(user, samples.make(user), NOW)
    assert sent() == [user.email for user in users]


def test_two_runs_at_once_send_each_mail_once(own_database, samples, monkeypatch):
    keys = alone(lambda: [user.pk for user in UserFactory.create_batch(4)])
    sample = samples.make()
    sample.readers.update(keys)
    alone(lambda: [told(user, sample, NOW) for user in User.objects.filter(pk__in=keys)])
    together = threading.Barrier(3)
    claim = sending.claim

    def claim_together(*args):
        if together.n_waiting < 3 and not together.broken:
            together.wait(timeout=10)
        return claim(*args)

    monkeypatch.setattr(sending, "claim", claim_together)
    before = len(mail.outbox)
    runs = at_once(lambda _: send_due(NOW), range(3))
    assert sum(run.mails for run in runs) == 4
    assert len({message.to[0] for message in mail.outbox[before:]}) == len(mail.outbox[before:]) == 4


@pytest.mark.django_db
def test_the_command_says_what_it_did_and_nothing_when_nothing_was_due(samples, capsys):
    user = UserFactory()
    told(user, samples.make(user), timezone.now())
    for _ in range(2):
        call_command("send_notices")
    assert capsys.readouterr().out == "Mails: 1, failed: 0. Rows past keeping: 0.\n"
