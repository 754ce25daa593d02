import re
from html import escape, unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.highlight import WINDOW, Marker
from search.text import fold


def marker(text):
    return Marker(frozenset(fold(text)), frozenset(text.lower().split()))


@pytest.mark.parametrize(
    ("question", "text", "marked"),
    [
        ("tumour", "A tumor, two tumours", "A <mark>tumor</mark>, two <mark>tumours</mark>"),
        ("hemophilia", "Haemophilia A", "<mark>Haemophilia</mark> A"),
        ("sjogren", "Sjögren syndrome", "<mark>Sjögren</mark> syndrome"),
        ("mannosidosis alpha", "α-Mannosidosis", "<mark>α-Mannosidosis</mark>"),
        ("fever", "“Fever” – İ 38°", "“<mark>Fever</mark>” – İ 38°"),
        ("malform", "malformé – malform", "malformé – <mark>malform</mark>"),
        ("huntington", "Huntington's disease", "<mark>Huntington&#x27;s</mark> disease"),
        ("huntington", "Huntington’s disease", "<mark>Huntington’s</mark> disease"),
        ("aortic dissection", "Aortic dissection", "<mark>Aortic dissection</mark>"),
        ("aortic root", "aortic-root", "<mark>aortic-root</mark>"),
        ("type 2", "Type II", "<mark>Type II</mark>"),
        ("art", "heart artery art", "heart artery <mark>art</mark>"),
        ("", "Nothing asked", "Nothing asked"),
    ],
)
def test_words_are_marked_as_their_author_wrote_them(question, text, marked):
    assert marker(question).mark(text) == marked


def test_markup_in_a_text_is_shown_not_obeyed():
    marked = marker("script").mark('<script>alert("x")</script> & <b>')

    assert marked == "&lt;<mark>script</mark>&gt;alert(&quot;x&quot;)&lt;/<mark>script</mark>&gt; &amp; &lt;b&gt;"


def test_a_word_being_typed_is_marked_from_its_beginning():
    assert Marker(frozenset(), prefix="marf").mark("Marfanoid habitus") == "<mark>Marfanoid</mark> habitus"


def test_a_snippet_shows_where_the_words_stand_together():
    text = "dissection " + "of this and that " * 60 + "in aortic dissection the pain " + "and so on " * 60

    snippet = marker("aortic dissection").snippet(text)

    assert "in <mark>aortic dissection</mark> the pain" in snippet
    assert snippet.startswith("…") and snippet.endswith("…")
    assert len(re.sub("</?mark>", "", unescape(snippet))) <= WINDOW + 2


def test_a_text_without_the_words_has_no_snippet():
    assert marker("aortic").snippet("Nothing of the kind") is None


@given(st.text(), st.text())
def test_marks_change_nothing_but_the_marks(question, text):
    marked = marker(question).mark(text)

    assert re.sub("</?mark>", "", marked) == escape(text)


@given(st.text(max_size=20), st.text(max_size=2000))
def test_a_snippet_is_a_piece_of_the_text(question, text):
    snippet = marker(question).snippet(text)

    assert (
        snippet is None or unescape(re.sub("</?mark>", "", snippet)).strip("…") in text.replace("…", "") or "…" in text
    )
