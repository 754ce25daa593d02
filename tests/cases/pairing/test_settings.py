from dataclasses import replace

import pytest

from cases.pairing.settings import DEFAULT, Hours


def test_the_defaults_are_what_was_decided():
    assert DEFAULT.wave_sizes == (1, 3, 8)
    assert (DEFAULT.answer_hours, DEFAULT.coordinator_hours, DEFAULT.open_hours) == (2, 48, 72)
    assert (DEFAULT.cap, DEFAULT.hours_between_offers, DEFAULT.misses_to_pause) == (2, 24, 3)


@pytest.mark.parametrize(
    "wrong",
    [
        {"answer_hours": 0},
        {"answer_hours": float("nan")},
        {"answer_hours": float("inf")},
        {"hours_between_offers": 23},
        {"second_wave_hours": 30.0},
        {"open_hours": 40.0},
        {"wave_sizes": (0, 3, 8)},
        {"wave_sizes": (3, 2, 8)},
        {"wave_sizes": (1, 3, 1000)},
        {"cap": 0},
        {"misses_to_pause": -1},
        {"waking": Hours(8, 8)},
        {"waking": Hours(8, 25)},
    ],
)
def test_values_that_make_no_sense_are_refused_with_a_sentence(wrong):
    with pytest.raises(ValueError, match=r"\.$"):
        replace(DEFAULT, **wrong)
