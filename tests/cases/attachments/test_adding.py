"""Pictures and documents of one's own case: added as pixels, described, taken away."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from audit.kinds import Action
from audit.models import Event
from cases.attachments.actions import adding
from cases.attachments.actions.adding import PAGES_MOST, add_file, remove, write_caption
from cases.attachments.files import erase_unowned_files
from cases.attachments.findings import DOCUMENT, warning_of
from cases.models import Attachment, Hold
from cases.states import State
from tests.factories.cases import CaseFactory, OrganisationFactory, family, in_state, member, moderator, staff_of
from tests.factories.documents import pdf
from tests.factories.pictures import CANARY, jpeg, with_traces
from tests.privacy.test_files import traced

pytestmark = pytest.mark.django_db


def kept():
    return sorted(path.name for path in Path(settings.PRIVATE_ROOT).glob("**/*") if path.is_file())


def add(case, file=None, **more):
    return add_file(case=case, file=file or jpeg(), by=case.owner, now=timezone.now(), **more)


def test_nothing_but_pixels_of_a_file_lies_on_the_disk():
    case = CaseFactory()
    [attachment] = add(case, traced())
    [name] = kept()
    assert name == attachment.file.name
    assert CANARY not in (Path(settings.PRIVATE_ROOT) / name).read_bytes()
    assert (attachment.width, attachment.height, attachment.looks) == (240, 240, "waiting")


def test_a_file_with_an_archive_behind_it_is_refused():
    with pytest.raises(ValidationError, match="two kinds"):
        add(CaseFactory(), with_traces())
    assert kept() == []


def test_pages_of_a_document_share_a_group_and_stand_in_order():
    case = CaseFactory()
    pages = add(case, pdf(pages=3))
    assert [page.page for page in case.attachments.all()] == [1, 2, 3]
    assert len({page.group for page in pages}) == 1
    assert len({page.file.name for page in pages}) == 3


def test_what_the_scanner_finds_in_a_document_waits_for_a_person_and_is_not_kept_in_words():
    case = CaseFactory()
    [page] = add(case, pdf(words="Dr Quokkina, write to a.b@example.org"))
    found = list(Hold.objects.filter(case=case))
    assert {hold.section for hold in found} == {DOCUMENT}
    assert {hold.attachment for hold in found} == {page}
    assert len(found) >= 2
    stored = repr([vars(hold) for hold in found])
    assert "Quokkina" not in stored and "example.org" not in stored


def test_only_whose_case_it_is_adds_describes_and_removes():
    case = CaseFactory()
    [attachment] = add(case)
    for stranger in (family(), member(), moderator()):
        for attempt in (
            lambda by: add_file(case=case, file=jpeg(), by=by, now=timezone.now()),
            lambda by: write_caption(attachment=attachment, caption="A hand", by=by),
            lambda by: remove(attachment=attachment, by=by),
        ):
            with pytest.raises(PermissionDenied):
                attempt(stranger)
    assert len(kept()) == 1


@pytest.mark.parametrize("state", [State.SUBMITTED, State.OPEN, State.CLOSED, State.WITHDRAWN])
def test_nothing_is_added_or_removed_once_the_case_is_sent(state):
    case = in_state(state)
    with pytest.raises(PermissionDenied):
        add(case)
    assert kept() == []


def test_a_returned_case_takes_pictures_again():
    assert add(in_state(State.RETURNED))


def test_a_case_takes_twenty_pictures_and_pages_and_no_more():
    case = CaseFactory()
    for _ in range(PAGES_MOST - 1):
        add(case, jpeg(side=60))
    with pytest.raises(ValidationError, match="20"):
        add(case, pdf(pages=2))
    assert len(kept()) == PAGES_MOST - 1
    add(case, pdf(pages=1))
    with pytest.raises(ValidationError, match="20"):
        add(case)


def test_a_file_whose_row_fails_does_not_stay(monkeypatch):
    monkeypatch.setattr(adding, "hold_text", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        add(CaseFactory())
    assert kept() == []


def test_a_caption_that_gives_somebody_away_is_refused_with_the_place_shown():
    case = CaseFactory()
    [attachment] = add(case)
    with pytest.raises(ValidationError, match=r"a\.b@example\.org"):
        write_caption(attachment=attachment, caption="Ask a.b@example.org", by=case.owner)
    with pytest.raises(ValidationError, match="300"):
        write_caption(attachment=attachment, caption="x" * 301, by=case.owner)
    write_caption(attachment=attachment, caption="  The left\nhand\x00 ", by=case.owner)
    attachment.refresh_from_db()
    assert attachment.caption == "The left hand"


def test_removing_a_picture_deletes_its_file_after_the_commit(django_capture_on_commit_callbacks):
    case = CaseFactory()
    [attachment], pages = add(case), add(case, pdf(pages=3))
    with django_capture_on_commit_callbacks(execute=True):
        assert remove(attachment=attachment, by=case.owner) == 1
        assert len(kept()) == 4
    assert len(kept()) == 3
    with django_capture_on_commit_callbacks(execute=True):
        assert remove(attachment=pages[1], by=case.owner) == 1
        assert remove(attachment=pages[0], by=case.owner, with_document=True) == 2
    assert kept() == []
    assert not Attachment.objects.exists() and not Hold.objects.exists()


def test_colleagues_of_the_organisation_that_brought_it_may_add():
    organisation = OrganisationFactory()
    case = CaseFactory(origin="organisation", organisation=organisation)
    assert add_file(case=case, file=jpeg(), by=staff_of(organisation), now=timezone.now())


def test_every_change_is_written_down_without_a_word(django_capture_on_commit_callbacks):
    case = CaseFactory()
    [attachment] = add(case, caption="The left hand")
    remove(attachment=attachment, by=case.owner)
    events = Event.objects.filter(area="cases").order_by("number")
    assert [event.action for event in events] == [Action.ATTACHMENT_ADDED, Action.ATTACHMENT_REMOVED]
    assert "hand" not in repr([event.details for event in events])


def test_the_sender_hears_of_a_name_of_a_file_that_tells():
    assert warning_of("Dr Quokkina.pdf")
    assert not warning_of("IMG_0001.jpg")


def test_files_that_belong_to_nothing_are_deleted_after_a_day():
    case = CaseFactory()
    [attachment], [lost] = add(case), add(case)
    Attachment.objects.filter(pk=lost.pk).delete()
    now = timezone.now()
    assert erase_unowned_files(now=now) == 0
    assert erase_unowned_files(now=now + timedelta(hours=25)) == 1
    assert kept() == [attachment.file.name]
