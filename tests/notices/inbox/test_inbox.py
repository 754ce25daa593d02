"""The inbox by page and by API, and the number in the header: one's own, and only what may still be read."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from notices.inbox import views
from notices.models import Kind, Notice
from tests.factories.accounts import UserFactory
from tests.factories.notices import told, told_and_closed

pytestmark = pytest.mark.django_db
NOW = timezone.now()
INBOX = "/api/hub/v1/me/inbox"


@pytest.fixture
def me(client):
    user = UserFactory(physician=True)
    client.force_login(user)
    return user


def page(client, query=""):
    return client.get(f"/inbox/{query}").content.decode()


def test_an_empty_inbox_says_what_will_stand_there(client, me):
    assert "Nothing has happened yet" in page(client)
    assert "Nothing is unread" in page(client, "?unread=1")


def test_news_is_a_sentence_that_leads_to_its_subject(client, me, samples):
    sample = samples.make(me)
    told(me, sample, NOW)
    html = page(client)
    assert "A sample you follow has news." in html
    assert f'href="/samples/{sample.key}/"' in html
    [item] = client.get(INBOX).json()["items"]
    assert item["subject"] == f"sample:{sample.key}"
    assert item["address"] == f"/samples/{sample.key}/"
    assert item["read_at"] is None


def test_what_may_not_be_read_any_more_is_neither_listed_nor_counted_nor_marked(client, me, samples):
    sample, open_one = samples.make(me), samples.make(me)
    notice = told(me, sample, NOW)
    told(me, open_one, NOW)
    sample.readers.clear()
    assert str(sample.key) not in page(client)
    assert client.get(INBOX).json()["total"] == 1
    assert client.get(f"{INBOX}/unread").json() == {"unread": 1, "is_more": False}
    assert client.post(f"{INBOX}/{notice.pk}/read").status_code == 404
    assert client.post(f"/inbox/{notice.pk}/read/").status_code == 404
    assert client.post(f"{INBOX}/read").json() == {"read": 1}


def test_a_subject_of_an_app_that_is_gone_is_not_there(client, me, samples):
    told(me, samples.make(me), NOW)
    samples.forget()
    assert client.get(INBOX).json()["items"] == []
    assert client.get(f"{INBOX}/unread").json() == {"unread": 0, "is_more": False}


def test_nobody_sees_or_marks_anothers_notices(client, me, samples):
    other = UserFactory()
    notice = told(other, samples.make(other, me), NOW)
    assert client.get(INBOX).json()["items"] == []
    assert client.post(f"{INBOX}/{notice.pk}/read").status_code == 404
    assert client.post(f"/inbox/{notice.pk}/read/").status_code == 404
    client.post("/inbox/read/")
    assert Notice.objects.unread().count() == 1


def test_one_and_all_are_marked_by_page_and_by_api(client, me, samples):
    first, second, third, _ = (told(me, samples.make(me), NOW) for _ in range(4))
    assert client.post(f"/inbox/{first.pk}/read/")["Location"] == "/inbox/"
    assert client.post(f"{INBOX}/{second.pk}/read").status_code == 204
    assert client.get(f"{INBOX}?unread=true").json()["total"] == 2
    assert third.sentence in page(client, "?unread=1")
    client.post("/inbox/read/")
    assert client.get(f"{INBOX}/unread").json() == {"unread": 0, "is_more": False}
    assert "Nothing is unread" in page(client, "?unread=1")


def test_a_button_opened_by_itself_leads_to_the_inbox_and_marks_nothing(client, me, samples):
    notice = told(me, samples.make(me), NOW)
    for address in (f"/inbox/{notice.pk}/read/", "/inbox/read/"):
        assert client.get(address)["Location"] == "/inbox/"
    assert Notice.objects.unread().count() == 1


def test_a_long_inbox_has_pages_and_asks_as_often_as_a_short_one(client, me, samples, monkeypatch):
    monkeypatch.setattr(views, "PER_PAGE", 3)
    told(me, samples.make(me), NOW)

    def queries():
        page(client)
        with CaptureQueriesContext(connection) as captured:
            page(client)
        return len(captured)

    few = queries()
    for minutes in range(6):
        told(me, samples.make(me), NOW + timedelta(minutes=minutes))
    assert queries() == few
    assert "Pages of notices" in page(client)
    assert client.get(f"{INBOX}?page=2").json()["items"] == []
    assert client.get(f"{INBOX}?page=0").status_code == 422
    assert client.get(f"{INBOX}?page=1001").status_code == 422


def asked_of_notices(client, address):
    with CaptureQueriesContext(connection) as captured:
        html = client.get(address).content.decode()
    return html, sum("notices_notice" in query["sql"] for query in captured.captured_queries)


def test_the_number_in_the_header_costs_visitors_nothing_and_readers_one_question(client, samples):
    html, asked = asked_of_notices(client, "/polls/")
    assert (asked, "data-unread" in html) == (0, False)
    me = UserFactory()
    client.force_login(me)
    html, asked = asked_of_notices(client, "/polls/")
    assert asked == 1
    assert "data-unread hidden" in html
    for _ in range(3):
        told(me, samples.make(me), NOW)
    samples.questions.clear()
    html, asked = asked_of_notices(client, "/polls/")
    assert (asked, len(samples.questions)) == (1, 1)
    assert "<span data-unread-number>3</span>" in html


def test_more_than_99_are_not_counted(client, me, samples):
    for _ in range(99):
        told(me, samples.make(me), NOW)
    assert client.get(f"{INBOX}/unread").json() == {"unread": 99, "is_more": False}
    assert "<span data-unread-number>99</span>" in page(client)
    for _ in range(30):
        told(me, samples.make(me), NOW)
    samples.questions.clear()
    assert client.get(f"{INBOX}/unread").json() == {"unread": 99, "is_more": True}
    assert [len(subjects) for _, subjects in samples.questions] == [100]
    assert "<span data-unread-number>99+</span>" in page(client)


def test_what_is_older_than_much_that_may_not_be_read_is_counted(client, me, samples):
    told(me, samples.make(me), NOW - timedelta(days=2))
    for _ in range(120):
        told_and_closed(me, samples, NOW)
    assert client.get(f"{INBOX}/unread").json() == {"unread": 1, "is_more": False}


def test_the_inbox_stays_in_no_cache(client, me):
    assert "no-store" in client.get("/inbox/")["Cache-Control"]


def test_a_visitor_has_no_inbox(client):
    assert client.get("/inbox/")["Location"].startswith("/accounts/login/")
    assert client.get(INBOX).status_code == 401


def test_the_number_in_a_header_takes_no_more_queries_the_more_there_is_that_may_not_be_read(client):
    reader = UserFactory()
    client.force_login(reader)
    counts = []
    for number in (400, 1600):
        Notice.objects.bulk_create(
            Notice(
                user=reader, kind=Kind.CASES, subject_kind="case", subject=uuid4(), happened="news", at=timezone.now()
            )
            for _ in range(number)
        )
        with CaptureQueriesContext(connection) as captured:
            assert Notice.objects.unread_count(reader) == (0, False)
        counts.append(len(captured))
    assert counts[0] == counts[1] < 20
