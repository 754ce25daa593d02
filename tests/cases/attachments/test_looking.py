"""Two people look at a picture before a physician does; what shows too much is covered or refused."""

import contextlib
import io
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cases.attachments.actions.looking import CHANGED, cover, look, version_of
from cases.attachments.querysets import visible_attachments
from cases.states import State
from common.redrawing import Box
from tests.factories.attachments import cleared_picture_of, picture_of
from tests.factories.cases import CaseFactory, OrganisationFactory, family, in_state, member, moderator, staff_of

pytestmark = pytest.mark.django_db


def seen_by(attachment, by, verdict="show", **more):
    attachment = look(attachment=attachment, by=by, verdict=verdict, now=timezone.now(), **more)
    attachment.refresh_from_db()
    return attachment.looks


def covered(attachment, by, *boxes):
    return cover(attachment=attachment, boxes=boxes or (Box(0, 0, 100, 100),), by=by, now=timezone.now())


def pixels(attachment):
    attachment.refresh_from_db()
    return Image.open(io.BytesIO((Path(settings.PRIVATE_ROOT) / attachment.file.name).read_bytes()))


def test_two_different_people_clear_a_picture():
    attachment = picture_of(in_state(State.SUBMITTED))
    first, second = moderator(), moderator()
    assert seen_by(attachment, first) == "waiting"
    with pytest.raises(ValidationError, match="second person"):
        seen_by(attachment, first)
    assert seen_by(attachment, second) == "cleared"


def test_one_person_is_enough_to_refuse_and_nobody_clears_what_was_refused():
    attachment = picture_of(in_state(State.SUBMITTED))
    assert seen_by(attachment, moderator(), "refuse") == "refused"
    with pytest.raises(ValidationError, match="not shown"):
        seen_by(attachment, moderator())
    assert seen_by(attachment, moderator(), "refuse") == "refused"


def test_the_organisation_of_the_case_and_the_hub_are_two_people():
    organisation = OrganisationFactory()
    attachment = picture_of(in_state(State.SUBMITTED, organisation=organisation))
    assert seen_by(attachment, staff_of(organisation)) == "waiting"
    assert seen_by(attachment, moderator()) == "cleared"


def test_nobody_else_decides_about_a_picture():
    organisation = OrganisationFactory()
    case = in_state(State.SUBMITTED, organisation=organisation)
    attachment = picture_of(case)
    for by in (case.owner, family(), member(), staff_of(OrganisationFactory())):
        for attempt in (lambda by=by: seen_by(attachment, by), lambda by=by: covered(attachment, by)):
            with pytest.raises(PermissionDenied):
                attempt()


def test_who_brought_a_case_for_the_organisation_does_not_clear_its_pictures():
    organisation = OrganisationFactory()
    writer = staff_of(organisation)
    case = in_state(State.SUBMITTED, owner=writer, origin="organisation", organisation=organisation)
    with pytest.raises(PermissionDenied):
        seen_by(picture_of(case), writer)


@pytest.mark.parametrize("state", [State.DRAFT, State.RETURNED, State.SCREENED, State.OPEN, State.CLOSED])
def test_pictures_are_looked_at_only_while_the_case_is_screened(state):
    attachment = picture_of(in_state(state) if state != State.DRAFT else CaseFactory())
    with pytest.raises(PermissionDenied):
        seen_by(attachment, moderator())


def test_covering_replaces_the_file_and_asks_two_people_anew(django_capture_on_commit_callbacks):
    attachment = picture_of(in_state(State.SUBMITTED))
    first, second = moderator(), moderator()
    seen_by(attachment, first)
    before = attachment.file.name
    with django_capture_on_commit_callbacks(execute=True):
        covered(attachment, second, Box(10, 10, 50, 50))
    assert max(pixels(attachment).getpixel((30, 30))) < 40
    assert max(pixels(attachment).getpixel((150, 150))) > 90
    assert attachment.file.name != before
    assert [path.name for path in Path(settings.PRIVATE_ROOT).iterdir()] == [attachment.file.name]
    assert seen_by(attachment, second) == "waiting"
    assert seen_by(attachment, first) == "cleared"


def test_what_was_refused_can_be_covered_and_looked_at_anew():
    attachment = picture_of(in_state(State.SUBMITTED))
    first = moderator()
    seen_by(attachment, first, "refuse")
    covered(attachment, first)
    assert seen_by(attachment, first) == "waiting"


def test_a_look_at_another_picture_than_is_there_now_does_not_count():
    attachment = picture_of(in_state(State.SUBMITTED))
    seen = version_of(attachment)
    covered(attachment, moderator())
    with pytest.raises(ValidationError, match=CHANGED[:20]):
        seen_by(attachment, moderator(), seen=seen)


def test_whose_case_it_is_covers_a_face_while_writing():
    attachment = picture_of(CaseFactory())
    covered(attachment, attachment.case.owner)
    assert max(pixels(attachment).getpixel((50, 50))) < 40


@pytest.mark.parametrize(
    "box", [Box(240, 0, 5, 5), Box(0, 240, 5, 5), Box(-1, 0, 5, 5), Box(0, 0, 0, 5), Box(0, 0, 999, 5)]
)
def test_a_rectangle_beside_the_picture_is_refused(box):
    attachment = picture_of(CaseFactory())
    with pytest.raises(ValidationError, match="240 pixels wide"):
        covered(attachment, attachment.case.owner, box)


def test_between_one_and_twelve_rectangles_are_covered():
    attachment = picture_of(CaseFactory())
    for boxes in ([], [Box(0, 0, 9, 9)] * 13):
        with pytest.raises(ValidationError):
            cover(attachment=attachment, boxes=boxes, by=attachment.case.owner, now=timezone.now())


ACTS = st.lists(st.tuples(st.sampled_from([0, 1, 2]), st.sampled_from(["show", "refuse", "cover"])), max_size=8)


def shown_after(acts):
    """Say in a second, plainer way whether a picture ends up shown: the last two yeses are of two people, nothing between."""
    yes, refused, cleared = set(), False, False
    for who, act in acts:
        if act == "cover":
            yes, refused, cleared = set(), False, False
        elif act == "refuse":
            refused, cleared = True, False
        elif not refused:
            yes.add(who)
            cleared = cleared or len(yes) > 1
    return cleared


@pytest.fixture
def three():
    return [moderator() for _ in range(3)]


@given(acts=ACTS)
@hypothesis.settings(suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture], max_examples=40)
def test_no_order_of_looks_shows_a_picture_that_two_people_did_not_clear(acts, three, own_folder):
    attachment = picture_of(in_state(State.SUBMITTED, signs=0, owner=None))
    for who, act in acts:
        with contextlib.suppress(ValidationError):
            covered(attachment, three[who]) if act == "cover" else seen_by(attachment, three[who], act)
        attachment.refresh_from_db()
    assert (attachment.looks == "cleared") == shown_after(acts)


def test_physicians_see_a_picture_after_two_looks_and_only_while_the_family_agrees():
    case = in_state(State.OPEN)
    attachment, waiting = cleared_picture_of(case), picture_of(case)
    assert list(visible_attachments(member())) == [attachment]
    case.consents.filter(layer="pictures").update(ended_at=timezone.now())
    assert list(visible_attachments(member())) == []
    assert set(visible_attachments(case.owner)) == {attachment, waiting}
    case.state = State.WITHDRAWN
    case.save()
    assert list(visible_attachments(case.owner)) == []
