"""Diseases across sources: which row a code means, and what happens to one that no source has any longer."""

from django.db.models import ForeignObjectRel

from vocabulary.loading.rows import batches
from vocabulary.models import CrossReference, Disease, Relation, Source, System

RETIRED = "Retired entry"


def disease_ids() -> dict[str, int]:
    """Return the primary key by `ORPHA:558` and `OMIM:154700`.

    An OMIM id that Orphanet calls exactly its own entry means that entry; where Orphanet says so of two entries, the
    one with the lower code has it (Mondo agrees in the one such case of the bundled release).
    """
    ids = dict(Disease.objects.values_list("key", "pk"))
    exact = CrossReference.objects.filter(system=System.OMIM, relation=Relation.EXACT, source=Source.ORPHANET)
    for code, pk in exact.order_by("-disease__orpha_code").values_list("code", "disease_id"):
        ids[f"OMIM:{code}"] = pk
    return ids


def retire(keys: set[str]) -> None:
    """Mark what Orphanet no longer has: no right to a new page. `drop_forgotten` decides later whether it goes."""
    for batch in batches(keys, 500):
        Disease.objects.filter(key__in=batch).update(kind=RETIRED, is_disorder=False)


def drop_forgotten() -> int:
    """Delete the diseases that neither Orphanet nor HPO knows any longer; return how many have to stay.

    A source that knows a disease has written its own key as a code. One that a page, poll or centre refers to stays as a
    'Retired entry', without facts, and is what it was again as soon as a source brings it back.
    """
    known = CrossReference.objects.filter(source__in=[Source.ORPHANET, Source.HPO], relation=Relation.EXACT)
    forgotten = list(Disease.objects.exclude(pk__in=known.values("disease_id")))
    kept = [disease for disease in forgotten if is_referred_to(disease)]
    retire({disease.key for disease in kept})
    for batch in batches([disease.pk for disease in forgotten if disease not in kept], 500):
        Disease.objects.filter(pk__in=batch).delete()
    return len(kept)


def is_referred_to(disease: Disease) -> bool:
    """Tell whether a row of another app points here. Which apps those are is not for the vocabulary to know.

    Hidden relations are asked too: they are the tables between two models.
    """
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: disease}).exists()
        for relation in Disease._meta.get_fields(include_hidden=True)
        if isinstance(relation, ForeignObjectRel)
        and not relation.many_to_many
        and relation.related_model._meta.app_label != Disease._meta.app_label
    )
