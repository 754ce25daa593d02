"""Threats 14 and 21: nobody at the desk sees a case outside their part, at no page and no operation, nor who its owner is."""

import json

import pytest
from django.core.cache import cache

from accounts.roles import Role
from cases.desk.actions.flagging import flag
from cases.models import Flag, Return, Screening
from cases.states import State
from tests.cases.desk.people import now, with_organisation
from tests.cases.desk.test_screening import hold_in
from tests.factories.accounts import UserFactory, give_role
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

pytestmark = pytest.mark.django_db
API = "/api/hub/v1"
ABSENT = "00000000-0000-4000-8000-000000000000"
SCREENING = ("/cases/{case}/screen/", "/cases/{case}/screen/holds/{hold}/", "/cases/{case}/screen/bands/")
SCREENING_API = (
    ("get", "/cases/{case}/screening", None),
    ("post", "/cases/{case}/screenings", {"decision": "approved"}),
    ("post", "/cases/{case}/holds/{hold}/clear", {}),
    ("post", "/cases/{case}/bands/clear", {}),
)
MODERATING = (
    "/cases/desk/reports/",
    "/cases/desk/reports/{flag}/",
    "/cases/desk/reports/{flag}/suspend/",
    "/cases/desk/suspensions/1/lift/",
    "/cases/desk/replies/{reply}/",
    "/cases/{case}/hidden/",
    "/cases/{case}/hidden/holds/{hold}/",
)
MODERATING_API = (
    ("get", "/cases/flags", None),
    ("get", "/cases/flags/{flag}", None),
    ("post", "/cases/flags/{flag}/answer", {"measure": "dismiss"}),
    ("post", "/cases/flags/{flag}/suspension", {"days": 7}),
    ("get", "/cases/suspensions", None),
    ("post", "/cases/suspensions/1/lift", {}),
    ("get", "/cases/hidden", None),
    ("get", "/cases/{case}/hidden", None),
    ("post", "/cases/{case}/return", {"seen": "x"}),
    ("post", "/cases/{case}/rewriting-request", {}),
    ("post", "/cases/{case}/hidden/holds/{hold}/clear", {}),
    ("get", "/cases/replies/kept", None),
    ("post", "/cases/replies/{reply}/return", {"seen": "x"}),
    ("post", "/cases/replies/{reply}/refusal", {"reason": "name"}),
)
OF_A_PART = ("/cases/{case}/events/", "/cases/{case}/signposts/")


@pytest.fixture(autouse=True)
def nothing_spent():
    cache.clear()


def ask(client, method, address, body):
    if body is None:
        return client.get(API + address)
    return getattr(client, method)(API + address, json.dumps(body), content_type="application/json")


def all_closed(client, keys, pages=(), operations=()):
    for door in pages:
        for method in ("get", "post"):
            assert getattr(client, method)(door.format(**keys)).status_code == 404, (method, door)
    for method, path, body in operations:
        assert ask(client, method, path.format(**keys), body).status_code == 404, (method, path)


def submitted():
    case, _, _ = with_organisation()
    return {"case": case.pk, "hold": hold_in(case).pk}


def reported():
    case = open_case(organisation=OrganisationFactory())
    reply = reply_to(case, held_at=now())
    made = flag(case=case, by=member(), reason="name", now=now())
    return {"case": case.pk, "hold": hold_in(case).pk, "flag": made.pk, "reply": reply.pk}


OUTSIDERS = {
    "staff of another organisation": lambda: staff_of(OrganisationFactory()),
    "staff of none": lambda: UserFactory(role=Role.ORGANISATION),
    "physician": member,
    "author": lambda: UserFactory(role=Role.AUTHOR),
    "family": family,
    "editor": lambda: UserFactory(role=Role.EDITOR),
    "reviewer": lambda: UserFactory(role=Role.REVIEWER),
    "administrator": lambda: UserFactory(administrator=True),
    "registered": UserFactory,
    "lapsed": lambda: UserFactory(role=Role.PHYSICIAN, verified_until=now()),
}


@pytest.mark.parametrize("who", OUTSIDERS)
def test_the_screening_desk_is_not_there_for_anybody_outside(client, who):
    client.force_login(OUTSIDERS[who]())
    keys = submitted()
    all_closed(client, keys, SCREENING, SCREENING_API)
    all_closed(client, keys | {"case": ABSENT}, SCREENING, SCREENING_API)
    if who != "staff of another organisation":
        all_closed(client, keys, ("/cases/desk/",))
        assert client.get(f"{API}/cases/desk/queue").status_code == 404
    assert not Screening.objects.exists()


@pytest.mark.parametrize("who", [*OUTSIDERS, "staff of the organisation", "owner"])
def test_the_moderation_desk_is_not_there_for_anybody_but_moderators(client, who):
    keys = reported()
    case = Flag.objects.get().case
    inside = {"staff of the organisation": lambda: staff_of(case.organisation), "owner": lambda: case.owner}
    client.force_login((OUTSIDERS | inside)[who]())
    all_closed(client, keys, MODERATING, MODERATING_API)
    assert Flag.objects.get().answer == "waiting" and not Return.objects.exists()


def test_staff_of_another_organisation_sees_an_empty_queue_and_no_events(client):
    keys = submitted()
    client.force_login(staff_of(OrganisationFactory()))
    assert client.get(f"{API}/cases/desk/queue").json()["items"] == []
    assert "Nothing waits for you" in client.get("/cases/desk/").content.decode()
    all_closed(client, keys, OF_A_PART, [("get", "/cases/{case}/events", None)])


@pytest.mark.parametrize("state", [state for state in State if state != State.SUBMITTED])
def test_a_moderator_gets_404_for_a_case_outside_their_scope(client, state):
    case = in_state(state, signs=0)
    client.force_login(moderator())
    keys = {"case": case.pk, "hold": hold_in(case).pk}
    hidden = [door for door in MODERATING if "{case}" in door]
    hidden_api = [one for one in MODERATING_API if "{case}" in one[1]]
    all_closed(client, keys, (*SCREENING, *hidden, *OF_A_PART), (*SCREENING_API, *hidden_api))


def test_a_moderator_whose_own_case_it_is_gets_404_too(client):
    owner = family()
    case = in_state(State.SUBMITTED, owner=owner)
    give_role(owner, Role.MODERATOR)
    client.force_login(owner)
    all_closed(client, {"case": case.pk, "hold": hold_in(case).pk}, SCREENING, SCREENING_API)


def test_a_moderator_sees_of_a_kept_reply_the_reply_alone(client):
    case = open_case(texts={"title": "quokkatitle", "story": "quokkastory"})
    reply = reply_to(case, text="Held back", held_at=now())
    client.force_login(moderator())
    text = client.get(f"/cases/desk/replies/{reply.pk}/").content.decode()
    assert "Held back" in text and "quokka" not in text
    assert "quokka" not in client.get(f"{API}/cases/replies/kept").content.decode()


def test_visitors_are_led_to_the_sign_in_page_and_programs_are_refused(client):
    keys = reported()
    for door in (*SCREENING, *MODERATING, *OF_A_PART, "/cases/desk/", "/cases/{case}/flag/"):
        answer = client.get(door.format(**keys))
        assert answer.status_code == 302 and "/login/" in answer["Location"], door
        assert client.post(door.format(**keys)).status_code == 302
    for method, path, body in (*SCREENING_API, *MODERATING_API):
        assert ask(client, method, path.format(**keys), body).status_code == 401


def test_nothing_at_the_desk_says_who_the_owner_is(client):
    owner = family(email="quokkaowner@example.org")
    owner.display_name = "Quokkina"
    owner.save()
    case, staff, one = with_organisation(owner=owner)
    hidden = open_case(owner=owner)
    report = flag(case=hidden, by=member(), reason="name", now=now())
    doors = {
        staff: (
            "/cases/desk/", f"/cases/{case.pk}/screen/", f"{API}/cases/desk/queue",
            f"{API}/cases/{case.pk}/screening", f"/cases/{case.pk}/events/",
        ),
        one: (
            "/cases/desk/", f"/cases/{case.pk}/screen/", "/cases/desk/reports/", f"/cases/desk/reports/{report.pk}/",
            f"/cases/{hidden.pk}/hidden/", f"{API}/cases/flags", f"{API}/cases/flags/{report.pk}",
            f"{API}/cases/{hidden.pk}/hidden", f"{API}/cases/{case.pk}/screening",
        ),
    }  # fmt: skip
    for person, addresses in doors.items():
        client.force_login(person)
        for address in addresses:
            answer = client.get(address)
            text = answer.content.decode().lower()
            assert answer.status_code == 200, address
            assert "quokka" not in text and str(owner.reference) not in text, address
