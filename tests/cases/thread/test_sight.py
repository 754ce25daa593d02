"""Blind first opinions: who sees what colleagues wrote, and the bytes that hold nothing of it before."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from cases.desk.actions.flagging import flag
from cases.models import Case, JustReading, Opinion, Reply, Synthesis
from cases.relay.actions.leading import step_back
from cases.states import State
from cases.thread.actions.opinions import Named, choose_just_reading, give_opinion
from cases.thread.sight import sight_of
from tests.factories.accounts import UserFactory
from tests.factories.cases import family, in_state, member, moderator, open_case, opinion_on, reply_to
from tests.factories.vocabulary import DiseaseFactory

pytestmark = pytest.mark.django_db
CANARY = "quetzalcoatlus"


def case_with_answers(**fields):
    """Return an open case in which one reply, one opinion and the advice hold a word that is nowhere else."""
    case = open_case(**fields)
    illness = DiseaseFactory(name=f"{CANARY} disease")
    reply_to(case, text=f"I think of {CANARY}.", kind=Reply.Kind.HYPOTHESIS, disease=illness, confidence="high")
    opinion_on(case, diseases=[illness])
    said = {"hypotheses": [{"orpha_code": illness.orpha_code, "arguments_for": CANARY}], "dissent": CANARY}
    Synthesis.objects.create(case=case, number=1, said=said, is_ready=True, made_at=timezone.now())
    return case


def doors_of(case):
    api = f"/api/hub/v1/cases/{case.pk}"
    return [f"/cases/{case.pk}/", f"/cases/{case.pk}/?order=helpful", "/cases/", "/", api, f"{api}/replies",
            f"{api}/replies/new?since=2020-01-01T00:00:00Z", "/api/hub/v1/cases"]  # fmt: skip


def test_before_the_own_opinion_no_byte_holds_anything_of_the_others(browse):
    case, reader = case_with_answers(), member()
    client = browse(reader)
    for address in doors_of(case):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert CANARY not in answer.text, address
    assert "1 reply waits here" in client.get(f"/cases/{case.pk}/").text  # the number is no secret


def test_after_it_everything_is_there(browse):
    case, reader = case_with_answers(), member()
    opinion_on(case, author=reader)
    client = browse(reader)
    for address in (f"/cases/{case.pk}/", f"/api/hub/v1/cases/{case.pk}/replies", f"/api/hub/v1/cases/{case.pk}"):
        assert CANARY in client.get(address).text


def test_a_draft_of_the_advice_is_the_liaisons_own_until_it_is_ready(browse):
    case, reader, asking = open_case(), member(), member()
    Case.objects.filter(pk=case.pk).update(owner=asking, origin="physician")
    opinion_on(case, author=reader)
    flag(case=case, by=reader, reason="rude", now=timezone.now())
    draft = Synthesis.objects.create(case=case, number=1, said={"dissent": CANARY}, made_at=timezone.now())

    def shown_to(user):
        answers = [browse(user).get(address) for address in (f"/cases/{case.pk}/", f"/api/hub/v1/cases/{case.pk}")]
        assert [answer.status_code for answer in answers] == [200, 200]
        return {CANARY in answer.text for answer in answers}

    others = (reader, asking, moderator())
    assert [shown_to(user) for user in (case.liaison, *others)] == [{True}, {False}, {False}, {False}]
    Synthesis.objects.filter(pk=draft.pk).update(is_ready=True)
    Synthesis.objects.create(case=case, number=2, said={"dissent": "a later draft"}, made_at=timezone.now())
    assert [shown_to(user) for user in (case.liaison, *others)] == [{True}] * 4


def test_what_a_reader_did_before_is_no_way_around_it(browse):
    """A reply that cannot be seen yet cannot be marked, changed or answered either."""
    case, reader = case_with_answers(), member()
    reply = case.replies.get()
    client, api = browse(reader), f"/api/hub/v1/cases/{case.pk}/replies/{reply.pk}"
    assert client.post(f"/cases/{case.pk}/replies/{reply.pk}/helpful/", {"mark": "on"}).status_code == 404
    assert client.get(f"/cases/{case.pk}/replies/{reply.pk}/change/").status_code == 404
    assert client.put(f"{api}/helpful").status_code == 404
    answer = client.post(
        f"/api/hub/v1/cases/{case.pk}/replies", {"kind": "test", "text": "A test."}, content_type="application/json"
    )
    assert answer.status_code == 403
    assert CANARY not in answer.text


def test_the_liaison_the_physician_who_asks_and_moderators_are_not_asked_first():
    asks = member()
    case = case_with_answers(owner=asks, origin="physician")
    assert not sight_of(case, case.liaison).is_blind
    assert not sight_of(case, asks).is_blind
    assert not sight_of(case, moderator()).is_blind
    assert sight_of(case, member()).is_blind


def test_whoever_just_reads_sees_the_replies_and_is_not_counted():
    case, reader = case_with_answers(), member()
    choose_just_reading(case=case, by=reader)
    choose_just_reading(case=case, by=reader)
    assert JustReading.objects.count() == 1
    sight = sight_of(case, reader)
    assert (sight.is_blind, sight.sheets, sight.sees_pool) == (False, 1, False)
    give_opinion(case=case, named=[Named(DiseaseFactory(), "low")], reason="", by=reader, now=timezone.now())
    assert not Opinion.objects.get(author=reader).is_blind
    assert sight_of(case, reader).sheets == 1


def test_the_pool_waits_for_the_fifth_sheet_also_for_those_who_gave_one(browse):
    case, reader = case_with_answers(), member()
    opinion_on(case, author=reader)
    assert not sight_of(case, reader).sees_pool
    assert "2 of five first opinions are in" in browse(reader).get(f"/cases/{case.pk}/").text


@pytest.mark.parametrize("state", [State.ADVICE_READY, State.RELAYED, State.OUTCOME_REPORTED, State.CLOSED])
def test_once_the_advice_is_ready_it_says_what_colleagues_thought(state):
    case = in_state(state)
    opinion_on(case)
    sight = sight_of(case, member())
    assert (sight.is_blind, sight.sees_pool) == (False, True)


def test_with_the_fifth_opinion_all_appear_with_a_pooled_ranking_and_the_dissent_kept(browse):
    """Scenario 7 of the design."""
    case = open_case()
    many, two, alone = DiseaseFactory(name="Many"), DiseaseFactory(name="Two of them"), DiseaseFactory(name="Alone")
    for named in ([many, two], [many], [many, two]):
        opinion_on(case, diseases=named)
    opinion_on(case, diseases=[alone], confidence="low")
    fifth, late = member(), member()
    client, other = browse(fifth), browse(late)
    assert "Alone" not in other.get(f"/cases/{case.pk}/").text
    sent = {"disease_1": f"Many ({many.key})", "confidence_1": "high"}
    assert client.post(f"/cases/{case.pk}/opinion/", sent).status_code == 302
    for one in (client, other):
        page = one.get(f"/cases/{case.pk}/")
        pooled = page.context["thread"].pooled
        assert [(row.disease.name, row.count) for row in pooled] == [("Many", 4), ("Two of them", 2), ("Alone", 1)]
        assert [row.is_dissent for row in pooled] == [False, False, True]
        assert "5 opinions, given blind" in page.text
        assert "4 of 5, confidence high, middle, middle, middle" in page.text
    assert other.get(f"/api/hub/v1/cases/{case.pk}").json()["pool"][2]["is_dissent"]


def test_an_opinion_is_given_once_and_names_up_to_three_different_diseases():
    case, reader, one = open_case(), member(), DiseaseFactory()

    def give(*named):
        return give_opinion(case=case, named=named, reason="", by=reader, now=timezone.now())

    wrong = (
        [],
        [Named(one, "low"), Named(one, "high")],
        [Named(DiseaseFactory(), "low") for _ in range(4)],
        [Named(one, "sure")],
    )
    for named in wrong:
        with pytest.raises(ValidationError):
            give(*named)
    assert not Opinion.objects.exists()
    give(Named(one, "low"), Named(DiseaseFactory(), "high"))
    assert list(Opinion.objects.values_list("rank", "is_blind")) == [(1, True), (2, True)]
    with pytest.raises(PermissionDenied):
        give(Named(DiseaseFactory(), "low"))


def test_the_reason_of_an_opinion_becomes_the_first_reply():
    case, reader, illness = open_case(), member(), DiseaseFactory()
    sent = give_opinion(
        case=case, named=[Named(illness, "high")], reason="Cataract and gut.", by=reader, now=timezone.now()
    )
    assert (sent.reply.kind, sent.reply.disease, sent.reply.confidence) == ("hypothesis", illness, "high")
    case.refresh_from_db()
    assert case.first_reply_at


def test_an_opinion_whose_reason_is_refused_is_not_given_at_all():
    case, reader = open_case(), member()
    with pytest.raises(ValidationError):
        give_opinion(
            case=case,
            named=[Named(DiseaseFactory(), "high")],
            reason="Call 0770-900-123.",
            by=reader,
            now=timezone.now(),
        )
    assert not Opinion.objects.exists()
    assert sight_of(case, reader).is_blind


def test_who_cannot_answer_gives_no_opinion():
    asks = member()
    case = open_case(owner=asks, origin="physician")
    lapsed = member()
    lapsed.verified_until = timezone.now()
    lapsed.save()
    for user in (asks, family(), moderator(), lapsed, UserFactory(role=Role.EDITOR)):
        with pytest.raises(PermissionDenied):
            give_opinion(case=case, named=[Named(DiseaseFactory(), "low")], reason="", by=user, now=timezone.now())


def test_an_opinion_stays_when_its_author_goes():
    case, reader = open_case(), member()
    opinion_on(case, author=reader)
    reader.delete()
    assert sight_of(case, member()).sheets == 1


def opinion_of(case, by):
    """Let a physician give an opinion, and say whether it counts as blind."""
    give_opinion(case=case, named=[Named(DiseaseFactory(), "high")], reason="", by=by, now=timezone.now())
    return Opinion.objects.get(case=case, author=by).is_blind


def opened_again(case):
    """Bring a case back to physicians, as something new from its owner does."""
    Case.objects.filter(pk=case.pk).update(state=State.OPEN)
    case.refresh_from_db()


def test_who_read_everything_as_liaison_and_stepped_back_is_not_blind(browse):
    case = case_with_answers()
    leader = case.liaison
    assert CANARY in browse(leader).get(f"/cases/{case.pk}/").text
    step_back(case=case, by=leader, now=timezone.now())
    assert opinion_of(case, leader) is False


def test_who_looked_after_an_open_case_is_not_blind_also_if_no_page_of_it_was_asked_for():
    case = case_with_answers()
    leader = case.liaison
    step_back(case=case, by=leader, now=timezone.now())
    assert opinion_of(case, leader) is False


def test_who_gave_a_case_back_before_it_opened_has_seen_nothing():
    case = in_state(State.PAIRED)
    leader = case.liaison
    step_back(case=case, by=leader, now=timezone.now())
    assert not JustReading.objects.exists()


@pytest.mark.parametrize("door", ["/cases/{}/", "/api/hub/v1/cases/{}", "/api/hub/v1/cases/{}/replies"])
def test_who_read_it_with_its_advice_is_not_blind_when_it_opens_again(browse, door):
    case, reader = in_state(State.ADVICE_READY), member()
    reply_to(case, text=CANARY)
    for _ in range(2):
        assert browse(reader).get(door.format(case.pk)).status_code == 200
    assert JustReading.objects.filter(case=case).count() == 1
    opened_again(case)
    assert opinion_of(case, reader) is False


def test_who_did_not_read_it_with_its_advice_is_still_blind_when_it_opens_again(browse):
    case, reader = in_state(State.ADVICE_READY), member()
    browse(member()).get(f"/cases/{case.pk}/")
    opened_again(case)
    assert opinion_of(case, reader) is True


def test_who_is_blind_or_gave_an_opinion_is_not_written_down_as_just_reading(browse):
    case, blind, opined = case_with_answers(), member(), member()
    opinion_on(case, author=opined)
    for reader in (blind, opined):
        browse(reader).get(f"/cases/{case.pk}/")
    assert not JustReading.objects.exists()


def test_having_seen_the_answers_is_no_opinion_and_is_written_once(browse):
    case = in_state(State.ADVICE_READY)
    client = browse(member())
    address = f"/cases/{case.pk}/"
    for _ in range(3):
        client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    assert not [one for one in asked if "INSERT" in one["sql"] and "justreading" in one["sql"]]
    assert sight_of(case, member()).sheets == 0
