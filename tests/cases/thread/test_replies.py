"""Sending, changing and taking back replies; what the scanner holds; who is named."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.physicians.actions import change_pseudonym
from audit.models import Event
from cases.desk.actions.flagging import flag
from cases.desk.actions.returning import agree_to_show_reply
from cases.models import AnsweringBan, Flag, Hold, Mention, Reply, ReplyVersion
from cases.own_data import own_data
from cases.states import State
from cases.thread.actions.drafts import save_draft
from cases.thread.actions.marking import mark_helpful, unmark_helpful
from cases.thread.actions.opinions import choose_just_reading
from cases.thread.actions.replies import TEXT_MOST, Said, change_reply, send_reply, take_back
from cases.thread.scanning import Unsafe
from common.limits import TooOften
from tests.cases.thread.scanner import BLOCKED, HELD
from tests.factories.cases import family, in_state, member, moderator, open_case, opinion_on, reply_to
from tests.factories.vocabulary import DiseaseFactory

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=16)


@pytest.fixture
def case():
    return open_case()


@pytest.fixture
def author(case):
    """A colleague who gave an opinion, and so sees and answers."""
    user = member()
    opinion_on(case, author=user)
    return user


def send(case, by, text="Measure cholestanol.", kind="test", *, now=None, to_moderator=False, **fields):
    said = Said(kind=kind, text=text, **fields)
    return send_reply(case=case, said=said, by=by, now=now or timezone.now(), to_moderator=to_moderator)


def change(reply, by, text, *, now=None, to_moderator=False, **fields):
    said = Said(kind=reply.kind, text=text, **fields)
    return change_reply(reply=reply, said=said, by=by, now=now or timezone.now(), to_moderator=to_moderator)


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


def test_a_colleague_who_is_named_is_shown_by_the_pseudonym_of_today(case, author, browse):
    named = member()
    old = named.display_name
    sent = send(case, author, f"I agree with @{old}, and @nobody-heron-99 does not.")
    assert sent.unknown == ("nobody-heron-99",)
    assert sent.reply.text.startswith(f"I agree with @{{{named.reference}}}, and @nobody-heron-99")
    assert Mention.objects.get().named == named
    new = change_pseudonym(by=named, now=timezone.now())
    for address in (
        f"/cases/{case.pk}/",
        f"/api/hub/v1/cases/{case.pk}/replies",
        f"/cases/{case.pk}/replies/{sent.reply.pk}/change/",
    ):
        answer = browse(author).get(address).text
        assert f"@{new}" in answer, address
        assert old not in answer, address
        assert str(named.reference) not in answer, address
    named.delete()
    assert "@a former member" in browse(author).get(f"/cases/{case.pk}/").text


def test_the_export_of_ones_own_answers_names_colleagues_as_the_page_does(case, author):
    friend, gone = member(), member()
    send(case, author, f"Ask @{friend.display_name} and @{gone.display_name}.")
    gone.physician.delete()
    [answer] = own_data(author)["case_answers"]
    assert answer["text"] == f"Ask @{friend.display_name} and @a former member."


def test_a_reference_typed_by_hand_names_nobody(case, author, browse):
    """Whoever knows the reference of an account, from a log say, must not learn its pseudonym."""
    target = member()
    send(case, author, f"Look @{{{target.reference}}}.")
    page = browse(author).get(f"/cases/{case.pk}/").text
    assert target.display_name not in page
    assert not Mention.objects.exists()


def test_a_former_pseudonym_names_nobody(case, author):
    named = member()
    old = named.display_name
    change_pseudonym(by=named, now=timezone.now())
    assert send(case, author, f"I agree with @{old}.").unknown == (old,)
    assert not Mention.objects.exists()


def test_who_is_named_is_kept_with_the_versions(case, author, browse):
    named = member()
    reply = send(case, author, f"@{named.display_name} is right.").reply
    change(reply, author, "Nobody is right.", now=timezone.now() + LATER)
    assert f"@{named.display_name} is right" in browse(author).get(f"/cases/{case.pk}/").text


def test_an_author_who_left_is_a_former_member(case, author, browse):
    send(case, author, "Cholestanol.")
    name = author.display_name
    author.delete()
    page = browse(case.liaison).get(f"/cases/{case.pk}/").text
    assert "Former member" in page
    assert "Cholestanol." in page
    assert name not in page


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
