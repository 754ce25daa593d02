"""The desk's pages in Chromium, and a report that makes a case vanish."""

from datetime import timedelta
from itertools import product

import pytest
from django.utils import timezone

from cases.actions.hiding import quarantine
from cases.desk.actions.flagging import flag
from cases.desk.actions.returning import ask_to_rewrite
from cases.desk.actions.screening import screen
from cases.models import Attachment, Case, CaseSign, Hold
from cases.states import State
from tests.browser.looking import OPEN_ALL, WIDEST, violations
from tests.factories.cases import OrganisationFactory, in_state, member, moderator, open_case, reply_to, staff_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def now():
    return timezone.now()


def case_to_screen():
    """Return a case with everything a screener may meet, and its organisation's staff."""
    organisation = OrganisationFactory(name="Zebra Alliance")
    late = now() - timedelta(days=5)
    case = in_state(State.SUBMITTED, organisation=organisation, is_urgent=True, at=late, key_words=["ataxia", "falls"])
    CaseSign.objects.filter(pk=case.signs.last().pk).update(is_absent=True)
    twin = in_state(State.SUBMITTED, signs=0)
    for row in case.signs.all():
        CaseSign.objects.create(case=twin, sign=row.sign)
    place = {"kind": "person", "rule": "cue", "print": "x"}
    Hold.objects.create(case=case, section="story", start=0, end=12, **place)
    Hold.objects.create(case=case, section="tests", start=4, end=8, owner_says_no=True, **place)
    Attachment.objects.create(case=case, group=case.pk, file="x.jpg", width=64, height=48, added_at=now())
    return case, staff_of(organisation)


def hidden_case():
    case = open_case()
    report = flag(case=case, by=member(), reason="name", now=now(), reply=reply_to(case))
    return case, report


@pytest.fixture(scope="module")
def desk(library):
    """Return (name, address, reader) of each page."""
    case, staff = case_to_screen()
    hidden, report = hidden_case()
    asked = open_case()
    quarantine(case=asked, reason="place", by=None, now=now())
    ask_to_rewrite(case=asked, by=moderator(), now=now())
    declined, one = in_state(State.SUBMITTED), moderator(display_name="grey-owl-11")
    screen(case=declined, by=one, decision="declined", reason="emergency", now=now())
    shown, held = open_case(), reply_to(hidden, held_at=now())
    return {
        "queue of staff": ("/cases/desk/", staff),
        "queue of a moderator": ("/cases/desk/", one),
        "a case to be screened": (f"/cases/{case.pk}/screen/", staff),
        "reports": ("/cases/desk/reports/", one),
        "a report": (f"/cases/desk/reports/{report.pk}/", one),
        "a hidden case": (f"/cases/{hidden.pk}/hidden/", one),
        "a kept reply": (f"/cases/desk/replies/{held.pk}/", one),
        "reporting": (f"/cases/{shown.pk}/flag/", member()),
        "events": (f"/cases/{declined.pk}/events/", declined.owner),
        "signposts": (f"/cases/{declined.pk}/signposts/", declined.owner),
        "writing anew": (f"/cases/{asked.pk}/rewriting/", asked.owner),
    }


PAGES = (
    "queue of staff", "queue of a moderator", "a case to be screened", "reports", "a report", "a hidden case",
    "a kept reply", "reporting", "events", "signposts", "writing anew",
)  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(name, desk, open_page):
    address, reader = desk[name]
    page = open_page(address, reader=reader)
    page.evaluate(OPEN_ALL)
    for width, theme in product((1280, 390), ("light", "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme)
        assert violations(page) == [], f"{name}, {width} px, {theme}"
        assert page.evaluate(WIDEST) <= 0, f"{name}, {width} px"


def test_a_reported_name_hides_the_case_with_two_clicks_and_without_javascript(library, open_page):
    case, reader = open_case(), member()
    page = open_page(f"/cases/{case.pk}/flag/", reader=reader, script=False)
    page.get_by_label("A name or initials").check()
    page.get_by_role("button", name="Report it").click()
    assert page.get_by_role("heading", name="This case is hidden for now").is_visible()
    assert Case.objects.get(pk=case.pk).quarantined_at is not None
    assert page.goto(f"/cases/{case.pk}/flag/").status == 404
