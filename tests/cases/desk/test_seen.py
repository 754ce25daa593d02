"""Whoever decides about words decides about those that they read: what was changed since has to be read again."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.desk.actions.returning import agree_to_show, agree_to_show_reply
from cases.desk.actions.screening import clear_rarity, screen
from cases.models import Case, Reply
from cases.states import State
from cases.versions import CHANGED, version_of_case, version_of_reply
from tests.factories.cases import in_state, moderator, open_case, reply_to

pytestmark = pytest.mark.django_db
API = "/api/hub/v1"
NOW = timezone.now()


def changed(case):
    Case.objects.filter(pk=case.pk).update(texts=case.texts | {"story": "She lives beside the mill."})


def test_a_moderator_lets_through_only_the_words_that_were_read():
    reply = reply_to(open_case(), text="Harmless.", held_at=NOW)
    Reply.objects.filter(pk=reply.pk).update(text="The patient lives beside the mill.")
    with pytest.raises(ValidationError, match=CHANGED):
        agree_to_show_reply(reply=reply, by=moderator(), now=NOW)
    assert not Reply.objects.shown().filter(pk=reply.pk).exists()


def test_a_hidden_case_that_was_written_anew_is_read_again_before_anybody_agrees():
    case = in_state(State.OPEN, quarantined_at=NOW)
    changed(case)
    with pytest.raises(ValidationError, match=CHANGED):
        agree_to_show(case=case, by=moderator(), now=NOW)
    assert not case.returns.exists()


def test_a_case_that_came_back_changed_is_not_approved_by_who_read_it_before():
    case, screener = in_state(State.SUBMITTED), moderator()
    clear_rarity(case=case, by=screener, now=NOW)
    seen = version_of_case(case)
    changed(case)
    case.refresh_from_db()
    with pytest.raises(ValidationError, match=CHANGED):
        screen(case=case, by=screener, decision="approved", now=NOW, seen=seen)
    assert not case.screenings.exists()
    screen(case=case, by=screener, decision="approved", now=NOW, seen=version_of_case(case))


def test_the_same_words_in_a_new_round_are_another_version():
    case = in_state(State.SUBMITTED)
    before = version_of_case(case)
    case.screening_round += 1
    assert version_of_case(case) != before


@pytest.mark.parametrize("seen", [{}, {"seen": ""}, {"seen": "0" * 32}])
def test_a_form_and_a_program_that_do_not_say_what_they_read_are_refused(client, seen):
    hidden, sent = in_state(State.OPEN, quarantined_at=NOW), in_state(State.SUBMITTED)
    held = reply_to(open_case(), held_at=NOW)
    client.force_login(moderator())
    for address, said in (
        (f"/cases/{hidden.pk}/hidden/", {"what": "show"}),
        (f"/cases/desk/replies/{held.pk}/", {"what": "show"}),
        (f"/cases/{sent.pk}/screen/", {"decision": "approved"}),
    ):
        answer = client.post(address, said | seen)
        assert answer.status_code == 422 and CHANGED in answer.text
    for address, said in (
        (f"/cases/{hidden.pk}/return", {}),
        (f"/cases/replies/{held.pk}/return", {}),
        (f"/cases/{sent.pk}/screenings", {"decision": "approved"}),
    ):
        assert client.post(API + address, said | seen, content_type="application/json").status_code == 422
    assert not hidden.returns.exists() and not Reply.objects.shown().exists() and not sent.screenings.exists()


def test_the_pages_and_operations_say_which_version_they_show(client):
    hidden, sent = in_state(State.OPEN, quarantined_at=NOW), in_state(State.SUBMITTED)
    held = reply_to(open_case(), held_at=NOW)
    client.force_login(moderator())
    assert version_of_case(hidden) in client.get(f"/cases/{hidden.pk}/hidden/").text
    assert version_of_reply(held) in client.get(f"/cases/desk/replies/{held.pk}/").text
    assert version_of_case(sent) in client.get(f"/cases/{sent.pk}/screen/").text
    assert client.get(f"{API}/cases/{hidden.pk}/hidden").json()["version"] == version_of_case(hidden)
    assert client.get(f"{API}/cases/{sent.pk}/screening").json()["version"] == version_of_case(sent)
    [kept] = client.get(f"{API}/cases/replies/kept").json()["items"]
    assert kept["version"] == version_of_reply(held)
