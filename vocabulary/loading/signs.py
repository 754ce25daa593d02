"""The Human Phenotype Ontology: terms, their names, replaced ids, organ systems, and how much each sign tells."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from vocabulary.loading.report import Loaded
from vocabulary.loading.rows import delete_rows, insert_rows, update_rows, upsert_rows
from vocabulary.models import DiseaseSign, Sign, SignAlias, SignName
from vocabulary.sources.errors import SourceError
from vocabulary.sources.lines import OnProgress
from vocabulary.sources.obo import Term, read_terms

ROOT = "HP:0000118"  # Phenotypic abnormality

Parents = Mapping[int, tuple[int, ...]]


def sign_ids() -> dict[str, int]:
    """Return the primary key by HPO id, replaced ids included."""
    current = dict(Sign.objects.values_list("hpo_id", "pk"))
    return dict(SignAlias.objects.values_list("hpo_id", "sign_id")) | current


def load_terms(path: Path, on_progress: OnProgress) -> Loaded:
    """Replace names, parents and aliases; terms keep their primary keys, since signs of diseases refer to them."""
    terms = list(read_terms(path, on_progress))
    current = [term for term in terms if not term.is_obsolete]
    upsert_rows(Sign, ["hpo_id", "name", "definition"], ((t.hpo_id, t.name, t.definition) for t in current))
    ids = dict(Sign.objects.values_list("hpo_id", "pk"))
    delete_rows(SignName)
    insert_rows(SignName, ["sign", "text", "scope", "is_lay"], _name_rows(current, ids))
    parents = _load_parents(path, current, ids)
    _load_systems(parents, ids)
    _load_aliases(terms, ids)
    _remove_vanished({term.hpo_id for term in current})
    return Loaded(len(terms))


def _name_rows(terms: Iterable[Term], ids: Mapping[str, int]) -> Iterator[tuple[int, str, str, bool]]:
    for term in terms:
        for name in dict.fromkeys(term.names):
            yield ids[term.hpo_id], name.text, name.scope, name.is_lay


def _load_parents(path: Path, terms: Iterable[Term], ids: Mapping[str, int]) -> Parents:
    parents: dict[int, tuple[int, ...]] = {}
    known = {term.hpo_id for term in terms}
    for term in terms:
        for parent in term.parents:
            if parent not in known:
                raise SourceError(path, term.line, f"{term.hpo_id} has the unknown parent {parent}.")
        parents[ids[term.hpo_id]] = tuple(ids[parent] for parent in dict.fromkeys(term.parents))
    through = Sign.parents.through
    delete_rows(through)
    insert_rows(through, ["from_sign", "to_sign"], ((child, up) for child, ups in parents.items() for up in ups))
    return parents


def _load_systems(parents: Parents, ids: Mapping[str, int]) -> None:
    hpo_ids = {pk: hpo_id for hpo_id, pk in ids.items()}
    root = ids.get(ROOT)
    systems = {pk for pk, ups in parents.items() if root in ups}
    update_rows(Sign, "system", ((nearest(pk, parents, systems, hpo_ids), pk) for pk in parents))


def nearest(sign: int, parents: Parents, systems: set[int], order: Mapping[int, str]) -> int | None:
    """Return the nearest of `systems` at or above the sign, the first by `order` among equally near ones."""
    level = {sign}
    while level:
        if found := level & systems:
            return min(found, key=lambda pk: order[pk])
        level = {up for pk in level for up in parents.get(pk, ())}
    return None


def _load_aliases(terms: Iterable[Term], ids: Mapping[str, int]) -> None:
    """Alternative ids first, then obsolete terms by what replaces them, also over several steps."""
    current = {term.hpo_id for term in terms if not term.is_obsolete}
    replaced = {old: term.hpo_id for term in terms for old in term.alternatives}
    replaced |= {term.hpo_id: term.replaced_by for term in terms if term.is_obsolete and term.replaced_by}
    rows = []
    for old in replaced:
        new = _followed(old, replaced)
        if old not in current and new in current:
            rows.append((old, ids[new]))
    delete_rows(SignAlias)
    insert_rows(SignAlias, ["hpo_id", "sign"], rows)


def _followed(old: str, replaced: Mapping[str, str]) -> str:
    seen = {old}
    new = replaced[old]
    while new in replaced and new not in seen:
        seen.add(new)
        new = replaced[new]
    return new


def _remove_vanished(current: set[str]) -> None:
    """Give the rows of a term that is gone to its replacement. Without one, a used term stays until nothing uses it."""
    aliases = dict(SignAlias.objects.values_list("hpo_id", "sign_id"))
    for pk, hpo_id in list(Sign.objects.values_list("pk", "hpo_id")):
        if hpo_id in current:
            continue
        rows = DiseaseSign.objects.filter(sign_id=pk)
        if hpo_id in aliases:
            rows.update(sign_id=aliases[hpo_id])
        if not rows.exists():
            Sign.objects.filter(pk=pk).delete()


def weigh_signs() -> None:
    """Set `Sign.information` from the signs that the diseases have now.

    A disease that has a sign has the coarser ones above it too. Absent signs and rows on course or inheritance do not count.
    """
    parents = _parents()
    lines: dict[int, frozenset[int]] = {}
    counts: Counter[int] = Counter()
    diseases = 0
    rows = (
        DiseaseSign.objects.filter(kind=DiseaseSign.Kind.PHENOTYPE, is_absent=False)
        .order_by("disease_id")
        .values_list("disease_id", "sign_id")
    )
    for _, group in groupby(rows.iterator(chunk_size=10_000), key=itemgetter(0)):
        diseases += 1
        signs = {sign for _, sign in group}
        counts.update(frozenset().union(*(lineage(sign, parents, lines) for sign in signs)))
    Sign.objects.update(information=0)
    update_rows(Sign, "information", ((math.log(diseases / n), pk) for pk, n in counts.items()))


def _parents() -> dict[int, tuple[int, ...]]:
    pairs = Sign.parents.through.objects.order_by("from_sign_id").values_list("from_sign_id", "to_sign_id")
    return {child: tuple(up for _, up in group) for child, group in groupby(pairs, key=itemgetter(0))}


def lineage(sign: int, parents: Parents, known: dict[int, frozenset[int]]) -> frozenset[int]:
    """Return the sign and all above it; `known` keeps what was found, so that the whole tree is walked once."""
    if sign not in known:
        known[sign] = frozenset((sign,))  # a term that is above itself ends here instead of going round for ever
        known[sign] = known[sign].union(*(lineage(up, parents, known) for up in parents.get(sign, ())))
    return known[sign]
