"""Changing and taking back replies: what leaves a trace, and for whom."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cases.desk.actions.flagging import flag
from cases.models import Flag, Reply, ReplyVersion
from cases.thread.actions.marking import mark_helpful
from cases.thread.actions.replies import take_back
from common.limits import TooOften
from tests.cases.thread.sending import LATER, change, send
from tests.factories.cases import member, moderator, opinion_on, reply_to
from tests.factories.vocabulary import DiseaseFactory

pytestmark = pytest.mark.django_db


def test_within_a_quarter_of_an_hour_a_change_leaves_no_mark(case, author):
    reply = send(case, author, "Alpha.", kind="experience", patients_seen=1).reply
    change(reply, author, "Beta.", patients_seen=2)
    reply.refresh_from_db()
    assert (reply.text, reply.patients_seen, reply.edited_at) == ("Beta.", 2, None)
    assert not ReplyVersion.objects.exists()


def test_later_the_text_changes_and_what_it_said_stays_readable(case, author, browse):
    now = timezone.now()
    reply = send(case, author, "Alpha.", kind="experience", patients_seen=1).reply
    change(reply, author, "Beta.", patients_seen=99, now=now + LATER)
    change(reply, author, "Beta.", now=now + LATER)  # the same again is no change
    change(reply, author, "Gamma.", now=now + 2 * LATER)
    reply.refresh_from_db()
    assert (reply.text, reply.patients_seen) == ("Gamma.", 1)
    assert list(reply.versions.values_list("text", flat=True)) == ["Beta.", "Alpha."]
    page = browse(case.liaison).get(f"/cases/{case.pk}/").text
    assert "What it said before" in page
    assert "Alpha." in page
    assert "Changed</span>" in page


def test_nobody_changes_what_another_wrote_or_what_is_hidden(case, author):
    reply = send(case, author).reply
    for user in (member(), case.liaison, moderator()):
        with pytest.raises(PermissionDenied):
            change(reply, user, "Mine.")
        with pytest.raises(PermissionDenied):
            take_back(reply=reply, by=user, now=timezone.now())
    Reply.objects.update(hidden_at=timezone.now())
    with pytest.raises(PermissionDenied):
        change(reply, author, "Mine.")


def test_a_reply_is_taken_back_only_soon_and_while_nobody_answered_or_reported_it(case, author):
    late, answered, flagged = (send(case, author, f"{n}?", kind="question").reply for n in range(3))
    send(case, case.liaison, "Yes.", kind="answer", answers=answered)
    Flag.objects.create(case=case, reply=flagged, reason="rude", at=timezone.now())
    for reply, wait in ((late, LATER), (answered, timedelta()), (flagged, timedelta())):
        with pytest.raises(PermissionDenied):
            take_back(reply=reply, by=author, now=timezone.now() + wait)
    assert Reply.objects.count() == 4


def reported(reply):
    flag(case=reply.case, reply=reply, by=member(), reason="rude", now=timezone.now())


def praised(reply):
    mark_helpful(reply=reply, by=member())


def answered(reply):
    reply_to(reply.case, author=reply.case.liaison, kind="answer", answers=reply, text="Yes, always.")


@pytest.mark.parametrize("what", [reported, praised, answered])
def test_what_others_made_something_of_is_not_changed_without_a_trace(case, author, what):
    illness, other = DiseaseFactory(), DiseaseFactory()
    kind = "question" if what is answered else "hypothesis"
    fields = {"disease": illness, "confidence": "high"} if kind == "hypothesis" else {}
    reply = send(case, author, text="What was said.", kind=kind, **fields).reply
    what(reply)
    change(reply, author, "Another text.", **({"disease": other, "confidence": "low"} if fields else {}))
    reply.refresh_from_db()
    assert list(ReplyVersion.objects.filter(reply=reply).values_list("text", flat=True)) == ["What was said."]
    assert (reply.text, reply.edited_at is None) == ("Another text.", False)
    assert reply.disease == (illness if fields else None), "the rest stays as colleagues read it"


def test_what_nobody_made_anything_of_is_changed_without_a_trace(case, author):
    reply = send(case, author).reply
    reply_to(case, kind="answer", answers=reply, is_draft=True)
    change(reply, author, "Another text.")
    assert not ReplyVersion.objects.exists()


def test_the_page_of_a_reported_reply_offers_its_text_and_says_that_the_earlier_one_stays(case, author, browse):
    reply = send(case, author, text="An abusive sentence.").reply
    address = f"/cases/{case.pk}/replies/{reply.pk}/change/"
    assert "a change leaves no mark" in browse(author).get(address).text
    reported(reply)
    page = browse(author).get(address).text
    assert "what it said before stays readable" in page
    assert "a change leaves no mark" not in page
    assert browse(author).post(address, {"text": "A kind sentence."}).status_code == 302
    assert "An abusive sentence." in browse(member_who_reads(case)).get(f"/cases/{case.pk}/").text


def member_who_reads(case):
    reader = member()
    opinion_on(case, author=reader)
    return reader


def test_late_changes_count_as_replies_and_ten_earlier_versions_are_shown(case, author, browse, monkeypatch):
    now = timezone.now()
    reply = send(case, author, "Alpha.", kind="experience", patients_seen=1).reply
    for number in range(11):
        reply.versions.create(text=f"Version {number:02}.", until=now + timedelta(minutes=number))
    Reply.objects.update(edited_at=now)
    page = browse(case.liaison).get(f"/cases/{case.pk}/").text
    assert page.index("Version 10.") < page.index("Version 01.")
    assert ("Version 00." in page, "And 1 earlier." in page) == (False, True)
    [told] = browse(case.liaison).get(f"/api/hub/v1/cases/{case.pk}/replies").json()["items"]
    assert (len(told["versions"]), told["earlier_versions"]) == (10, 1)
    with pytest.raises(TooOften):
        for number in range(5):  # one was spent to send it
            change(reply, author, f"Change {number}.", now=now + LATER)
    assert reply.versions.count() == 11 + 4
