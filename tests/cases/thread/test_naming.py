"""Colleagues who are named in a reply, by the pseudonym of today."""

import pytest
from django.utils import timezone

from accounts.physicians.actions import change_pseudonym
from cases.models import Mention
from cases.own_data import own_data
from tests.cases.thread.sending import LATER, change, send
from tests.factories.cases import member

pytestmark = pytest.mark.django_db


def test_a_colleague_who_is_named_is_shown_by_the_pseudonym_of_today(case, author, browse):
    named = member()
    old = named.display_name
    sent = send(case, author, f"I agree with @{old}, and @nobody-heron-99 does not.")
    assert sent.unknown == ("nobody-heron-99",)
    assert sent.reply.text.startswith(f"I agree with @{{{named.reference}}}, and @nobody-heron-99")
    assert Mention.objects.get().named == named
    new = change_pseudonym(by=named, now=timezone.now())
    for address in (
        f"/cases/{case.pk}/",
        f"/api/hub/v1/cases/{case.pk}/replies",
        f"/cases/{case.pk}/replies/{sent.reply.pk}/change/",
    ):
        answer = browse(author).get(address).text
        assert f"@{new}" in answer, address
        assert old not in answer, address
        assert str(named.reference) not in answer, address
    named.delete()
    assert "@a former member" in browse(author).get(f"/cases/{case.pk}/").text


def test_the_export_of_ones_own_answers_names_colleagues_as_the_page_does(case, author):
    friend, gone = member(), member()
    send(case, author, f"Ask @{friend.display_name} and @{gone.display_name}.")
    gone.physician.delete()
    [answer] = own_data(author)["case_answers"]
    assert answer["text"] == f"Ask @{friend.display_name} and @a former member."


def test_a_reference_typed_by_hand_names_nobody(case, author, browse):
    """Whoever knows the reference of an account, from a log say, must not learn its pseudonym."""
    target = member()
    send(case, author, f"Look @{{{target.reference}}}.")
    page = browse(author).get(f"/cases/{case.pk}/").text
    assert target.display_name not in page
    assert not Mention.objects.exists()


def test_a_former_pseudonym_names_nobody(case, author):
    named = member()
    old = named.display_name
    change_pseudonym(by=named, now=timezone.now())
    assert send(case, author, f"I agree with @{old}.").unknown == (old,)
    assert not Mention.objects.exists()


def test_who_is_named_is_kept_with_the_versions(case, author, browse):
    named = member()
    reply = send(case, author, f"@{named.display_name} is right.").reply
    change(reply, author, "Nobody is right.", now=timezone.now() + LATER)
    assert f"@{named.display_name} is right" in browse(author).get(f"/cases/{case.pk}/").text


def test_an_author_who_left_is_a_former_member(case, author, browse):
    send(case, author, "Cholestanol.")
    name = author.display_name
    author.delete()
    page = browse(case.liaison).get(f"/cases/{case.pk}/").text
    assert "Former member" in page
    assert "Cholestanol." in page
    assert name not in page
