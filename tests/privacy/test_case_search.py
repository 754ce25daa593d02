"""The search says the same to whoever reads no cases, byte for byte, whether there are any or not."""

import re

import pytest
from django.core.cache import cache
from django.db import transaction

from accounts.roles import Role
from cases.models import Case
from cases.signals import case_changed
from cases.states import State
from tests.factories import content as library
from tests.factories.accounts import UserFactory
from tests.factories.cases import in_state, member
from tests.factories.search import come_back, save
from tests.privacy.crawl import search_doors

pytestmark = pytest.mark.django_db
# What differs between two answers to the same question anyway.
CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|nonce-[\w+/=]+|"took_ms": ?[\d.]+')
OUTSIDE = [None, *(role for role in Role if role not in (Role.PHYSICIAN, Role.AUTHOR))]
TEXTS = {"title": "Ataxia and quokkastory", "question": "Which ataxia?", "story": "quokkastory quokkastorm ataxia"}
LISTS = [
    "/search/",
    "/search/?q=ataxia",
    "/search/?sort=newest",
    "/search/saved/",
    "/search/suggest/?q=atax",
    "/api/hub/v1/new",
    "/api/hub/v1/search?q=ataxia",
    "/api/hub/v1/suggest?q=atax",
    "/api/hub/v1/saved-searches",
]
ELSEWHERE = [
    "/",
    "/feeds/",
    "/sitemap.xml",
    *(f"/sitemap-{name}.xml" for name in ("pages", "diseases", "articles", "research", "videos", "resources")),
    *(f"/feeds/{name}/" for name in ("articles", "research", "videos", "resources")),
]


@pytest.fixture(scope="module", autouse=True)
def full_library(django_db_setup, django_db_blocker):
    """The library is made once; what a test adds is taken back to here."""
    with django_db_blocker.unblock(), transaction.atomic():
        library.make_library()
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def nothing_spent():
    cache.clear()


def answers(client, asked):
    return {address: CHANGING.sub("", client.get(address).content.decode()) for address in asked}


def differing(one, other):
    return [address for address in one if one[address] != other[address]]


def found_case(**fields):
    """Return a case that members find."""
    case = in_state(fields.pop("state", State.OPEN), signs=0, texts=dict(TEXTS), **fields)
    case_changed.send(Case, case=case)
    return case


@pytest.mark.parametrize("role", OUTSIDE)
def test_the_search_answers_byte_for_byte_as_if_there_were_no_case(client, role):
    """Totals, facets, suggestions, corrections, new and saved ones."""
    if role:
        reader = UserFactory(role=role)
        client.force_login(reader)
        save(reader, "q=ataxia"), save(reader, "q=quokkasto")
    asked = [*LISTS, *search_doors(["quokkastory"])]
    answers(client, LISTS)  # what a first visit changes, a second does not
    before = answers(client, asked)
    for state in (State.OPEN, State.RELAYED):
        found_case(state=state)
    assert differing(before, answers(client, asked)) == []


def test_8_a_case_that_is_hidden_for_now_leaves_searches_what_is_new_and_highlights_as_they_were(client):
    """For a member, who saw it there before; sitemaps and feeds never knew of it."""
    reader = member()
    come_back(reader)
    client.force_login(reader)
    save(reader, "q=ataxia"), save(reader, "q=quokkasto")
    asked = [*LISTS, *ELSEWHERE, *search_doors(["quokkastory"])]
    answers(client, [*LISTS, "/"])
    before = answers(client, asked)
    case = found_case()
    told = differing(before, answers(client, asked))
    assert {
        "/search/?q=ataxia",
        "/api/hub/v1/new",
        "/api/hub/v1/saved-searches",
        "/search/suggest/?q=quokkastory",
    } <= set(told)
    assert not [address for address in told if address in ELSEWHERE[1:]]

    case.quarantined_at = case.state_since
    case.save()
    case_changed.send(Case, case=case)
    assert differing(before, answers(client, asked)) == []
