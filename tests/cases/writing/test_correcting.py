from contextlib import contextmanager

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from audit.models import Event
from cases.models import Case
from cases.signals import case_changed
from cases.states import State
from cases.writing.actions.correcting import correct
from cases.writing.actions.submitting import Refused
from notices.models import Notice
from tests.factories.cases import TEXTS, family, in_state, moderator

pytestmark = pytest.mark.django_db


def add(case, by=None, **changes):
    return correct(case=case, changes=changes, by=by or case.owner, now=timezone.now())


@contextmanager
def told_by(signal, told):
    def hear(case, **kwargs):
        told.append(case)

    signal.connect(hear)
    try:
        yield
    finally:
        signal.disconnect(hear)


def heard(happened):
    return set(Notice.objects.filter(happened=happened).values_list("user", flat=True))


@pytest.mark.parametrize("state", ["relayed", "outcome_reported", "closed"])
def test_something_new_opens_a_case_again_and_keeps_what_it_said(state):
    case = in_state(state)
    add(case, story=f"{TEXTS['story']} Now there are lumps on the tendons.")
    case.refresh_from_db()
    assert (case.state, case.quarantined_at) == ("open", None)
    assert "lumps" in case.texts["story"]
    version = case.versions.get()
    assert version.said["texts"]["story"] == TEXTS["story"]
    assert len(version.said["signs"]) == 3


def test_the_scanner_refuses_a_name_of_no_doubt_and_nothing_changes():
    case = in_state("relayed")
    with pytest.raises(Refused):
        add(case, story="Ring 0161 496 0000.")
    case.refresh_from_db()
    assert (case.state, case.texts, case.versions.count()) == ("relayed", TEXTS, 0)


def test_what_the_scanner_is_unsure_of_hides_the_case_until_people_have_looked():
    case = in_state("relayed")
    add(case, story="Our nurse Bridget has seen lumps.")
    case.refresh_from_db()
    assert case.quarantined_at
    assert case.holds.filter(cleared_at=None).count() == 1
    assert not Case.objects.open_to_members().filter(pk=case.pk).exists()


def test_hiding_what_the_scanner_is_unsure_of_is_hiding_as_everywhere():
    """Owner, liaison and moderators hear of it, open pages and the search too, and an old yes counts for nothing."""
    case, one = in_state("relayed"), moderator()
    case.returns.create(by=one, at=timezone.now())
    told = []
    with told_by(case_changed, told):
        add(case, story="Our nurse Bridget has seen lumps.")
    assert told[-1].quarantined_at
    assert Event.objects.filter(action="case_hidden").count() == 1
    assert not case.returns.exists()
    assert heard("hidden") == {case.owner_id, case.liaison_id}
    assert heard("quarantined") == {one.pk}
    case.refresh_from_db()
    assert (case.state, bool(case.quarantined_at)) == ("open", True)


def test_nothing_is_added_before_the_advice_by_others_or_without_anything_new():
    for state in ("submitted", "open", "withdrawn"):
        with pytest.raises(ValidationError):
            add(in_state(state), story="Something new")
    case = in_state("relayed")
    with pytest.raises(PermissionDenied):
        add(case, by=family(), story="Something new")
    with pytest.raises(ValidationError):
        add(case, story=TEXTS["story"])
    hidden = in_state("relayed", quarantined_at=timezone.now())
    with pytest.raises(ValidationError):
        add(hidden, story="Something new")


@pytest.mark.parametrize("state", [State.SUBMITTED, State.OPEN, State.WITHDRAWN])
def test_the_form_for_what_is_new_is_there_only_where_something_can_be_added(client, state):
    case = in_state(state)
    client.force_login(case.owner)
    answer = client.get(f"/cases/{case.pk}/correct/")
    assert (answer.status_code, answer["Location"]) == (302, f"/cases/{case.pk}/status/")
