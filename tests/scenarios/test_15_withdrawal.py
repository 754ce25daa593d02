from dataclasses import dataclass
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command

from cases.models import Attachment, Case
from search.models import SearchEntry
from tests.cases.writing.test_ending import tables_with
from tests.contract.doors import doors
from tests.contract.role_doors.visitors import person as role
from tests.factories.attachments import cleared_picture_of
from tests.factories.cases import OrganisationFactory, member, open_case, reply_to, staff_of
from tests.privacy.crawl import LISTS, crawl, search_doors
from tests.scenarios.browsing import Person
from tests.scenarios.people import WORD, all_that_reached, texts

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
ROLES = ("An", "Fa", "PO", "VP", "Mo", "Ed", "Ad")


@dataclass
class Story:
    """An open case with words and a picture in it, those who have a part in it, and every door that could show it."""

    case: Any
    picture: Any
    follower: Any
    author: Any
    staff: Any
    asked: list[str]

    def yields(self, user):
        """Return the doors through which somebody gets a word of the case, or its picture."""
        cache.clear()  # how much somebody read in an hour
        client = Person(user).program
        client.raise_request_exception = False
        seen = crawl(client, self.asked, follow=False)
        plain = {address: said.replace("<mark>", "").replace("</mark>", "") for address, said in seen.items()}
        return [address for address, said in plain.items() if f"The {WORD}" in said or self.is_file(address, said)]

    def is_file(self, address, said):
        return str(self.picture.pk) in address and "image/jpeg" in said

    def people(self):
        return [self.case.owner, self.case.liaison, self.follower, self.author]


@pytest.fixture
def story():
    organisation = OrganisationFactory()
    staff, follower, author = staff_of(organisation), member(), member()
    case = open_case(texts=texts(), key_words=[f"The {WORD}"], organisation=organisation)
    picture = cleared_picture_of(case, caption=f"The {WORD}caption")
    reply = reply_to(case, author=author, text=f"The {WORD}reply of a colleague.")
    visit = Person(follower)
    visit.open(f"/cases/{case.pk}/")
    visit.press("Follow")
    keys = {"case_id": case.pk, "pk": case.pk, "reply_id": reply.pk, "attachment_id": picture.pk, "number": 3}
    found = {door.address for door in doors(**keys) if "/cases" in door.address}
    asked = [*LISTS, *sorted(found), *search_doors([f"{WORD}story"])]
    return Story(case, picture, follower, author, staff, asked)


@pytest.fixture
def withdrawn(story, clock, timers, django_capture_on_commit_callbacks):
    """The family presses the button, and 24 hours pass."""
    family = Person(story.case.owner)
    family.open(f"/cases/{story.case.pk}/status/")
    family.follow("Withdraw it")
    with django_capture_on_commit_callbacks(execute=True):
        assert "everything that was written is erased" in family.press("Withdraw and erase it")
    clock.forward(hours=24)
    timers()
    return story


def test_before_it_is_withdrawn_there_is_something_to_find(story):
    for user in story.people():
        assert story.yields(user), user
    assert [address for address in story.yields(story.follower) if "/files/" in address], "a file too"


def test_given_the_family_withdraws_and_24_hours_pass_no_door_yields_any_text_or_file(withdrawn):
    everybody = [*withdrawn.people(), withdrawn.staff, *(role(short) for short in ROLES)]
    assert {str(user): withdrawn.yields(user) for user in everybody if withdrawn.yields(user)} == {}
    file = withdrawn.picture.file
    assert not file.storage.exists(file.name)
    assert not Attachment.objects.exists()
    assert tables_with(WORD) == []
    assert not SearchEntry.objects.filter(kind="case", deleted=False).exists()


def test_followers_and_those_who_answered_see_that_it_was_withdrawn_and_nobody_else_does(withdrawn):
    address = f"/cases/{withdrawn.case.pk}/"
    for user in (withdrawn.follower, withdrawn.author):
        again = Person(user)
        assert f"Case {withdrawn.case.short} was withdrawn" in again.open(address)
        assert "A case you follow has news" in again.open("/inbox/")
        assert "A case you follow has news" in all_that_reached(user, mail.outbox)
        again.ask(f"/cases/{withdrawn.case.pk}", 404)
    Person(member()).open(address, status=404)
    assert "You withdrew it" in Person(withdrawn.case.owner).open(f"{address}status/")


def test_the_log_chain_still_verifies(withdrawn, capsys):
    assert Case.objects.get(pk=withdrawn.case.pk).state == "withdrawn"
    call_command("verify_audit")
    assert "all as they were written" in capsys.readouterr().out
