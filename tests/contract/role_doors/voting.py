"""Polls, their results and single ballots."""

from django.utils import timezone

from polls.models import Ballot, Poll
from tests.contract.role_doors.visitors import API, refused, shows
from tests.factories.accounts import UserFactory
from tests.factories.polls import BallotFactory, PollFactory
from tests.polls.test_admin import form_of


def poll(**fields):
    return PollFactory(now=timezone.now(), **fields)


def read_poll(prefix):
    def attempt(who, own):
        return None if own else shows(who.client.get(f"{prefix}{poll(question='Wombat first?').pk}"), "Wombat first?")

    return {"R": attempt}


def poll_page(one):
    return f"/polls/{one.pk}/"


def poll_form(**changes):
    rows = {f"options-{n}-{name}": value for n in range(2) for name, value in (("text", f"No {n}"), ("ORDER", n + 1))}
    numbers = {"TOTAL": 2, "INITIAL": 0}
    return {
        "question": "Numbat first?", "explanation": "", "offers_not_sure": "on", "audience": "members", "closes_at": "",
        "opens_at": "2026-01-01 12:00", "options-MIN_NUM_FORMS": 2, "options-MAX_NUM_FORMS": 12, **rows,
    } | {f"options-{name}_FORMS": number for name, number in numbers.items()} | changes  # fmt: skip


def create_poll(who, own):
    if own:
        return None
    answer = who.client.post("/admin/snippets/polls/poll/add/", poll_form())
    return Poll.objects.filter(question="Numbat first?").exists() or refused(answer)


def update_poll(who, own):
    if own:
        return None
    one = poll()
    answer = who.client.post(f"/admin/snippets/polls/poll/edit/{one.pk}/", form_of(one, explanation="Why not"))
    return Poll.objects.get(pk=one.pk).explanation == "Why not" or refused(answer)


def delete_poll(who, own):
    if own:
        return None
    one = poll()
    answer = who.client.post(f"/admin/snippets/polls/poll/delete/{one.pk}/")
    return not Poll.objects.filter(pk=one.pk).exists() or refused(answer)


def answered(**fields):
    one = poll(**fields)
    BallotFactory(poll=one, member=UserFactory(physician=True), option=one.options.first())
    return one


def result_on_page(fields):
    def attempt(who, own):
        if own:
            return None
        answer = who.client.get(poll_page(answered(**fields)))
        return "member answered" in answer.content.decode() or (answer.status_code != 200 and refused(answer))

    return attempt


def result_of_api(fields):
    def attempt(who, own):
        if own:
            return None
        answer = who.client.get(f"{API}/polls/{answered(**fields).pk}")
        return answer.json()["results"] is not None if answer.status_code == 200 else refused(answer)

    return attempt


def vote_on_page(who, one, option):
    return who.client.post(f"{poll_page(one)}vote/", {"option": option.pk})


def vote_by_api(who, one, option):
    address = f"{API}/polls/{one.pk}/ballot"
    return who.client.put(address, {"option": option.pk}, content_type="application/json")


def ballots(vote):
    def create(who, own):
        if not own:
            return None
        one = poll()
        answer = vote(who, one, one.options.first())
        return Ballot.objects.filter(poll=one, member_id=who.user and who.user.pk).exists() or refused(answer)

    def update(who, own):
        one = answered() if not own else poll()
        if own:
            vote(who, one, one.options.first())
        before = set(one.ballots.values_list("member", "option"))
        answer = vote(who, one, one.options.last())
        if not own:  # whatever the reader does, another one's ballot stays
            return not before <= set(one.ballots.values_list("member", "option"))
        return bool(before and before != set(one.ballots.values_list("member", "option"))) or refused(answer)

    def read(who, own):
        one = answered()
        if own:
            vote(who, one, one.options.last())
        page, answer = who.client.get(poll_page(one)), who.client.get(f"{API}/polls/{one.pk}")
        by_api = answer.status_code == 200 and answer.json()["ballot"] is not None
        assert by_api == ("You answered" in page.content.decode())
        return by_api or (answer.status_code != 200 and refused(answer))

    return {"C": create, "U": update, "R": read}
