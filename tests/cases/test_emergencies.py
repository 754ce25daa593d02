import time

import pytest

from cases.emergencies import ANYWHERE, NUMBERS, Danger, dangers_in, number_of
from common.countries import COUNTRIES
from tests.cases.emergency_sentences import EMERGENCIES, HARMLESS

TOLD = [
    (Danger.BREATHING, "Since this morning she has trouble breathing."),
    (Danger.BREATHING, "He can’t breathe properly at night."),
    (Danger.BREATHING, "She is struggling for breath."),
    (Danger.BREATHING, "His lips are going blue."),
    (Danger.SEIZURE, "He has a seizure that does not stop."),
    (Danger.SEIZURE, "The fits won't stop."),
    (Danger.SEIZURE, "She was in status epilepticus."),
    (Danger.SUICIDE, "I think of suicide."),
    (Danger.SUICIDE, "He wants to end his own life."),
    (Danger.SUICIDE, "I don't want to live any more."),
    (Danger.CHEST, "Chest pain when I climb stairs."),
    (Danger.CHEST, "There is a pain in my chest."),
    (Danger.WAKING, "My baby does not wake up."),
    (Danger.WAKING, "The child is unresponsive."),
    (Danger.STROKE, "Suddenly she was weak on one side."),
    (Danger.BLEEDING, "The bleeding will not stop."),
    (Danger.BLEEDING, "He is vomiting blood."),
    (Danger.POISON, "She swallowed a button battery."),
]
NOTHING = [
    "She never had chest pain.",
    "No trouble breathing, no fever.",
    "The seizures stopped with the new medicine.",
    "Walking does not stop to get worse.",
    "She is a light sleeper and wakes up early.",
    "He wants to live in a house with stairs.",
    "",
]


@pytest.mark.parametrize(("danger", "text"), TOLD)
def test_an_emergency_is_heard(danger, text):
    assert danger in dangers_in([text])


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_denied_or_is_none_is_passed_over(text):
    assert dangers_in([text]) == []


def test_every_country_of_the_network_has_a_number_and_no_country_gives_them_all():
    assert NUMBERS.keys() == COUNTRIES.keys()
    assert number_of("GB") == "999"
    assert number_of("") == ANYWHERE
    assert all(number.split(" or ")[0] in ANYWHERE for number in NUMBERS.values())


def test_of_sixty_emergencies_nine_in_ten_are_heard_and_of_sixty_harmless_sentences_one_in_ten_at_most():
    unheard = [text for danger, text in EMERGENCIES if danger not in dangers_in([text])]
    for_nothing = [text for text in HARMLESS if dangers_in([text])]
    caught, false = len(EMERGENCIES) - len(unheard), len(for_nothing)
    print(f"{caught} of {len(EMERGENCIES)} emergencies heard, {false} of {len(HARMLESS)} harmless sentences too")
    assert len(EMERGENCIES) == len(HARMLESS) == 60
    assert caught >= 0.9 * len(EMERGENCIES), unheard
    assert false <= 0.1 * len(HARMLESS), for_nothing


@pytest.mark.parametrize(("danger", "text"), EMERGENCIES[:28])
def test_what_a_clinician_found_unheard_is_heard(danger, text):
    assert danger in dangers_in([text])


@pytest.mark.parametrize("text", HARMLESS[:4])
def test_what_a_clinician_found_heard_for_nothing_is_passed_over(text):
    assert dangers_in([text]) == []


@pytest.mark.parametrize(
    "text", ["She is not eating and has chest pain.", "No doubt chest pain.", "It is not only chest pain.",
             "She has no fever. Chest pain since noon.", "I can’t wake my daughter."]
)  # fmt: skip
def test_a_denial_of_something_else_denies_no_emergency(text):
    assert dangers_in([text])


@pytest.mark.parametrize(
    "part",
    [
        "a",
        "no ",
        "he not ",
        "fever and ",
        "bleeding ",
        "no a, b or ",
        "vomiting up the ",
        "face is a ",
        " ",
        "'",
        "pain in ",
    ],
)
def test_the_time_grows_with_the_length_only(part):
    assert seconds(part, 20_000) < 12 * seconds(part, 5_000) + 0.05


def seconds(part: str, length: int) -> float:
    text = (part * length)[:length]
    taken = []
    for _ in range(2):
        begun = time.process_time()
        dangers_in([text])
        taken.append(time.process_time() - begun)
    return min(taken)
