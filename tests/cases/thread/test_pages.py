"""The list and the page: who gets which, in which order, at which cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from audit.models import Event
from cases.models import CaseFollow, Flag
from cases.states import HELD, VISIBLE, State
from cases.thread.waiting import waiting_for
from tests.factories.accounts import UserFactory
from tests.factories.cases import (
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
from tests.factories.content import make_library

pytestmark = pytest.mark.django_db
UNKNOWN = "/cases/00000000-0000-4000-8000-000000000000/"


def titled(title, **fields):
    return open_case(texts={"title": title, "question": "What is it?"}, **fields)


def shown_titles(answer):
    return [row["case"].title for row in answer.context["rows"]]


def test_what_fits_stands_first_in_it_what_nobody_answered_in_it_the_newest(browse):
    now = timezone.now()
    titled("other field", specialities=["cardiology"], at=now)
    answered = titled("answered", specialities=["neurology"], at=now)
    answered.first_reply_at = now
    answered.save()
    titled("older", specialities=["ophthalmology"], at=now - timedelta(days=1))
    titled("newest", specialities=["neurology", "cardiology"], at=now)
    reader = browse(member(speciality="neurology"))
    expected = ["newest", "older", "answered", "other field"]
    assert shown_titles(reader.get("/cases/")) == expected
    found, address = [], "/api/hub/v1/cases?limit=1"
    while address:
        part = reader.get(address).json()
        found, address = [*found, *(one["title"] for one in part["items"])], part["next"]
    assert found == expected


def test_each_filter_narrows_the_list(browse):
    reader = member()
    plain, mine, followed = (
        titled("plain"),
        titled("mine", liaison=reader),
        titled("followed", specialities=["cardiology"]),
    )
    in_state(State.ADVICE_READY, texts={"title": "advice"})
    in_state(State.CLOSED, texts={"title": "closed"})
    in_state(State.SUBMITTED, texts={"title": "hidden from the list"})
    CaseFollow.objects.create(case=followed, reader=reader, since=timezone.now())
    plain.first_reply_at = timezone.now()
    plain.save()
    client = browse(reader)
    for query, expected in {
        "": {"plain", "mine", "followed"},
        "mine=on": {"mine"},
        "followed=on": {"followed"},
        "unanswered=on": {"mine", "followed"},
        "speciality=cardiology": {"followed"},
        "state=advice": {"advice"},
        "state=done": {"closed"},
        "state=nonsense&speciality=x": {"plain", "mine", "followed"},
    }.items():
        assert set(shown_titles(client.get(f"/cases/?{query}"))) == expected, query
    assert mine.liaison == reader


def test_an_empty_list_says_what_is_open_elsewhere(browse):
    titled("other field", specialities=["cardiology"])
    client = browse(member())
    assert "1 case is open in all fields together" in client.get("/cases/?speciality=urology").text
    assert "All open cases" in client.get("/cases/?state=done").text


def test_each_reader_gets_the_list_that_is_theirs(browse):
    open_case()
    assert Client().get("/cases/")["Location"].startswith("/accounts/login/")
    lapsed = member()
    lapsed.verified_until = timezone.now()
    lapsed.save()
    for user in (UserFactory(), lapsed, UserFactory(role=Role.EDITOR), UserFactory(role=Role.REVIEWER)):
        answer = browse(user).get("/cases/")
        assert answer.status_code == 403
        assert "Unsteady" not in answer.text
        assert browse(user).get("/api/hub/v1/cases").status_code == 403
    assert browse(moderator()).get("/api/hub/v1/cases").status_code == 403
    for user in (family(), UserFactory(role=Role.ORGANISATION), moderator()):
        assert browse(user).get("/cases/").status_code == 302


def readers_of(case):
    """Return everybody there can be, by a name."""
    organisation = OrganisationFactory()
    case.origin, case.organisation = "organisation", organisation
    case.save()
    lapsed, suspended = member(), member()
    lapsed.verified_until = timezone.now()
    lapsed.save()
    suspended.is_active = False
    suspended.save()
    return {
        "owner": case.owner,
        "other family": family(),
        "staff": staff_of(organisation),
        "other staff": staff_of(OrganisationFactory()),
        "member": member(),
        "liaison": case.liaison or member(),
        "moderator": moderator(),
        "lapsed": lapsed,
        "suspended": suspended,
        "registered": UserFactory(),
        "editor": UserFactory(role=Role.EDITOR),
        "reviewer": UserFactory(role=Role.REVIEWER),
        "administrator": UserFactory(role=Role.ADMINISTRATOR, is_staff=True),
    }


def may_open(who, state, *, is_liaison):
    """Return who sees the page for physicians, as the design says it."""
    if state in VISIBLE:
        return who in {"member", "liaison"}
    return who == "liaison" and is_liaison and state in HELD


@pytest.mark.parametrize("state", State.values)
def test_the_page_of_a_case_opens_by_role_and_state_and_all_else_looks_like_nothing(browse, state):
    case = in_state(State(state))
    is_liaison = case.liaison_id is not None
    absent = None
    for who, user in readers_of(case).items():
        client = browse(user)
        answer, api = client.get(f"/cases/{case.pk}/"), client.get(f"/api/hub/v1/cases/{case.pk}")
        if may_open(who, state, is_liaison=is_liaison):
            assert (answer.status_code, api.status_code) == (200, 200), who
            assert "no-store" in answer["Cache-Control"]
            assert "private" in answer["Cache-Control"]
            assert 'content="noindex"' in answer.text
            continue
        if who == "suspended":
            assert (answer.status_code, api.status_code) == (302, 401)
            continue
        assert api.status_code == 404, who
        assert "Unsteady" not in answer.text, who
        assert answer.status_code == 404 or (who in {"owner", "staff", "moderator"} and answer.status_code == 302), (
            who,
            answer.status_code,
        )
        absent = absent or client.get("/api/hub/v1/cases/00000000-0000-4000-8000-000000000000").content
        assert api.content == absent


def test_a_visitor_is_asked_to_sign_in_whatever_there_is():
    case = open_case()
    for address in (f"/cases/{case.pk}/", UNKNOWN):
        assert Client().get(address)["Location"] == f"/accounts/login/?next={address}"


def test_a_hidden_case_is_a_card_for_those_with_a_part_in_it_and_nothing_for_others(browse):
    case = open_case()
    reader = member()
    case.quarantined_at = timezone.now()
    case.save()
    card = browse(case.liaison).get(f"/cases/{case.pk}/")
    assert (card.status_code, "Unsteady" in card.text, "hidden for now" in card.text) == (200, False, True)
    assert browse(reader).get(f"/cases/{case.pk}/").status_code == 404
    assert browse(moderator()).get(f"/cases/{case.pk}/")["Location"] == f"/cases/{case.pk}/hidden/"  # the desk
    for user in (reader, moderator()):
        assert browse(user).get(f"/api/hub/v1/cases/{case.pk}/replies").status_code == 404
    assert not shown_titles(browse(reader).get("/cases/"))


def test_a_moderator_reads_what_was_flagged_changes_nothing_and_the_reading_is_written_down(browse):
    case, reader = open_case(), moderator()
    reply = reply_to(case)
    client = browse(reader)
    assert client.get(f"/cases/{case.pk}/").status_code == 404
    Flag.objects.create(case=case, reason="rude", at=timezone.now())
    answer = client.get(f"/cases/{case.pk}/")
    assert reply.text in answer.text
    assert "Add a reply" not in answer.text
    assert "Your own opinion first" not in answer.text
    assert Event.objects.get(action="case_read").subject == str(case.pk)
    assert client.post(f"/cases/{case.pk}/replies/{reply.pk}/helpful/").status_code == 403


def test_the_page_shows_bands_signs_and_texts_and_no_date(browse):
    case = in_state(State.ADVICE_READY)
    case.signs.filter(pk=case.signs.first().pk).update(is_absent=True)
    answer = browse(member()).get(f"/cases/{case.pk}/").text
    for part in (
        "18 to 29",
        "Present (2)",
        "absent (1)",
        "The question:",
        "Course so far",
        "Advice in writing",
        "day 1",
    ):
        assert part in answer, part
    assert (
        str(case.opened_at.year)
        not in answer.split("<main", 1)[1].split("</main", 1)[0].replace(case.pk.hex, "").split("data-since")[0]
    )


def test_every_button_works_without_script(browse):
    case = open_case()
    reply = reply_to(case)
    client = browse(member())
    page = f"/cases/{case.pk}/"
    assert client.post(f"{page}just-read/").status_code == 302
    assert client.post(f"{page}follow/", {"follow": "on"}).status_code == 302
    assert CaseFollow.objects.count() == 1
    client.post(f"{page}follow/", {"follow": "off"})
    assert not CaseFollow.objects.exists()
    client.post(f"{page}replies/{reply.pk}/helpful/", {"mark": "on"})
    reply.refresh_from_db()
    assert reply.helpful_count == 1
    sent = client.post(f"{page}replies/", {"kind": "test", "text": "Cholestanol."})
    assert (sent.status_code, case.replies.count()) == (302, 2)
    own = case.replies.get(kind="test")
    assert sent["Location"] == f"{page}#r-{own.pk}"
    client.post(f"{page}replies/{own.pk}/change/", {"text": "Cholestanol, fasting."})
    own.refresh_from_db()
    assert own.text == "Cholestanol, fasting."
    client.post(f"{page}replies/{own.pk}/delete/")
    assert case.replies.count() == 1
    client.post(f"{page}replies/", {"kind": "experience", "text": "half of it", "save": "draft"})
    assert case.replies.get(is_draft=True).text == "half of it"
    assert client.get(f"{page}replies/").status_code == 302


def test_a_reply_that_is_refused_keeps_what_was_typed_and_says_where(browse):
    case, reader = open_case(), member()
    opinion_on(case, author=reader)
    client = browse(reader)
    answer = client.post(f"/cases/{case.pk}/replies/", {"kind": "test", "text": "Call 0770-900-123 now <b>"})
    assert answer.status_code == 422
    for part in (
        "Problem: ",
        "<mark>0770-900-123</mark>",
        "Call 0770-900-123 now &lt;b&gt;</textarea>",
        "error-summary",
    ):
        assert part in answer.text, part
    held = client.post(f"/cases/{case.pk}/replies/", {"kind": "test", "text": "From Ballyhooly."})
    assert "Send it to a moderator as it is" in held.text
    client.post(f"/cases/{case.pk}/replies/", {"kind": "test", "text": "From Ballyhooly.", "to_moderator": "on"})
    assert case.replies.get().held_at


def test_what_was_written_is_text_and_nothing_else(browse):
    case, reader = open_case(), member()
    opinion_on(case, author=reader)
    reply_to(case, text="<script>alert(1)</script> https://x.example/ **bold**", kind="test")
    page = browse(reader).get(f"/cases/{case.pk}/").text
    assert "&lt;script&gt;alert(1)" in page
    assert 'href="https://x.example/' not in page


def test_a_question_and_its_answer_stand_together(browse):
    case = open_case()
    question = reply_to(case, kind="question", text="Was the jaundice long?")
    client = browse(case.liaison)
    address = f"/cases/{case.pk}/replies/{question.pk}/answer/"
    assert client.post(address, {"text": ""}).status_code == 422
    assert client.post(address, {"text": "Five weeks."}).status_code == 302
    page = client.get(f"/cases/{case.pk}/").text
    assert (
        page.index("Was the jaundice long?")
        < page.index("Answer through the liaison, 1 min after opening")
        < page.index("Five weeks.")
    )


def test_what_came_since_is_counted_without_ones_own(browse):
    case, reader = open_case(), member()
    since = timezone.now().isoformat().replace("+", "%2B")
    reply_to(case)
    reply_to(case, author=reader)
    reply_to(case, is_draft=True)
    reply_to(case, held_at=timezone.now())
    assert browse(reader).get(f"/api/hub/v1/cases/{case.pk}/replies/new?since={since}").json() == {"new": 1}


def queries(client, address):
    client.get(address)  # what is asked once a minute is known then
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_list_costs_the_same_with_one_case_and_with_thirty(browse):
    client = browse(member())
    open_case()
    addresses = ("/cases/", "/api/hub/v1/cases?limit=100")
    before = [queries(client, address) for address in addresses]
    for _ in range(29):
        reply_to(open_case())
    assert [queries(client, address) for address in addresses] == before


def test_a_thread_costs_the_same_with_one_reply_and_with_thirty(browse):
    case, reader = open_case(), member()
    opinion_on(case, author=reader)

    def exchange():
        question = reply_to(case, kind="question", text=f"Is it so, @{{{reader.reference}}}?", edited_at=timezone.now())
        question.mentions.create(named=reader)
        question.versions.create(text="Before.", until=timezone.now())
        reply_to(case, kind="answer", answers=question, author=case.liaison)
        opinion_on(case)

    client = browse(reader)
    addresses = (f"/cases/{case.pk}/", f"/api/hub/v1/cases/{case.pk}", f"/api/hub/v1/cases/{case.pk}/replies")
    for _ in range(5):
        exchange()
    before = [queries(client, address) for address in addresses]
    for _ in range(10):
        exchange()
    assert [queries(client, address) for address in addresses] == before
    for _ in range(15):
        exchange()
    paged = [queries(client, address) for address in addresses]
    for _ in range(30):
        exchange()
    assert [queries(client, address) for address in addresses] == paged
    assert max(paged) <= max(before) + 3  # counted, and the answers of the questions of one page


def test_the_home_page_shows_members_what_waits_for_them(browse):
    titled("waits", specialities=["neurosurgery"])
    titled("elsewhere", specialities=["cardiology"])
    found = waiting_for(reader := member(speciality="neurology"))
    assert [(row["case"].title, row["why"]) for row in found["rows"]] == [
        ("waits", "Brain, nerves and senses, your field")
    ]
    with CaptureQueriesContext(connection) as captured:
        waiting_for(reader)
    assert len(captured) == 2
    assert waiting_for(member(speciality="urology")) == {"rows": [], "elsewhere": 2}
    make_library()
    assert "Cases that wait for you" in browse(reader).get("/").text
    for client in (Client(), browse(family()), browse(moderator())):
        assert "Cases that wait" not in client.get("/").text
