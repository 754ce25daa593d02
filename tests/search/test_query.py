from dataclasses import replace

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from search.query import FILTERS, BadQuery, SearchQuery, parse


def asked(text):
    return parse(QueryDict(text))


def test_every_parameter_is_read():
    query = asked(
        "q=marfan&kind=disease&kind=video&speciality=Cardiology&inheritance=Autosomal+dominant&onset=Adult&audience=members"
        "&year=2026&year=-2023&disease=orpha558&curated=1&sort=newest&page=3&size=10&exactly=1"
    )

    assert query == SearchQuery(
        text="marfan", kinds=("disease", "video"), specialities=("Cardiology",), inheritance=("Autosomal dominant",),
        onset=("Adult",), audience=("members",), years=("2026", "-2023"), diseases=("ORPHA:558",), curated=True,
        sort="newest", page=3, size=10, exactly=True,
    )  # fmt: skip


def test_nothing_asked_is_the_default():
    assert asked("") == SearchQuery()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("page=0", "page"), ("page=501", "page"), ("page=x", "page"), ("page=1e3", "page"), ("page=-1", "page"),
        ("size=51", "size"), ("size=0", "size"), ("kind=invented", "kind"), ("audience=secret", "audience"),
        ("year=26", "year"), ("year=20x6", "year"), ("disease=marfan", "disease"), ("curated=maybe", "curated"),
        ("sort=random", "sort"), ("exactly=2", "exactly"), ("&".join(f"speciality={n}" for n in range(21)), "speciality"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named(text, name):
    with pytest.raises(BadQuery) as error:
        asked(text)

    assert error.value.name == name
    assert error.value.message


@pytest.mark.parametrize("text", ["\0", "a\0b", "\ud800", "x" * 10_000, "“”", "😀", "NEAR(", '"', "   "])
def test_any_text_is_taken(text):
    params = QueryDict(mutable=True)
    params["q"] = text

    assert len(parse(params).text.encode()) <= 1600


TEXTS = st.text(min_size=1, max_size=30).map(
    lambda text: " ".join(text.encode("utf-8", "ignore").decode().replace("\0", "").split())
)
QUERIES = st.builds(
    SearchQuery,
    text=TEXTS,
    kinds=st.sets(st.sampled_from(["disease", "video"])).map(tuple),
    specialities=st.sets(TEXTS.filter(bool), max_size=3).map(tuple),
    years=st.sets(st.sampled_from(["2026", "-2023"])).map(tuple),
    diseases=st.sets(st.sampled_from(["ORPHA:1", "OMIM:2"])).map(tuple),
    curated=st.sampled_from([None, True, False]),
    sort=st.sampled_from(["best", "newest", "title"]),
    page=st.integers(1, 500),
    size=st.integers(1, 50),
    exactly=st.booleans(),
)


@given(QUERIES)
def test_a_query_survives_its_own_address(query):
    assert asked(query.as_params()) == query


@pytest.mark.parametrize("name", FILTERS)
def test_changing_a_filter_goes_back_to_the_first_page(name):
    query = replace(SearchQuery(text="x", page=4)).with_filter(name, ("2026",))

    assert (query.page, query.filters) == (1, {name: ("2026",)})
