"""The desk over HTTP, page and API alike: what each button does."""

import json
import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from accounts.models import User
from audit.kinds import Action
from audit.models import Event
from cases.actions.hiding import quarantine
from cases.desk.actions.flagging import flag
from cases.mentions import KEPT
from cases.models import AnsweringBan, Case, CaseSign, Flag, Hold, Mention
from cases.states import State
from cases.versions import version_of_case, version_of_reply
from tests.cases.desk.people import now, with_organisation
from tests.cases.desk.test_screening import hold_in, picture_in
from tests.factories.cases import family, in_state, member, moderator, open_case, reply_to
from tests.factories.vocabulary import DiseaseFactory
from tests.templates.test_html import faults

pytestmark = pytest.mark.django_db
API = "/api/hub/v1"


@pytest.fixture(autouse=True)
def nothing_spent():
    cache.clear()


def post(client, address, body=None):
    return client.post(API + address, json.dumps(body or {}), content_type="application/json")


def page(client, user, address, status=200):
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == status, address
    if status == 200:
        text = answer.content.decode()
        assert faults(text) == {}, address
        assert "no-store" in answer["Cache-Control"] and "private" in answer["Cache-Control"]
        assert '<meta name="robots" content="noindex">' in text
        return text
    return ""


def decide(client, user, case, decision, **said):
    client.force_login(user)
    client.post(f"/cases/{case.pk}/screen/bands/")
    said |= {"decision": decision, "seen": version_of_case(case)}
    return client.post(f"/cases/{case.pk}/screen/", said, follow=True)


def test_a_report_by_the_api_says_whether_the_case_is_hidden(client):
    case = open_case()
    client.force_login(member())
    reply = reply_to(case)
    answer = post(client, f"/cases/{case.pk}/flags", {"reason": "rude", "reply": str(reply.pk)})
    assert (answer.status_code, answer.json()) == (201, {"is_hidden": False})
    assert post(client, f"/cases/{case.pk}/flags", {"reason": "nonsense"}).status_code == 422
    assert post(client, f"/cases/{case.pk}/flags", {"reason": "name"}).json() == {"is_hidden": True}


def test_too_many_reports_are_refused_with_a_sentence(client):
    client.force_login(member())
    cases = [open_case() for _ in range(11)]
    codes = [client.post(f"/cases/{case.pk}/flag/", {"reason": "rude"}).status_code for case in cases]
    assert codes == [302] * 10 + [429]
    assert post(client, f"/cases/{cases[-1].pk}/flags", {"reason": "rude"}).status_code == 429


def test_a_report_without_a_reason_keeps_the_form_and_names_the_field(client):
    case = open_case()
    client.force_login(member())
    answer = client.post(f"/cases/{case.pk}/flag/", {})
    assert answer.status_code == 422
    assert faults(answer.content.decode()) == {}
    assert "Choose what is wrong" in answer.content.decode()


def test_the_page_of_a_case_marks_each_place_where_it_stands_and_a_button_clears_it(client):
    case, staff, _ = with_organisation()
    story = case.texts["story"]
    hold = hold_in(case, start=story.index("Both"), end=story.index("Both") + 4, owner_says_no=True)
    text = page(client, staff, f"/cases/{case.pk}/screen/")
    assert f'<mark id="mark-{hold.pk}">Both</mark>' in text
    assert "this names nobody" in text
    client.post(f"/cases/{case.pk}/screen/holds/{hold.pk}/")
    assert Hold.objects.get(pk=hold.pk).cleared_by == staff
    assert "<mark" not in page(client, staff, f"/cases/{case.pk}/screen/")
    assert client.get(f"/cases/{case.pk}/screen/holds/{hold.pk}/").status_code == 302
    elsewhere = hold_in(in_state(State.SUBMITTED))
    assert client.post(f"/cases/{case.pk}/screen/holds/{elsewhere.pk}/").status_code == 404


def test_hostile_text_is_shown_as_text(client):
    case = in_state(State.SUBMITTED, texts={"title": "<script>alert(1)</script>", "story": "<b>x</b>"})
    hold_in(case, start=0, end=3)
    text = page(client, moderator(), f"/cases/{case.pk}/screen/")
    assert "<script>alert" not in text and "<b>x" not in text
    assert "&lt;script&gt;" in text


def test_what_is_left_to_decide_comes_back_as_sentences(client):
    case = in_state(State.SUBMITTED, is_urgent=True)
    hold_in(case), picture_in(case)
    client.force_login(moderator())
    answer = client.post(f"/cases/{case.pk}/screen/", {"decision": "approved", "seen": version_of_case(case)})
    text = answer.content.decode()
    assert answer.status_code == 422
    for words in ("every place", "every picture", "bands are wide enough", "tells of an emergency"):
        assert words in text
    assert faults(text) == {}
    assert client.post(f"/cases/{case.pk}/screen/", {"decision": "x"}).status_code == 422


def test_the_emergency_number_of_the_country_is_shown_for_an_urgent_case_only(client):
    urgent, calm = in_state(State.SUBMITTED, is_urgent=True, country="NZ"), in_state(State.SUBMITTED)
    one = moderator()
    assert "<b>111</b>" in page(client, one, f"/cases/{urgent.pk}/screen/")
    assert "Words of an emergency" not in page(client, one, f"/cases/{calm.pk}/screen/")


def test_possible_duplicates_are_named_and_linked_only_for_whoever_may_read_them(client):
    case, staff, one = with_organisation()
    signs = list(case.signs.values_list("sign_id", flat=True))

    def twin(state, **fields):
        other = in_state(state, signs=0, **fields)
        CaseSign.objects.bulk_create(CaseSign(case=other, sign_id=sign) for sign in signs)
        return other

    own, closed, foreign = twin(State.OPEN, organisation=case.organisation), twin(State.OPEN), twin(State.SUBMITTED)
    text = page(client, one, f"/cases/{case.pk}/screen/")
    assert {other.short for other in (own, closed, foreign) if other.short in text} == {
        own.short, closed.short, foreign.short,
    }  # fmt: skip
    linked = set(re.findall(r'href="/cases/([0-9a-f-]{36})/"', text))
    assert linked == {str(foreign.pk)}
    text = page(client, staff, f"/cases/{case.pk}/screen/")
    assert f'href="/cases/{own.pk}/"' in text
    assert closed.short not in text and foreign.short not in text


def test_the_number_of_queries_of_the_queue_and_of_a_case_does_not_grow(client, django_assert_max_num_queries):
    one = moderator()
    client.force_login(one)
    for _ in range(12):
        case, _, _ = with_organisation()
    for n in range(12):
        hold_in(case, start=n, end=n + 1)
        picture_in(case)
        CaseSign.objects.create(case=case, sign_id=in_state(State.OPEN).signs.first().sign_id)
    client.get(f"/cases/{case.pk}/screen/")
    with django_assert_max_num_queries(14):
        client.get("/cases/desk/")
    with django_assert_max_num_queries(24):
        client.get(f"/cases/{case.pk}/screen/")


def test_the_queue_is_paged(client):
    for _ in range(27):
        in_state(State.SUBMITTED, signs=0)
    text = page(client, moderator(), "/cases/desk/")
    assert text.count("/screen/") == 25 and "Page 2" in text


def test_each_opening_of_a_case_by_who_screens_or_moderates_is_written_down_once_an_hour(client):
    case, staff, one = with_organisation()

    def read():
        return list(Event.objects.filter(action=Action.CASE_READ).order_by("number").values_list("actor", "subject"))

    for person, address in (
        (staff, f"/cases/{case.pk}/screen/"),
        (staff, f"/cases/{case.pk}/screen/"),
        (staff, f"{API}/cases/{case.pk}/screening"),
        (one, f"{API}/cases/{case.pk}/screening"),
    ):
        client.force_login(person)
        assert client.get(address).status_code == 200
    assert read() == [(staff.reference, str(case.pk)), (one.reference, str(case.pk))]
    cache.clear()
    client.get(f"/cases/{case.pk}/screen/")
    assert len(read()) == 3


@pytest.mark.parametrize(
    "door",
    ["/cases/{case}/hidden/", "/cases/desk/reports/{flag}/", API + "/cases/{case}/hidden", API + "/cases/flags/{flag}"],
)
def test_a_moderator_who_opens_a_report_or_a_hidden_case_is_written_down(client, door):
    case, one = open_case(), moderator()
    report = flag(case=case, by=member(), reason="name", now=now())
    client.force_login(one)
    assert client.get(door.format(case=case.pk, flag=report.pk)).status_code == 200
    assert Event.objects.get(action=Action.CASE_READ).actor == one.reference


def test_moderators_work_through_reports_hidden_cases_and_replies(client):
    case, one, two = open_case(), moderator(), moderator()
    reporter = member()
    report = flag(case=case, by=reporter, reason="name", now=now(), reply=reply_to(case, text="Tom is his name"))
    held = reply_to(case, text="A reply held back", held_at=now())
    text = page(client, one, "/cases/desk/reports/")
    assert "A name or initials" in text and reporter.display_name not in text
    text = page(client, one, f"/cases/desk/reports/{report.pk}/")
    assert "Tom is his name" in text and reporter.display_name not in text
    client.post(f"/cases/desk/reports/{report.pk}/", {"measure": "hide_reply"})
    assert Flag.objects.get().answer == "upheld"
    page(client, one, f"/cases/desk/replies/{report.reply_id}/")
    page(client, one, f"/cases/desk/replies/{held.pk}/")
    client.post(f"/cases/desk/replies/{held.pk}/", {"what": "show", "seen": version_of_reply(held)})
    client.post(f"/cases/{case.pk}/hidden/", {"what": "show", "seen": version_of_case(case)})
    assert "1 of 2" in page(client, two, f"/cases/{case.pk}/hidden/")
    client.post(f"/cases/{case.pk}/hidden/", {"what": "show", "seen": version_of_case(case)})
    assert Case.objects.get(pk=case.pk).quarantined_at is None
    assert list(case.replies.shown()) == [held]
    page(client, two, f"/cases/{case.pk}/hidden/", status=404)


def judged(client, door, **said):
    """Return the page on which a moderator judges a reply, and what the API tells of it."""
    reply = reply_to(open_case(), held_at=now() if door == "kept" else None, **said)
    for named in User.objects.filter(reference__in=KEPT.findall(reply.text)):
        Mention.objects.create(reply=reply, named=named)
    if door == "kept":
        shown = page(client, moderator(), f"/cases/desk/replies/{reply.pk}/")
        told = client.get(f"{API}/cases/replies/kept").json()["items"][-1]  # the newest
        return shown, told
    report = flag(case=reply.case, by=member(), reason="rude", now=now(), reply=reply)
    shown = page(client, moderator(), f"/cases/desk/reports/{report.pk}/")
    told = client.get(f"{API}/cases/flags/{report.pk}").json()
    return shown, {"text": told["reply_text"], **told["reply_said"]}


@pytest.mark.parametrize("door", ["kept", "reported"])
def test_a_moderator_reads_pseudonyms_and_no_reference(client, door):
    named = member()
    shown, told = judged(client, door, text=f"Ask @{{{named.reference}}} about Tom.")
    for text in (shown, told["text"]):
        assert f"Ask @{named.display_name} about Tom." in text
        assert str(named.reference) not in text


@pytest.mark.parametrize("door", ["kept", "reported"])
def test_a_moderator_reads_all_that_a_reply_says(client, door):
    disease = DiseaseFactory()
    shown, told = judged(client, door, kind="hypothesis", disease=disease, confidence="high", text="The gait.")
    assert disease.name in shown and f"ORPHA:{disease.orpha_code}" in shown and "High confidence" in shown
    said = {"kind": "hypothesis", "disease": disease.name, "orpha_code": disease.orpha_code, "confidence": "high"}
    assert told | said == told
    shown, told = judged(client, door, kind="experience", patients_seen=3)
    assert "Has seen 3 such patients" in shown
    assert told["patients_seen"] == 3 and told["disease"] == ""


def test_the_same_by_the_api(client):
    case = open_case()
    report = flag(case=case, by=member(), reason="name", now=now(), reply=reply_to(case))
    held = reply_to(case, held_at=now())
    hold_in(case, reply=held, section="reply")
    client.force_login(moderator())
    [listed] = client.get(f"{API}/cases/flags").json()["items"]
    assert (listed["id"], listed["is_hidden"]) == (report.pk, True)
    detail = client.get(f"{API}/cases/flags/{report.pk}").json()
    assert detail["reply_text"] == report.reply.text and detail["said"]["short"] == case.short
    assert post(client, f"/cases/{case.pk}/return", {"seen": version_of_case(case)}).status_code == 422
    assert post(client, f"/cases/flags/{report.pk}/answer", {"measure": "hide_reply"}).json()["answer"] == "upheld"
    assert post(client, f"/cases/flags/{report.pk}/suspension", {"days": 91}).status_code == 422
    assert post(client, f"/cases/flags/{report.pk}/suspension", {"days": 7}).status_code == 201
    [ban] = client.get(f"{API}/cases/suspensions").json()["items"]
    said = {"seen": version_of_reply(report.reply)}
    kept = client.get(f"{API}/cases/replies/kept").json()["items"]
    assert {one["id"] for one in kept} == {str(held.pk), str(report.reply_id)}
    assert post(client, f"/cases/replies/{held.pk}/refusal", {"reason": "place"}).status_code == 204
    assert post(client, f"/cases/replies/{report.reply_id}/return", said).json() == {"is_shown": False}
    assert client.get(f"{API}/cases/hidden").json()["items"][0]["id"] == str(case.pk)
    assert client.get(f"{API}/cases/{case.pk}/hidden").json()["said"]["texts"]["title"] == case.title
    assert post(client, f"/cases/{case.pk}/rewriting-request").status_code == 204
    assert post(client, f"/cases/{case.pk}/return", {"seen": version_of_case(case)}).status_code == 422
    Case.objects.filter(pk=case.pk).update(rewritten_at=now())
    assert post(client, f"/cases/{case.pk}/return", {"seen": version_of_case(case)}).json() == {"is_shown": False}
    assert post(client, f"/cases/suspensions/{ban['id']}/lift").json() == {"is_over": False}
    client.force_login(moderator())
    assert post(client, f"/cases/suspensions/{ban['id']}/lift").json() == {"is_over": True}
    assert post(client, f"/cases/replies/{report.reply_id}/return", said).json() == {"is_shown": True}
    assert post(client, f"/cases/{case.pk}/return", {"seen": version_of_case(case)}).json() == {"is_shown": True}


def test_an_author_is_suspended_from_the_page_of_a_report_and_two_end_it(client):
    case = open_case()
    report = flag(case=case, by=member(), reason="harmful", now=now(), reply=reply_to(case))
    client.force_login(moderator())
    client.post(f"/cases/desk/reports/{report.pk}/suspend/", {"days": 30})
    ban = AnsweringBan.objects.get()
    assert 29 <= (ban.until - now()).days <= 30
    for _ in range(2):
        page(client, moderator(), "/cases/desk/reports/")
        client.post(f"/cases/desk/suspensions/{ban.pk}/lift/")
    ban.refresh_from_db()
    assert ban.until <= now()


def test_a_marked_place_of_a_hidden_case_is_cleared_by_a_moderator(client):
    case = open_case()
    hold = hold_in(case)
    quarantine(case=case, reason="scanner", by=None, now=now())
    client.force_login(moderator())
    client.post(f"/cases/{case.pk}/hidden/holds/{hold.pk}/")
    assert Hold.objects.get().cleared_at is not None


@pytest.mark.parametrize(
    ("decision", "reason", "words"),
    [
        ("declined", "elsewhere", "Genetic Alliance UK"),
        ("declined", "emergency", "999"),
        ("declined", "emergency", "116 123 (Samaritans)"),
        ("returned", "unclear", "The question is not clear yet"),
    ],
)
def test_the_owner_reads_the_reason_and_where_else_to_ask(client, decision, reason, words):
    case, one = in_state(State.SUBMITTED), moderator()
    decide(client, one, case, decision, reason=reason)
    text = page(client, case.owner, f"/cases/{case.pk}/signposts/")
    assert words in text and one.email not in text
    page(client, family(), f"/cases/{case.pk}/signposts/", status=404)


def test_a_case_that_goes_its_way_has_no_signposts(client):
    case = in_state(State.SUBMITTED)
    page(client, case.owner, f"/cases/{case.pk}/signposts/", status=404)


def test_every_list_of_the_reports_page_and_of_the_api_has_pages(client):
    now = timezone.now()
    for number in range(51):
        case = open_case(quarantined_at=now + timedelta(seconds=number))
        reply_to(open_case(), held_at=now)
        AnsweringBan.objects.create(user=member(), reason="rude", at=now, until=now + timedelta(days=1 + number))
    client.force_login(moderator())
    page = client.get("/cases/desk/reports/").content.decode()
    for name in ("hidden", "replies", "suspended"):
        assert f"?{name}=3" in page
    assert f"Case {case.short}</b>" not in page
    assert f"Case {case.short}</b>" in client.get("/cases/desk/reports/?hidden=3").content.decode()
    for address in ("hidden", "replies/kept", "suspensions"):
        told = client.get(f"/api/hub/v1/cases/{address}?page=2").json()
        assert (told["total"], told["pages"], len(told["items"])) == (51, 2, 1)
