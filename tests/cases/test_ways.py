"""From page to page by what can be clicked: nobody has to know an address."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.actions.hiding import quarantine
from cases.desk.actions.flagging import flag
from cases.models import Case, Synthesis
from cases.states import State
from cases.writing.actions.starting import start_case
from cases.writing.words import standing_of
from notices.subjects import address_of
from tests.cases.relay.test_advice import answered, written
from tests.cases.writing.filling import step
from tests.factories.cases import (
    OrganisationFactory,
    family,
    in_state,
    member,
    moderator,
    open_case,
    reply_to,
    staff_of,
)
from tests.factories.vocabulary import SignFactory

pytestmark = pytest.mark.django_db


def page(client, user, address):
    client.force_login(user)
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, address
    return answer


def led_to(client, user, case):
    return page(client, user, address_of("case", case.pk)).request["PATH_INFO"]


def test_the_notice_of_a_case_leads_a_screener_to_the_desk(client):
    organisation = OrganisationFactory()
    case = in_state("submitted", organisation=organisation)
    assert led_to(client, moderator(), case) == f"/cases/{case.pk}/screen/"
    assert led_to(client, staff_of(organisation), case) == f"/cases/{case.pk}/screen/"


def test_the_notice_of_a_hidden_or_reported_case_leads_a_moderator_to_it(client):
    hidden, reported = open_case(), open_case()
    quarantine(case=hidden, reason="name", by=None, now=timezone.now())
    assert led_to(client, moderator(), hidden) == f"/cases/{hidden.pk}/hidden/"
    flag(case=reported, reason="rude", reply=reply_to(reported), by=member(), now=timezone.now())
    page(client, moderator(), address_of("case", reported.pk))


def test_who_may_neither_read_nor_decide_still_finds_no_case(client):
    case = in_state("submitted", organisation=OrganisationFactory())
    for other in (member(), family(), staff_of(OrganisationFactory())):
        client.force_login(other)
        assert client.get(f"/cases/{case.pk}/").status_code == 404


def test_cases_in_the_menu_leads_a_moderator_to_the_desk_and_staff_see_how_many_wait_there(client):
    organisation = OrganisationFactory()
    in_state("submitted", organisation=organisation)
    assert page(client, moderator(), "/cases/").request["PATH_INFO"] == "/cases/desk/"
    text = page(client, staff_of(organisation), "/cases/").content.decode()
    assert '<a class="btn" href="/cases/desk/">To the screening desk (1)</a>' in text
    assert "/cases/desk/" not in page(client, family(), "/cases/").content.decode()


def test_the_list_of_cases_leads_to_all_that_members_do_with_cases(client):
    text = page(client, member(), "/cases/").content.decode()
    for address in ("offers", "ask", "import", "figures", "mine"):
        assert f'href="/cases/{address}/"' in text


@pytest.mark.parametrize(
    ("state", "title", "pages"),
    [
        ("paired", "Read it, and open it to colleagues", {"lead"}),
        ("open", "Put the advice into writing", {"lead", "advice"}),
        ("advice_ready", "Send the advice", {"lead", "advice", "relay"}),
        ("relayed", "Tell what became of it", {"lead", "advice", "relay", "outcome"}),
        ("closed", "It is known what became of it", {"lead", "outcome"}),
    ],
)
def test_whoever_looks_after_a_case_finds_every_part_of_it_that_the_state_allows(client, state, title, pages):
    case = in_state(state)
    text = page(client, case.liaison, case.get_absolute_url()).content.decode()
    assert title in text
    parts = {part for part in ("lead", "advice", "relay", "outcome") if f'href="/cases/{case.pk}/{part}/"' in text}
    assert parts == pages
    for part in parts | {"events"}:
        page(client, case.liaison, f"/cases/{case.pk}/{part}/")


@pytest.mark.parametrize("state", ["paired", "open", "advice_ready", "relayed", "outcome_reported", "closed"])
def test_what_the_family_sees_is_what_the_family_reads(client, state):
    case = in_state(state)
    told = standing_of(case)
    assert told.now in page(client, case.owner, f"/cases/{case.pk}/status/").content.decode()
    assert f"“{told.now} {told.next}”" in page(client, case.liaison, case.get_absolute_url()).content.decode()
    client.force_login(case.liaison)
    assert client.get(f"/api/hub/v1/cases/{case.pk}").json()["family_sees"] == f"{told.now} {told.next}"


def test_a_family_tells_the_outcome_and_sees_what_happened_by_a_click(client):
    for state, may in (("open", False), ("relayed", True), ("closed", True)):
        case = in_state(state)
        text = page(client, case.owner, f"/cases/{case.pk}/status/").content.decode()
        assert (f'href="/cases/{case.pk}/outcome/"' in text) == may
        for part in ("events", "withdraw"):
            assert f'href="/cases/{case.pk}/{part}/"' in text


def test_a_case_that_was_not_taken_can_still_be_withdrawn_by_its_family(client):
    case = in_state("declined")
    assert (
        f'href="/cases/{case.pk}/withdraw/"' in page(client, case.owner, f"/cases/{case.pk}/status/").content.decode()
    )


def waiting_for_a_receipt(days):
    case = answered()
    case.organisation = OrganisationFactory()
    case.save()
    written(case)
    Synthesis.objects.filter(case=case).update(family_may_read=True)
    Case.objects.filter(pk=case.pk).update(state_since=timezone.now() - timedelta(days=days))
    case.refresh_from_db()
    return case


@pytest.mark.parametrize(("days", "is_offered"), [(13, False), (15, True)])
def test_staff_hand_the_summary_over_by_a_button_after_a_fortnight(client, days, is_offered):
    case = waiting_for_a_receipt(days)
    staff = staff_of(case.organisation)
    text = page(client, staff, case.get_absolute_url()).content.decode()
    assert ("Hand it over now" in text) == is_offered
    assert "Hand it over now" not in page(client, case.owner, case.get_absolute_url()).content.decode()
    if is_offered:
        client.force_login(staff)
        after = client.post(f"/cases/{case.pk}/summary/release/", follow=True)
        assert after.status_code == 200
        assert "Hand it over now" not in after.content.decode()
        assert Synthesis.objects.get(case=case, is_ready=True).released_at


def test_once_the_summary_stands_there_nobody_waits_for_it(client):
    case = answered()
    written(case)
    Case.objects.filter(pk=case.pk).update(state=State.RELAYED)
    text = page(client, case.owner, f"/cases/{case.pk}/status/").content.decode()
    assert "after your doctor has it" not in text
    assert "Your doctor has the whole advice." in text


def test_staff_read_of_the_treating_physician_and_not_of_a_doctor_of_theirs(client):
    organisation = OrganisationFactory()
    staff = staff_of(organisation)
    case = in_state("relayed", origin="organisation", organisation=organisation, owner=staff)
    reply_to(case)
    text = page(client, staff, f"/cases/{case.pk}/status/").content.decode()
    assert "our doctor" not in text
    assert "The treating physician" in text


def test_a_fresh_draft_has_no_step_that_is_done(client):
    owner = family()
    client.force_login(owner)
    case = start_case(by=owner, now=timezone.now())
    assert ">Done<" not in client.get(step(case, 1)).content.decode()
    case.texts = {"tests": "A scan was normal."}
    case.save()
    assert client.get(step(case, 1)).content.decode().count(">Done<") == 1


def test_a_search_of_signs_ticks_only_what_is_called_just_that(client):
    eye = SignFactory(name="Abnormality of the eye")
    for name in ("Cataract", "Nuclear cataract", "Zonular cataract"):
        SignFactory(name=name, system=eye)
    owner = family()
    client.force_login(owner)
    case = start_case(by=owner, now=timezone.now())
    assert "Untick" not in client.get(step(case, 3)).content.decode()
    found = client.post(step(case, 3), {"revision": 1, "find": "1", "q_present": "cataract", "signs_sent": "1"})
    ticked = {sign.name: sign.is_ticked for sign in found.context["present"]}
    assert ticked.pop("Cataract")
    assert ticked and not any(ticked.values())


def test_the_button_of_the_desk_counts_kept_replies_and_hidden_cases(client):
    case, hidden = open_case(), open_case()
    reply_to(case, held_at=timezone.now())
    quarantine(case=hidden, reason="name", by=None, now=timezone.now())
    assert "Reports, hidden cases and replies (2)" in page(client, moderator(), "/cases/desk/").content.decode()


def test_a_screener_can_ask_for_a_wider_band(client):
    case = in_state("submitted", organisation=None)
    one = moderator()
    assert 'value="too_narrow"' in page(client, one, f"/cases/{case.pk}/screen/").content.decode()
    client.post(f"/cases/{case.pk}/screen/", {"decision": "returned", "reason": "too_narrow"})
    assert "A wider band is needed" in page(client, case.owner, f"/cases/{case.pk}/status/").content.decode()


def test_a_slip_in_the_advice_has_its_place_and_a_button_that_takes_it_out(client):
    case = answered()
    client.force_login(case.liaison)
    address = f"/cases/{case.pk}/advice/"
    slip = {"red_flags": "Infection.\nWrite to anna@example.org today.", "next_tests": "Sterols", "act": "keep"}
    refused = client.post(address, slip)
    text = refused.content.decode()
    assert refused.status_code == 422
    assert "(letter" not in text
    assert "<mark>anna@example.org</mark>" in text
    [finding] = {field.name: rows for field, rows in refused.context["fields"]}["red_flags"]
    mended = client.post(address, {**slip, "fix": finding.value})
    assert mended.context["form"]["red_flags"].value() == "Infection.\nWrite to today."
    assert mended.context["form"]["next_tests"].value() == "Sterols"
    for field in ("for_1", "plain_summary"):
        typed = {"disease_1": "", field: "Call anna@example.org."}
        [finding] = {one.name: rows for one, rows in client.post(address, {**typed, "fix": "x"}).context["fields"]}[
            field
        ]
        assert client.post(address, {**typed, "fix": finding.value}).context["form"][field].value() == "Call."
    assert not Synthesis.objects.filter(case=case).exists()
    assert client.post(address, {**slip, "red_flags": "Infection."}).status_code == 302


def test_what_is_known_now_is_asked_with_a_legend_and_boxes_of_its_own(client):
    case = in_state("relayed")
    text = page(client, case.owner, f"/cases/{case.pk}/outcome/").content.decode()
    assert "<legend>What is known now</legend>" in text
    assert '<label class="choice" for="id_kind_0">' in text
