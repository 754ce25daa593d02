"""Every page is valid HTML and could be served under the strictest content policy."""

import re
from collections import Counter

import html5lib
import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from notices.actions import follow
from tests.browser.addresses import ADDRESSES, APPLYING, BEGINNING, FOR_VISITORS, SIGNED_IN, STATUS
from tests.factories.accounts import UserFactory, practise
from tests.factories.content import make_library
from tests.factories.search import come_back, save
from tests.factories.verification import applicant, waiting_for_code

INLINE = re.compile(r"<[^>]*\s(?:style|on[a-z]+)\s*=|<style|<script(?![^>]*\ssrc=)|javascript:", re.IGNORECASE)
FOREIGN = re.compile(
    r"""<(?:script|link|img|video|source|track|iframe|use)\b[^>]*\s(?:src|href|poster|srcset)=["'](?:https?:)?//[^"']*"""
)


@pytest.fixture
def library(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return make_library()


def faults(html):
    html5lib.HTMLParser(strict=True).parse(html)
    ids = Counter(re.findall(r'\sid="([^"]+)"', html))
    local = re.sub(r'<link rel="canonical"[^>]*>', "", html)
    found = {
        "ids used twice": [name for name, count in ids.items() if count > 1],
        "attributes that HTML does not know": re.findall(r"\s(hx-[a-z-]+)=", html),
        "empty ids": re.findall(r'\s(?:id|for|href)=""', html),
        "inline": INLINE.findall(local),
        "other hosts": FOREIGN.findall(local),
        "references to nothing": [
            name
            for value in re.findall(r'(?:aria-labelledby|aria-describedby|\sfor)="([^"]+)"', html)
            for name in value.split()
            if name not in ids
        ],
    }
    return {name: cases for name, cases in found.items() if cases}


def test_every_page_is_valid_for_a_visitor(library, client):
    for name, address in ADDRESSES.items():
        response = client.get(address(library))
        assert response.status_code == (STATUS | {"article for members": 404}).get(name, 200), name
        assert faults(response.content.decode()) == {}, name


def test_every_page_is_valid_for_a_physician(library, client):
    reader = UserFactory(physician=True, display_name="amber-heron-52")
    practise(reader)
    follow(thing=library.curated.disease, by=reader, now=timezone.now())
    come_back(reader)
    save(reader, "q=tendon&kind=article")
    client.force_login(reader)
    for name, address in (ADDRESSES | SIGNED_IN).items():
        response = client.get(address(library))
        if name not in FOR_VISITORS:
            assert response.status_code == STATUS.get(name, 200), name
            assert faults(response.content.decode()) == {}, name


def test_every_page_is_valid_for_somebody_who_applies(library, client):
    for reader, addresses in ((applicant(), BEGINNING), (waiting_for_code().user, APPLYING)):
        client.force_login(reader)
        for name, address in addresses.items():
            response = client.get(address(library))
            assert response.status_code == 200, name
            assert faults(response.content.decode()) == {}, name


def test_the_page_of_saved_searches_is_valid_before_the_first_one(library, client):
    client.force_login(UserFactory())
    html = client.get("/search/saved/").content.decode()
    assert "No search is saved yet" in html
    assert faults(html) == {}


@pytest.mark.parametrize("template", ["500.html", "403_csrf.html"])
def test_pages_of_last_resort_need_no_database_and_no_request(template, django_assert_num_queries):
    assert faults(render_to_string(template).replace('href=""', "")) == {}


def test_the_answer_of_the_search_to_htmx_is_valid_too(library, client):
    answer = client.get("/search/?q=tendon", headers={"hx-request": "true"}).content.decode()
    assert "<html" not in answer
    wrapped = re.sub(r"^<title>.*?</title>", "", answer, flags=re.DOTALL)
    html5lib.HTMLParser(strict=True).parse(f"<!doctype html><title>x</title><section>{wrapped}</section>")
