"""The order in which the demonstration content is loaded: what is named comes before what names it."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page
from wagtailmedia.models import Media

from common.audience import Audience
from content.captions import parse_captions
from content.demo.accounts import put_accounts, put_members
from content.demo.actions import Edited, Outcome, at_noon, put_existing_page, put_file, put_page, put_snippet
from content.demo.applications import put_applications, put_registers
from content.demo.data import FOLDER, Record, disease_records, document, records
from content.demo.kinds import PAGE_KINDS, Kind, captions
from content.demo.known import Known, vocabulary_known
from content.demo.pdf import leaflet
from content.demo.polls import put_poll
from content.demo.values import wanted_values
from content.models import DiseasePage, HomePage, PatientOrganisation, Person, ReferralCentre


@dataclass(slots=True)
class Run:
    """One run of the loader: what it knows by name, what people have edited, what it did."""

    known: Known
    edited: Edited = field(default_factory=Edited)
    tally: Counter[Outcome] = field(default_factory=Counter)


@transaction.atomic
def load_demo() -> Counter[Outcome]:
    """Load everything, or nothing if anything is missing; raises MissingError with a sentence for the operator."""
    run = Run(vocabulary_known())
    put_accounts(run.tally)
    put_registers(run.tally)
    put_applications(run.tally)
    load_files(run)
    run.known.people = load_snippets(run, Person, "people", ("name",))
    run.known.organisations = load_snippets(run, PatientOrganisation, "organisations", ("name",))
    load_snippets(run, ReferralCentre, "centres", ("name", "city"))
    load_polls(run)
    for record in disease_records():
        load_disease(run, record)
    home = HomePage.objects.get()
    for kind in PAGE_KINDS:
        load_pages(run, kind, home)
    feature(run, home)
    return run.tally


def load_files(run: Run) -> None:
    for record in records("pictures"):
        content = (FOLDER / "pictures" / f"{record['key']}.png").read_bytes()
        run.known.pictures[record["key"]] = load_file(run, Image, record, content, description=record["description"])
    for record in records("documents"):
        content = leaflet(record["title"], record["notice"], [tuple(section) for section in record["sections"]])
        run.known.documents[record["key"]] = load_file(run, Document, record, content)
    for record in records("videos"):
        content = (FOLDER / "videos" / f"{record['key']}.webm").read_bytes()
        seconds = parse_captions(captions(record["key"]))[-1].end
        values = {"type": "video", "duration": seconds, "width": 1280, "height": 720}
        run.known.films[record["key"]] = load_file(run, Media, record, content, **values)


def load_file(run: Run, model: type[Image | Document | Media], record: Record, content: bytes, **values: Any) -> int:
    suffix = {Image: "png", Document: "pdf", Media: "webm"}[model]
    stored, outcome = put_file(
        model,
        title=record["title"],
        name=f"{record['key']}.{suffix}",
        content=content,
        values=values,
        edited=run.edited,
    )
    run.tally[outcome] += 1
    return int(stored.pk)


def load_snippets(run: Run, model: Any, file: str, key: tuple[str, ...]) -> dict[str, int]:
    """Return name → primary key of all snippets of the file; `key` are the fields that identify one."""
    names = {}
    for record in records(file):
        values = wanted_values(model, {"is_demonstration": True} | record, run.known)
        natural = {name: values.pop(name) for name in key}
        snippet, outcome = put_snippet(model, key=natural, values=values, edited=run.edited)
        names[record["name"]] = snippet.pk
        run.tally[outcome] += 1
    return names


def load_polls(run: Run) -> None:
    members = put_members(run.tally)
    for record in records("polls"):
        poll, outcome = put_poll(record, known=run.known, members=members, edited=run.edited)
        run.known.polls[record["key"]] = poll.pk
        run.tally[outcome] += 1


def load_disease(run: Run, record: Record) -> None:
    page = DiseasePage.objects.get(pk=run.known.disease_page(record["orpha"]))
    fields = {name: value for name, value in record.items() if name != "orpha"}
    marks = {"state": DiseasePage.State.CURATED.value, "audience": Audience.PUBLIC.value, "is_demonstration": True}
    values = wanted_values(DiseasePage, fields | marks, run.known)
    run.tally[put_existing_page(page, values=values, children={}, edited=run.edited)] += 1


def load_pages(run: Run, kind: Kind, home: Page) -> None:
    parent = home.get_children().get(slug=kind.parent) if kind.parent else home
    there = {page.slug: page for page in kind.model.objects.child_of(parent)}
    for record in records(kind.records):
        fields = kind.fields(record) | {"is_demonstration": True}
        page, outcome = put_page(
            there.get(record["slug"]),
            new=kind.model(first_published_at=at_noon(kind.appeared(record))),
            parent=parent,
            values=wanted_values(kind.model, fields, run.known),
            children=kind.children(record, run.known),
            edited=run.edited,
        )
        run.known.pages[record["slug"]] = page.pk
        run.tally[outcome] += 1


def feature(run: Run, home: HomePage) -> None:
    """Put poll and collection on the home page as long as nothing stands there."""
    if home.featured_poll_id or home.featured_collection_id:
        return
    chosen = document("home")
    values = {
        "featured_poll": run.known.poll(chosen["featured_poll"]),
        "featured_collection": run.known.page(chosen["featured_collection"]),
    }
    run.tally[put_existing_page(home, values=values, children={}, edited=run.edited)] += 1
