"""One page of each type, with every block, so that every template has something to show."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image as Picture
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page
from wagtail.rich_text import RichText
from wagtailmedia.models import Media

from common.audience import Audience
from content.models import (
    ArticleIndexPage,
    ArticlePage,
    Caption,
    CollectionIndexPage,
    CollectionItem,
    CollectionPage,
    DiseaseIndexPage,
    DiseasePage,
    HomePage,
    PatientOrganisation,
    Person,
    ReferralCentre,
    ResearchIndexPage,
    ResearchPage,
    ResourceIndexPage,
    ResourcePage,
    Speciality,
    StandardPage,
    VideoIndexPage,
    VideoPage,
)
from polls.models import Poll
from tests.factories.diseases import make_bare_disease, make_disease
from tests.factories.polls import PollFactory

DATA = Path(__file__).parents[1] / "data"
CAPTIONS = """WEBVTT

00:00:00.000 --> 00:00:01.000
Most of us never touch a tendon unless it has snapped.

00:00:01.000 --> 00:00:02.000
Pinch gently and slide. A xanthoma takes the edges away.

00:00:02.200 --> 00:00:03.000
Ask for cholestanol the same day.
"""


def publish(page: Page, parent: Page) -> Page:
    parent.add_child(instance=page)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def make_image(title: str = "A thick Achilles tendon") -> Image:
    file = BytesIO()
    Picture.new("RGB", (1280, 720), "#14313a").save(file, "PNG")
    return Image.objects.create(title=title, file=ImageFile(file, "tendon.png"), width=1280, height=720)


def make_person(name: str = "russet-plover-07", role: str = "metabolic medicine") -> Person:
    return Person.objects.get_or_create(name=name, defaults={"role": role})[0]


def make_speciality() -> Speciality:
    return Speciality.objects.get_or_create(slug="neurology", defaults={"name": "Neurology", "orpha_heads": [98006]})[0]


def every_block(poll: Poll | None = None) -> list[tuple[str, object]]:
    """Return a body that uses each block once."""
    blocks = [
        ("heading", "What I would do differently"),
        (
            "paragraph",
            RichText("<p>She had been told <b>the number was safe</b>.</p><ul><li>Feel the heels.</li></ul>"),
        ),
        ("key_points", {"title": "In short", "points": ["Feel both Achilles tendons.", "Ask about diarrhoea."]}),
        (
            "figure",
            {"image": make_image(), "alt_text": "A thick tendon above the heel", "caption": "Seen from behind."},
        ),
        ("note", {"tone": "info", "text": RichText("<p>Open to video visits.</p>")}),
        ("note", {"tone": "warn", "text": RichText("<p><b>Do not stop treatment abruptly.</b></p>")}),
        ("note", {"tone": "bad", "text": RichText("<p>Call for help.</p>")}),
        ("quote", {"text": "Nobody had felt her heels.", "who": "A physician in Ireland"}),
        ("source", {"text": "Tendon examination in adults", "pmid": "20301583", "doi": "10.1000/182"}),
    ]
    return [*blocks, ("poll", poll)] if poll else blocks


def make_disease_page(*, curated: bool = False, disease=None, **fields) -> DiseasePage:
    disease = disease or make_disease()
    if curated:
        fields = curated_fields() | fields
    page = DiseasePage(title=disease.name, disease=disease, audience=Audience.PUBLIC, **fields)
    page = publish(page, DiseaseIndexPage.objects.get())
    if curated:
        page.authors.set([make_person()])
        page.reviewers.set([make_person("slate-ibis-31", "neurology")])
        page.specialities.set([make_speciality()])
        page.save_revision().publish()
    return page


def curated_fields() -> dict[str, object]:
    row = {"problem": "Cataract", "what_helps": "Surgery", "follow_up": "Yearly", "evidence": "Series"}
    return {
        "state": DiseasePage.State.CURATED,
        "summary": "A treatable storage disease that starts with cataracts and diarrhoea.",
        "onset_note": "often recognised in the thirties",
        "treatable": "Yes, and early is better",
        "treatment_note": "bile-acid replacement",
        "red_flags": [("flag", RichText("<p><b>Cataracts before 20</b> with diarrhoea.</p>"))],
        "why_it_matters": "Neurological loss is rarely won back.",
        "steps": [("step", {"title": "Plasma cholestanol", "text": RichText("<p>Raised in most.</p>")})],
        "mistaken_for": "<p>Sitosterolaemia.</p>",
        "management": [("row", row), ("note", {"tone": "warn", "text": RichText("<p>Never stop abruptly.</p>")})],
        "body": [("heading", "Pregnancy"), ("paragraph", RichText("<p>Go on with treatment.</p>"))],
        "sources": [("source", {"text": "A cohort of 79", "pmid": "20301583", "doi": ""})],
        "reviewed_on": date(2026, 5, 12),
        "next_review": date(2027, 5, 12),
    }


def make_article(**fields) -> ArticlePage:
    values = {
        "title": "Four years of “irritable bowel”",
        "summary": "Nobody had looked at the tendons.",
        "written_on": date(2026, 3, 4),
        "audience": Audience.PUBLIC,
    } | fields
    page = publish(ArticlePage(**values), ArticleIndexPage.objects.get())
    page.authors.set([make_person()])
    return tag(page)


def tag(page: Page) -> Page:
    """Tag a page with the diseases that have a page, and publish it again as an editor would."""
    page.diseases.set([disease_page.disease for disease_page in DiseasePage.objects.all()])
    page.specialities.set([make_speciality()])
    page.save_revision().publish()
    return page


def make_research(**fields) -> ResearchPage:
    values = {
        "title": "Treatment before neurological signs",
        "summary": "A pooled cohort of 79.",
        "citation": "Ibis S, Plover R. A pooled cohort",
        "journal": "Journal of Examples",
        "year": 2025,
        "pmid": "20301583",
        "doi": "10.1000/182",
        "design": "Cohort, n 79",
        "changes_in_practice": "Start before the first neurological sign.",
        "audience": Audience.PUBLIC,
        "body": every_block(),
    } | fields
    return tag(publish(ResearchPage(**values), ResearchIndexPage.objects.get()))


def make_resource(**fields) -> ResourcePage:
    organisation, _ = PatientOrganisation.objects.get_or_create(
        name="Tendon Families",
        defaults={"url": "https://example.org/families", "offers": "A pack for the newly diagnosed"},
    )
    values = {
        "title": "Leaflet for the family",
        "summary": "Two pages in plain words.",
        "form": ResourcePage.Form.LEAFLET,
        "written_for": ResourcePage.For.FAMILIES,
        "organisation": organisation,
        "document": Document.objects.create(title="Leaflet", file=ContentFile(b"%PDF-1.4\n", "leaflet.pdf")),
        "link": "https://www.example.org/leaflet",
        "language": "fr",
        "published_on": date(2026, 1, 9),
        "audience": Audience.PUBLIC,
        "body": every_block(),
    } | fields
    return tag(publish(ResourcePage(**values), ResourceIndexPage.objects.get()))


def make_video(**fields) -> VideoPage:
    film = ContentFile((DATA / "tiny.webm").read_bytes(), "tendons.webm")
    values = {
        "title": "Reading tendons",
        "summary": "Find tendon swelling at five places without equipment.",
        "media": Media.objects.create(title="Tendons", type="video", duration=3, file=film),
        "poster": make_image("Poster"),
        "recorded_on": date(2026, 2, 1),
        "audience": Audience.PUBLIC,
        "captions": [Caption(language="en", label="English", vtt=CAPTIONS)],
    } | fields
    page = publish(VideoPage(**values), VideoIndexPage.objects.get())
    page.speakers.set([make_person()])
    return tag(page)


def make_collection(pages: list[Page], **fields) -> CollectionPage:
    values = {
        "title": "First hour with a new patient",
        "summary": "What to read before the second visit.",
        "editors_note": "Short on purpose. Start at the top.",
        "curated_on": date(2026, 6, 1),
        "audience": Audience.PUBLIC,
        "items": [
            CollectionItem(page=page, note="Start here." if place == 0 else "") for place, page in enumerate(pages)
        ],
    } | fields
    return tag(publish(CollectionPage(**values), CollectionIndexPage.objects.get()))


def make_standard_page(**fields) -> StandardPage:
    values = {
        "title": "Privacy in plain words",
        "summary": "What we keep and what we do not.",
        "in_footer": True,
        "audience": Audience.PUBLIC,
        "body": every_block(),
    } | fields
    return publish(StandardPage(**values), HomePage.objects.get())


@dataclass(frozen=True)
class Library:
    """A small hub: what the tests of the whole site walk through."""

    home: HomePage
    curated: DiseasePage
    facts_only: DiseasePage
    bare: DiseasePage
    article: ArticlePage
    members_article: ArticlePage
    demonstration: ArticlePage
    research: ResearchPage
    resource: ResourcePage
    video: VideoPage
    collection: CollectionPage
    standard: StandardPage
    open_poll: Poll
    closed_poll: Poll

    def pages(self) -> list[Page]:
        return [page for page in vars(self).values() if isinstance(page, Page)]


def make_library() -> Library:
    now = timezone.now()
    open_poll = PollFactory(now=now, public=True, question="What do you order first?", explanation="We compare habits.")
    closed_poll = PollFactory(now=now, public=True, closed=True, question="Who does the first test?")
    disease = make_disease()
    curated = make_disease_page(curated=True, disease=disease)
    facts_only = make_disease_page(disease=make_disease("Marfan syndrome", 558))
    bare = make_disease_page(disease=make_bare_disease("Zebra syndrome", 999999))
    disease.organisations.add(
        PatientOrganisation.objects.create(name="Global Zebras", url="https://example.org", offers="Helpline")
    )
    disease.centres.add(
        ReferralCentre.objects.create(
            name="Adult metabolic clinic", city="Dublin", country="IE", checked_on=date(2026, 3, 1)
        )
    )
    article = make_article(body=every_block(open_poll))
    members_article = make_article(title="Only among colleagues", audience=Audience.MEMBERS)
    demonstration = make_article(title="An invented story", is_demonstration=True)
    research, resource, video = make_research(), make_resource(), make_video()
    collection = make_collection([curated, article, members_article, video])
    home = HomePage.objects.get()
    home.featured_poll, home.featured_collection = open_poll, collection
    home.save_revision().publish()
    return Library(
        home, curated, facts_only, bare, article, members_article, demonstration, research, resource, video, collection,
        make_standard_page(), open_poll, closed_poll,
    )  # fmt: skip
