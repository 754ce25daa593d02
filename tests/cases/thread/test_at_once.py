"""What happens when many do the same at the same moment, each with a connection of their own."""

from django.utils import timezone

from cases.models import Case, CaseFollow, Helpful, Opinion, Reply
from cases.thread.actions.drafts import save_draft
from cases.thread.actions.marking import follow_case, mark_helpful, unmark_helpful
from cases.thread.actions.opinions import Named, give_opinion
from cases.thread.actions.replies import Said, send_reply
from cases.thread.sight import ENOUGH, sight_of
from tests.factories.cases import member, open_case, opinion_on, reply_to
from tests.factories.vocabulary import DiseaseFactory
from tests.threads import alone, at_once


def test_two_who_send_the_fifth_opinion_at_once_both_stay_and_five_were_blind(own_database):
    def four_and_two():
        case = open_case()
        for _ in range(ENOUGH - 1):
            opinion_on(case)
        return case, DiseaseFactory(), [member(), member()]

    case, illness, both = alone(four_and_two)

    def give(user):
        return give_opinion(case=case, named=[Named(illness, "low")], reason="", by=user, now=timezone.now())

    assert at_once(give, both) == [None, None]
    opinions = Opinion.objects.filter(case=case)
    assert alone(opinions.filter(author__in=both).count) == 2
    assert alone(opinions.filter(is_blind=True).values("sheet").distinct().count) == ENOUGH
    assert alone(lambda: sight_of(case, both[0])).sees_pool


def test_one_colleague_who_sends_the_same_opinion_four_times_at_once_gave_one(own_database):
    case, illness, user = alone(lambda: (open_case(), DiseaseFactory(), member()))

    def give(_):
        return give_opinion(case=case, named=[Named(illness, "low")], reason="", by=user, now=timezone.now())

    assert at_once(give, range(4)).count(None) == 1
    assert alone(Opinion.objects.filter(case=case).count) == 1


def test_fifty_marks_of_fifty_readers_at_once_count_fifty(own_database):
    reply, readers = alone(lambda: (reply_to(open_case()), [member() for _ in range(50)]))
    assert at_once(lambda user: mark_helpful(reply=reply, by=user), readers) == [True] * 50
    assert alone(lambda: Reply.objects.get(pk=reply.pk)).helpful_count == 50
    assert alone(Helpful.objects.filter(reply=reply).count) == 50


def test_marking_and_taking_back_at_once_leave_the_count_that_the_marks_say(own_database):
    reply, readers = alone(lambda: (reply_to(open_case()), [member() for _ in range(5)]))
    jobs = [(mark_helpful, user) for user in readers] * 2 + [(unmark_helpful, user) for user in readers]
    at_once(lambda job: job[0](reply=reply, by=job[1]), jobs)
    kept = alone(Helpful.objects.filter(reply=reply).count)
    assert alone(lambda: Reply.objects.get(pk=reply.pk)).helpful_count == kept


def test_the_first_reply_is_noted_once_whoever_was_first(own_database):
    case, authors = alone(lambda: (open_case(), [member() for _ in range(6)]))

    def send(user):
        return send_reply(case=case, said=Said(kind="test", text=f"A test, {user.pk}."), by=user, now=timezone.now())

    def all_just_read():
        for user in authors:
            opinion_on(case, author=user)

    alone(all_just_read)
    sent = at_once(send, authors)
    case = alone(lambda: Case.objects.get(pk=case.pk))
    assert case.first_reply_at in {one.reply.made_at for one in sent}
    assert alone(Reply.objects.filter(case=case).count) == 6


def test_a_reply_sent_twice_at_once_is_one_reply_and_a_draft_saved_twice_one_draft(own_database):
    case, user = alone(lambda: (open_case(), member()))
    alone(lambda: opinion_on(case, author=user))
    said = Said(kind="test", text="Measure cholestanol.")
    at_once(lambda _: send_reply(case=case, said=said, by=user, now=timezone.now()), range(4))
    at_once(lambda _: save_draft(case=case, said=said, by=user, now=timezone.now()), range(4))
    at_once(lambda _: follow_case(case=case, by=user, now=timezone.now()), range(4))
    replies = Reply.objects.filter(case=case)
    assert (alone(replies.filter(is_draft=False).count), alone(replies.filter(is_draft=True).count)) == (1, 1)
    assert alone(CaseFollow.objects.filter(case=case).count) == 1
