"""Sending replies and marking them; what the scanner holds; drafts."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from audit.models import Event
from cases.desk.actions.returning import agree_to_show_reply
from cases.models import AnsweringBan, Hold, Reply
from cases.states import State
from cases.thread.actions.drafts import save_draft
from cases.thread.actions.marking import mark_helpful, unmark_helpful
from cases.thread.actions.opinions import choose_just_reading
from cases.thread.actions.replies import TEXT_MOST, Said, take_back
from cases.thread.scanning import Unsafe
from tests.cases.thread.scanner import BLOCKED, HELD
from tests.cases.thread.sending import change, send
from tests.factories.cases import family, in_state, member, moderator, open_case, opinion_on, reply_to
from tests.factories.vocabulary import DiseaseFactory

pytestmark = pytest.mark.django_db


def test_each_kind_asks_for_what_belongs_to_it_and_drops_the_rest(case, author):
    illness = DiseaseFactory()
    for kind, missing in (
        ("hypothesis", {"disease", "confidence"}),
        ("reference", {"reference"}),
        ("experience", {"patients_seen"}),
    ):
        with pytest.raises(ValidationError) as refused:
            send(case, author, kind=kind)
        assert set(refused.value.message_dict) == missing
    reply = send(
        case, author, kind="test", disease=illness, patients_seen=4, reference="PMID:1", confidence="low"
    ).reply
    assert (reply.disease, reply.patients_seen, reply.reference, reply.confidence) == (None, None, "", "")
    kept = send(case, author, text="I think so.", kind="hypothesis", disease=illness, confidence="high").reply
    assert (kept.disease, kept.confidence) == (illness, "high")
    assert (
        send(case, author, text="See this.", kind="reference", reference="doi:10.1000/182").reply.reference
        == "10.1000/182"
    )


@pytest.mark.parametrize("text", ["", "  \n ", "x" * (TEXT_MOST + 1)])
def test_a_text_is_there_and_bounded(case, author, text):
    with pytest.raises(ValidationError):
        send(case, author, text)


def test_sending_is_written_down_without_a_word_of_it(case, author):
    reply = send(case, author, "Cholestanol.").reply
    event = Event.objects.filter(action="reply_sent").get()
    assert event.details == {"reply": str(reply.pk), "kind": "test", "held": False}
    assert str(case.pk) == event.subject


@pytest.mark.parametrize(("kind", "counts"), [("test", True), ("question", False)])
def test_the_first_reply_that_answers_is_noted_and_a_question_is_none(case, author, kind, counts):
    send(case, author, kind=kind)
    case.refresh_from_db()
    assert (case.first_reply_at is not None) == counts


def test_the_first_reply_stays_the_first(case, author):
    first = send(case, author).reply
    send(case, author, "Another.", now=timezone.now() + timedelta(hours=1))
    case.refresh_from_db()
    assert case.first_reply_at == first.made_at


def test_a_first_reply_that_is_taken_back_was_none(case, author):
    reply = send(case, author).reply
    take_back(reply=reply, by=author, now=timezone.now())
    case.refresh_from_db()
    assert case.first_reply_at is None
    assert not Reply.objects.exists()


def test_only_the_liaison_answers_questions_and_only_questions_are_answered(case, author):
    question = send(case, author, "Was the jaundice long?", kind="question").reply
    hint = send(case, author, "A test.").reply
    with pytest.raises(PermissionDenied):
        send(case, author, "Five weeks.", kind="answer", answers=question)
    for wrong in (None, hint, reply_to(open_case(), kind="question")):
        with pytest.raises(ValidationError):
            send(case, case.liaison, "Five weeks.", kind="answer", answers=wrong)
    assert send(case, case.liaison, "Five weeks.", kind="answer", answers=question).reply.answers == question


def test_the_physician_who_asks_answers_questions_and_gives_no_advice():
    asks = member()
    case = open_case(owner=asks, origin="physician")
    question = reply_to(case, kind="question")
    with pytest.raises(PermissionDenied):
        send(case, asks)
    assert send(case, asks, "Five weeks.", kind="answer", answers=question)


def test_whoever_may_not_answer_sends_nothing(case, author):
    banned, lapsed = member(), member()
    for user in (banned, lapsed):
        opinion_on(case, author=user)
    AnsweringBan.objects.create(user=banned, reason="rude", at=timezone.now(), until=timezone.now() + timedelta(days=9))
    lapsed.verified_until = timezone.now()
    lapsed.save()
    for user in (banned, lapsed, family(), moderator(), case.owner, member()):  # the last gave no opinion yet
        with pytest.raises(PermissionDenied):
            send(case, user)
    assert not Reply.objects.exists()


@pytest.mark.parametrize("state", [State.PAIRED, State.CLOSED, State.WITHDRAWN])
def test_a_case_that_takes_no_answers_takes_none(state):
    case = in_state(state)
    with pytest.raises(PermissionDenied):
        send(case, case.liaison or member())


def test_a_hidden_case_takes_no_answer(case, author):
    case.quarantined_at = timezone.now()
    case.save()
    with pytest.raises(PermissionDenied):
        send(case, author)


def test_what_the_scanner_blocks_is_refused_with_its_place_and_nothing_is_kept(case, author):
    with pytest.raises(Unsafe) as refused:
        send(case, author, f"Call {BLOCKED} today.", to_moderator=True)
    [find] = refused.value.finds
    assert (find.before, find.words, find.after, find.suggestion) == ("Call ", BLOCKED, " today.", "a place nearby")
    assert not refused.value.is_held
    assert not Reply.objects.exists()


def test_what_could_be_a_name_goes_out_only_when_its_writer_asks_for_a_moderator(case, author):
    with pytest.raises(Unsafe) as refused:
        send(case, author, f"Seen in {HELD}.")
    assert refused.value.is_held
    reply = send(case, author, f"Seen in {HELD}.", to_moderator=True).reply
    assert reply.held_at
    hold = Hold.objects.get()
    assert (hold.reply, hold.section, hold.start, hold.end) == (reply, "reply", 8, 8 + len(HELD))
    assert HELD not in hold.print
    case.refresh_from_db()
    assert case.first_reply_at is None


def test_a_held_reply_is_seen_by_its_author_alone_until_a_moderator_clears_it(case, author, browse):
    reply, other = send(case, author, f"Seen in {HELD}.", to_moderator=True).reply, member()
    opinion_on(case, author=other)
    address = f"/cases/{case.pk}/"
    assert "Waits for a moderator" in browse(author).get(address).text
    for client in (browse(other), browse(case.liaison)):
        assert HELD not in client.get(address).text
        assert HELD not in client.get(f"/api/hub/v1/cases/{case.pk}/replies").text
        assert "Replies (0)" in client.get(address).text
    with pytest.raises(PermissionDenied):
        agree_to_show_reply(reply=reply, by=other, now=timezone.now())
    agree_to_show_reply(reply=reply, by=moderator(), now=(now := timezone.now()))
    assert HELD in browse(other).get(address).text
    case.refresh_from_db()
    assert case.first_reply_at == now
    with pytest.raises(PermissionDenied):
        agree_to_show_reply(reply=reply, by=moderator(), now=timezone.now())


def test_what_was_cleared_once_in_a_case_is_not_held_again(case, author):
    agree_to_show_reply(
        reply=send(case, author, f"Seen in {HELD}.", to_moderator=True).reply, by=moderator(), now=timezone.now()
    )
    assert send(case, author, f"Again {HELD}.").reply.held_at is None


def test_a_held_reply_that_is_mended_appears_by_itself(case, author):
    reply = send(case, author, f"Seen in {HELD}.", to_moderator=True).reply
    change(reply, author, "Seen in the south.")
    reply.refresh_from_db()
    assert reply.held_at is None
    assert not Hold.objects.exists()


def test_a_reply_is_marked_once_and_never_by_its_author(case, author):
    reply, other = send(case, author).reply, member()
    assert mark_helpful(reply=reply, by=other)
    assert not mark_helpful(reply=reply, by=other)
    assert mark_helpful(reply=reply, by=case.liaison)
    for user in (author, family(), moderator()):
        with pytest.raises(PermissionDenied):
            mark_helpful(reply=reply, by=user)
    assert unmark_helpful(reply=reply, by=other)
    assert not unmark_helpful(reply=reply, by=other)
    reply.refresh_from_db()
    assert reply.helpful_count == 1


def test_whoever_is_suspended_marks_no_reply_and_takes_marks_back(case, author, browse):
    reply, banned = send(case, author).reply, member()
    choose_just_reading(case=case, by=banned)
    mark_helpful(reply=reply, by=banned)
    AnsweringBan.objects.create(user=banned, reason="rude", at=timezone.now(), until=timezone.now() + timedelta(days=9))
    assert unmark_helpful(reply=reply, by=banned)
    with pytest.raises(PermissionDenied, match="cannot answer them until"):
        mark_helpful(reply=reply, by=banned)
    person = browse(banned)
    assert f"replies/{reply.pk}/helpful/" not in person.get(f"/cases/{case.pk}/").text
    answer = person.put(f"/api/hub/v1/cases/{case.pk}/replies/{reply.pk}/helpful")
    assert (answer.status_code, "cannot answer them until" in answer.json()["detail"]) == (403, True)
    assert person.post(f"/cases/{case.pk}/replies/{reply.pk}/helpful/", {"mark": "on"}).status_code < 500
    reply.refresh_from_db()
    assert reply.helpful_count == 0


def test_a_draft_is_for_its_author_alone_and_gone_when_the_reply_is_sent(case, author, browse):
    save_draft(case=case, said=Said(kind="experience", text=f"unfinished {BLOCKED}"), by=author, now=timezone.now())
    assert "unfinished" in browse(author).get(f"/cases/{case.pk}/").text
    assert "unfinished" not in browse(case.liaison).get(f"/cases/{case.pk}/").text
    assert browse(case.liaison).get(f"/api/hub/v1/cases/{case.pk}/replies/draft").json()["is_kept"] is False
    send(case, author)
    assert not Reply.objects.filter(is_draft=True).exists()


def test_an_empty_draft_is_forgotten_and_a_wrong_one_kept_within_its_columns(case, author):
    wild = Said(kind="nonsense", text="x" * 9000, confidence="sure", patients_seen=-4, reference="y" * 900)
    draft = save_draft(case=case, said=wild, by=author, now=timezone.now())
    draft.refresh_from_db()
    assert (draft.kind, len(draft.text), draft.confidence, draft.patients_seen) == ("hypothesis", TEXT_MOST, "", None)
    assert save_draft(case=case, said=Said(kind="test", text=""), by=author, now=timezone.now()) is None
    assert not Reply.objects.exists()


def test_the_same_text_sent_twice_is_one_reply(case, author):
    assert send(case, author).reply == send(case, author).reply
    assert Reply.objects.count() == 1


def test_the_same_words_about_something_else_are_another_reply(case, author):
    cholestanol, gout = DiseaseFactory(), DiseaseFactory()
    first = {"kind": "hypothesis", "disease": cholestanol, "confidence": "low"}
    for said in (first, first | {"disease": gout}, first | {"confidence": "high"}, first):
        send(case, author, "It fits.", **said)
    assert Reply.objects.filter(kind="hypothesis").count() == 3
    Reply.objects.all().delete()
    cache.clear()
    for reference in ("PMID:1234567", "PMID:7654321", "PMID:1234567"):
        send(case, author, "Look here.", kind="reference", reference=reference)
    for seen in (1, 2, 1):
        send(case, author, "Like these.", kind="experience", patients_seen=seen)
    assert Reply.objects.count() == 4
