"""Whatever is done to the chain past its guards, the walk along it finds."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from audit.actions import SEALED, PersonalText, audited, coded, key, record, sealed_values
from audit.chain import GENESIS, seal_of
from audit.kinds import Action, Area
from audit.models import Event, Head
from audit.verification import links, verify
from tests.audit.rows import run, tamper, written

OTHERS = {
    "number": 99,
    "at": "2020-01-01 00:00:00",
    "action": "token_revoked",
    "area": "content",
    "actor": "00000000000000000000000000000008",
    "actor_role": "editor",
    "owner": "00000000000000000000000000000008",
    "subject_kind": "page",
    "subject": "77",
    "details": '{"token": 77}',
    "seal": "f" * 64,
}


def end():
    head = Head.objects.get()
    return f"{head.number}:{head.seal}"


def command(*arguments):
    out = StringIO()
    call_command("verify_audit", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_an_untouched_chain_is_green_and_names_its_end():
    written()
    assert verify().problem == ""
    assert command() == f"5 events, all as they were written. End: {end()}\n"


def test_no_field_of_an_event_is_left_out_here():
    assert set(OTHERS) == {*SEALED, "seal"} == {field.attname for field in Event._meta.fields}


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3, 5])
@pytest.mark.parametrize("field", OTHERS)
def test_a_change_of_any_field_of_any_event_is_found(field, number):
    written()
    tamper(f"UPDATE audit_event SET {field} = %s WHERE number = %s", OTHERS[field], number)  # noqa: S608  our own names
    assert verify().problem


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["actor", "owner"])
def test_a_forgotten_person_is_found(field):
    written()
    tamper(f"UPDATE audit_event SET {field} = NULL WHERE number = 2")  # noqa: S608  our own names
    assert verify().problem == "Event 2 was changed, or sealed with another key."


@pytest.mark.django_db
def test_an_event_taken_out_of_the_middle_is_found():
    written()
    tamper("DELETE FROM audit_event WHERE number = 3")
    assert verify().problem == "Event 3 is missing."


@pytest.mark.django_db
def test_a_gap_closed_by_new_numbers_is_found():
    written()
    tamper("DELETE FROM audit_event WHERE number = 3")
    run("UPDATE audit_event SET number = 3 WHERE number = 4")
    run("UPDATE audit_event SET number = 4 WHERE number = 5")
    assert verify().problem == "Event 3 was changed, or sealed with another key."


@pytest.mark.django_db
def test_two_events_that_changed_places_are_found():
    written()
    tamper("UPDATE audit_event SET number = -2 WHERE number = 2")
    run("UPDATE audit_event SET number = 2 WHERE number = 3")
    run("UPDATE audit_event SET number = 3 WHERE number = -2")
    assert verify().problem == "Event 2 was changed, or sealed with another key."


@pytest.mark.django_db
def test_a_tail_cut_off_is_found_by_the_head():
    written()
    tamper("DELETE FROM audit_event WHERE number > 3")
    assert verify().problem == "The log ends at 3, its head says 5."


@pytest.mark.django_db
def test_a_tail_cut_off_together_with_the_head_is_found_by_an_end_kept_elsewhere():
    events = written()
    kept = end()
    tamper("DELETE FROM audit_event WHERE number > 3")
    Head.objects.update(number=3, seal=events[2].seal)
    assert verify().problem == ""
    assert verify(kept).problem == "The log no longer holds the expected event."
    with pytest.raises(CommandError, match="no longer holds"):
        command("--expect", kept)


@pytest.mark.django_db
def test_an_earlier_end_still_fits_a_chain_that_grew():
    written()
    kept = end()
    written()
    assert verify(kept).problem == ""


@pytest.mark.django_db
@pytest.mark.parametrize("kept", ["5", "5:", "x:y", ":", "-1:abc", "²:abc"])
def test_an_end_that_was_never_one_is_refused(kept):
    written()
    assert verify(kept).problem


@pytest.mark.django_db
def test_a_chain_forged_without_the_key_is_found():
    written()
    before = GENESIS
    tamper("UPDATE audit_event SET actor_role = 'editor' WHERE number = 2")
    for event in Event.objects.order_by("number"):
        before = seal_of(sealed_values(event), before, b"a guess")
        run("UPDATE audit_event SET seal = %s WHERE number = %s", before, event.number)
    Head.objects.update(seal=before)
    assert verify().problem == "Event 1 was changed, or sealed with another key."


@pytest.mark.django_db
def test_the_same_forgery_with_the_key_would_pass_so_the_key_is_what_counts():
    written()
    before = GENESIS
    tamper("UPDATE audit_event SET actor_role = 'editor' WHERE number = 2")
    for event in Event.objects.order_by("number"):
        before = seal_of(sealed_values(event), before, key())
        run("UPDATE audit_event SET seal = %s WHERE number = %s", before, event.number)
    Head.objects.update(seal=before)
    assert verify().problem == ""


@pytest.mark.django_db
def test_another_key_opens_nothing(settings):
    written()
    settings.AUDIT_KEY = "another"
    assert verify().problem == "Event 1 was changed, or sealed with another key."


@pytest.mark.django_db
def test_the_command_ends_with_one_and_tells_programs_why():
    written()
    assert json.loads(command("--json")) == {"events": 5, "head": Head.objects.get().seal, "problem": ""}
    tamper("UPDATE audit_event SET subject = '9' WHERE number = 4")
    out = StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("verify_audit", "--json", stdout=out)
    assert refusal.value.returncode == 1
    found = json.loads(out.getvalue())
    assert (found["events"], found["problem"]) == (3, "Event 4 was changed, or sealed with another key.")


PERSONAL = st.text(min_size=1).filter(lambda text: any(c.isspace() or c == "@" or not c.isascii() for c in text))


@given(PERSONAL)
def test_what_a_person_could_have_written_is_refused(text):
    with pytest.raises(PersonalText):
        coded(text)


@pytest.mark.parametrize("value", ["", "a" * 49, 1.5, ["code"], {"a": 1}, b"code", "code\n"])
def test_what_is_neither_number_nor_code_is_refused(value):
    with pytest.raises(PersonalText):
        coded(value)


@pytest.mark.django_db
def test_a_refused_detail_leaves_no_event():
    with pytest.raises(PersonalText):
        record(Action.TOKEN_MADE, area=Area.ACCOUNTS, actor=None, details={"name": "Ada Example"})
    assert not Event.objects.exists()
    assert Head.objects.get().number == 0


@pytest.mark.django_db
def test_an_act_that_fails_takes_its_event_with_it_and_the_event_its_act(django_user_model):
    @audited
    def act(then):
        django_user_model.objects.create_user("new@example.org")
        record(Action.TOKEN_MADE, area=Area.ACCOUNTS, actor=None)
        then()

    def fail():
        raise RuntimeError

    def write_too_much():
        record(Action.TOKEN_MADE, area=Area.ACCOUNTS, actor=None, details={"name": "Ada Example"})

    for error, then in ((RuntimeError, fail), (PersonalText, write_too_much)):
        with pytest.raises(error):
            act(then)
        assert (list(links()), Head.objects.get().number, django_user_model.objects.count()) == ([], 0, 0)
    act(lambda: None)
    assert (verify().events, django_user_model.objects.count()) == (1, 1)
