import pytest
from django.core.cache import cache

from cases.signals import case_changed
from common.audience import Audience
from content.models import Caption
from search.engines import remote_engine
from tests.factories import content
from tests.factories.cases import member, open_case
from tests.factories.diseases import make_bare_disease
from tests.factories.polls import PollFactory
from tests.factories.search import settle
from tests.privacy.test_case_search import CHANGING
from tests.scenarios.browsing import API, Person
from tests.search.engines import only_the_first, searching_with

pytestmark = pytest.mark.django_db
ASKED = "ataxia cherry-red spot"
QUERY = "ataxia+cherry-red+spot"
SPOKEN = """WEBVTT

00:00:00.000 --> 00:00:01.000
Look at the back of the eye first.

00:00:02.000 --> 00:00:03.000
Ataxia with a cherry-red spot: think of sialidosis.
"""
KINDS = {"disease", "case", "article", "video", "poll"}


@pytest.fixture(params=["of the hub", "Elasticsearch"])
def engine(request, settings, monkeypatch):
    """Search with either engine; where Elasticsearch is meant, nothing else answers."""
    url = "database://"
    if request.param == "Elasticsearch":
        url = request.getfixturevalue("elasticsearch_search_url")
        only_the_first(monkeypatch)
    with searching_with(settings, url):
        yield remote_engine()


@pytest.fixture
def library(engine, django_capture_on_commit_callbacks):
    """Something of each kind that speaks of both signs, and an article for members only."""
    disease = make_bare_disease("Sialidosis of the test", 309294)
    with django_capture_on_commit_callbacks(execute=True):
        content.make_disease_page(disease=disease, summary="Ataxia, myoclonus and a cherry-red spot.")
        content.make_article(title="The cherry-red spot", summary="What ataxia taught me.")
        content.make_article(title="For members", summary="Ataxia, cherry-red spot.", audience=Audience.MEMBERS)
        captions = [Caption(language="en", label="English", vtt=SPOKEN)]
        content.make_video(title="Looking into eyes", summary="Five minutes.", captions=captions)
        PollFactory(public=True, question="Ataxia and a cherry-red spot: what do you order first?")
    settle()


def case_of_it():
    words = {"title": "Ataxia and a cherry-red spot", "question": "Which illness?", "story": "Ataxia since school."}
    case = open_case(texts=words)
    case_changed.send(type(case), case=case)
    settle()
    return case


def found(person):
    return person.ask(f"/search?q={QUERY}")


def test_a_physician_gets_pages_cases_articles_videos_and_polls_in_one_ranked_list(library):
    case = case_of_it()
    physician = Person(member())
    hits = found(physician)["hits"]
    assert {hit["kind"] for hit in hits} == KINDS
    assert f"/cases/{case.pk}/" in [hit["url"] for hit in hits]
    [video] = [hit for hit in hits if hit["kind"] == "video"]
    assert video["spoken"]["seconds"] == 2
    assert "cherry-red" in video["spoken"]["html"].replace("<mark>", "").replace("</mark>", "")
    physician.open(f"/search/?q={QUERY}")
    titles = [link.get_text().strip() for link in physician.page.select("main h2 a, main h3 a")]
    assert [hit["title"] for hit in hits] == titles[: len(hits)], "the page shows the same list in the same order"
    assert physician.page.find("a", href=video["spoken"]["url"]), "and leads to the spoken second"


def test_a_visitor_gets_only_public_ones_and_the_same_counts_as_if_there_were_no_case(library):
    visitor, doors = Person(), [
        f"/search/?q={QUERY}", f"/search/?q={QUERY}&kind=case", "/search/?q=ataxia", f"/search/suggest/?q={QUERY[:4]}",
        f"{API}/search?q={QUERY}", f"{API}/search?q=ataxia&audience=members", f"{API}/suggest?q=atax", f"{API}/content",
    ]  # fmt: skip

    def answers():
        cache.clear()
        return [CHANGING.sub("", visitor.program.get(door).content.decode()) for door in doors]

    before, total = answers(), found(visitor)["total"]
    case_of_it()
    assert found(Person(member()))["total"] == total + 2, "members also find the case and the article for members"
    assert answers() == before
    assert {hit["audience"] for hit in found(visitor)["hits"]} == {"public"}
    assert {hit["kind"] for hit in found(visitor)["hits"]} == KINDS - {"case"}
