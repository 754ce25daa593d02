"""A new index is made beside the old one, on a real Elasticsearch."""

import pytest

from common.audience import Audience
from search.actions import rebuilding, remove
from search.actions.outbox import note_filled
from search.engines import remote_engine
from search.engines.away import EngineAway
from search.engines.elasticsearch import documents
from search.engines.elasticsearch.loading import Loading
from search.engines.elasticsearch.mapping import aliases
from search.models import SearchEntry
from search.querysets import live_entries
from tests.factories.search import PUBLIC, find, make_entry, put, settle, titles
from tests.search.contract import Engine
from tests.search.test_elasticsearch import Elasticsearch


def live():
    return live_entries().order_by("pk")


class TestLoading(Elasticsearch, Engine):
    @property
    def connection(self):
        return remote_engine().connection

    def indexes(self):
        return sorted(self.connection.worker.indices.get(index=f"{self.connection.prefix}-*").body)

    def load(self, monkeypatch=None, before_place=None, progress=lambda done: None):
        loading = Loading(self.connection, live, progress)
        if before_place:
            take_place = loading.take_place
            loading.take_place = lambda: (before_place(), take_place())
        versions = loading.run()
        note_filled(versions, remote_engine().generation())
        settle()
        return versions

    def test_the_old_index_is_gone_and_the_new_one_has_everything(self):
        self.put(make_entry("Marfan syndrome"), make_entry("Hidden", audience=Audience.MEMBERS))
        before = self.indexes()

        versions = self.load()

        assert len(self.indexes()) == len(Audience.values)
        assert not set(self.indexes()) & set(before)
        assert versions == {entry.pk: entry.version for entry in live()}
        assert (find("").total, find("", PUBLIC).total) == (2, 1)

    def test_progress_is_told(self):
        self.put(*(make_entry(f"Ataxia {n}") for n in range(3)))
        seen = []

        self.load(progress=seen.append)

        assert sum(seen) == 3

    def test_what_changes_before_the_change_of_place_is_in_the_new_index(self):
        self.put(*(make_entry(name, key=name) for name in ("Stays", "Changes", "Goes", "Hides")))

        def meanwhile():
            put(make_entry("Changed", key="Changes"), make_entry("New"))
            put(make_entry("Hides", key="Hides", audience=Audience.MEMBERS))
            remove(kind="disease", key="Goes")
            settle()  # the worker sends it all to the old index

        self.load(before_place=meanwhile)

        assert sorted(titles(find(""))) == ["Changed", "Hides", "New", "Stays"]
        assert sorted(titles(find("", PUBLIC))) == ["Changed", "New", "Stays"]

    def test_searching_goes_on_while_a_new_index_is_made(self):
        self.put(make_entry("Marfan syndrome"))
        seen = []

        self.load(before_place=lambda: seen.append(titles(find("marfan"))))

        assert seen == [["Marfan syndrome"]]

    def test_a_rebuild_that_breaks_off_leaves_the_old_index_and_nothing_else(self):
        self.put(make_entry("Marfan syndrome"))
        before = self.indexes()

        def stop():
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            self.load(before_place=stop)

        assert self.indexes() == before
        assert titles(find("marfan")) == ["Marfan syndrome"]

    def test_leftovers_of_a_killed_rebuild_are_removed_by_the_next(self):
        left = f"{self.connection.prefix}-public-20200101t000000000000"
        self.connection.worker.indices.create(index=left)

        self.load()

        assert left not in self.indexes()

    def test_of_two_rebuilds_the_one_that_began_last_goes_on(self):
        self.put(make_entry("Marfan syndrome"))

        with pytest.raises(EngineAway, match="another rebuild"):
            self.load(before_place=self.load)

        assert titles(find("marfan")) == ["Marfan syndrome"]
        assert len(self.indexes()) == len(Audience.values)

    def test_an_entry_that_cannot_be_indexed_is_refused_alone(self):
        self.put(make_entry("Plain"))
        odd = SearchEntry(pk=77, kind="disease", key="odd", title="Odd", audience="public", version=1, day=10**12)

        refused = remote_engine().send([odd, *live()])

        assert list(refused) == [77]

    def test_without_its_index_the_engine_is_away_and_nothing_is_made_in_its_place(self):
        self.put(make_entry("Marfan syndrome"))
        names = aliases(self.connection.prefix).values()
        self.connection.worker.indices.delete(index=",".join(self.indexes()))

        with pytest.raises(EngineAway, match="rebuild_search"):
            remote_engine().send(list(live()))

        assert not any(self.connection.worker.indices.exists(index=name) for name in names)
        self.load()

    def test_an_index_in_the_place_of_an_alias_is_replaced(self):
        self.put(make_entry("Marfan syndrome"))
        self.connection.worker.indices.delete(index=",".join(self.indexes()))
        self.connection.worker.indices.create(index=aliases(self.connection.prefix)["public"])

        self.load()

        assert titles(find("marfan")) == ["Marfan syndrome"]

    def test_a_filled_index_is_refreshed_and_copied_as_any_other(self):
        self.put(make_entry("Marfan syndrome"))

        self.load()

        for settings in self.connection.worker.indices.get_settings(index=",".join(self.indexes())).values():
            assert settings["settings"]["index"]["refresh_interval"] == "500ms"
            assert settings["settings"]["index"]["auto_expand_replicas"] == "0-2"

    def test_what_the_old_index_took_during_the_change_of_place_is_sent_again_even_if_the_rebuild_dies_there(
        self, feed
    ):
        feed.append(make_entry("Marfan syndrome", key="K:1"))
        rebuilding.rebuild(full=True)
        fail = rebuilding.note_filled
        rebuilding.note_filled = lambda versions, generation: 1 / 0
        try:
            with pytest.raises(ZeroDivisionError):
                rebuilding.rebuild(full=True)
        finally:
            rebuilding.note_filled = fail

        assert not rebuilding.is_up_to_date()
        assert rebuilding.rebuild().full
        assert rebuilding.is_up_to_date()

    def test_an_index_that_somebody_else_made_is_filled_anew(self, feed):
        feed.append(make_entry("Marfan syndrome", key="K:1"))
        rebuilding.rebuild()
        Loading(self.connection, live, lambda done: None).run()

        assert not rebuilding.is_up_to_date()
        assert rebuilding.rebuild().full

    @pytest.mark.parametrize("wrong", ["no number", None], ids=["refused", "not even written"])
    def test_an_entry_that_is_refused_holds_up_no_rebuild_and_asks_for_no_other(self, feed, monkeypatch, wrong):
        feed += [make_entry("Plain", key="K:1"), make_entry("Odd", key="K:2")]
        rebuilding.rebuild()
        SearchEntry.objects.filter(key="K:2").update(version=9)
        monkeypatch.setattr(documents, "push_of", lambda entry: 0 if entry.title != "Odd" else wrong or 1 / 0)

        first, second = rebuilding.rebuild(full=True), rebuilding.rebuild()

        assert (first.full, second.full) == (True, False)
        assert titles(find("")) == ["Plain"]
        assert SearchEntry.objects.get(key="K:2").error

    @pytest.fixture
    def feed(self, monkeypatch):
        made = []
        monkeypatch.setattr(rebuilding, "all_entries", lambda: iter(made))
        return made
