"""Changes wait in the table of entries until the engine has them; see test_elasticsearch.py for a real one."""

from datetime import timedelta
from threading import Event

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from search import health, worker
from search.actions import drain, entries, outbox, rebuilding, remove
from search.engines.away import EngineAway
from search.models import SearchEntry
from search.querysets import lag, pending_count
from search.results import EngineStatus
from tests.factories.search import make_entry, put

pytestmark = pytest.mark.django_db


class Engine:
    """Keeps the highest version of each entry, as an engine must; `away` and `refuses` are what a test makes of it."""

    name = "pretended"

    def __init__(self):
        self.held = {}
        self.away = False
        self.refuses = ()
        self.meanwhile = lambda: None
        self.calls = 0
        self.name_of_index = "first"

    def send(self, sent):
        self.calls += 1
        if self.away:
            raise EngineAway("gone")
        for entry in sent:
            if entry.title not in self.refuses and entry.version > self.held.get(entry.pk, (0, None))[0]:
                self.held[entry.pk] = (entry.version, None if entry.deleted else entry.title)
        self.meanwhile()
        return {entry.pk: "mapper_parsing_exception: no" for entry in sent if entry.title in self.refuses}

    def rebuild(self, everything, progress=lambda done: None):
        self.held = {entry.pk: (entry.version, entry.title) for entry in everything()}
        return {pk: version for pk, (version, _) in self.held.items()}

    def refresh(self):
        pass

    def generation(self):
        return self.name_of_index

    def status(self):
        if self.away:
            raise EngineAway("gone")
        return EngineStatus(self.name, len(self.live), {})

    @property
    def live(self):
        return {pk: title for pk, (_, title) in self.held.items() if title}


@pytest.fixture
def remote(monkeypatch):
    pretended = Engine()
    for module in (entries, outbox, rebuilding, health):
        monkeypatch.setattr(module, "remote_engine", lambda: pretended)
    monkeypatch.setattr(health, "engine", lambda: pretended)
    return pretended


def test_a_change_waits_until_it_is_drained(remote):
    put(make_entry("Marfan syndrome"))
    assert (pending_count(), remote.live) == (1, {})

    done = drain()

    assert (done.sent, done.refused, done.more) == (1, 0, False)
    assert (pending_count(), list(remote.live.values())) == (0, ["Marfan syndrome"])


def test_draining_again_sends_nothing(remote):
    put(make_entry("Marfan syndrome"))
    drain()

    assert (drain().sent, remote.calls) == (0, 1)


def test_what_is_removed_is_taken_out(remote):
    put(make_entry("Marfan syndrome", key="K:1"))
    drain()
    remove(kind="disease", key="K:1")
    drain()

    assert (remote.live, pending_count()) == ({}, 0)


def test_a_change_while_another_is_sent_keeps_waiting(remote):
    put(make_entry("First", key="K:1"))
    remote.meanwhile = lambda: put(make_entry("Second", key="K:1"))
    drain()
    assert (pending_count(), list(remote.live.values())) == (1, ["First"])

    remote.meanwhile = lambda: None
    drain()

    assert (pending_count(), list(remote.live.values())) == (0, ["Second"])


def test_an_engine_that_is_away_loses_nothing(remote):
    remote.away = True
    put(make_entry("Marfan syndrome"))
    with pytest.raises(EngineAway):
        drain()
    assert pending_count() == 1

    remote.away = False
    drain()

    assert list(remote.live.values()) == ["Marfan syndrome"]


def test_what_is_refused_is_put_off_longer_each_time_and_holds_up_nothing_else(remote):
    remote.refuses = ("Odd",)
    put(make_entry("Odd", key="K:1"), make_entry("Plain", key="K:2"))

    done = drain()

    odd = SearchEntry.objects.get(key="K:1")
    assert (done.sent, done.refused, list(remote.live.values())) == (1, 1, ["Plain"])
    assert (odd.attempts, odd.error) == (1, "mapper_parsing_exception: no")
    assert odd.retry_at > timezone.now()
    assert drain().sent == 0
    assert [outbox.pause(n) for n in (0, 1, 5, 50)] == [timedelta(seconds=s) for s in (2, 4, 60, 60)]


def test_a_new_version_of_what_was_refused_is_sent_at_once(remote):
    remote.refuses = ("Odd",)
    put(make_entry("Odd", key="K:1"))
    drain()

    put(make_entry("Mended", key="K:1"))
    drain()

    entry = SearchEntry.objects.get()
    assert (entry.attempts, entry.error, entry.retry_at) == (0, "", None)
    assert list(remote.live.values()) == ["Mended"]


def test_more_than_a_batch_is_sent_in_rounds(remote):
    put(*(make_entry(f"Ataxia {n}") for n in range(5)))

    rounds = [drain(limit=2) for _ in range(3)]

    assert [(done.sent, done.more) for done in rounds] == [(2, True), (2, True), (1, False)]


def test_the_lag_is_that_of_the_oldest_change(remote):
    put(make_entry("One", key="K:1"), make_entry("Two", key="K:2"))
    now = timezone.now()
    SearchEntry.objects.filter(key="K:1").update(changed_at=now - timedelta(seconds=90))

    assert lag(now).total_seconds() == 90
    drain()
    assert lag(now).total_seconds() == 0


def test_the_status_tells_lag_and_trouble(remote, capsys):
    remote.refuses = ("Odd",)
    put(make_entry("Odd", key="K:1"), make_entry("Plain", key="K:2"))
    drain()
    remote.away = True

    call_command("search_status")

    printed = capsys.readouterr().out
    assert "pretended, away (gone); the database answers" in printed
    assert "Waiting: 1, the oldest for" in printed
    assert "mapper_parsing_exception: no (refused 1 times)" in printed


def test_the_command_drains_everything_or_says_that_nothing_is_lost(remote, capsys, monkeypatch):
    put(*(make_entry(f"Ataxia {n}") for n in range(3)))
    call_command("drain_search")
    assert "3 sent, 0 refused" in capsys.readouterr().out

    remote.away = True
    put(make_entry("Marfan"))

    with pytest.raises(CommandError, match="Nothing is lost"):
        call_command("drain_search")


def test_a_rebuild_fills_the_engine_and_leaves_nothing_waiting(remote, monkeypatch):
    made = [make_entry(f"Ataxia {n}", key=f"K:{n}") for n in range(3)]
    monkeypatch.setattr(rebuilding, "all_entries", lambda: iter(made))

    first, second = rebuilding.rebuild(full=True), rebuilding.rebuild()

    assert (first.full, second.full, len(remote.live), pending_count()) == (True, False, 3, 0)


def test_what_was_sent_to_the_index_before_and_is_noted_after_the_change_of_place_waits_again(remote, monkeypatch):
    made = [make_entry("First", key="K:1")]
    monkeypatch.setattr(rebuilding, "all_entries", lambda: iter(made))
    rebuilding.rebuild(full=True)
    put(make_entry("Second", key="K:1"))

    def change_of_place():
        """The old index has just taken "Second"; the new one was loaded before that and takes its place now."""
        remote.meanwhile = lambda: None
        remote.held = dict.fromkeys(remote.held, (1, "First"))
        remote.name_of_index = "another"
        rebuilding.note_filled(dict.fromkeys(remote.held, 1), remote.generation())

    remote.meanwhile = change_of_place
    drain()
    assert pending_count() == 1

    drain()

    assert list(remote.live.values()) == ["Second"]


def test_an_engine_that_lost_its_index_is_filled_again(remote, monkeypatch):
    made = [make_entry(f"Ataxia {n}", key=f"K:{n}") for n in range(3)]
    monkeypatch.setattr(rebuilding, "all_entries", lambda: iter(made))
    rebuilding.rebuild()
    remote.held = {}

    assert rebuilding.rebuild().full
    assert len(remote.live) == 3


class Round(Event):
    """Lets the worker make some rounds and notes how long it would have waited after each."""

    def __init__(self, rounds, between=lambda number: None):
        super().__init__()
        self.left, self.between, self.waits = rounds, between, []

    def wait(self, timeout=None):
        self.waits.append(timeout)
        self.between(len(self.waits))
        if len(self.waits) >= self.left:
            self.set()
        return self.is_set()


@pytest.fixture
def kept_connections(monkeypatch):
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)


def test_the_worker_waits_longer_while_the_engine_is_away_and_goes_on_by_itself(remote, kept_connections):
    remote.away = True
    put(make_entry("Marfan syndrome"))
    said = []

    def come_back(number):
        remote.away = number < 6

    stop = Round(8, come_back)
    worker.run(stop, pause=0.1, say=said.append)

    assert stop.waits[:6] == [0.2, 0.4, 0.8, 1.6, 2.0, 2.0]
    assert stop.waits[6:] == [0.1, 0.1]
    assert said == ["EngineAway: gone", "The engine is back."]
    assert list(remote.live.values()) == ["Marfan syndrome"]


@pytest.mark.parametrize("seed", range(3))
def test_a_worker_that_is_stopped_ends_at_once(remote, kept_connections, seed):
    stop = Event()
    stop.set()
    worker.run(stop, pause=60, say=print)

    assert remote.calls == 0


steps = st.lists(
    st.tuples(
        st.sampled_from(["put", "remove", "drain", "away", "back", "resend"]),
        st.integers(min_value=0, max_value=3),
        st.integers(min_value=0, max_value=9),
    ),
    max_size=40,
)


@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_whatever_happens_in_whatever_order_the_engine_ends_with_what_the_database_has(remote, made):
    remote.held, remote.away = {}, False
    SearchEntry.objects.all().delete()
    kept = []
    for step in made:
        act(remote, kept, step)
    remote.away = False
    while drain().sent:
        pass

    assert remote.live == dict(SearchEntry.objects.filter(deleted=False).values_list("pk", "title"))
    assert pending_count() == 0


def act(remote, kept, step):
    what, number, revision = step
    if what == "put":
        put(make_entry(f"Title {revision}", key=f"K:{number}"))
        kept += SearchEntry.objects.filter(key=f"K:{number}")
    elif what == "remove":
        remove(kind="disease", key=f"K:{number}")
    elif what == "resend" and kept and not remote.away:
        remote.send([kept[number % len(kept)]])  # a late copy of what was sent before
    elif what == "drain" and not remote.away:
        drain()
    elif what in ("away", "back"):
        remote.away = what == "away"
