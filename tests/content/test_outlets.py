"""Sitemap and feeds hold the public part, in few queries, and nothing of what is hidden."""

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.utils import timezone

from accounts.roles import Role
from common.audience import Audience
from content.actions.disease_pages import sync_disease_pages
from content.models import ArticlePage, DiseasePage
from content.outlets import FEED_MOST, FEEDS, sections
from tests.content.trees import disease, disease_pages
from tests.factories import content as make
from tests.factories.accounts import UserFactory
from tests.privacy.crawl import LISTS

pytestmark = pytest.mark.django_db
OUTLETS = [address for address in LISTS if address.startswith(("/sitemap", "/feeds", "/robots"))]
ATOM = "{http://www.w3.org/2005/Atom}"


def answers(client):
    return {address: client.get(address).content for address in OUTLETS}


def entries(client, address="/feeds/articles/"):
    return ElementTree.fromstring(client.get(address).content).findall(f"{ATOM}entry")  # noqa: S314  our own answer


def test_every_section_and_every_feed_is_among_the_doors_that_are_tried(client):
    named = {f"/sitemap-{name}.xml" for name in sections()} | {f"/feeds/{name}/" for name in FEEDS}
    assert named <= set(OUTLETS)
    told = re.findall("<loc>(.*?)</loc>", client.get("/sitemap.xml").content.decode())
    assert told == [f"{settings.WAGTAILADMIN_BASE_URL}/sitemap-{name}.xml" for name in sections()]


def test_the_sitemap_leads_to_every_public_page_and_each_opens(client):
    library = make.make_library()
    told = "".join(client.get(f"/sitemap-{name}.xml").content.decode() for name in sections())
    paths = [address.removeprefix(settings.WAGTAILADMIN_BASE_URL) for address in re.findall("<loc>(.*?)</loc>", told)]
    public = {page.url for page in library.pages() if page.audience == Audience.PUBLIC}
    assert public <= set(paths)
    assert len(paths) == len(set(paths))
    assert {client.get(path).status_code for path in paths} == {200}
    assert library.members_article.url not in paths


@pytest.mark.parametrize("role", [None, Role.PHYSICIAN, Role.EDITOR])
def test_what_is_hidden_changes_no_byte_for_anybody(client, role):
    make.make_article()
    if role:
        client.force_login(UserFactory(role=role))
    before = answers(client)
    make.make_article(title="Hidden", audience=Audience.MEMBERS)
    make.make_video(title="Hidden", audience=Audience.MEMBERS)
    make.make_standard_page(title="Hidden", audience=Audience.MEMBERS)
    make.make_resource(title="Hidden", audience=Audience.MEMBERS)
    make.make_research(title="Taken back").unpublish()
    assert answers(client) == before
    make.make_article(title="Open to all")
    assert answers(client) != before


def test_a_page_that_becomes_the_members_own_leaves(client):
    page = make.make_article(title="For a while")
    assert b"For a while" in client.get("/feeds/").content
    page.audience = Audience.MEMBERS
    page.save_revision().publish()
    seen = answers(client)
    assert not any(b"For a while" in body or page.url.encode() in body for body in seen.values())


def test_the_answers_are_the_same_for_all_and_kept_for_five_minutes_at_most(client):
    for address in OUTLETS:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer["Cache-Control"] == "public, max-age=300"
        assert "Cookie" not in answer.get("Vary", "") and not answer.cookies


def test_a_sitemap_costs_the_same_queries_however_many_diseases_there_are(client, django_assert_num_queries):
    disease_pages(2)
    client.get("/sitemap-diseases.xml")  # the site is remembered
    for more in (0, 40):
        for number in range(100, 100 + more):
            disease(number)
        sync_disease_pages()
        with django_assert_num_queries(2):
            told = client.get("/sitemap-diseases.xml").content
        assert told.count(b"<url>") == DiseasePage.objects.count()
        assert told.count(b"<lastmod>") == told.count(b"<url>")


def test_no_sitemap_is_longer_than_search_engines_read(client, monkeypatch):
    disease_pages(3)
    monkeypatch.setattr("content.outlets.SITEMAP_MOST", 2)
    assert client.get("/sitemap-diseases.xml").content.count(b"<url>") == 2


def test_a_feed_has_the_newest_thirty_newest_first(client):
    pages = [make.make_article(title=f"Article {number:02}") for number in range(FEED_MOST + 2)]
    for number, page in enumerate(pages):
        when = timezone.now() - timedelta(days=number)
        ArticlePage.objects.filter(pk=page.pk).update(first_published_at=when)
    titles = [entry.findtext(f"{ATOM}title") for entry in entries(client)]
    assert titles == [f"Article {number:02}" for number in range(FEED_MOST)]
    assert len(entries(client, "/feeds/")) == FEED_MOST


def test_an_entry_keeps_its_id_when_its_page_moves(client):
    page = make.make_article()
    (before,) = entries(client)
    page.slug = "another-address"
    page.save_revision().publish()
    (after,) = entries(client)
    assert after.findtext(f"{ATOM}id") == before.findtext(f"{ATOM}id") == f"tag:127.0.0.1,2026:page/{page.pk}"
    assert after.find(f"{ATOM}link").get("href").endswith("/articles/another-address/")


def test_a_feed_names_nobody_and_marks_what_is_made_up(client):
    owner = UserFactory(display_name="teal-otter-11", email="owner@test.example")
    page = make.make_article(owner=owner, is_demonstration=True)
    text = client.get("/feeds/articles/").content.decode()
    assert all(author.name not in text for author in page.authors.all())
    assert "teal-otter-11" not in text and "owner@" not in text
    assert "not reviewed by a physician" in text


def test_an_empty_feed_says_the_same_each_time(client):
    first, second = (client.get("/feeds/videos/").content for _ in range(2))
    assert first == second
    assert b"1970-01-01" in first


@pytest.mark.parametrize("address", ["/feeds/diseases/", "/sitemap-nothing.xml", "/sitemap-polls.xml"])
def test_there_are_no_other_feeds_or_sitemaps(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", FEEDS)
def test_an_index_names_its_feed(client, name):
    assert (
        f'type="application/atom+xml" title="{FEEDS[name].title}" href="/feeds/{name}/"'
        in client.get(f"/{name}/").content.decode()
    )


def test_the_other_pages_name_no_feed(client):
    assert b"application/atom+xml" not in client.get("/diseases/").content


def test_robots_are_sent_to_the_sitemap_and_not_to_doors_for_people(client):
    told = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/\n" in told and "Disallow: /search/\n" in told
    assert f"Sitemap: {settings.WAGTAILADMIN_BASE_URL}/sitemap.xml\n" in told
