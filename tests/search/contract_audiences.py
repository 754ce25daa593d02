"""What every engine keeps from whoever may not know of it; see contract.py."""

import pytest

from common.audience import Audience, readable_with
from search.actions import remove
from search.engines import engine
from search.models import SearchEntry
from tests.factories.search import EVERYBODY, PUBLIC, find, make_entry, titles
from tests.search.contract import MARFAN, Engine, answer


class Audiences(Engine):
    """Words that only a hidden entry has: no answer for the public may differ from that of a hub without it."""

    def put_hidden(self):
        self.put(
            make_entry("Quokkaitis syndrome", audience=Audience.MEMBERS, synonyms=["QKS"], codes=["ORPHA:77777"],
                       genes=["QUOK1"], specialities=["Quokkology"], body="wombatocele", lines=[(3, "numbatosis is said")]),
            make_entry("Marfan syndrome", **MARFAN),
        )  # fmt: skip

    WORDS = ("quokkaitis", "QKS", "ORPHA:77777", "77777", "QUOK1", "wombatocele", "numbatosis", "quokkaitis syndrome")

    @pytest.mark.parametrize("text", [*WORDS, ""])
    def test_the_hidden_entry_is_found_by_those_who_may_know_of_it(self, text):
        self.put_hidden()

        assert "Quokkaitis syndrome" in titles(find(text))

    @pytest.mark.parametrize("text", [*WORDS, "", "quokkaits", "wombatocel", "marfan ORPHA:77777", "quokkaitis marfan"])
    @pytest.mark.parametrize("params", ["", "exactly=1", "audience=members", "speciality=Quokkology", "sort=newest"])
    def test_to_others_it_does_not_exist(self, text, params):
        self.put(make_entry("Marfan syndrome", **MARFAN))
        before = find(text, PUBLIC, params)
        self.put_hidden()
        remove_oldest_twin()

        after = find(text, PUBLIC, params)

        assert answer(after) == answer(before)

    @pytest.mark.parametrize("text", ["quok", "quokkaits", "QK", "777", "QUOK", "qukkaitis syndrome"])
    def test_suggestions_never_name_it(self, text):
        self.put_hidden()

        assert all("Quokk" not in suggestion.html for suggestion in engine().suggest(text, PUBLIC, 8))
        assert engine().suggest("quok", EVERYBODY, 8)

    def test_words_of_hidden_entries_do_not_crowd_out_a_correction(self):
        letters = "abcdefghijklmnopqrstuvwxyz"
        hidden = " ".join(f"cholestanasi{a}{b}" for a in letters for b in letters[:8])
        self.put(make_entry("Secret", audience=Audience.MEMBERS, body=hidden), make_entry("Cholestanosis"))

        assert titles(find("cholestanasis", PUBLIC)) == ["Cholestanosis"]

    def test_an_entry_that_becomes_hidden_disappears_for_others(self):
        entry = make_entry("Quokkaitis", key="Q:1")
        self.put(entry)
        assert find("quokkaitis", PUBLIC).total == 1

        self.put(make_entry("Quokkaitis", key="Q:1", audience=Audience.MEMBERS))

        assert find("quokkaitis", PUBLIC).total == 0
        assert find("quokkaitis").total == 1

    def test_a_case_is_found_by_physicians_and_not_by_every_reader_of_members_content(self):
        self.put(
            make_entry("Quokkaitis", kind="case", audience=Audience.CASES), make_entry("Marfan syndrome", **MARFAN)
        )

        assert find("quokkaitis", readable_with(Audience.CASES)).total == 1
        assert find("quokkaitis", readable_with(Audience.MEMBERS)).total == 0

    def test_nobody_sees_anything(self):
        self.put_hidden()

        assert find("marfan", frozenset({"nobody"})).total == 0


def remove_oldest_twin():
    """Leave one of the two entries that a test put before and after."""
    _, *rest = SearchEntry.objects.filter(title="Marfan syndrome", deleted=False).order_by("pk")
    for entry in rest:
        remove(kind=entry.kind, key=entry.key)
