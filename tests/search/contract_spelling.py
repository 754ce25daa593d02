"""Typing errors and other spellings, for every engine: part of the contract."""

import pytest

from tests.factories.search import find, make_entry, titles
from tests.search.contract import Engine


class Spelling(Engine):
    @pytest.mark.parametrize(
        "text", ["marfn syndrome", "marfan sydnrome", "mafran synrome", "Marfan symdrone", "marphan syndrome"]
    )
    def test_a_misspelt_name_is_found_and_the_reading_is_said(self, text):
        self.put_marfan()

        results = find(text)

        assert results.hits[0].title == "Marfan syndrome"
        assert results.corrections

    def test_what_is_spelt_right_is_not_corrected(self):
        self.put_marfan()

        results = find("marfan")

        assert (results.corrections, results.did_you_mean) == ((), None)

    def test_exactly_as_typed_finds_nothing_else_but_asks_back(self):
        self.put_marfan()

        results = find("marfn syndrome", params="exactly=1")

        assert (results.total, results.corrections) == (0, ())
        assert results.did_you_mean == "Marfan syndrome"

    def test_a_word_that_is_nowhere_is_left_out_and_said(self):
        self.put_marfan()

        results = find("marfan zzyzxqw")

        assert results.hits[0].title == "Marfan syndrome"
        assert [(c.typed, c.read) for c in results.corrections] == [("zzyzxqw", "")]

    def test_if_no_entry_has_all_words_those_that_have_most_are_shown(self):
        self.put_marfan()

        results = find("swimmer tall stature")

        assert results.total == 2
        assert results.missing == 1

    def test_of_a_list_of_signs_the_entry_that_has_most_leads(self):
        signs = [
            "tall stature",
            "lens dislocation",
            "scoliosis",
            "flat feet",
            "striae",
            "dural ectasia",
            "pneumothorax",
        ]
        self.put(make_entry("Most of them", body=". ".join(signs[:5])), make_entry("One of them", body=signs[5]))

        results = find(", ".join(signs))

        assert titles(results) == ["Most of them", "One of them"]
        assert results.missing > 2

    def test_a_name_nearly_like_the_question_wins_over_a_chance_hit_in_a_text(self):
        self.put(
            make_entry("Congenital laryngomalacia"), make_entry("Other", body="myotonia congenita, laryngomalacia")
        )

        results = find("Congenita laryngomalacia")

        assert results.hits[0].title == "Congenital laryngomalacia"
        assert [(c.typed, c.read) for c in results.corrections] == [("Congenita", "Congenital")]

    def test_numbers_are_never_corrected(self):
        self.put(make_entry("Ataxia type 17"))

        assert [(c.typed, c.read) for c in find("ataxia type 18").corrections] == [("18", "")]
