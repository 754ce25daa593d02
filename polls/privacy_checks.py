"""The privacy scanner over what a poll asks: everything in it is shown to its readers as soon as it is saved."""

from collections.abc import Mapping

from privacy.telling import what_must_go

SCANNED = ("question", "explanation")


def problems_of(texts: Mapping[str, str | None]) -> dict[str, list[str]]:
    """Return by field what could show who a patient is; fields without anything are left out."""
    found = {name: what_must_go(text or "") for name, text in texts.items()}
    return {name: sentences for name, sentences in found.items() if sentences}
