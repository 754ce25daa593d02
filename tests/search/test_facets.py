from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest

from search.engines.database.facets import Combinations, count
from search.facets import label_of
from search.query import SearchQuery


class Slow(list):
    """A list that lets another thread run after each step."""

    def append(self, item):
        super().append(item)
        sleep(0.0001)


def test_threads_never_mix_up_the_numbers_of_values():
    known = Combinations()
    known.pairs = Slow()
    sets = {n: [("speciality", f"{n}-{m}") for m in range(5)] for n in range(40)}

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: known.add(n, sets[n]), sets))

    assert {n: [known.pairs[number] for number in known.members[n]] for n in sets} == sets


def test_a_combination_that_is_gone_counts_without_facets():
    counted = count(Combinations(), {7: 3}, SearchQuery())

    assert counted.total == 3
    assert count(Combinations(), {7: 3}, SearchQuery(kinds=("disease",))).total == 0


def test_counting_goes_on_while_another_thread_adds_values():
    known = Combinations()
    known.add(1, [("kind", "disease")])

    def counted():
        known.add(2, [("kind", "video")])
        yield (1, 3)

    assert known.tally(counted()) == {"kind": {"disease": 3}}


@pytest.mark.parametrize(
    ("name", "value", "label"),
    [
        ("kind", "disease", "Disease"),
        ("kind", "unheard of", "unheard of"),
        ("audience", "members", "Physicians only"),
        ("year", "2026", "2026"),
        ("year", "-2023", "2023 or earlier"),
        ("speciality", "Cardiology", "Cardiology"),
    ],
)
def test_values_are_worded_for_readers(name, value, label):
    assert label_of(name, value) == label


def years(*numbers: int, chosen: tuple[str, ...] = ()) -> dict[str, int]:
    known = Combinations()
    for year in numbers:
        known.add(year, [("year", str(year))])
    facet = next(
        f for f in count(known, dict.fromkeys(numbers, 2), SearchQuery(years=chosen)).facets if f.name == "year"
    )
    return {value.value: value.count for value in facet.values}


def test_four_years_stand_alone_and_more_are_put_together():
    assert years(2020, 2021, 2022, 2023) == {"2023": 2, "2022": 2, "2021": 2, "2020": 2}
    assert years(2019, 2020, 2021, 2022, 2023) == {"2023": 2, "2022": 2, "2021": 2, "-2020": 4}


def test_a_chosen_year_or_span_is_always_counted():
    assert years(2019, 2020, 2021, 2022, 2023, chosen=("2019",)) == {
        "2023": 2,
        "2022": 2,
        "2021": 2,
        "-2020": 4,
        "2019": 2,
    }
    assert years(2019, 2020, 2021, chosen=("-2020",)) == {"2021": 2, "-2020": 4, "2020": 2, "2019": 2}
