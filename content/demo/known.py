"""What the data files name by a readable key, and the primary keys behind it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page
from wagtailmedia.models import Media

from content.models import DiseasePage, PatientOrganisation, Person, Speciality
from polls.models import Poll
from vocabulary.models import Disease


class MissingError(LookupError):
    """A data file names something that is not there; the message says what and what to do."""


@dataclass(slots=True)
class Known:
    """Filled while the loader goes on: pictures before pages, pages before collections."""

    diseases: Mapping[int, int] = field(default_factory=dict)
    disease_pages: Mapping[int, int] = field(default_factory=dict)
    specialities: Mapping[str, int] = field(default_factory=dict)
    people: Mapping[str, int] = field(default_factory=dict)
    organisations: Mapping[str, int] = field(default_factory=dict)
    pictures: dict[str, int] = field(default_factory=dict)
    documents: dict[str, int] = field(default_factory=dict)
    films: dict[str, int] = field(default_factory=dict)
    polls: dict[str, int] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)

    def disease(self, orpha: int) -> int:
        return found(
            self.diseases, orpha, f"Disease ORPHA:{orpha} is not in the vocabulary: run load_vocabulary first."
        )

    def disease_page(self, orpha: int) -> int:
        return found(
            self.disease_pages, orpha, f"ORPHA:{orpha} has no page: run load_vocabulary and sync_diseases first."
        )

    def picture(self, key: str) -> int:
        return found(self.pictures, key, f"There is no picture {key} in pictures.toml.")

    def poll(self, key: str) -> int:
        return found(self.polls, key, f"There is no poll {key} in polls.toml.")

    def page(self, key: str) -> int:
        """Return the page behind "ORPHA:909" or behind the slug of a page of the demonstration."""
        system, _, code = key.partition(":")
        return self.disease_page(int(code)) if system == "ORPHA" else found(self.pages, key, f"There is no page {key}.")

    def of(self, model: type[Model]) -> Callable[[Any], int]:
        """Return the look-up for a field that points to `model`."""
        tables: dict[type[Model], Mapping[Any, int]] = {
            Speciality: self.specialities,
            Person: self.people,
            PatientOrganisation: self.organisations,
            Image: self.pictures,
            Document: self.documents,
            Media: self.films,
            Poll: self.polls,
            Page: self.pages,
        }
        if model is Disease:
            return self.disease
        return lambda key: found(tables[model], key, f"There is no {model._meta.verbose_name} “{key}”.")


def found(table: Mapping[Any, int], key: Any, sentence: str) -> int:
    if key not in table:
        raise MissingError(sentence)
    return table[key]


def vocabulary_known() -> Known:
    """Return what others have loaded before: diseases, their pages, specialities."""
    return Known(
        diseases={code: pk for code, pk in Disease.objects.values_list("orpha_code", "pk") if code},
        disease_pages=dict(DiseasePage.objects.live().values_list("disease__orpha_code", "pk")),
        specialities=dict(Speciality.objects.values_list("slug", "pk")),
    )
