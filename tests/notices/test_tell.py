"""What is told to whom: once, only to who may read it and wants to hear of it, and in few queries."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from audit.models import Event
from notices.actions import (
    choose,
    choose_of_follow,
    follow,
    prune,
    pulse,
    read,
    read_all,
    seen,
    tell,
    tell_followers,
    withdraw,
)
from notices.choices import kinds_for
from notices.models import Frequency, Kind, Notice, Pulse
from tests.factories.accounts import UserFactory
from tests.factories.notices import SECRET, told
from tests.factories.vocabulary import DiseaseFactory, SignFactory
from tests.threads import at_once

NOW = timezone.now()


@pytest.mark.django_db
def test_the_same_news_is_told_once_until_it_is_read(samples):
    user = UserFactory()
    sample = samples.make(user)
    told(user, sample, NOW)
    first = told(user, sample, NOW + timedelta(hours=1))
    assert Notice.objects.count() == 1
    assert told(user, sample, NOW, happened="answered") != first
    seen(user, sample.about, now=NOW)
    assert told(user, sample, NOW) != first
    assert Notice.objects.count() == 3


@pytest.mark.django_db
def test_news_without_a_subject_is_told_once_too():
    user = UserFactory(role=Role.MODERATOR)
    for _ in range(2):
        tell(users=[user], kind=Kind.MODERATION, subject=None, happened="waiting", now=NOW)
    [notice] = Notice.objects.all()
    assert (notice.sentence, notice.address) == ("Work waits for you.", "/inbox/")


def test_news_told_by_many_at_once_is_one_row(own_database, samples):
    [key] = at_once(lambda _: UserFactory().pk, [None])
    sample = samples.make()
    sample.readers.add(key)
    at_once(lambda _: told(User.objects.get(pk=key), sample, NOW), range(8))
    assert at_once(lambda _: Notice.objects.count(), [None]) == [1]


@pytest.mark.django_db
def test_nobody_is_told_of_what_they_may_not_read_or_never_want_to_hear_of(samples):
    reader, stranger, silent = UserFactory.create_batch(3, physician=True)
    choose(chosen={Kind.CASES: Frequency.OFF}, by=silent)
    sample = samples.make(reader, silent)
    tell(users=[reader, stranger, silent], kind=Kind.CASES, subject=sample.about, happened="news", now=NOW)
    assert [notice.user for notice in Notice.objects.all()] == [reader]


@pytest.mark.django_db
@pytest.mark.parametrize("about", [("sample", "gossip"), ("nobodys", "news"), (None, "gossip")])
def test_what_has_no_sentence_is_not_told(samples, about):
    kind, happened = about
    subject = kind and (kind, samples.make().key)
    with pytest.raises(ValueError, match="register it"):
        tell(users=[UserFactory()], kind=Kind.CASES, subject=subject, happened=happened, now=NOW)


@pytest.mark.django_db
def test_telling_ninety_takes_as_many_queries_as_telling_one(samples):
    users = UserFactory.create_batch(90)

    def queries(number):
        sample = samples.make(*users)
        with CaptureQueriesContext(connection) as captured:
            tell(users=users[:number], kind=Kind.CASES, subject=sample.about, happened="news", now=NOW)
        return len(captured)

    assert queries(1) == queries(90) <= 5
    assert Notice.objects.count() == 91


@pytest.mark.django_db
def test_a_notice_holds_codes_only(samples):
    """Nothing in the row is text that somebody wrote: whatever is renamed or withdrawn later, no copy stays here."""
    notice = told(user := UserFactory(), samples.make(user), NOW)
    texts = {
        field.name for field in Notice._meta.concrete_fields if field.get_internal_type() in ("CharField", "TextField")
    }
    assert texts == {"kind", "subject_kind", "happened", "frequency"}
    assert SECRET not in str([getattr(notice, name) for name in texts])


@pytest.mark.django_db
def test_followers_are_told_as_often_as_they_chose_for_the_thing_or_for_all(samples):
    disease, sign = DiseaseFactory(), SignFactory()
    plain, own, both, silent, other = users = UserFactory.create_batch(5)
    for user in users:
        follow(thing=disease, by=user, now=NOW)
    choose_of_follow(follow_id=own.follows.get().pk, frequency=Frequency.DAILY, by=own)
    choose_of_follow(follow_id=both.follows.get().pk, frequency=Frequency.WEEKLY, by=both)
    follow(thing=sign, by=both, now=NOW, frequency=Frequency.IMMEDIATE)
    choose_of_follow(follow_id=silent.follows.get().pk, frequency=Frequency.OFF, by=silent)
    sample = samples.make(*users)
    tell_followers(diseases=[disease.pk], signs=[sign.pk], subject=sample.about, happened="news", now=NOW, but=[other])
    found = {notice.user: notice.frequency for notice in Notice.objects.all()}
    assert found == {plain: "", own: "daily", both: "immediate"}
    assert {notice.kind for notice in Notice.objects.all()} == {Kind.FOLLOWED}


@pytest.mark.django_db
def test_a_choice_for_one_thing_stands_against_never_for_all(samples):
    user, disease = UserFactory(), DiseaseFactory()
    choose(chosen={Kind.FOLLOWED: Frequency.OFF}, by=user)
    follow(thing=disease, by=user, now=NOW, frequency=Frequency.DAILY)
    tell_followers(diseases=[disease.pk], signs=[], subject=samples.make(user).about, happened="news", now=NOW)
    assert Notice.objects.get().frequency == "daily"


@pytest.mark.django_db
def test_opening_a_subject_reads_what_one_was_told_of_it_and_nothing_else(samples):
    me, other = UserFactory.create_batch(2)
    opened, closed = samples.make(me, other), samples.make(me)
    for user, sample in ((me, opened), (me, closed), (other, opened)):
        told(user, sample, NOW)
    assert seen(me, opened.about) == 1
    unread = Notice.objects.unread()
    assert {(notice.user, notice.subject) for notice in unread} == {(me, closed.key), (other, opened.key)}
    assert seen(me, opened.about) == 0


@pytest.mark.django_db
def test_a_withdrawn_subject_leaves_no_notice_and_its_readers_hear_that_something_changed(samples):
    me, other = UserFactory.create_batch(2)
    gone, stays = samples.make(me, other), samples.make(me)
    for user, sample in ((me, gone), (other, gone), (me, stays)):
        told(user, sample, NOW)
    seen(other, gone.about)
    Pulse.objects.all().delete()
    assert withdraw(gone.about) == 2
    assert [notice.subject for notice in Notice.objects.all()] == [stays.key]
    assert {(row.subject, row.user) for row in Pulse.objects.all()} == {(gone.key, None), (None, me)}


@pytest.mark.django_db
def test_nobody_reads_anothers_notice_or_one_that_is_closed_to_them_now(samples):
    me = UserFactory()
    sample = samples.make(me)
    notice = told(me, sample, NOW)
    with pytest.raises(Notice.DoesNotExist):
        read(notice_id=notice.pk, by=UserFactory(), now=NOW)
    sample.readers.clear()
    with pytest.raises(Notice.DoesNotExist):
        read(notice_id=notice.pk, by=me, now=NOW)
    assert read_all(by=me, now=NOW) == 0
    sample.readers.add(me.pk)
    assert read_all(by=me, now=NOW) == 1


@pytest.mark.django_db
def test_a_pulse_names_a_subject_and_accounts_by_their_keys(samples):
    user = UserFactory()
    sample = samples.make(user)
    pulse(subject=sample.about, users=[user], now=NOW)
    rows = Pulse.objects.values_list("subject_kind", "subject", "user")
    assert set(rows) == {("sample", sample.key, None), ("", None, user.pk)}


@pytest.mark.django_db
def test_what_is_past_keeping_is_erased_and_the_rest_stays(samples):
    user = UserFactory()
    days = {"read": 91, "read_fresh": 89, "unread": 366, "unread_fresh": 364}
    kept = {}
    for name, number in days.items():
        notice = told(user, samples.make(user), NOW - timedelta(days=number))
        if name.startswith("read"):
            seen(user, (notice.subject_kind, notice.subject), now=notice.at)
        kept[name] = notice.pk
    Pulse.objects.all().delete()
    for minutes in (59, 61):
        pulse(subject=None, users=[user], now=NOW - timedelta(minutes=minutes))
    assert prune(NOW) == 3
    assert set(Notice.objects.values_list("pk", flat=True)) == {kept["read_fresh"], kept["unread_fresh"]}
    assert Pulse.objects.count() == 1
    assert prune(NOW) == 0


CONCERNED = {
    Role.REGISTERED: set(),
    Role.FAMILY: {Kind.OWN_CASES},
    Role.ORGANISATION: {Kind.OWN_CASES, Kind.MODERATION},
    Role.PHYSICIAN: {Kind.POLLS, Kind.OWN_CASES, Kind.CASES, Kind.OFFERS, Kind.MENTIONS},
    Role.MODERATOR: {Kind.MODERATION},
    Role.EDITOR: set(),
}


@pytest.mark.django_db
@pytest.mark.parametrize("role", CONCERNED)
def test_each_kind_is_shown_only_to_whom_it_can_concern(client, role):
    user = UserFactory(role=role)
    everybodys = {Kind.MEMBERSHIP, Kind.FOLLOWED, Kind.LIBRARY}
    assert set(kinds_for(user)) == everybodys | CONCERNED[role]
    client.force_login(user)
    assert set(client.get("/api/hub/v1/me/notices").json()["choices"]) == everybodys | CONCERNED[role]
    if Kind.OFFERS not in CONCERNED[role]:
        with pytest.raises(ValidationError, match="no such news"):
            choose(chosen={Kind.OFFERS: Frequency.DAILY}, by=user)


@pytest.mark.django_db
def test_a_physician_whose_licence_lapsed_is_offered_no_cases():
    assert Kind.OFFERS not in kinds_for(UserFactory(physician=True, verified_until=NOW))


@pytest.mark.django_db
def test_how_often_one_thing_is_told_is_chosen_by_page_and_by_api(client):
    user = UserFactory()
    client.force_login(user)
    made = client.post(
        "/api/hub/v1/me/follows", {"orpha_code": DiseaseFactory().orpha_code, "frequency": "daily"}, "application/json"
    ).json()
    assert made["frequency"] == "daily"
    address = f"/api/hub/v1/me/follows/{made['id']}"
    assert client.patch(address, {"frequency": None}, "application/json").json()["frequency"] is None
    assert client.patch(address, {"frequency": "hourly"}, "application/json").status_code == 422
    page = f"/accounts/follows/{made['id']}/frequency/"
    client.post(page, {"frequency": "weekly"})
    assert user.follows.get().frequency == "weekly"
    assert '<option value="weekly" selected>' in client.get("/accounts/follows/").content.decode()
    client.post(page, {"frequency": "hourly"})
    assert user.follows.get().frequency == "weekly"


@pytest.mark.django_db
def test_nobody_chooses_for_what_somebody_else_follows_and_the_log_does_not_say_what_it_was(client):
    followed, _ = follow(thing=DiseaseFactory(), by=UserFactory(), now=NOW)
    client.force_login(UserFactory())
    address = f"/api/hub/v1/me/follows/{followed.pk}"
    assert client.patch(address, {"frequency": "off"}, "application/json").status_code == 404
    assert client.post(f"/accounts/follows/{followed.pk}/frequency/", {"frequency": "off"}).status_code == 404
    for _ in range(2):
        choose_of_follow(follow_id=followed.pk, frequency=Frequency.OFF, by=followed.user)
    [event] = Event.objects.all()
    assert event.details == {"notices.follow": True}
