"""Who reads which event: one's own account by page and API, the whole log for those who watch over it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.audit_log.permissions import UNTOLD, check_read_event
from accounts.audit_log.querysets import events_readable_by
from accounts.events import log
from accounts.roles import Role
from accounts.vault.actions import read_identity
from accounts.vault.facts import Reason
from accounts.verification.actions import applying, deciding, evidence
from audit.kinds import Action, Area
from audit.models import Event
from common.pagination import decode_cursor, encode_cursor
from tests.factories import verification as make
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/accounts/events/"
MINE = "/api/hub/v1/me/events"
ALL = "/api/hub/v1/audit/events"
LISTING = "/admin/audit/"
WATCHERS = (Role.MODERATOR, Role.ADMINISTRATOR)
HOLDS = {"application_held", "application_released", *(str(action.label) for action in UNTOLD)}
SEEN_BY = {role: 200 if role in (*WATCHERS, Role.EDITOR) else 404 for role in Role}


def of_every_kind(user):
    """Write events of each area and action: of this person, to this person, and of others."""
    other = UserFactory(role=Role.REVIEWER)
    for area in Area:
        for by, owner in ((user, None), (user, user), (other, user), (None, user), (other, None), (user, other)):
            log(Action.IDENTITY_READ, area=area, by=by, owner=owner)
            log(Action.APPLICATION_HELD, area=area, by=by, owner=owner)
            log(Action.APPLICATION_RELEASED, area=area, by=by, owner=owner)


def may_read(reader, event):
    try:
        check_read_event(reader, event)
    except PermissionDenied:
        return False
    return True


@pytest.mark.parametrize("role", Role)
def test_the_rule_for_one_event_and_the_rule_for_lists_agree(role):
    user = UserFactory(role=role)
    of_every_kind(user)
    readable = set(events_readable_by(user).values_list("number", flat=True))
    assert readable == {event.number for event in Event.objects.all() if may_read(user, event)}
    assert 0 < len(readable) <= Event.objects.count()
    assert (len(readable) == Event.objects.count()) == (role in WATCHERS)


@pytest.mark.parametrize("role", [None, *Role])
def test_nobody_and_whoever_is_shut_out_read_nothing(role):
    user = UserFactory(role=role, is_active=False) if role else AnonymousUser()
    of_every_kind(UserFactory() if role is None else user)
    assert not events_readable_by(user).exists()
    assert not any(may_read(user, event) for event in Event.objects.all())


def test_visitors_are_asked_to_sign_in(client):
    assert client.get(PAGE).status_code == 302
    assert [client.get(address).status_code for address in (MINE, ALL)] == [401, 401]


def test_the_page_says_what_happened_and_by_whom_in_general_words(client):
    user, reviewer = UserFactory(), make.reviewer(display_name="Grey Owl")
    log(Action.TOKEN_MADE, by=user, owner=user)
    log(Action.IDENTITY_READ, by=reviewer, owner=user)
    log(Action.ROLE_GIVEN, by=UserFactory(administrator=True), owner=user)
    log(Action.IDENTITY_SEALED, by=None, owner=user)
    log(Action.SIGN_IN_FAILED, by=None, owner=user)
    log(Action.PASSWORD_CHANGED, by=reviewer, owner=reviewer)
    client.force_login(user)
    answer = client.get(PAGE)
    text = answer.content.decode()
    for words in (
        'API token made</b><br>\n          <span class="small muted">By you,',
        'Identity read</b><br>\n          <span class="small muted">By a reviewer,',
        'Role given</b><br>\n          <span class="small muted">By an administrator,',
        'Identity put into the vault</b><br>\n          <span class="small muted">By the hub,',
        'Sign-in failed</b><br>\n          <span class="small muted">By somebody who was not signed in,',
    ):
        assert words in text
    assert "Password changed" not in text
    assert "Grey Owl" not in text and str(reviewer.reference) not in text
    assert "no-store" in answer["Cache-Control"] and "private" in answer["Cache-Control"]


def test_an_application_that_moved_says_from_where_to_where_in_words(client):
    user = make.with_picture().user
    client.force_login(user)
    sentence = "Application moved on, from “Waits for evidence” to “With a reviewer”"
    assert f"<b>{sentence}</b>" in client.get(PAGE).content.decode()
    assert sentence in [row["text"] for row in client.get(MINE).json()["items"]]


def test_an_account_to_which_nothing_happened_is_told_so(client):
    user = UserFactory()
    client.force_login(user)
    if Event.objects.concerning(user.reference).exists():
        pytest.fail("Signing in wrote an event: this page would never be empty.")
    assert "Nothing has happened yet" in client.get(PAGE).content.decode()


def test_the_page_has_fifty_rows_and_leads_on(client):
    user = UserFactory()
    client.force_login(user)
    for _ in range(51):
        log(Action.TOKEN_MADE, by=user, owner=user)
    first, second = (client.get(f"{PAGE}?page={number}").content.decode() for number in (1, 2))
    assert (first.count("By you"), second.count("By you")) == (50, 1)
    assert "?page=2" in first
    assert client.get(f"{PAGE}?page=x").status_code == 200


def everything_told(client, user):
    """Return all that the page and the API tell a person."""
    client.force_login(user)
    answers = [client.get(PAGE), client.get(MINE), client.get(f"{MINE}?action=application_held")]
    assert {answer.status_code for answer in answers} == {200}
    return "".join(answer.content.decode() for answer in answers[:2]), answers[1].json(), answers[2].json()


def actions_told(client, user):
    return [row["action"] for row in everything_told(client, user)[1]["items"]]


def two_claims():
    """Return two applications for one licence, both on hold."""
    claim = make.claim_of()
    first, second = make.apply(claim), make.apply(claim)
    assert Event.objects.filter(action=Action.APPLICATION_HELD).count() == 2
    return first, second


def test_nobody_learns_of_a_hold(client):
    alone = make.apply()
    for application in two_claims():
        text, listed, asked_for = everything_told(client, application.user)
        assert not any(words in text for words in HOLDS)
        assert [row["action"] for row in listed["items"]] == actions_told(client, alone.user)
        assert asked_for == {"items": [], "cursor": None}


def test_whoever_withdraws_does_not_learn_that_another_claim_was_held(client):
    first, second = two_claims()
    applying.withdraw(application=first, by=first.user, now=timezone.now())
    released = Event.objects.filter(action=Action.APPLICATION_RELEASED)
    assert {(event.actor, event.subject) for event in released} == {
        (None, str(first.reference)),
        (None, str(second.reference)),
    }
    for one in (first, second):
        assert "application_released" not in actions_told(client, one.user)
        assert not (Event.objects.concerning(one.user.reference) & released).exists()


def test_whoever_is_rejected_for_another_claim_reads_nothing_of_that_one(client):
    first, second = two_claims()
    by = make.reviewer()
    deciding.settle_hold(application=first, by=by, now=timezone.now())
    for one, other in ((first, second), (second, first)):
        text, *_ = everything_told(client, one.user)
        for hidden in (other.reference, other.user.reference, by.reference, one.reference):
            assert str(hidden) not in text
        assert not any(words in text for words in HOLDS)


def test_an_applicant_never_reads_who_vouched_nor_that_somebody_did(client):
    colleague = make.member().user
    application = make.apply()
    code = evidence.make_voucher_code(application=application, by=application.user)
    before = actions_told(client, application.user)
    name = read_identity(application=application, reason=Reason.OWN, by=application.user).name
    evidence.vouch(code=code, name=name, by=colleague, now=timezone.now())
    assert "vouched" in actions_told(client, colleague)
    text, listed, _ = everything_told(client, application.user)
    assert "vouched" not in text.lower() and str(colleague.reference) not in text
    new = [(row["action"], row["who"]) for row in listed["items"][: -len(before)]]
    assert new == [("identity_read", "the hub"), ("identity_read", "you")]  # the hub compared a name, for whomever


def test_the_own_list_holds_no_number_in_which_a_gap_would_show(client):
    user = UserFactory()
    for n in range(5):
        log(Action.TOKEN_MADE, by=user, owner=user, details={"token": n})
        log(Action.APPLICATION_HELD, by=None)
    client.force_login(user)
    first = client.get(f"{MINE}?size=2").json()
    assert set(first["items"][0]) == {"at", "action", "area", "text", "who"}
    assert "." not in first["items"][0]["at"]
    assert decode_cursor(first["cursor"], [int]) == [3]


@pytest.mark.parametrize(("address", "role"), [(MINE, Role.PHYSICIAN), (ALL, Role.MODERATOR)])
def test_a_walk_by_cursor_meets_each_event_once_though_others_come(client, address, role):
    user = UserFactory(role=role)
    names = [
        Action.TOKEN_MADE,
        Action.TOKEN_REVOKED,
        Action.PASSWORD_CHANGED,
        Action.EMAIL_CHANGED,
        Action.DATA_EXPORTED,
    ]
    for action in names:
        log(action, by=user, owner=user)
    client.force_login(user)
    seen, cursor = [], ""
    while cursor is not None:
        answer = client.get(address, {"size": 2, "cursor": cursor}).json()
        seen += [row["action"] for row in answer["items"]]
        cursor = answer["cursor"]
        log(Action.SIGNED_IN, by=user, owner=user)
    assert seen == [str(action) for action in reversed(names)]


@pytest.mark.parametrize("address", [MINE, ALL])
@pytest.mark.parametrize(
    "question", ["cursor=x", "cursor=WyJ4Il0", "size=0", "size=101", "area=x", "action=x", "cursor=" + "a" * 401]
)
def test_what_cannot_be_read_is_named(client, address, question):
    client.force_login(UserFactory(role=Role.MODERATOR))
    answer = client.get(f"{address}?{question}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == question.split("=")[0]


@pytest.mark.parametrize("place", [-5, 0, 2**63 - 1])
@pytest.mark.parametrize("address", [MINE, ALL])
def test_a_made_up_cursor_breaks_nothing(client, address, place):
    client.force_login(UserFactory(role=Role.MODERATOR))
    assert client.get(address, {"cursor": encode_cursor([place])}).status_code == 200


@pytest.mark.parametrize("role", Role)
def test_the_log_is_there_for_those_who_watch_over_it_only(client, role):
    user = UserFactory(role=role)
    of_every_kind(user)
    client.force_login(user)
    answer = client.get(f"{ALL}?size=100")
    assert answer.status_code == SEEN_BY[role]
    if answer.status_code == 200:
        areas = {row["area"] for row in answer.json()["items"]}
        assert areas == (set(Area.values) if role in WATCHERS else {"content"})
        narrow = client.get(f"{ALL}?area=membership&action=identity_read").json()["items"]
        assert len(narrow) == (6 if role in WATCHERS else 0)


@pytest.mark.parametrize("role", Role)
def test_the_listing_is_there_for_those_who_watch_over_it_only(client, role):
    user = UserFactory(role=role)
    log(Action.PAGE_DELETED, area=Area.CONTENT, by=None, about=("page", 770077))
    log(Action.PASSWORD_CHANGED, by=user, owner=None, details={"with": "zebra"})
    client.force_login(user)
    answer = client.get(LISTING)
    if SEEN_BY[role] != 200:
        assert answer.status_code in (302, 404)  # whoever has no place in the admin is sent away from all of it
        assert b"Audit log" not in answer.content
        return
    text = answer.content.decode()
    assert "770077" in text and "manage.py verify_audit" in text
    assert ("zebra" in text) == (role in WATCHERS)
    for name in ("create", "edit/1", "delete/1", "inspect/1", "history/1"):
        assert client.get(f"{LISTING}{name}/").status_code == 404


FILTERS = {
    "area=content": 1,
    "area=accounts": 2,
    "area=x": 0,
    "action=page_deleted": 1,
    "action=x": 0,
    "day=today": 3,
    "day=2020-01-01": 0,
    "day=2020-02-31": 0,
    "day=9999-12-31": 0,
    "day=yesterday": 0,
    "owner__isnull=False": 3,
    "p=99": 3,
}


@pytest.mark.parametrize("question", FILTERS)
def test_the_listing_is_filtered_by_area_action_and_day(client, question):
    log(Action.PAGE_DELETED, area=Area.CONTENT, by=None, details={"mark": "zebra"})
    log(Action.PASSWORD_CHANGED, by=None, details={"mark": "zebra"})
    log(Action.EMAIL_CHANGED, by=None, details={"mark": "zebra"})
    client.force_login(UserFactory(administrator=True))
    answer = client.get(f"{LISTING}?{question.replace('today', timezone.now().date().isoformat())}")
    assert answer.status_code == 200
    assert answer.content.decode().count("zebra") == FILTERS[question]


@pytest.mark.parametrize("address", [PAGE, MINE, ALL, LISTING])
def test_more_events_cost_no_more_queries(client, address):
    user = UserFactory(administrator=True)
    client.force_login(user)
    log(Action.TOKEN_MADE, by=user, owner=user)
    client.get(address)

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    before = cost()
    of_every_kind(user)
    assert cost() == before
