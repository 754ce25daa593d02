"""The questions asked of the tables themselves; `querysets.py` turns the rows into facts."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Self

from django.db.models import Case, Q, QuerySet, When
from django.db.models.functions import Length

if TYPE_CHECKING:
    from vocabulary.models import Disease, Sign  # noqa: F401  the models import these classes


class DiseaseQuerySet(QuerySet["Disease"]):
    def disorders(self) -> Self:
        """Return what gets a page: Orphanet's disorders and subtypes, no groups and no OMIM-only entries."""
        return self.filter(is_disorder=True)

    def with_code(self, system: str, code: str) -> Self:
        """Return the diseases that carry this code, however they relate to it."""
        return self.filter(references__system=system, references__code=code).distinct()

    def exactly(self, system: str, code: str) -> Self:
        """Return the diseases that this code means, no more and no less."""
        return self.filter(references__system=system, references__code=code, references__relation="exact").distinct()

    def named_like(self, text: str, limit: int) -> Self:
        """Return diseases whose name, other name or code contains the words; names that begin with them first."""
        words = text.replace("\x00", "").split()
        if not words:
            return self.none()
        matching = Q(key__iexact="".join(words))
        matching |= Q(*(("name__icontains", word) for word in words))
        matching |= Q(pk__in=self.filter(*(Q(names__text__icontains=word) for word in words)).values("pk"))
        starts = Case(When(name__istartswith=" ".join(words), then=0), default=1)
        return self.filter(matching).order_by(starts, Length("name"), "pk")[:limit]

    def with_sign(self, hpo_id: str) -> Self:
        """Return the diseases that a source says show this very sign."""
        return self.filter(disease_signs__sign__hpo_id=hpo_id, disease_signs__is_absent=False).distinct()


class SignQuerySet(QuerySet["Sign"]):
    def by_id(self, hpo_id: str) -> Self:
        """Return the sign of this id, also when the id was replaced meanwhile."""
        return self.filter(Q(hpo_id=hpo_id) | Q(aliases__hpo_id=hpo_id)).distinct()

    def named_like(self, text: str, also: Collection[str], limit: int) -> Self:
        """Return signs whose name or other name has all the words, names that begin with them first.

        Only abnormalities, no onsets or modes; `also` are ids that count as found, for words that no table here has.
        """
        words = text.replace("\x00", "").split()
        if not words:
            return self.none()
        matching = Q(*(("name__icontains", word) for word in words)) | Q(hpo_id__iexact="".join(words))
        named = self.filter(*(Q(names__text__icontains=word) for word in words)).values("pk")
        matching |= Q(pk__in=named) | Q(hpo_id__in=also)
        starts = Case(When(name__istartswith=" ".join(words), then=0), When(hpo_id__in=also, then=1), default=2)
        return self.filter(matching, system__isnull=False).order_by(starts, Length("name"), "pk")[:limit]

    def used(self) -> Self:
        """Return the signs that some disease shows, itself or by a finer one."""
        return self.filter(information__gt=0)
