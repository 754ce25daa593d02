from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from audit.models import Event
from cases.models import Case, Hold, Passage
from cases.writing.actions.submitting import FAMILY_A_WEEK, ORGANISATION_A_DAY, Refused, submit
from common.limits import TooOften
from tests.factories.cases import OrganisationFactory, family, in_state, member, moderator, staff_of

pytestmark = pytest.mark.django_db
BLOCKING = "We can be rung on 0161 496 0000."


def send(case, by=None, now=None):
    return submit(case=case, by=by or case.owner, now=now or timezone.now())


def ready(**fields):
    return in_state("draft", **fields)


def fields_of(refusal):
    return {trouble.field for trouble in refusal.value.troubles}


def test_a_complete_case_is_sent_with_a_passage_an_event_and_its_first_round():
    case = ready()
    send(case)
    case.refresh_from_db()
    assert (case.state, case.screening_round, case.is_urgent) == ("submitted", 1, False)
    assert case.submitted_at
    assert [passage.state for passage in case.passages.all()] == ["submitted"]
    assert Event.objects.get(action="case_moved").details["to"] == "submitted"


@pytest.mark.parametrize("name", ["country", "age_band", "sex", "onset", "course"])
def test_a_case_without_a_band_is_not_sent(name):
    case = ready(**{name: ""})
    with pytest.raises(Refused) as refusal:
        send(case)
    assert fields_of(refusal) == {name}


@pytest.mark.parametrize("layer", ["read", "relay"])
def test_a_case_without_a_consent_that_is_needed_is_not_sent(layer):
    case = ready()
    case.consents.filter(layer=layer).update(ended_at=timezone.now())
    with pytest.raises(Refused) as refusal:
        send(case)
    assert fields_of(refusal) == {f"consent_{layer}"}


def test_a_case_without_a_question_is_not_sent():
    case = ready(texts={"story": "x" * 300, "question": "  "})
    with pytest.raises(Refused) as refusal:
        send(case)
    assert fields_of(refusal) == {"question"}


@pytest.mark.parametrize(("signs", "words", "is_enough"), [(2, 199, False), (3, 0, True), (0, 200, True)])
def test_three_signs_or_two_hundred_characters_are_enough(signs, words, is_enough):
    case = ready(signs=signs, texts={"question": "Which illness?", "story": "x" * words})
    if is_enough:
        assert send(case).state == "submitted"
    else:
        with pytest.raises(Refused) as refusal:
            send(case)
        assert fields_of(refusal) == {"story"}


@pytest.mark.parametrize("where", ["story", "title", "key_words"])
def test_a_phone_number_anywhere_refuses_the_case_with_its_exact_place(where):
    case = ready()
    if where == "key_words":
        case.key_words = ["cataract", "0161 496 0000"]
    else:
        case.texts |= {where: f"Before. {BLOCKING}"}
    case.save()
    with pytest.raises(Refused) as refusal:
        send(case)
    [trouble] = refusal.value.troubles
    text = ", ".join(case.key_words) if where == "key_words" else case.texts[where]
    assert trouble.field == where
    assert text[trouble.finding.start : trouble.finding.end].strip() == "0161 496 0000"
    assert Case.objects.get(pk=case.pk).state == "draft"
    assert not Hold.objects.exists()


def test_all_that_is_missing_is_said_at_once():
    case = ready(signs=0, country="", texts={"title": BLOCKING})
    case.consents.all().delete()
    with pytest.raises(Refused) as refusal:
        send(case)
    assert fields_of(refusal) == {"country", "question", "story", "title", "consent_read", "consent_relay"}


def test_a_physician_who_asks_is_told_once_that_the_patients_yes_is_missing():
    case = ready(origin="physician")
    case.consents.all().delete()
    with pytest.raises(Refused) as refusal:
        send(case)
    told = [(one.field, one.message) for one in refusal.value.troubles if one.field.startswith("consent")]
    assert told == [("consent_read", "Confirm that the patient agreed, or it cannot be sent")]


def test_words_of_an_emergency_make_a_case_urgent():
    case = ready()
    case.texts |= {"story": "Since this morning she has trouble breathing."}
    case.save()
    assert send(case).is_urgent


def with_a_name():
    case = ready()
    case.texts |= {"story": "Our nurse Bridget has seen it."}
    case.save()
    return case


def test_what_could_be_a_name_is_written_down_by_its_place_and_never_by_its_words():
    case = with_a_name()
    send(case)
    [hold] = case.holds.all()
    start = case.texts["story"].index("Bridget")
    assert (hold.section, hold.start, hold.end) == ("story", start, start + len("Bridget"))
    assert "bridget" not in str(Hold.objects.values()).lower()


def test_what_was_cleared_once_stays_cleared_when_the_case_is_sent_again_elsewhere_in_the_text():
    case = with_a_name()
    send(case)
    screener = moderator()
    case.holds.update(cleared_at=timezone.now(), cleared_by=screener)
    back(case)
    case.texts |= {"story": "A longer beginning. Our nurse Bridget has seen it. We also know our nurse Dorothea."}
    case.save()
    assert send(case).screening_round == 2
    held = [case.texts["story"][hold.start : hold.end] for hold in case.holds.filter(cleared_at=None)]
    cleared = case.holds.exclude(cleared_at=None).get()
    assert held == ["Dorothea"]
    assert cleared.cleared_by == screener


def back(case):
    case.refresh_from_db()
    case.state = "returned"
    case.save()


def test_a_print_of_one_case_clears_nothing_in_another():
    one, other = with_a_name(), with_a_name()
    send(one)
    one.holds.update(cleared_at=timezone.now())
    send(other)
    assert one.holds.get().print != other.holds.get().print
    assert other.holds.get().cleared_at is None


def sent_before(number, hours=1, **fields):
    for _ in range(number):
        in_state("submitted", at=timezone.now() - timedelta(hours=hours), **fields)


def test_a_family_sends_three_new_cases_a_week():
    owner = family()
    sent_before(FAMILY_A_WEEK - 1, owner=owner)
    assert send(ready(owner=owner)).state == "submitted"
    late = ready(owner=owner)
    with pytest.raises(TooOften):
        send(late)
    assert Case.objects.get(pk=late.pk).state == "draft"
    Passage.objects.filter(case__owner=owner).update(at=timezone.now() - timedelta(days=8))
    assert send(late).state == "submitted"


def test_a_case_that_was_sent_long_ago_and_moved_on_this_week_does_not_count():
    owner = family()
    sent_before(FAMILY_A_WEEK, owner=owner, hours=24 * 30)
    for case in Case.objects.filter(owner=owner):
        Passage.objects.create(case=case, state="screened", party="screeners", at=timezone.now())
    assert send(ready(owner=owner)).state == "submitted"


def test_a_case_that_came_back_is_sent_again_at_any_time():
    owner = family()
    case = ready(owner=owner)
    send(case)
    sent_before(FAMILY_A_WEEK, owner=owner)
    back(case)
    assert send(case).screening_round == 2


def test_an_organisation_sends_twenty_new_cases_a_day_whoever_of_its_staff_does():
    organisation = OrganisationFactory()
    one, other = staff_of(organisation), staff_of(organisation)
    sent_before(ORGANISATION_A_DAY, owner=one, origin="organisation", organisation=organisation)
    case = ready(owner=other, origin="organisation", organisation=organisation)
    with pytest.raises(TooOften):
        send(case)
    Passage.objects.update(at=timezone.now() - timedelta(hours=25))
    assert send(case).state == "submitted"


def test_only_the_owner_sends_and_only_what_is_being_written():
    case = ready()
    for other in (family(), member(), moderator()):
        with pytest.raises(PermissionDenied):
            send(case, by=other)
    send(case)
    with pytest.raises((PermissionDenied, ValidationError)):
        send(case)
