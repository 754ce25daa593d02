"""What became of a case, and the timers that ask for it."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.utils import timezone

from cases.models import Case, Layer, Mention, Outcome, RelayLink, Reminder, Reply
from cases.relay.actions.outcomes import report_by_key, report_outcome
from cases.relay.actions.receiving import open_link
from cases.relay.figures import COUNTED, KEY, LEAST, between, diagnoses, first_answers, span
from cases.states import State
from cases.timers import TIMERS, run
from cases.times import median_and_p90
from cases.writing.actions.consenting import end_consent, give_consent
from notices.models import Notice
from tests.cases.relay.test_link import sent
from tests.factories.cases import OrganisationFactory, in_state, member, open_case, reply_to, staff_of
from tests.factories.vocabulary import DiseaseFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = timedelta(days=1)
Kind = Outcome.Kind


def report(case, by, *, kind=Kind.NO_CHANGE, disease=None, helpful=None):
    return report_outcome(case=case, kind=kind, disease=disease, helpful=helpful, by=by, now=NOW)


def test_a_family_reports_a_confirmed_diagnosis_and_the_case_goes_on():
    case = in_state(State.RELAYED)
    report(case, case.owner, kind=Kind.CONFIRMED, disease=DiseaseFactory())
    assert Case.objects.get(pk=case.pk).state == State.OUTCOME_REPORTED


def test_a_confirmed_diagnosis_names_its_disease():
    case = in_state(State.RELAYED)
    with pytest.raises(ValidationError, match="Say which disease"):
        report(case, case.owner, kind=Kind.CONFIRMED)


def test_the_answer_that_helped_is_credited_by_the_liaison():
    case = in_state(State.RELAYED)
    reply = reply_to(case)
    report(case, case.liaison, helpful=reply)
    assert Reply.objects.get(pk=reply.pk).credited_at == NOW


def test_the_choice_of_answers_shows_pseudonyms_and_no_reference(client):
    case, named = in_state(State.RELAYED), member()
    reply = reply_to(case, kind="question", text=f"{'a' * 60} @{{{named.reference}}} what do you think of it?")
    Mention.objects.create(reply=reply, named=named)
    client.force_login(case.liaison)
    page = client.get(f"/cases/{case.pk}/outcome/").content.decode()
    assert f"@{named.display_name}"[:15] in page
    assert "@{" not in page and str(named.reference) not in page


def test_an_answer_to_another_case_is_not_credited():
    case, other = in_state(State.RELAYED), reply_to(open_case())
    with pytest.raises(ValidationError):
        report(case, case.liaison, helpful=other)
    assert Reply.objects.get(pk=other.pk).credited_at is None


def test_nobody_else_reports_an_outcome():
    case = in_state(State.RELAYED)
    with pytest.raises(PermissionDenied):
        report(case, member())


@pytest.mark.parametrize("state", [State.OPEN, State.ADVICE_READY, State.WITHDRAWN])
def test_no_outcome_is_taken_before_the_advice_arrived(state):
    case = in_state(state)
    with pytest.raises(ValidationError):
        report(case, case.owner)


def test_the_treating_physician_tells_it_by_the_key_that_came_with_the_advice(
    client, django_capture_on_commit_callbacks
):
    case, key, code = sent(django_capture_on_commit_callbacks)
    outcome_key = open_link(key=key, code=code, now=timezone.now())["outcome_key"]
    response = client.post(f"/cases/told/{outcome_key}/", {"kind": "no_change"})
    assert response.status_code == 200
    assert case.outcomes.get().party == "treating"
    assert client.post("/cases/told/never-made/", {"kind": "no_change"}).status_code == 422
    with pytest.raises(RelayLink.DoesNotExist):
        report_by_key(key=outcome_key, kind=Kind.NO_CHANGE, disease=None, now=timezone.now() + 401 * DAY)


def test_only_who_asks_others_says_that_nobody_could_be_asked(client):
    case, others = in_state(State.RELAYED), OrganisationFactory()
    staffs = in_state(State.RELAYED, organisation=others, origin="organisation")
    for by, of, may in ((case.owner, case, False), (case.liaison, case, True), (staff_of(others), staffs, True)):
        client.force_login(by)
        address = f"/cases/{of.pk}/outcome/"
        assert ("Nobody could be asked" in client.get(address).text) == may
        assert client.post(address, {"kind": "lost"}).status_code == (302 if may else 422)
        of.outcomes.all().delete()
        api = client.post(f"/api/hub/v1/cases/{of.pk}/outcomes", {"kind": "lost"}, content_type="application/json")
        assert api.status_code == (201 if may else 422)


def test_the_treating_physician_is_never_nobody(told, client):
    case, key, now = told
    assert "Nobody could be asked" not in client.get(f"/cases/told/{key}/").text
    with pytest.raises(ValidationError, match="nobody could be asked"):
        told_by_key(key, now, Kind.LOST)
    assert client.post(f"/cases/told/{key}/", {"kind": "lost"}).status_code == 422
    assert not case.outcomes.exists()


def told_by_key(key, at, kind=Kind.NO_CHANGE):
    return report_by_key(key=key, kind=kind, disease=None, now=at)


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    """Return a case whose advice was opened now, its key for the outcome and the moment."""
    case, key, code = sent(django_capture_on_commit_callbacks)
    now = timezone.now()
    return case, open_link(key=key, code=code, now=now)["outcome_key"], now


def test_a_key_takes_one_answer_a_day(told, client):
    case, key, now = told
    told_by_key(key, now)
    with pytest.raises(ValidationError, match="within the last day"):
        told_by_key(key, now + DAY - timedelta(seconds=1))
    told_by_key(key, now + DAY + timedelta(seconds=1), Kind.SUSPECTED)
    assert case.outcomes.count() == 2
    client.post(f"/cases/told/{key}/", {"kind": "no_change"})
    assert case.outcomes.count() == 2


def test_a_second_answer_on_one_day_is_refused_with_a_sentence(told, client):
    _, key, _ = told
    assert client.post(f"/cases/told/{key}/", {"kind": "no_change"}).status_code == 200
    second = client.post(f"/cases/told/{key}/", {"kind": "no_change"})
    assert second.status_code == 422
    assert "within the last day" in second.text


def test_the_family_is_not_kept_from_telling_by_what_the_treating_physician_told(told):
    case, key, now = told
    told_by_key(key, now)
    report(case, case.owner)
    assert case.outcomes.count() == 2


def test_a_key_ends_with_the_consent_and_a_new_consent_does_not_revive_it(told):
    case, key, now = told
    end_consent(case=case, layer=Layer.RELAY, by=case.owner, now=now + DAY)
    with pytest.raises(RelayLink.DoesNotExist):
        told_by_key(key, now + DAY)
    give_consent(case=case, layer=Layer.RELAY, by=case.owner, now=now + 2 * DAY)
    with pytest.raises(RelayLink.DoesNotExist):
        told_by_key(key, now + 3 * DAY)
    assert not case.outcomes.exists()


def reminded(case):
    return set(Reminder.objects.filter(case=case).values_list("code", flat=True))


@pytest.mark.parametrize(
    ("state", "days", "expected"),
    [
        (State.PAIRED, 0.9, set()),
        (State.PAIRED, 1, {"read-and-open"}),
        (State.OPEN, 1.9, set()),
        (State.OPEN, 3, {"no-reply", "advice-day-3"}),
        (State.OPEN, 7, {"no-reply", "advice-day-3", "advice-day-5", "second-liaison"}),
        (State.ADVICE_READY, 7, {"no-receipt"}),
    ],
)
def test_each_timer_acts_at_its_time_and_once(state, days, expected):
    case = in_state(state, at=NOW - days * DAY)
    run(NOW)
    assert reminded(case) == expected
    assert run(NOW) == {}


def test_a_case_that_is_not_opened_within_two_days_goes_to_another_volunteer():
    case = in_state(State.PAIRED, at=NOW - 2 * DAY)
    run(NOW)
    case.refresh_from_db()
    assert (case.state, case.liaison) == (State.SCREENED, None)


def test_after_ten_days_without_advice_another_liaison_is_looked_for():
    case = in_state(State.OPEN, at=NOW - 10 * DAY)
    run(NOW)
    case.refresh_from_db()
    assert (case.state, case.liaison) == (State.OPEN, None)


@pytest.mark.parametrize(("days", "expected"), [(29, 0), (30, 1), (90, 2), (180, 3), (365, 4)])
def test_the_outcome_is_asked_for_four_times_until_it_is_known(days, expected):
    case = in_state(State.RELAYED, at=NOW - days * DAY, relayed_at=NOW - days * DAY)
    run(NOW)
    assert len(reminded(case)) == expected


def test_nobody_is_asked_again_once_it_is_known():
    case = in_state(State.RELAYED, at=NOW - 400 * DAY, relayed_at=NOW - 400 * DAY)
    Outcome.objects.create(case=case, kind=Kind.CONFIRMED, disease=DiseaseFactory(), party="owner", at=NOW)
    run(NOW)
    assert reminded(case) == set()


def test_a_case_closes_a_month_after_its_outcome():
    case = in_state(State.OUTCOME_REPORTED, at=NOW - 30 * DAY)
    run(NOW)
    assert Case.objects.get(pk=case.pk).state == State.CLOSED


def test_timers_leave_a_hidden_case_alone():
    for timer in TIMERS:
        case = in_state(min(timer.states), at=NOW - 400 * DAY, relayed_at=NOW - 400 * DAY)
        Case.objects.filter(pk=case.pk).update(quarantined_at=NOW)
    assert run(NOW) == {}


def test_figures_say_nothing_of_fewer_than_ten_cases():
    assert span("x", "X", [1.0] * (LEAST - 1), 3) == span("x", "X", [], 0)
    told = span("x", "X", [1.0] * LEAST, 3)
    assert (told.count, told.waiting, told.median, told.p90) == (LEAST, 3, 1.0, 1.0)


def test_the_first_answer_is_counted_from_the_opening():
    for hours in range(1, 11):
        open_case(at=NOW, first_reply_at=NOW + timedelta(hours=hours))
    told = first_answers(NOW + DAY)
    assert (told.count, told.median, round(told.p90, 2)) == (10, 5.5, 9.1)


@pytest.mark.parametrize(("values", "expected"), [([4.0, 1.0, 3.0, 2.0], (2.5, 3.7)), ([7.0], (7, 7))])
def test_median_and_nine_in_ten_lie_straight_between_neighbours(values, expected):
    assert median_and_p90(values) == pytest.approx(expected)


def test_members_see_the_figures_and_nobody_else(client):
    assert client.get("/cases/figures/").status_code == 404
    client.force_login(open_case().owner)
    assert client.get("/cases/figures/").status_code == 404
    client.force_login(member())
    assert "Fewer than 10 cases" in client.get("/cases/figures/").content.decode()


def passed(hours, *states, now=State.OPEN, **fields):
    case = in_state(now, **fields)
    case.passages.all().delete()
    for state, hour in zip(states, hours, strict=True):
        case.passages.create(state=state, party="hub", at=NOW + timedelta(hours=hour))
    return case


def test_a_span_is_counted_between_the_first_passages_of_the_last_year():
    for hours in range(1, 11):
        passed((0, hours, hours + 50, hours + 60), "screened", "paired", "screened", "paired")
    passed((0,), "screened")  # waits
    passed((0,), "screened", now=State.WITHDRAWN)
    passed((0, 5), "screened", "paired", is_demonstration=True)
    passed((-400 * 24, 1, 2), "screened", "screened", "paired")  # began before
    told = between("pairing", "", State.SCREENED, State.PAIRED, now=NOW + DAY)
    assert (told.count, told.waiting, told.median) == (10, 1, 5.5)


def test_a_diagnosis_is_counted_from_the_first_sending_to_the_first_that_is_confirmed():
    for hours in range(1, 11):
        case = passed((0, 1), "submitted", "submitted")
        for later in (hours, hours + 30):  # the first counts
            Outcome.objects.create(
                case=case, kind="confirmed", disease=DiseaseFactory(), party="owner", at=NOW + timedelta(hours=later)
            )
    passed((0,), "submitted")
    passed((0,), "submitted", now=State.DECLINED)
    told = diagnoses(NOW + DAY)
    assert (told.count, told.waiting, told.median) == (10, 1, 5.5)


def test_a_case_asks_for_the_one_figure_that_it_shows_and_the_clock_for_all(client):
    case, reader = open_case(), member()
    client.force_login(reader)
    cache.clear()
    client.get(f"/cases/{case.pk}/")
    assert [code for code in COUNTED if cache.has_key(f"{KEY}.{code}")] == ["first_answer"]
    call_command("run_timers")
    assert [code for code in COUNTED if cache.has_key(f"{KEY}.{code}")] == list(COUNTED)


def test_nobody_credits_their_own_answer(client):
    case = in_state(State.RELAYED)
    own, other = (
        reply_to(case, author=case.liaison, text="My own words."),
        reply_to(case, text="What a colleague wrote."),
    )
    with pytest.raises(ValidationError, match="answer of a colleague"):
        report(case, case.liaison, helpful=own)
    client.force_login(case.liaison)
    page = client.get(f"/cases/{case.pk}/outcome/").content.decode()
    assert other.text in page and own.text not in page
    address = f"/api/hub/v1/cases/{case.pk}/outcomes"
    sent = {"kind": "no_change", "helpful_reply": str(own.pk)}
    assert client.post(address, sent, content_type="application/json").status_code == 422
    assert not Reply.objects.filter(credited_at__isnull=False).exists()
    assert not case.outcomes.exists()


def test_a_reply_is_credited_once_and_every_outcome_keeps_which_one_helped():
    case = in_state(State.RELAYED)
    reply = reply_to(case)
    for days in (0, 2):
        report_outcome(
            case=case, kind=Kind.NO_CHANGE, disease=None, helpful=reply, by=case.liaison, now=NOW + days * DAY
        )
    assert Reply.objects.get(pk=reply.pk).credited_at == NOW
    assert case.outcomes.filter(helpful_reply=reply).count() == 2


def test_each_side_tells_once_a_day_and_the_same_again_changes_nothing(client):
    case, reader = in_state(State.RELAYED), member()
    case.follows.create(reader=reader, since=NOW)
    report(case, case.liaison)
    Notice.objects.all().delete()
    assert report(case, case.liaison) == case.outcomes.get()
    with pytest.raises(ValidationError, match="within the last day"):
        report(case, case.liaison, kind=Kind.SUSPECTED)
    assert not Notice.objects.exists()
    client.force_login(case.owner)
    address = f"/api/hub/v1/cases/{case.pk}/outcomes"
    codes = [
        client.post(address, {"kind": kind}, content_type="application/json").status_code
        for kind in ("no_change", "no_change", "suspected")
    ]
    assert codes == [201, 201, 422]
    refused = client.post(f"/cases/{case.pk}/outcome/", {"kind": "suspected"})
    assert (refused.status_code, "within the last day" in refused.text) == (422, True)
    assert case.outcomes.count() == 2
    report_outcome(case=case, kind=Kind.LOST, disease=None, helpful=None, by=case.liaison, now=NOW + 2 * DAY)
    assert case.outcomes.count() == 3


@pytest.mark.parametrize("who", ["liaison", "owner"])
@pytest.mark.parametrize("door", ["/cases/{}/outcome/", "/api/hub/v1/cases/{}/outcomes"])
def test_nobody_reads_or_tells_an_outcome_while_the_case_is_hidden(client, door, who):
    case = in_state(State.RELAYED, liaison=member(), quarantined_at=NOW)
    case.outcomes.create(kind=Kind.CONFIRMED, disease=DiseaseFactory(name="Quokka disease"), party="owner", at=NOW)
    reply_to(case, text="Mrs Quokka of the bakery is my patient too.")
    client.force_login(getattr(case, who))
    told = {"data": {"kind": "no_change"}, **({"content_type": "application/json"} if "api" in door else {})}
    for answer in (client.get(door.format(case.pk)), client.post(door.format(case.pk), **told)):
        assert answer.status_code == 404 and "Quokka" not in answer.text
    assert case.outcomes.count() == 1
