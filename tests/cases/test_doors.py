"""Every door to a case, found by the addresses themselves: who moderates leaves a line, who reads as a member spends."""

import re

import pytest
from django.core.cache import cache
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from audit.kinds import Action
from audit.models import Event
from cases.attachments.files import private_storage
from cases.limits import CASES_AN_HOUR
from cases.models import CaseReading, Hold, Origin
from cases.states import State
from tests.factories.attachments import cleared_picture_of, picture_of
from tests.factories.cases import OrganisationFactory, in_state, member, moderator, open_case, reply_to, staff_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
NAMES = {"case_id", "pk", "attachment_id", "reply_id", "flag_id", "hold_id", "number"}
CAPTION = "A hand with six fingers"


def addresses(patterns, before=""):
    for one in patterns:
        route = before + str(one.pattern).lstrip("^")
        if isinstance(one, URLPattern):
            yield route
        elif not route or "cases/".startswith(route) or route.startswith(("cases/", "api/hub/v1/")):
            yield from addresses(one.url_patterns, route)


def doors():
    found = {
        route for route in addresses(get_resolver().url_patterns) if route.startswith(("cases/", "api/hub/v1/cases/"))
    }
    return sorted(route for route in found if (names := set(PARAMETER.findall(route))) and names <= NAMES)


@pytest.fixture(autouse=True)
def own_folder(settings, monkeypatch, tmp_path):
    settings.PRIVATE_ROOT = tmp_path
    monkeypatch.setattr(private_storage(), "location", str(tmp_path))


def reported():
    case = open_case()
    case.flags.create(reason="rude", at=timezone.now())
    return case, cleared_picture_of(case, caption=CAPTION)


def submitted():
    case = in_state(State.SUBMITTED)
    return case, picture_of(case, caption=CAPTION)


def hidden():
    case = in_state(State.OPEN, quarantined_at=timezone.now())
    case.flags.create(reason="name", at=timezone.now())
    return case, cleared_picture_of(case, caption=CAPTION)


WORLDS = (reported, submitted, hidden)


def brought_by(organisation, state):
    """A world whose case was brought by one of the staff of an organisation."""

    def world():
        case = in_state(state, origin=Origin.ORGANISATION, organisation=organisation, owner=staff_of(organisation))
        return case, picture_of(case, caption=CAPTION)

    return world


def knock(client, method, route, world):
    """Return the case of a new world, and whether the answer holds something of it."""
    case, picture = world()
    question = reply_to(case, kind="question", text="Since when?")
    hold = Hold.objects.create(case=case, section="story", kind="name", rule="name", start=0, end=1)
    keys = {"reply_id": question.pk, "hold_id": hold.pk, "flag_id": getattr(case.flags.first(), "pk", 1)}
    keys |= {"case_id": case.pk, "pk": case.pk, "attachment_id": picture.pk, "number": 3}
    address = "/" + PARAMETER.sub(lambda found: str(keys[found[1]]), route)
    data = {} if route.startswith("cases/") or method == "get" else "{}"
    told = {"content_type": "application/json"} if data == "{}" else {}
    answer = getattr(client, method)(address, data, **told)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    answer.close()
    marks = [
        "Loose stools",
        CAPTION,
        case.title,
        "phenotypicFeatures",
        *case.signs.values_list("sign__hpo_id", flat=True),
    ]
    return case, answer["Content-Type"] == "image/jpeg" or any(mark.encode() in content for mark in marks)


@pytest.mark.parametrize("world", WORLDS)
def test_a_moderator_leaves_a_line_behind_every_door_that_shows_something_of_a_case(client, world):
    opened, without = set(), set()
    client.force_login(reader := moderator())
    for route in doors():
        for method in ("get", "post"):
            cache.clear()
            case, shows = knock(client, method, route, world)
            if not shows:
                continue
            opened.add((method, route))
            lines = Event.objects.filter(action=Action.CASE_READ, subject=str(case.pk), actor=reader.reference)
            if not lines.exists():
                without.add((method, route))
    assert opened and without == set()
    if world is reported:  # the doors that were once forgotten are among them
        shown = {
            ("get", "api/hub/v1/cases/<uuidstr:case_id>/phenopacket"),
            ("get", "cases/files/<uuid:attachment_id>/"),
        }
        assert shown | {("post", "cases/<uuid:case_id>/replies/")} <= opened


@pytest.mark.parametrize("state", [State.RETURNED, State.SUBMITTED, State.RELAYED])
def test_staff_leave_a_line_behind_every_door_that_shows_something_of_a_case_of_a_colleague(client, state):
    opened, without, organisation = set(), set(), OrganisationFactory()
    client.force_login(reader := staff_of(organisation))
    for route in doors():
        for method in ("get", "post"):
            cache.clear()
            case, shows = knock(client, method, route, brought_by(organisation, state))
            lines = Event.objects.filter(action=Action.CASE_READ, subject=str(case.pk), actor=reader.reference)
            if shows:
                opened.add((method, route))
            if shows and not lines.exists():
                without.add((method, route))
    assert opened and without == set()


def test_who_brought_a_case_leaves_no_line_behind_and_a_colleague_one(client):
    organisation = OrganisationFactory()
    case, picture = brought_by(organisation, State.RETURNED)()
    addresses = [f"/cases/{case.pk}/write/3/", f"/cases/{case.pk}/status/", f"/cases/{case.pk}/attachments/",
                 f"/api/hub/v1/cases/{case.pk}/draft", f"/cases/files/{picture.pk}/look/"]  # fmt: skip
    for reader, count in ((case.owner, 0), (staff_of(organisation), 1)):
        client.force_login(reader)
        assert [client.get(address).status_code for address in addresses] == [200] * 5
        assert Event.objects.filter(action=Action.CASE_READ, subject=str(case.pk)).count() == count


def test_a_member_spends_one_of_the_hour_behind_every_door_that_shows_something_of_a_case(client):
    opened, without = set(), set()
    client.force_login(reader := member())
    for route in doors():
        for method in ("get", "post"):
            cache.clear()
            if not knock(client, method, route, reported)[1]:
                continue
            opened.add((method, route))
            if not cache.get(f"cases:readings:{reader.pk}"):
                without.add((method, route))
    assert ("post", "cases/<uuid:case_id>/opinion/") in opened and without == set()


@pytest.mark.parametrize("door", ["/cases/{}/opinion/", "/cases/{}/replies/"])
def test_a_form_that_cannot_be_read_opens_no_more_cases_than_the_page(client, door):
    client.force_login(member())
    cases = [open_case(signs=0) for _ in range(CASES_AN_HOUR + 2)]
    answers = [client.post(door.format(case.pk), {}) for case in cases]
    assert sum("Loose stools" in answer.text for answer in answers) == CASES_AN_HOUR
    assert answers[-1].status_code == 429 and "no-store" in answers[-1]["Cache-Control"]


@pytest.mark.parametrize("door", ["/api/hub/v1/cases/{case}/attachments", "/cases/files/{picture}/",
                                  "/api/hub/v1/cases/attachments/{picture}/file"])  # fmt: skip
def test_pictures_are_not_opened_beyond_the_cases_of_an_hour(client, door):
    client.force_login(reader := member())
    picture = cleared_picture_of(open_case(), caption=CAPTION)
    cache.set(f"cases:readings:{reader.pk}", CASES_AN_HOUR)
    answer = client.get(door.format(case=picture.case_id, picture=picture.pk))
    assert answer.status_code == 429 and CAPTION not in answer.text


@pytest.mark.parametrize("door", ["/cases/{case}/", "/api/hub/v1/cases/{case}", "/api/hub/v1/cases/{case}/replies",
                                  "/api/hub/v1/cases/{case}/attachments", "/api/hub/v1/cases/{case}/phenopacket"])  # fmt: skip
def test_a_case_that_was_refused_stays_shut_when_it_is_asked_for_again(client, door):
    client.force_login(reader := member())
    case = open_case()
    cache.set(f"cases:readings:{reader.pk}", CASES_AN_HOUR)
    assert [client.get(door.format(case=case.pk)).status_code for _ in range(2)] == [429, 429]


def test_asking_twice_opens_no_more_cases_and_every_reader_is_counted(client):
    client.force_login(reader := member())
    cases = [open_case(signs=0) for _ in range(CASES_AN_HOUR + 2)]
    for _ in range(2):
        answers = [client.get(f"/api/hub/v1/cases/{case.pk}").status_code for case in cases]
    assert answers == [200] * CASES_AN_HOUR + [429] * 2
    assert CaseReading.objects.filter(reader=reader).count() == CASES_AN_HOUR
