"""The invented cases of the demonstration: one in every state, made once, and nothing in them names anybody."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import pairwise

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts.models import User
from audit.models import Event
from cases.actions.withdrawing import withdraw
from cases.bands import AgeBand
from cases.demo.clock import Clock
from cases.demo.load import DATA, case_records, load_cases
from cases.demo.pictures import DRAWINGS, picture
from cases.models import Attachment, Case, Consent, Flag, Hold, Offer, Opinion, Organisation, Passage, Reply
from cases.relay.figures import first_answers
from cases.states import State
from cases.writing.actions.submitting import submit
from content.demo.accounts import put_accounts, put_members
from content.demo.applications import without_mail
from notices.models import Notice
from privacy.findings import blocking, holds
from privacy.scanner import scan
from tests.cases.demo.vocabulary import orpha_codes_of_cases, put_signs
from tests.content.trees import disease

pytestmark = pytest.mark.one_database

RECORDS = {record["key"]: record for record in case_records()}
# What the scanner takes for a name or a place, and a person lets through, in the demonstration as anywhere.
UNSURE = {"Achilles", "Leiden", "Hartmann"}


def texts_in(value):
    """Yield every text of a record."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts_in(part)


@pytest.fixture
def people():
    put_accounts(Counter())
    put_members(Counter())
    for code in orpha_codes_of_cases():
        disease(code)
    put_signs()
    return {user.email.partition("@")[0]: user for user in User.objects.all()}


@pytest.fixture
def loaded(people):
    cache.clear()
    with without_mail():
        done = load_cases()
    assert done == (len(RECORDS), 0)
    return people


@pytest.mark.parametrize("key", RECORDS)
def test_no_text_of_the_demonstration_is_blocked_by_the_scanner(key):
    for text in texts_in(RECORDS[key]):
        found = scan(text)
        assert not blocking(found), text
        assert {text[one.start : one.end] for one in holds(found)} <= UNSURE


def test_the_file_says_that_the_cases_are_invented():
    assert "No patient stands behind any of them" in DATA.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_is_a_small_picture(name):
    content = picture(name)
    assert len(content) < 50_000
    assert Image.open(BytesIO(content)).size == (640, 420)


def test_a_course_that_would_end_in_the_future_is_refused():
    clock = Clock(1, datetime(2026, 11, 1, tzinfo=UTC))
    assert clock.after(20) == datetime(2026, 10, 31, 20, tzinfo=UTC)
    with pytest.raises(ValueError, match="lies not between"):
        clock.after(5)


@pytest.mark.django_db
def test_there_is_a_case_in_every_state_and_each_says_that_it_is_invented(loaded):
    wanted = Counter(record["until"] for record in RECORDS.values())
    assert set(wanted) == set(State)
    assert Counter(Case.objects.values_list("state", flat=True)) == wanted
    assert not Case.objects.filter(is_demonstration=False).exists()
    assert Organisation.objects.get().is_demonstration
    kept = Case.objects.exclude(state=State.WITHDRAWN)
    assert {case.title for case in kept} == {
        record["title"] for record in RECORDS.values() if record["until"] != State.WITHDRAWN
    }


@pytest.mark.django_db
def test_the_desk_has_one_hidden_case_with_a_report_one_held_reply_and_a_picture_to_look_at(loaded):
    hidden = Case.objects.get(quarantined_at__isnull=False)
    assert Flag.objects.get(answer=Flag.Answer.WAITING).case == hidden
    held = Reply.objects.get(held_at__isnull=False)
    assert Hold.objects.filter(reply=held, cleared_at=None).exists()
    assert Counter(Attachment.objects.values_list("looks", flat=True)) == {"cleared": 2, "waiting": 1}
    for case in Case.objects.filter(attachments__isnull=False):
        assert Consent.objects.filter(case=case, layer="pictures", ended_at=None).exists()
    assert Offer.objects.get(answer=Offer.Answer.WAITING).hero == loaded["physician"]
    assert Case.objects.filter(state=State.OPEN, under_coordinator=True, liaison=None).exists()


@pytest.mark.django_db
def test_the_answers_are_those_of_the_records(loaded):
    wanted = {
        key: (len(record.get("opinions", ())), len(record.get("replies", ())) + ("answer" in record))
        for key, record in RECORDS.items()
        if record["until"] not in (State.WITHDRAWN, State.DRAFT)
    }
    titles = {record["title"]: key for key, record in RECORDS.items()}
    found = {
        titles[case.title]: (case.opinions.values("sheet").distinct().count(), case.replies.count())
        for case in Case.objects.exclude(state__in=(State.WITHDRAWN, State.DRAFT))
    }
    assert found == wanted
    assert not Opinion.objects.filter(Q(author=None) | ~Q(author__email__startswith="member-")).exists()


@pytest.mark.django_db
def test_every_passage_comes_after_the_one_before_and_none_lies_in_the_future(loaded):
    for case in Case.objects.all():
        moments = list(case.passages.values_list("at", flat=True))
        assert all(one <= other for one, other in pairwise(moments))
    assert not Passage.objects.filter(at__gt=timezone.now()).exists()
    assert Passage.objects.filter(at__lt=timezone.now() - timedelta(days=90)).exists()


@pytest.mark.django_db
def test_a_second_run_changes_nothing_and_leaves_what_people_did_since(loaded):
    mine = Case.objects.get(owner=loaded["family"], state=State.SUBMITTED)
    withdraw(case=mine, by=loaded["family"], now=timezone.now())
    Case.objects.filter(state=State.DRAFT).delete()
    before = [list(model.objects.order_by("pk").values()) for model in (Case, Reply, Offer, Notice, Event, User)]
    assert load_cases() == (0, len(RECORDS))
    assert [
        list(model.objects.order_by("pk").values()) for model in (Case, Reply, Offer, Notice, Event, User)
    ] == before


@pytest.mark.django_db
def test_nothing_is_mailed_and_nobody_is_flooded_with_news(people, django_capture_on_commit_callbacks):
    with without_mail(), django_capture_on_commit_callbacks(execute=True):
        load_cases()
    assert mail.outbox == []
    assert max(Counter(Notice.objects.values_list("user", flat=True)).values()) < 40
    assert max(Counter(Notice.objects.filter(read_at=None).values_list("user", flat=True)).values()) < 10


@pytest.mark.django_db
def test_the_audit_log_is_clean_afterwards(loaded, capsys):
    call_command("verify_audit")
    assert "all as they were written" in capsys.readouterr().out
    assert Event.objects.count() > 300


@pytest.mark.django_db
def test_the_figures_know_nothing_of_the_demonstration(loaded):
    assert Case.objects.filter(first_reply_at__isnull=False).count() >= 10
    assert first_answers(timezone.now()).count == 0


@pytest.mark.django_db
def test_the_page_and_the_card_of_a_case_say_that_it_is_invented(loaded, client):
    said = "Demonstration, an invented case"
    client.force_login(loaded["physician"])
    case = Case.objects.get(liaison=loaded["physician"])
    for address in (reverse("case", args=[case.pk]), reverse("cases"), reverse("case_offers")):
        assert said in client.get(address).content.decode(), address
    client.force_login(loaded["family"])
    status = reverse("case_status", args=[Case.objects.get(owner=loaded["family"], state=State.RELAYED).pk])
    for address in (reverse("case_mine"), status):
        assert said in client.get(address).content.decode(), address
    client.force_login(loaded["moderator"])
    for address in (
        reverse("case_desk"),
        reverse("case_screen", args=[Case.objects.filter(state=State.SUBMITTED)[0].pk]),
    ):
        assert said in client.get(address).content.decode(), address


@pytest.mark.django_db
def test_a_family_of_the_demonstration_can_still_send_a_case_of_its_own(loaded):
    draft = Case.objects.get(owner=loaded["family"], state=State.DRAFT)
    assert draft.age_band in AgeBand.values
    draft.texts |= {"question": "Which test comes next?", "family": "Nobody else has it. " * 10}
    draft.save()
    assert submit(case=draft, by=loaded["family"], now=timezone.now()).state == State.SUBMITTED
