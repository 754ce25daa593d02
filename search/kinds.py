"""What kinds of entries there are, worded for readers. The apps name their own kinds; only polls and cases are no page."""

from functools import cache

from django.apps import apps

from content.models import HubPage

PLURALS = {
    "disease": "Diseases",
    "article": "Articles",
    "research": "Research digests",
    "resource": "Resources",
    "video": "Videos",
    "collection": "Collections",
    "poll": "Polls",
    "case": "Cases",
    "page": "About the hub",
}


@cache
def kind_labels() -> dict[str, str]:
    """Return the label of every kind, diseases first."""
    pages = {model.kind: model.kind_label for model in apps.get_models() if issubclass(model, HubPage) and model.kind}
    found = {**pages, "poll": "Poll", "case": "Case"}
    return {
        kind: found[kind]
        for kind in sorted(found, key=lambda kind: list(PLURALS).index(kind) if kind in PLURALS else 99)
    }


def plural_label(kind: str) -> str:
    return PLURALS.get(kind, kind_labels().get(kind, kind))
