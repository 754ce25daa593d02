"""Words planted in what only members may read must not come out of any door for anybody else."""

import pytest
from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail.rich_text import RichText
from wagtailmedia.models import Media

from accounts.models import User
from accounts.roles import Role
from common.audience import Audience
from content.models import Caption
from search.health import sends_changes
from tests.factories import content as make
from tests.factories.accounts import UserFactory, give_role
from tests.factories.polls import PollFactory
from tests.factories.search import come_back, save, settle
from tests.privacy.crawl import LISTS, crawl, search_doors
from tests.search.engines import only_the_first, searching_with

pytestmark = pytest.mark.django_db
OUTSIDE = [None, Role.REGISTERED, Role.FAMILY, Role.ORGANISATION, Role.REVIEWER]
# One word for each place a text can stand in; none is part of another or of any real word.
CANARIES = (
    *("quokkatitle", "quokkasummary", "quokkabody", "quokkafile", "quokkaspoken", "quokkapoll", "quokkaoption"),
    *("quokkadraft", "quokkaunpublished", "quokkaitemnote", "quokkaperson"),
)


def plant() -> list[str]:
    """Put each canary where only members, or nobody, may read; return the addresses somebody might guess."""
    members = {"audience": Audience.MEMBERS}
    body = [("paragraph", RichText("<p>quokkabody</p>"))]
    article = make.make_article(title="quokkatitle", summary="quokkasummary", body=body, **members)
    article.authors.set([make.make_person("quokkaperson", "metabolic medicine")])
    article.save_revision().publish()
    document = Document.objects.create(title="quokkafile", file=ContentFile(b"%PDF-1.4\n", "quokkafile.pdf"))
    resource = make.make_resource(title="For members", document=document, **members)
    vtt = "WEBVTT\n\n00:00.000 --> 00:01.000\nquokkaspoken\n"
    film = Media.objects.create(
        title="film", type="video", duration=3, file=ContentFile(b"quokkafile", "quokkafile.webm")
    )
    video = make.make_video(
        title="A film", media=film, captions=[Caption(language="en", label="English", vtt=vtt)], **members
    )
    poll = PollFactory(question="quokkapoll", audience=Audience.MEMBERS)
    poll.options.create(text="quokkaoption", sort_order=9)
    draft = make.make_article(title="A live title")
    draft.summary = "quokkadraft"
    draft.save_revision()
    gone = make.make_article(title="quokkaunpublished")
    gone.unpublish()
    collection = make.make_collection([draft, article], title="Open collection")
    collection.items.filter(page_id=article.pk).update(note="quokkaitemnote")
    collection.refresh_from_db()
    collection.save_revision().publish()
    settle()
    pages = [article, resource, video, gone]
    return [
        *(page.url for page in pages),
        *(f"/api/hub/v1/content/{page.pk}" for page in pages),
        *(f"/api/v2/pages/{page.pk}/" for page in pages),
        f"{video.url}captions/en.vtt",
        film.url,
        document.url,
        f"/media/{document.file.name}",
        poll.get_absolute_url(),
        f"/api/hub/v1/polls/{poll.pk}",
        "/api/v2/pages/?fields=*&order=-id&limit=50&type=content.ArticlePage",
    ]


def returning(role: str) -> User:
    """Return somebody for whom all that is found is new, in searches they saved and on the home page."""
    reader = UserFactory(role=role)
    come_back(reader)
    for params in ("", "audience=members", "kind=article&sort=newest", "kind=poll"):
        save(reader, params)
    return reader


@pytest.fixture(params=["database", pytest.param("elasticsearch", marks=pytest.mark.one_database)], autouse=True)
def each_engine(db, request, settings, monkeypatch):
    """Every door is tried with every engine."""
    url = request.getfixturevalue("elasticsearch_search_url") if request.param == "elasticsearch" else "database://"
    only_the_first(monkeypatch)
    with searching_with(settings, url):
        yield


@pytest.mark.parametrize("role", OUTSIDE)
def test_no_canary_leaves_through_any_door(client, role):
    make.make_library()
    guessed = plant()
    if role:
        client.force_login(returning(role))
    # The pages that lead on are the same whatever engine finds them.
    doors = [*LISTS, *guessed, *search_doors(CANARIES)]
    seen = crawl(client, doors, follow=not sends_changes())
    # A word that was asked for is shown again as the question; that is the reader's own word and no leak.
    leaks = [
        (address, canary)
        for address, text in seen.items()
        for canary in CANARIES
        if canary in text and canary not in address
    ]
    assert leaks == []
    assert len(seen) > len(CANARIES) * 20


@pytest.mark.parametrize("role", OUTSIDE)
def test_asking_for_a_canary_looks_like_asking_for_a_word_that_is_nowhere(client, role):
    make.make_library()
    plant()
    if role:
        client.force_login(UserFactory(role=role))
    for canary in CANARIES:
        nowhere = "zyzzyx" + canary[6:]
        for door in ("/api/hub/v1/search?q=", "/api/hub/v1/suggest?q="):
            found, absent = client.get(door + canary).json(), client.get(door + nowhere).json()
            for answer in (found, absent):
                answer.pop("query"), answer.pop("took_ms", None)
            assert found == absent


@pytest.mark.parametrize("role", OUTSIDE[1:])
def test_a_saved_search_for_a_canary_counts_as_one_for_a_word_that_is_nowhere(client, role):
    make.make_library()
    plant()
    reader = UserFactory(role=Role.PHYSICIAN)
    client.force_login(reader)
    for canary in CANARIES:
        save(reader, f"q={canary}"), save(reader, f"q=zyzzyx{canary[6:]}")
    assert any(numbers != (0, 0) for numbers in counted(client).values()), "a member counts something"

    User.objects.filter(pk=reader.pk).update(role=role)

    assert set(counted(client).values()) == {(0, 0)}


def counted(client) -> dict[str, tuple[int, int]]:
    """Return total and new of every saved search, as told by API and page alike."""
    found = {}
    for page in (1, 2):
        rows = client.get(f"/api/hub/v1/saved-searches?page={page}").json()["items"]
        found |= {row["words"]: (row["total"], row["new"]) for row in rows}
        shown = client.get(f"/search/saved/?page={page}").context["cards"]
        assert [(card.total, card.new) for card in shown] == [(row["total"], row["new"]) for row in rows]
    return found


def test_what_is_new_is_new_to_outsiders_without_what_only_members_read(client):
    make.make_library()
    reader = returning(Role.FAMILY)
    client.force_login(reader)
    before = client.get("/api/hub/v1/new").json()

    make.make_article(title="quokkatitle", audience=Audience.MEMBERS)
    after = client.get("/api/hub/v1/new").json()
    assert before["total"] > 0
    assert after == before

    give_role(reader, Role.PHYSICIAN)
    told = client.get("/api/hub/v1/new").json()
    assert told["total"] > before["total"]
    assert told["items"][0]["title"] == "quokkatitle"


def test_a_member_finds_what_was_planted_for_members(client):
    """Without this the tests above would pass on a hub that shows nothing to anybody."""
    make.make_library()
    plant()
    client.force_login(UserFactory(role=Role.PHYSICIAN))
    doors = [*LISTS, *search_doors(["quokkabody", "quokkaspoken", "quokkapoll"])]
    seen = "".join(crawl(client, doors).values())
    assert all(word in seen for word in ("quokkatitle", "quokkabody", "quokkaspoken", "quokkapoll", "quokkaitemnote"))
    assert "quokkadraft" not in seen
    assert "quokkaunpublished" not in seen
