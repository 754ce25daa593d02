from types import SimpleNamespace

import pytest

from content.templatetags.content_tags import by_system, host, language_name, sign_bar, start_second


def sign(low, high, patients_with=None, patients=None):
    return SimpleNamespace(low=low, high=high, patients_with=patients_with, patients=patients, is_absent=False)


def test_a_bar_is_solid_to_the_lower_bound_and_hatched_to_the_upper():
    assert sign_bar(sign(30, 79)) == {"is_unknown": False, "low": "30", "range": "49"}


def test_one_of_one_patient_is_no_certainty():
    bar = sign_bar(sign(100, 100, patients_with=1, patients=1))
    assert float(bar["low"]) < 25
    assert float(bar["range"]) > 75


def test_a_frequency_that_nobody_states_is_hatched_all_over():
    assert sign_bar(sign(None, None)) == {"is_unknown": True}


def test_a_rare_sign_does_not_look_like_one_that_never_occurs():
    assert sign_bar(sign(0.1, 0.1))["low"] == "0.6"
    assert sign_bar(sign(0, 0))["low"] == "0"


def test_signs_keep_their_order_under_their_system():
    signs = [SimpleNamespace(name=name, system=system) for name, system in (("a", "Eyes"), ("b", "Gut"), ("c", "Eyes"))]
    assert {system: [sign.name for sign in group] for system, group in by_system(signs).items()} == {
        "Eyes": ["a", "c"],
        "Gut": ["b"],
    }


@pytest.mark.parametrize(
    ("text", "second"),
    [("761", 761), (None, 0), ("", 0), ("-3", 0), ("1e3", 0), ("٣", 0), ("9999999", 0), ("90000", 0)],
)
def test_only_a_second_of_a_film_is_a_start(text, second):
    assert start_second(text) == second


def test_languages_are_named_and_unknown_ones_kept():
    assert (language_name("fr"), language_name("xx")) == ("French", "xx")


def test_a_link_says_where_it_leads():
    assert host("https://www.example.org/a") == "example.org"
