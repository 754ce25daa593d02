"""The rules of cases and their twins for lists, over a generated world: every role, state, organisation, hidden and flagged."""

import itertools
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.models import User
from accounts.permissions import has_permission
from accounts.roles import Permission
from cases.attachments.querysets import visible_attachments
from cases.models import Attachment, Case, Consent, Flag, Layer, Origin, Reply
from cases.permissions import check_answer, check_know, check_read, check_screen, is_liaison, is_owner
from cases.readers import may_know
from cases.states import ANSWERABLE, EDITABLE, HELD, VISIBLE, State
from cases.thread.permissions import may_see_thread, replies_visible_to
from cases.thread.sight import sight_of
from tests.contract.role_doors.visitors import person
from tests.contract.role_matrix import ROLES
from tests.contract.test_twins import says_yes
from tests.factories.cases import OrganisationFactory, family, member, moderator, staff_of

WHOSE = ("owner", "owner who left", "own organisation's", "of one's organisation", "liaison", "nobody's of these")
pytestmark = pytest.mark.django_db


def world_for(reader):
    """Make a case in every state for every way in which it can be the reader's, shown and hidden, reported and not."""
    other, ours, theirs = family(), OrganisationFactory(), OrganisationFactory()
    helper, leader = staff_of(ours), member()
    is_person = reader.pk is not None
    if is_person:
        ours.staff.add(reader)  # whatever the role: the role decides whether it counts
    now, made = timezone.now(), []
    for state, whose, hidden in itertools.product(State, WHOSE, (False, True)):
        me = reader if is_person else other
        said = {
            "owner": {"owner": me, "origin": Origin.FAMILY},
            "owner who left": {"owner": me, "origin": Origin.ORGANISATION, "organisation": theirs},
            "own organisation's": {"owner": helper, "origin": Origin.ORGANISATION, "organisation": ours},
            "of one's organisation": {"owner": other, "origin": Origin.FAMILY, "organisation": ours},
            "liaison": {"owner": other, "origin": Origin.FAMILY, "organisation": theirs, "liaison": me},
            "nobody's of these": {"owner": other, "origin": Origin.FAMILY, "organisation": theirs, "liaison": leader},
        }[whose]
        if state in EDITABLE:
            said.pop("liaison", None)
        made.append(Case(state=state, state_since=now, saved_at=now, quarantined_at=now if hidden else None, **said))
    Case.objects.bulk_create(made)
    Flag.objects.bulk_create(Flag(case=case, reason="rude", at=now) for case in made if case.state == State.OPEN)
    return made


@pytest.fixture(params=ROLES)
def reader(request):
    return person(request.param) or AnonymousUser()


def expected_reading(case, reader):
    """Say it once more, case by case and in plain words, without a query over cases."""
    if reader.pk is None or not reader.is_active or case.state == State.WITHDRAWN:
        return False
    mine, staff = part_in(case, reader)
    if has_permission(reader, Permission.MODERATE) and not mine and case.owner_id != reader.pk:
        in_scope = case.state in (State.SUBMITTED, State.OPEN) or case.quarantined_at  # every open one is reported
        if in_scope:
            return True
    if case.quarantined_at:
        return False
    led = case.liaison_id == reader.pk and has_permission(reader, Permission.ANSWER_CASES)
    is_open = case.state in VISIBLE and has_permission(reader, Permission.READ_CASES)
    return mine or (staff and case.state != State.DRAFT) or (led and case.state in HELD | {State.CLOSED}) or is_open


def part_in(case, reader):
    """Return whether the reader acts for the case, and whether they screen it for its organisation."""
    works = has_permission(reader, Permission.SCREEN_FOR_ORGANISATION)
    staff = works and case.organisation_id in set(reader.case_organisations.values_list("pk", flat=True))
    return staff if case.origin == Origin.ORGANISATION else case.owner_id == reader.pk, staff


def differing(cases, listed, check):
    listed = set(listed.values_list("pk", flat=True))
    return [case for case in cases if (case.pk in listed) != check(case)]


def test_reading_knowing_screening_and_owning(reader):
    cases, objects = world_for(reader), Case.objects.all()
    assert len(cases) == len(State) * len(WHOSE) * 2
    assert differing(cases, objects.readable_by(reader), lambda one: says_yes(check_read, one, reader)) == []
    assert differing(cases, objects.readable_by(reader), lambda one: bool(expected_reading(one, reader))) == []
    assert differing(cases, objects.known_to(reader), lambda one: says_yes(check_know, one, reader)) == []
    assert differing(cases, objects.to_screen_by(reader), lambda one: says_yes(check_screen, one, reader)) == []
    if reader.pk:
        assert differing(cases, objects.owned_by(reader), lambda one: is_owner(one, reader)) == []
        assert differing(cases, objects.owned_by(reader), lambda one: part_in(one, reader)[0]) == []


def test_what_is_answered_is_open_to_members_and_read(reader):
    """Nobody answers what they cannot read, and everybody who reads as a member answers what takes answers."""
    cases = world_for(reader)
    readable = set(Case.objects.readable_by(reader).values_list("pk", flat=True))
    for case in cases:
        may = has_permission(reader, Permission.ANSWER_CASES) and case.pk in readable and case.state in ANSWERABLE
        assert says_yes(check_answer, case, reader) == may, (case.state, bool(case.quarantined_at))


def test_pictures_are_seen_with_the_case_and_cleared_or_by_who_works_on_it(reader):
    cases, now = world_for(reader), timezone.now()
    pictures = [
        Attachment(case=case, group=uuid4(), file="x.jpg", width=1, height=1, looks=looks, added_at=now)
        for case in cases
        for looks in Attachment.Looks
    ]
    Attachment.objects.bulk_create(pictures)
    agreed = set(cases[::2])
    Consent.objects.bulk_create(Consent(case=case, layer=Layer.PICTURES, given_at=now) for case in agreed)
    readable = set(Case.objects.readable_by(reader).values_list("pk", flat=True))
    to_screen = set(Case.objects.to_screen_by(reader).values_list("pk", flat=True))

    def seen(picture):
        case, is_read = picture.case, picture.case_id in readable
        cleared = picture.looks == Attachment.Looks.CLEARED and case in agreed
        works = (is_read and reader.pk and part_in(case, reader)[0]) or case.pk in to_screen
        return bool((is_read and cleared) or works)

    assert differing(pictures, visible_attachments(reader), seen) == []


def test_replies_are_seen_by_who_reads_the_thread_and_is_not_blind(reader):
    """Nobody sees a draft; what is held back or hidden, its author alone."""
    if reader.pk is None:
        return
    now, colleague = timezone.now(), member()
    for case in Case.objects.filter(pk__in=[one.pk for one in world_for(reader)]).readable_by(reader):
        variants = ({}, {"is_draft": True}, {"held_at": now}, {"hidden_at": now}, {"held_at": now, "hidden_at": now})
        Reply.objects.bulk_create(
            Reply(case=case, author=author, kind="experience", text="x", made_at=now, **fields)
            for author in (colleague, reader)
            for fields in variants
        )
        sight = sight_of(case, reader)
        seen = set(Reply.objects.filter(replies_visible_to(case, reader, sight)).values_list("pk", flat=True))
        for reply in case.replies.all():
            is_kept = reply.hidden_at or reply.held_at  # its author still reads it, and why
            shown = not reply.is_draft and (not is_kept or reply.author == reader)
            assert (reply.pk in seen) == (shown and may_see_thread(reader) and not sight.is_blind)


def test_what_is_told_of_cases_by_notices_and_streams_is_what_each_may_know():
    """One answer for many accounts and many cases, held against the two lists of each account."""
    roles = [short for short in ROLES if short not in ("An", "La")]  # two persons of the factory share one licence
    readers = [*map(person, roles), member(verified_until=timezone.now())]
    for one in readers:
        world_for(one)
    moderator(), family()
    everybody = list(User.objects.all())
    keys = list(Case.objects.values_list("pk", flat=True))
    told = may_know([user.pk for user in everybody], keys)
    expected = {
        (user.pk, key)
        for user in everybody
        for cases in (Case.objects.known_to(user), Case.objects.readable_by(user))
        for key in cases.values_list("pk", flat=True)
    }
    print(f"{len(everybody) * len(keys)} pairs, {len(told ^ expected)} mismatches")
    assert len(everybody) * len(keys) > 10_000
    assert told == expected


def test_a_liaison_is_one_only_while_the_licence_counts(reader):
    cases = world_for(reader)
    led = [case for case in cases if is_liaison(case, reader)]
    assert bool(led) == has_permission(reader, Permission.ANSWER_CASES)
