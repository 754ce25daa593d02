"""What holds on every page of the case forum, each seen by whoever it is for, with something on it and with nothing."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import TestCase
from django.utils import timezone

from accounts.models import User
from cases.actions.hiding import quarantine
from cases.models import Case, Flag, Layer
from cases.pairing.actions import run_pairing
from cases.relay.actions.sending import send_link
from cases.states import State
from cases.treating import Treating, name_treating
from tests.browser.looking import LOOKS, OPEN_ALL, look, too_wide
from tests.cases.pairing.people import volunteer
from tests.factories.accounts import UserFactory
from tests.factories.cases import (
    CaseFactory,
    OrganisationFactory,
    family,
    in_state,
    member,
    moderator,
    open_case,
    opinion_on,
    reply_to,
    staff_of,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
ADVICE = {"hypotheses": [], "next_tests": ["Plasma cholestanol"], "red_flags": "Sudden weakness.", "references": [],
          "dissent": "One colleague thinks of the gut.", "letter": "Dear colleague, thank you."}  # fmt: skip


@dataclass
class Forum:
    family: User
    empty: User
    draft: Case
    relayed: Case
    open: Case
    ready: Case
    member: User
    new_member: User
    hero: User
    staff: User
    moderator: User
    submitted: Case
    hidden: Case
    flag: Flag
    kept: Any
    key: str


@pytest.fixture(scope="module")
def forum(library):
    """Cases on every step, people with something to do, and one of each who has nothing."""
    cache.clear()
    now, owner, organisation = timezone.now(), family(), OrganisationFactory()
    hero = volunteer()
    case = open_case(owner=owner)
    reader = member()
    opinion_on(case, author=reader)
    replies = [reply_to(case), reply_to(case, kind="question", text="Was the jaundice long?")]
    ready = in_state(State.ADVICE_READY, owner=owner)
    name_treating(case=ready, details=Treating("Dr Quokka", "quokka@example.org", "020 7946 0999"), by=owner)
    for one in (ready, relayed := in_state(State.RELAYED, owner=owner)):
        one.syntheses.create(number=1, author=one.liaison, said=ADVICE, plain_summary="They suggest a blood test.",
                             is_ready=True, made_at=now)  # fmt: skip
    submitted = in_state(State.SUBMITTED, owner=owner, organisation=organisation)
    hidden = open_case()
    reply = reply_to(case, text="Our nurse has seen it.", held_at=now)
    flag = Flag.objects.create(case=case, reply=replies[0], reason="other", by=member(), at=now)
    quarantine(case=hidden, reason="name", by=None, now=now)
    in_state(State.SCREENED)
    run_pairing(now=now)
    draft = CaseFactory(owner=owner, state=State.DRAFT)
    draft.consents.create(layer=Layer.READ, given_at=now)
    return Forum(family=owner, empty=family(), draft=draft, relayed=relayed, open=case, ready=ready, member=reader, hero=hero,
                 new_member=member(), staff=staff_of(organisation), moderator=moderator(), submitted=submitted, hidden=hidden,
                 flag=flag, kept=reply, key=mailed_key(ready, now))  # fmt: skip


def mailed_key(case, now):
    with TestCase.captureOnCommitCallbacks(execute=True):
        send_link(case=case, by=case.liaison, now=now)
    return re.search(r"/cases/relay/([\w-]+)/", mail.outbox[-1].body)[1]


# What it is: whose page, and its address.
PAGES = {
    "bring a case, a visitor": (lambda f: None, lambda f: "/cases/new/"),
    "bring a case, a new account": (lambda f: UserFactory(), lambda f: "/cases/new/"),
    "bring a case, a family": (lambda f: f.family, lambda f: "/cases/new/"),
    "own cases": (lambda f: f.family, lambda f: "/cases/mine/"),
    "own cases, none": (lambda f: f.empty, lambda f: "/cases/mine/"),
    "form, first step": (lambda f: f.family, lambda f: f"/cases/{f.draft.pk}/write/1/"),
    "form, signs": (lambda f: f.family, lambda f: f"/cases/{f.draft.pk}/write/3/"),
    "form, last step": (lambda f: f.family, lambda f: f"/cases/{f.draft.pk}/write/6/"),
    "pictures": (lambda f: f.family, lambda f: f"/cases/{f.draft.pk}/attachments/"),
    "where it stands, open": (lambda f: f.family, lambda f: f"/cases/{f.open.pk}/status/"),
    "where it stands, advice arrived": (lambda f: f.family, lambda f: f"/cases/{f.relayed.pk}/status/"),
    "treating physician": (lambda f: f.family, lambda f: f"/cases/{f.ready.pk}/treating/"),
    "something new": (lambda f: f.family, lambda f: f"/cases/{f.relayed.pk}/correct/"),
    "withdraw": (lambda f: f.family, lambda f: f"/cases/{f.open.pk}/withdraw/"),
    "outcome": (lambda f: f.family, lambda f: f"/cases/{f.relayed.pk}/outcome/"),
    "list of cases": (lambda f: f.new_member, lambda f: "/cases/"),
    "list of cases, nothing fits": (lambda f: f.new_member, lambda f: "/cases/?mine=on"),
    "case, before an opinion": (lambda f: f.new_member, lambda f: f"/cases/{f.open.pk}/"),
    "case, with answers": (lambda f: f.member, lambda f: f"/cases/{f.open.pk}/"),
    "case, its liaison": (lambda f: f.ready.liaison, lambda f: f"/cases/{f.ready.pk}/"),
    "report": (lambda f: f.member, lambda f: f"/cases/{f.open.pk}/flag/"),
    "offers": (lambda f: f.hero, lambda f: "/cases/offers/"),
    "offers, none": (lambda f: f.new_member, lambda f: "/cases/offers/"),
    "ask the network": (lambda f: f.new_member, lambda f: "/cases/ask/"),
    "figures, too few": (lambda f: f.new_member, lambda f: "/cases/figures/"),
    "phenopacket": (lambda f: f.new_member, lambda f: "/cases/import/"),
    "advice": (lambda f: f.open.liaison, lambda f: f"/cases/{f.open.pk}/advice/"),
    "handing on": (lambda f: f.ready.liaison, lambda f: f"/cases/{f.ready.pk}/relay/"),
    "link of the treating physician": (lambda f: None, lambda f: f"/cases/relay/{f.key}/"),
    "desk": (lambda f: f.moderator, lambda f: "/cases/desk/"),
    "desk of an organisation": (lambda f: f.staff, lambda f: "/cases/desk/"),
    "screening": (lambda f: f.moderator, lambda f: f"/cases/{f.submitted.pk}/screen/"),
    "hidden": (lambda f: f.moderator, lambda f: f"/cases/{f.hidden.pk}/hidden/"),
    "reports": (lambda f: f.moderator, lambda f: "/cases/desk/reports/"),
    "one report": (lambda f: f.moderator, lambda f: f"/cases/desk/reports/{f.flag.pk}/"),
    "held reply": (lambda f: f.moderator, lambda f: f"/cases/desk/replies/{f.kept.pk}/"),
    "events of a case": (lambda f: f.family, lambda f: f"/cases/{f.open.pk}/events/"),
    "pairing report": (lambda f: f.moderator, lambda f: "/cases/pairing/"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_for_everybody_at_any_width_by_day_and_night_and_asks_nobody_else(open_page, forum, server, name):
    reader, address = PAGES[name]
    page = open_page(address(forum), reader=reader(forum))
    page.wait_for_load_state("networkidle")
    assert page.locator("h1").count() == 1
    assert "not found" not in page.title().lower()
    page.evaluate(OPEN_ALL)
    for each in LOOKS:
        assert look(page, *each) == [], each[:2]
    assert too_wide(page) == []
    assert page.said == []
    assert [url for url in page.asked if not url.startswith((server.url, "data:", "blob:"))] == []
