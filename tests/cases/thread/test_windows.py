"""Long threads: a part of them on a page, and what is kept of a reply between two readers."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.actions.withdrawing import withdraw
from cases.thread.actions.replies import take_back
from cases.thread.pieces import Said, forget, kept, piece, rendered
from tests.factories.cases import member, open_case, opinion_on, reply_to

pytestmark = pytest.mark.django_db


def numbers_on(page):
    return [int(number) for number in re.findall(r"<p>Number (\d+)\.</p>", page)]


def hour(number):
    return timezone.now() - timedelta(hours=100 - number)


def test_a_page_shows_the_newest_replies_and_leads_to_the_earlier_ones_without_script(browse):
    case, reader = open_case(), member()
    opinion_on(case, author=reader)
    author = member()
    for number in range(45):
        reply_to(case, author=author, text=f"Number {number}.", made_at=hour(number))
    client = browse(reader)
    address, seen = f"/cases/{case.pk}/", []
    while address:
        page = client.get(address).text
        seen.append(numbers_on(page))
        link = re.search(r'href="([^"]+)">Show earlier replies', page)
        address = f"/cases/{case.pk}/{link[1].replace('&amp;', '&')}".split("#")[0] if link else ""
    assert seen == [list(range(25, 45)), list(range(5, 25)), list(range(5))]
    assert "Show later replies" in page
    assert numbers_on(client.get(f"/cases/{case.pk}/?page=x").text) == list(range(25, 45))
    assert "No more replies are here" in client.get(f"/cases/{case.pk}/?page=9999").text
    helpful = client.get(f"/cases/{case.pk}/?order=helpful&page=3").text
    assert numbers_on(helpful) == list(range(40, 45))
    assert "Show more helpful replies" in helpful
    listed = client.get(f"/api/hub/v1/cases/{case.pk}/replies").json()
    assert (listed["total"], listed["pages"], listed["items"][0]["text"]) == (45, 1, "Number 0.")


def test_a_reply_is_shown_where_it_stands(browse):
    case = open_case()
    question = reply_to(case, kind="question", text="Was the jaundice long?", made_at=hour(0))
    for number in range(50):
        reply_to(case, author=case.liaison, text=f"Number {number}.", made_at=hour(number + 1))
    client = browse(case.liaison)
    address = f"/cases/{case.pk}/replies/{question.pk}/answer/"
    refused = client.post(address, {"text": "Call 0770-900-123 now"})
    assert refused.status_code == 422
    assert "Call 0770-900-123 now</textarea>" in refused.text
    sent = client.post(address, {"text": "Five weeks."})
    assert "?page=3#r-" in sent["Location"]
    page = client.get(sent["Location"].split("#")[0]).text
    assert page.index("Was the jaundice long?") < page.index("Five weeks.")
    newest = client.post(f"/cases/{case.pk}/replies/", {"kind": "test", "text": "The last."})
    assert newest["Location"].split("#")[0] == f"/cases/{case.pk}/"
    assert "The last." in client.get(f"/cases/{case.pk}/").text
    listed = client.get(f"/api/hub/v1/cases/{case.pk}/replies?page=2").json()
    assert (listed["pages"], [one["text"] for one in listed["items"]]) == (2, ["Number 49.", "The last."])


def test_what_changes_in_a_reply_is_seen_at_once_though_the_rest_of_it_is_kept(browse):
    case, reader, author = open_case(), member(), member()
    opinion_on(case, author=reader)
    reply = reply_to(case, author=author, text="First version.")
    client = browse(reader)
    address = f"/cases/{case.pk}/"
    assert "First version." in client.get(address).text
    rendered_before = rendered.cache_info().misses
    client.get(address)
    assert rendered.cache_info().misses == rendered_before
    author.display_name = "amber-otter-4242"
    author.save()
    assert "amber-otter-4242" in client.get(address).text
    reply.text, reply.credited_at = "Second version.", timezone.now()
    reply.save()
    page = client.get(address).text
    assert "First version." not in page
    assert "Second version." in page
    assert "This helped" in page


def said_of(text):
    fields = dict.fromkeys(Said._fields, "") | {"turn": 1, "patients_seen": None, "text": text}
    return Said(**fields | dict.fromkeys(("is_credited", "is_held", "is_hidden", "is_changed"), False))


def test_what_is_kept_of_replies_is_forgotten_after_ten_minutes(monkeypatch):
    said = said_of("A text.")
    assert "A text." in piece(said)
    assert rendered.cache_info().currsize
    monkeypatch.setattr(kept, "since", kept.since - 601)
    piece(said._replace(key="other"))
    assert rendered.cache_info().currsize == 1


def test_an_idle_process_keeps_nothing_of_what_was_withdrawn_in_it(django_capture_on_commit_callbacks):
    case = open_case()
    forget()
    piece(said_of("The sister’s illness."))
    assert rendered.cache_info().currsize == 1
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(case=case, by=case.owner, now=timezone.now())
        assert rendered.cache_info().currsize == 1, "with the commit: before it another thread would only keep it again"
    assert rendered.cache_info().currsize == 0


def test_a_reply_that_is_taken_back_is_forgotten_too(django_capture_on_commit_callbacks):
    case, author = open_case(), member()
    reply = reply_to(case, author=author, text="Too much said.")
    piece(said_of(reply.text))
    with django_capture_on_commit_callbacks(execute=True):
        take_back(reply=reply, by=author, now=timezone.now())
    assert rendered.cache_info().currsize == 0
