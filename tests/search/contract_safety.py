"""Any text is an answer or an empty list, for every engine: part of the contract."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from search.engines import engine
from tests.factories.search import EVERYBODY, find
from tests.search.contract import Engine

# An example leaves nothing behind that the next could see, and each engine runs the examples for itself.
UNMINDED = [HealthCheck.function_scoped_fixture, HealthCheck.differing_executors]
HARD = ["", '"', "'", "*", "NEAR(a b)", "a AND", "NOT", "title:marfan", "^marfan", "{title}: x", "a OR", "(", ")", "-", "+",
        "--", "marfan\0syndrome", "😀", "👩‍⚕️", "\ud800", "%", "%s", "_", "\\", ";", "<script>", "ORPHA:", ":558", "#",
        "the of and", "x" * 10_000, "a " * 5_000, "ORPHA:1 " * 1_000, "word" + "n" * 300, "١٢٣", "马凡综合征", "Ω", "ﬁbrosis",
        "İstanbul", "½"]  # fmt: skip


class Safety(Engine):
    @pytest.mark.parametrize("text", HARD)
    @pytest.mark.parametrize("params", ["", "exactly=1", "sort=title"])
    def test_any_text_gives_results_or_an_empty_list(self, text, params):
        self.put_marfan()

        results = find(text, params=params)

        assert results.total >= len(results.hits)
        assert isinstance(engine().suggest(text[:400], EVERYBODY, 8), tuple)

    @hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=UNMINDED)
    @given(st.text(max_size=60))
    def test_any_invented_text_is_safe(self, text):
        assert find(text).total >= 0
        assert isinstance(engine().suggest(text, EVERYBODY, 8), tuple)

    @hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=UNMINDED)
    @given(
        st.lists(
            st.sampled_from(
                ["marfan", "AND", "OR", "NOT", "NEAR", "(", ")", '"', "*", "^", ":", "-", "title", "{", "}"]
            )
        )
    )
    def test_operators_are_words_like_any_other(self, words):
        assert find(" ".join(words)).total >= 0
