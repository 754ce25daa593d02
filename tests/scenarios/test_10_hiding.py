from time import monotonic

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse

from cases.models import Case
from cases.signals import case_changed
from tests.factories.attachments import cleared_picture_of
from tests.factories.cases import OrganisationFactory, member, moderator, open_case, staff_of
from tests.scenarios.browsing import API, Person
from tests.scenarios.people import WORD, all_that_reached, texts
from tests.threads import alone

AT_MOST = 5.0  # seconds


class World:
    """An open case with a picture, found by search, and everybody who can see something of it."""

    def __init__(self):
        organisation = OrganisationFactory()
        self.case = open_case(texts=texts(), organisation=organisation)
        self.picture = cleared_picture_of(self.case)
        self.reader, self.other, self.staff, self.moderator = member(), member(), staff_of(organisation), moderator()
        case_changed.send(type(self.case), case=self.case)

    def people(self):
        return [self.reader, self.other, self.case.liaison, self.case.owner, self.staff, None]

    def doors(self):
        key = self.case.pk
        return [
            f"/cases/{key}/", "/cases/", f"/cases/{key}/attachments/", f"/cases/{key}/status/",
            f"/search/?q={WORD}story", f"/search/suggest/?q={WORD}", f"{API}/search?q={WORD}story",
            f"{API}/cases", f"{API}/cases/{key}", f"{API}/cases/{key}/replies", f"{API}/cases/{key}/attachments",
            reverse("case_file", args=[self.picture.pk]),
        ]  # fmt: skip

    def shown(self, user):
        """Return the doors that show somebody a word or the picture of the case."""
        client = Person(user).program
        answers = {door: client.get(door) for door in self.doors()}
        return [door for door, answer in answers.items() if f"The {WORD}" in said(answer) or is_picture(answer)]


def said(answer):
    whole = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return whole.decode("utf-8", "replace").replace("<mark>", "").replace("</mark>", "")


def is_picture(answer):
    return answer.headers.get("Content-Type", "").startswith("image/")


@pytest.mark.browser
def test_given_a_physician_spots_a_name_the_case_vanishes_for_all_within_five_seconds_and_a_moderator_is_paged(
    open_page, site
):
    world = alone(World)
    address = f"/cases/{world.case.pk}/"
    shown = alone(lambda: {str(user): world.shown(user) for user in world.people()})
    assert len(shown[str(world.reader)]) >= 6, "before, a physician finds it at many doors"
    desk = open_page("/", reader=world.moderator)
    desk.wait_for_selector("[data-events]", state="attached")
    assert desk.locator("[data-unread]").is_hidden()
    page = open_page(address, reader=world.reader)
    page.locator(".page-head summary:has-text('Flag')").click()
    page.get_by_label("A name or initials").first.check()
    pressed = monotonic()
    page.get_by_role("button", name="Report it now").first.click()
    page.get_by_role("heading", name="This case is hidden for now").wait_for()
    assert alone(lambda: {str(user): world.shown(user) for user in world.people() if world.shown(user)}) == {}
    desk.wait_for_selector("[data-unread]:not([hidden])")
    assert monotonic() - pressed < AT_MOST
    alone(lambda: call_command("send_notices"))
    told = all_that_reached(world.moderator, mail.outbox)
    assert "A case was hidden for now and waits for two moderators, within four hours." in told
    assert WORD not in told and str(world.case.pk) not in told
    assert alone(lambda: f"The {WORD}story" in hidden_page(world)), "nothing is lost"
    alone(lambda: Case.objects.get(pk=world.case.pk, state="open", quarantined_at__isnull=False))


@pytest.mark.django_db
def test_the_search_is_told_with_the_flag_and_whoever_comes_later_finds_nothing_to_report(person):
    world, heard = World(), []
    listener = case_changed.connect(lambda case, **_: heard.append(case.quarantined_at is None), weak=False)
    reporter = person(world.reader)
    reporter.open(f"/cases/{world.case.pk}/flag/")
    assert "hidden for everybody now" in reporter.press("Report it", reason="name")
    case_changed.disconnect(listener)
    assert heard == [False], "in the same transaction"
    for user in world.people():
        assert world.shown(user) == []
        answer = person(user).program.post(f"/cases/{world.case.pk}/flag/", {"reason": "rude"})
        assert answer.status_code in (302, 404)
    assert f"The {WORD}story" in hidden_page(world)


def hidden_page(world):
    return Person(world.moderator).open(f"/cases/{world.case.pk}/hidden/")
