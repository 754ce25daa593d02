"""What the search says of cases, and to whom."""

import pytest
from django.utils import timezone

from accounts.roles import Role
from cases.signals import case_changed
from cases.states import VISIBLE, State
from common.audience import Audience
from search.feeds import all_entries
from search.models import SearchEntry
from tests.factories.accounts import UserFactory
from tests.factories.cases import TEXTS, in_state, member, open_case, reply_to

pytestmark = pytest.mark.django_db
WORD = "quokkaitis"


def told(case):
    case_changed.send(type(case), case=case)
    return SearchEntry.objects.filter(kind="case", key=str(case.pk), deleted=False).first()


def case_with_word(**fields):
    case = open_case(texts={**TEXTS, "story": f"It began with {WORD}."}, **fields)
    told(case)
    return case


@pytest.mark.parametrize("state", State)
def test_a_case_is_found_in_the_states_in_which_physicians_read_it(state):
    entry = told(in_state(state))
    assert (entry is not None) == (state in VISIBLE)
    assert entry is None or entry.audience == Audience.CASES


@pytest.mark.parametrize("role", [None, *Role])
def test_only_verified_physicians_find_a_case_and_nobody_else_counts_it(client, role):
    case_with_word()
    if role is not None:
        client.force_login(UserFactory(role=role))
    found = client.get(f"/api/hub/v1/search?q={WORD}").json()
    expected = 1 if role in (Role.PHYSICIAN, Role.AUTHOR) else 0
    assert (found["total"], len(found["hits"])) == (expected, expected)
    kinds = [value for facet in found["facets"] if facet["name"] == "kind" for value in facet["values"]]
    assert [value["count"] for value in kinds if value["value"] == "case"] == [1] * expected


def test_a_hidden_case_leaves_nothing_in_the_index():
    case = case_with_word()
    case.quarantined_at = timezone.now()
    case.save()
    assert told(case) is None
    row = SearchEntry.objects.filter(kind="case").values().get()
    assert WORD not in str(row)


def test_what_was_answered_is_never_found():
    case = open_case()
    reply_to(case, text=f"I think of {WORD}.")
    entry = told(case)
    assert WORD not in str(SearchEntry.objects.filter(pk=entry.pk).values().get())


def test_all_open_cases_are_found_after_a_rebuild():
    shown, hidden = open_case(), in_state(State.SUBMITTED)
    keys = {entry.key for entry in all_entries() if entry.kind == "case"}
    assert keys == {str(shown.pk)}
    assert str(hidden.pk) not in keys


def test_a_member_whose_licence_lapsed_finds_no_case(client):
    case_with_word()
    user = member()
    user.verified_until = timezone.now()
    user.save()
    client.force_login(user)
    assert client.get(f"/api/hub/v1/search?q={WORD}").json()["total"] == 0
