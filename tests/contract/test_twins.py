"""A rule for one object and its twin for lists never differ, whoever asks and whatever the object."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.audit_log.permissions import check_read_event
from accounts.audit_log.querysets import events_readable_by
from accounts.models import Application, Physician, Voucher
from accounts.permissions import has_permission
from accounts.physicians.permissions import check_read_physician
from accounts.physicians.querysets import visible_to
from accounts.roles import Permission
from accounts.verification.permissions import check_review
from audit.actions import record
from audit.kinds import Action, Area
from audit.models import Event
from common.audience import CONTENT_VALUES, Audience
from content.models import ArticleIndexPage, ArticlePage
from content.permissions import check_page_shown, check_write_page
from content.querysets import pages_shown_to, pages_written_by
from polls.models import Poll
from polls.permissions import check_read_poll, check_vote
from tests.contract.role_doors.visitors import person
from tests.contract.role_matrix import ROLES
from tests.factories import content as pages
from tests.factories import verification
from tests.factories.accounts import UserFactory, practise
from tests.factories.polls import PollFactory

pytestmark = pytest.mark.django_db


def says_yes(check, *args):
    try:
        check(*args)
    except PermissionDenied:
        return False
    return True


def compare(rows, listed, check):
    """Hold check and list against each other for every row; return how many pairs were compared."""
    rows, listed = list(rows), {row.pk for row in listed}
    assert rows
    mismatches = [row for row in rows if (row.pk in listed) != says_yes(check, row)]
    assert mismatches == []
    return len(rows)


@pytest.fixture(params=ROLES)
def reader(request):
    return person(request.param) or AnonymousUser()


def test_polls(reader):
    now = timezone.now()
    for audience in CONTENT_VALUES:
        for fields in ({}, {"closed": True}, {"scheduled": True}):
            PollFactory(now=now, audience=audience, **fields)
    polls = Poll.objects.all()
    compare(polls, polls.readable_by(reader, now), lambda poll: check_read_poll(reader, poll, now))
    votable = (
        polls.readable_by(reader, now).open(now) if has_permission(reader, Permission.VOTE) else Poll.objects.none()
    )
    compare(polls, votable, lambda poll: check_vote(reader, poll, now))


def test_pages(reader):
    owner = reader if reader.pk else None
    pages.make_article(), pages.make_article(title="For members", audience=Audience.MEMBERS)
    for number, whose in enumerate((owner, UserFactory())):
        draft = ArticlePage(
            title=f"Draft {number}",
            slug=f"draft-{number}",
            summary="x",
            written_on="2026-01-01",
            live=False,
            owner=whose,
        )
        ArticleIndexPage.objects.get().add_child(instance=draft)
    rows = ArticlePage.objects.all()
    for listed, check in ((pages_shown_to, check_page_shown), (pages_written_by, check_write_page)):
        assert (
            compare(rows, listed(reader).filter(pk__in=rows.values("pk")), lambda page, c=check: c(reader, page)) >= 4
        )


def test_applications(reader):
    """Somebody else's, one's own, and one that the reader vouched for: also when they have become a reviewer since."""
    verification.with_picture()
    vouched = verification.with_picture()
    if reader.pk:
        physician = Physician.objects.filter(user=reader).first() or practise(reader)
        Voucher.objects.create(application=vouched, physician=physician, at=timezone.now())
        if not Application.objects.of(reader).exists():
            Application.objects.create(user=reader, since=timezone.now())
    rows = Application.objects.all()
    assert compare(rows, rows.reviewable_by(reader), lambda one: check_review(reader, one)) >= 2


def test_pseudonyms(reader):
    now = timezone.now()
    for fields in ({}, {"verified_until": now}, {"is_active": False}):
        practise(UserFactory(physician=True, **fields))
    rows = Physician.objects.select_related("user")
    assert compare(rows, visible_to(reader, now), lambda one: check_read_physician(reader, one, now)) >= 3


def test_events(reader):
    me = reader.reference if reader.pk else None
    other = UserFactory().reference
    for area in Area:
        for action in (Action.ROLE_GIVEN, Action.APPLICATION_HELD, Action.APPLICATION_RELEASED):
            for actor, owner in ((me, None), (None, me), (other, me), (me, other), (other, other), (None, None)):
                record(action, area=area, actor=actor, owner=owner)
    rows = Event.objects.all()
    assert compare(rows, events_readable_by(reader), lambda event: check_read_event(reader, event)) >= 50
