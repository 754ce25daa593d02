"""Who may listen. What may not be read is not there, and a process that cannot send says so."""

from uuid import uuid4

import pytest

from accounts.actions import create_token
from accounts.models import User
from notices.streams import board, threads, views
from notices.streams.serving import ADMITTED
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
ELSEWHERE = 421


def test_nobody_listens_without_signing_in(client):
    assert client.get("/events/").status_code == 401
    assert client.get("/events/", headers={"Authorization": "Bearer wagtail_wrong"}).status_code == 401
    client.force_login(UserFactory())
    assert client.get("/events/", headers={"Authorization": "Bearer wagtail_wrong"}).status_code == 401


@pytest.mark.parametrize("method", ["post", "put", "delete", "head"])
def test_there_is_nothing_but_listening(client, method):
    client.force_login(UserFactory())
    assert getattr(client, method)("/events/").status_code == 405


def test_a_process_that_sends_no_events_says_so_and_holds_nobody(client):
    client.force_login(UserFactory())
    answer = client.get("/events/")
    assert answer.status_code == ELSEWHERE
    assert answer["Cache-Control"] == "no-store"


def test_what_may_not_be_read_answers_as_what_is_not_there(client, samples):
    user = UserFactory()
    client.force_login(user)
    closed, opened = samples.make(), samples.make(user)
    answers = [
        client.get(f"/events/?subject={subject}")
        for subject in (f"sample:{closed.key}", f"sample:{uuid4()}x", f"nothing:{opened.key}", "sample", "", "sample:1")
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert client.get(f"/events/?subject=sample:{opened.key}").status_code == ELSEWHERE


def test_a_token_opens_a_stream_and_a_second_factor_that_is_due_closes_it(client):
    user = UserFactory(physician=True)
    headers = {"Authorization": f"Bearer {create_token(name='program', by=user)}"}
    assert client.get("/events/", headers=headers).status_code == ELSEWHERE
    User.objects.filter(pk=user.pk).update(second_factor_due=None)
    assert client.get("/events/", headers=headers).status_code == 403


@pytest.mark.parametrize(
    ("header", "query", "place"),
    [
        ("12", "", 12),
        (None, "?after=7", 7),
        ("12", "?after=7", 12),
        ("x", "", None),
        ("9" * 19, "", None),
        ("-1", "", None),
    ],
)
def test_where_somebody_was_cut_off_is_a_number_or_nothing(rf, header, query, place):
    headers = {"Last-Event-ID": header} if header else {}
    assert views.place_in(rf.get(f"/events/{query}", headers=headers)) == place


def test_what_is_let_in_is_handed_to_the_server_and_the_answer_is_empty(rf, client, samples):
    user = UserFactory()
    client.force_login(user)
    request = rf.get("/events/")
    request.user, request.session, request.scope = user, client.session, {ADMITTED: []}
    answer = views.events(request)
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, b"", "text/event-stream")
    assert answer["X-Accel-Buffering"] == "no"
    [asked] = request.scope[ADMITTED]
    assert asked.by.user_id == user.pk


@pytest.fixture
def loop(settings, monkeypatch):
    """The loop of `make run`, which asks no database here."""
    settings.EVENTS = "threads"
    made = threads.Loop()

    async def idle():
        return None

    monkeypatch.setattr(made.board, "serve", idle)
    monkeypatch.setattr(views, "the_loop", lambda: made)
    yield made
    finish(made)
    made.loop.close()


def finish(loop):
    """Let the loop do what waits, and stop it."""
    if loop.thread.is_alive():
        loop.loop.call_soon_threadsafe(loop.loop.stop)
        loop.thread.join(timeout=5)


def test_a_stream_in_a_thread_ends_when_its_reader_leaves(client, loop):
    """`make run`: the first message comes from the loop beside the thread; closing the answer gives the place back."""
    client.force_login(UserFactory())
    answer = client.get("/events/")
    assert next(iter(answer.streaming_content)) == b"retry: 3000\n\n"
    assert len(loop.board.streams) == 1
    answer.close()
    finish(loop)
    assert not loop.board.streams


def test_in_threads_a_sixth_stream_of_one_account_ends_the_oldest(client, loop):
    """Whoever clicks from page to page leaves streams behind that no thread sees end before it writes again."""
    client.force_login(UserFactory())
    answers = [client.get("/events/") for _ in range(6)]
    assert {answer.status_code for answer in answers} == {200}
    assert list(answers[0].streaming_content) == [b"retry: 3000\n\n"]
    assert len(loop.board.streams) == 5
    for answer in answers:
        answer.close()


def test_a_full_process_says_when_to_come_again(client, loop, monkeypatch):
    monkeypatch.setattr(board, "STREAMS_MOST", 0)
    client.force_login(UserFactory())
    answer = client.get("/events/")
    assert (answer.status_code, answer["Retry-After"]) == (429, "30")
