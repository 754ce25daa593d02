import pytest

from search.navigation import active_filters, address, cleared, numbers_around, pager, sorts
from search.query import SearchQuery
from search.results import SearchResults


def results(page, pages):
    return SearchResults(
        query=SearchQuery(text="gait", page=page), hits=(), total=0, facets=(), corrections=(),
        did_you_mean=None, denied=(), missing=0,
        engine="sqlite", took_ms=0, page=page, pages=pages,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("current", "last", "numbers"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (1, 9, [1, 2, 3, None, 9]),
        (5, 9, [1, None, 3, 4, 5, 6, 7, None, 9]),
        (9, 9, [1, None, 7, 8, 9]),
    ],
)
def test_page_numbers_leave_gaps(current, last, numbers):
    assert list(numbers_around(current, last)) == numbers


def test_a_pager_links_to_both_sides():
    links = pager(results(2, 3))

    assert (links.previous, links.next) == ("/search/?q=gait", "/search/?q=gait&page=3")
    assert [link.current for link in links.links] == [False, True, False]


def test_a_page_beyond_the_last_leads_back_to_it():
    links = pager(results(9, 3))

    assert (links.previous, links.next) == ("/search/?q=gait&page=3", None)


def test_each_filter_can_be_taken_away_by_itself():
    query = SearchQuery(text="gait", kinds=("disease", "video"), years=("-2023",), curated=False, page=3)

    assert [(f.label, f.url) for f in active_filters(query)] == [
        ("Disease", "/search/?q=gait&kind=video&year=-2023&curated=0"),
        ("Video", "/search/?q=gait&kind=disease&year=-2023&curated=0"),
        ("2023 or earlier", "/search/?q=gait&kind=disease&kind=video&curated=0"),
        ("Not yet curated", "/search/?q=gait&kind=disease&kind=video&year=-2023"),
    ]
    assert address(cleared(query)) == "/search/?q=gait"


def test_the_chosen_order_is_marked():
    assert [sort.value for sort in sorts(SearchQuery(sort="newest")) if sort.selected] == ["newest"]
