"""Everything that is read from the vocabulary. The questions to a single table are on its manager (`managers.py`)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.db.models import F, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import Lower

from vocabulary.facts import Code, Credit, DiseaseFacts, GeneFact, GroupFact, LinkFact, PrevalenceFact
from vocabulary.frequencies import SignRow, merged, telling
from vocabulary.genes import CAUSAL, distinct_genes, grouped_by_role, in_order
from vocabulary.models import (
    CrossReference,
    Disease,
    DiseaseGene,
    DiseaseLink,
    DiseaseName,
    DiseaseSign,
    Prevalence,
    Relation,
    Sign,
    SignName,
    Source,
    SourceRelease,
    System,
)
from vocabulary.naming import distinct, to_show
from vocabulary.organ_systems import organ_system
from vocabulary.prevalences import headline, spread_of, worded
from vocabulary.tables import lay_words

SAYS_NOTHING = ("Unknown", "Not applicable", "No data available", "Not yet documented")
OPPOSITE = {Relation.BROADER: Relation.NARROWER, Relation.NARROWER: Relation.BROADER}
SYSTEMS = System.values
# In place of HPO's layperson's term where that says something else: no seizure is more than no epilepsy.
PLAIN = {"HP:0001250": "Seizure, fit"}
DEEPEST = 3  # levels of subtypes below a disorder in Orphanet's classification
SIGNS_AND_ABOVE = """
    WITH RECURSIVE reached (id) AS (
        SELECT sign_id FROM vocabulary_diseasesign WHERE disease_id = %s
        UNION
        SELECT edge.to_sign_id FROM vocabulary_sign_parents AS edge JOIN reached ON edge.from_sign_id = reached.id
    )
    SELECT id FROM reached
"""

T = TypeVar("T")
Ids = Sequence[int]
Grouped = dict[int, list[T]]


def facts_of(disease: Disease) -> DiseaseFacts:
    """Return all facts of one disease."""
    [facts] = _facts_of_chunk([disease.pk], hpo_version())
    return facts


def facts_in_bulk(disease_ids: Iterable[int], chunk: int = 500) -> Iterator[DiseaseFacts]:
    """Yield the facts of many diseases in the given order, with at most fifteen queries a chunk, whatever its size.

    Four of them ask for the genes of subtypes, level by level, and are spared where there is nothing below. An id without
    a disease is passed over.
    """
    version = hpo_version()
    ids = iter(disease_ids)
    while part := list(islice(ids, chunk)):
        yield from _facts_of_chunk(part, version)


def hpo_version() -> str:
    """Return the HPO release in the tables; empty before the first load."""
    return SourceRelease.objects.filter(source=Source.HPO).values_list("version", flat=True).first() or ""


def credits() -> tuple[Credit, ...]:
    """Return the credit line of every source. Five rows, so they are read anew: a load shows at once in every process."""
    return tuple(
        Credit(row.source, row.get_source_display(), row.version, row.released, row.licence, row.credit)
        for row in SourceRelease.objects.all()
    )


def sign_parents(disease: Disease | None = None) -> dict[str, list[str]]:
    """Return the broader terms right above each sign in one query; of `disease`, for its signs and all above them.

    Organ systems and what is above those are left out. Read anew each time, so that a load shows at once.
    """
    edges = Sign.parents.through._default_manager.filter(to_sign__system__isnull=False)
    edges = edges.exclude(to_sign__system=F("to_sign"))
    if disease:
        edges = edges.filter(from_sign__in=RawSQL(SIGNS_AND_ABOVE, [disease.pk]))  # noqa: S611  a constant
    rows = edges.values_list("from_sign__hpo_id", "to_sign__hpo_id")
    return _grouped(rows.iterator(chunk_size=5000), str)


def sign_phrases() -> Iterator[tuple[str, str, str]]:
    """Yield (HPO id, official name, phrase) for all words that mean just this sign, its name first.

    Every term below 'Phenotypic abnormality', with HPO's exact synonyms and layperson's terms and the hub's own lay words.
    """
    meant = SignName.objects.filter(Q(scope="EXACT") | Q(is_lay=True), sign__system__isnull=False)
    names = _grouped(meant.order_by("pk").values_list("sign__hpo_id", "text"), str)
    signs = Sign.objects.filter(system__isnull=False).order_by("hpo_id").values_list("hpo_id", "name")
    for hpo_id, name in signs:
        for phrase in distinct([name, *names[hpo_id], *lay_words().get(hpo_id, ())]):
            yield hpo_id, name, phrase


def plain_phrases() -> Iterator[tuple[str, str, str]]:
    """Yield (HPO id, official name, phrase) for everyday words alone: the hub's own first, then HPO's layperson's terms."""
    own, signs = lay_words(), Sign.objects.filter(system__isnull=False)
    names = dict(signs.filter(hpo_id__in=own).values_list("hpo_id", "name"))
    for hpo_id, name in names.items():
        yield from ((hpo_id, name, phrase) for phrase in own[hpo_id])
    lay = SignName.objects.filter(is_lay=True, sign__system__isnull=False).order_by("pk")
    yield from lay.values_list("sign__hpo_id", "sign__name", "text")


def find_signs(text: str, limit: int) -> list[Sign]:
    """Return the signs that words or an id name, everyday words of the hub's own table among them."""
    words = text.casefold().split()
    lay = [hpo_id for hpo_id, phrases in lay_words().items() if any(has_all(phrase, words) for phrase in phrases)]
    return list(Sign.objects.named_like(text, lay[:limit], limit)) if words else []


def has_all(phrase: str, words: Sequence[str]) -> bool:
    folded = phrase.casefold()
    return all(word in folded for word in words)


def plain_words(hpo_ids: Iterable[str]) -> dict[str, str]:
    """Return an everyday word for each sign that has one, by HPO id: a layperson's term of HPO, else the hub's own."""
    ids = list(hpo_ids)
    named = SignName.objects.filter(sign__hpo_id__in=ids, is_lay=True).order_by("-pk")
    found = dict(named.values_list("sign__hpo_id", "text"))
    own = lay_words()
    found |= {hpo_id: own[hpo_id][0] for hpo_id in ids if hpo_id in own and hpo_id not in found}
    return found | {hpo_id: PLAIN[hpo_id] for hpo_id in ids if hpo_id in PLAIN}


def _facts_of_chunk(ids: Ids, version: str) -> Iterator[DiseaseFacts]:
    diseases = Disease.objects.in_bulk(ids)
    names, labels, taken = _names(ids)
    codes, genes, prevalences, signs = _codes(ids), _genes(ids), _prevalences(ids), _signs(ids)
    modes, onsets = _terms(ids, Disease.modes.through, "mode__name"), _onsets(ids)
    parents, links = _parents(ids), _links(ids)
    of_subtypes = _subtype_genes([pk for pk in ids if not genes[pk] and pk in diseases and diseases[pk].is_disorder])
    for pk in ids:
        if not (disease := diseases.get(pk)):
            continue
        facts, figures = merged(signs[pk]), worded(prevalences[pk])
        best, overlaps = headline(figures), links.get(pk, [])
        parts = [link.name for link in overlaps if link.relation == Relation.NARROWER]
        yield DiseaseFacts(
            id=pk,
            key=disease.key,
            orpha_code=disease.orpha_code,
            name=disease.name,
            kind=disease.kind,
            synonyms=to_show(disease.name, names[pk], labels[pk], parts=parts, taken=taken[pk]),
            labels=distinct([*labels[pk], *taken[pk]]),
            codes=tuple(codes[pk]),
            inheritance=tuple(name for name in modes[pk] if name not in SAYS_NOTHING),
            inheritance_note=silence(modes[pk]),
            onset=tuple(name for name in onsets[pk] if name not in SAYS_NOTHING),
            onset_unknown=silence(onsets[pk]),
            genes=in_order(genes[pk]),
            gene_groups=grouped_by_role(genes[pk]),
            subtype_genes=distinct_genes(of_subtypes[pk]),
            prevalence=best,
            spread=spread_of(best, figures),
            prevalences=figures,
            signs=facts,
            telling=telling(facts),
            parents=tuple(parents[pk]),
            links=tuple(overlaps),
            hpo_version=version,
        )


def silence(names: Sequence[str]) -> str:
    """Say in Orphanet's words that it cannot say; empty where it does say something, or nothing at all."""
    if not names or any(name not in SAYS_NOTHING for name in names):
        return ""
    return f"{', '.join(names).capitalize()} (Orphanet)"


def _grouped(rows: Iterable[tuple[Any, ...]], value: Callable[..., T]) -> dict[Any, list[T]]:
    """Put `value(*rest)` of each row under the row's first cell."""
    found: dict[Any, list[T]] = defaultdict(list)
    for pk, *rest in rows:
        found[pk].append(value(*rest))
    return found


def _names(ids: Ids) -> tuple[Grouped[str], Grouped[str], Grouped[str]]:
    """Return Orphanet's synonyms, the other sources' labels, and which of both name another entry.

    What Orphanet calls a synonym stays one although OMIM has an entry of that name (DiGeorge syndrome for 22q11.2 deletion);
    only where Orphanet itself has another entry of that name, it is that entry's.
    """
    synonyms: Grouped[str] = defaultdict(list)
    labels: Grouped[str] = defaultdict(list)
    taken: Grouped[str] = defaultdict(list)
    namesake = Disease.objects.alias(lower=Lower("name")).filter(lower=Lower(OuterRef("text")))
    namesake = namesake.exclude(pk=OuterRef("disease_id")).order_by("-key")  # ORPHA before OMIM
    rows = DiseaseName.objects.filter(disease_id__in=ids).annotate(namesake=Subquery(namesake.values("key")[:1]))
    for pk, source, text, key in rows.order_by("pk").values_list("disease_id", "source", "text", "namesake"):
        is_orphanets = source == Source.ORPHANET
        (synonyms if is_orphanets else labels)[pk].append(text)
        if key and (key.startswith(System.ORPHA) or not is_orphanets):
            taken[pk].append(text)
    return synonyms, labels, taken


def _codes(ids: Ids) -> Grouped[Code]:
    """Return each code once. Where sources disagree on the relation, Orphanet's word stands: the row is its own."""
    rows = CrossReference.objects.filter(disease_id__in=ids).values_list(
        "disease_id", "system", "code", "relation", "source"
    )
    best: dict[int, dict[tuple[str, str], str]] = defaultdict(dict)
    for pk, system, code, relation, source in rows.order_by("pk"):
        if source == Source.ORPHANET:
            best[pk][system, code] = relation
        else:
            best[pk].setdefault((system, code), relation)
    found: Grouped[Code] = defaultdict(list)
    for pk, relations in best.items():
        codes = [
            Code(system, str(System(system).label), code, f"{system}:{code}", relation)
            for (system, code), relation in relations.items()
        ]
        found[pk] = sorted(codes, key=lambda c: (SYSTEMS.index(c.system), c.relation != Relation.EXACT, c.code))
    return found


def _genes(ids: Ids) -> Grouped[GeneFact]:
    rows = DiseaseGene.objects.filter(disease_id__in=ids).order_by("gene__symbol", "pk")
    return _grouped(rows.values_list("disease_id", "gene__symbol", "gene__hgnc_id", "association"), GeneFact)


def _subtype_genes(ids: Ids) -> Grouped[GeneFact]:
    """Return what causes the disorders below each one."""
    wholes = _wholes(ids)
    rows = DiseaseGene.objects.filter(disease_id__in=wholes, association__startswith=CAUSAL).order_by("pk")
    found: Grouped[GeneFact] = defaultdict(list)
    for part, *cells in rows.values_list("disease_id", "gene__symbol", "gene__hgnc_id", "association"):
        for whole in wholes[part]:
            found[whole].append(GeneFact(*cells))
    return found


def _wholes(ids: Ids) -> dict[int, set[int]]:
    """Return the disorders below `ids`, each with those of `ids` that it stands under, level by level."""
    level = {pk: {pk} for pk in ids}
    found: dict[int, set[int]] = defaultdict(set)
    for _ in range(DEEPEST):
        pairs = Disease.parents.through.objects.filter(to_disease_id__in=level, from_disease__is_disorder=True)
        below: dict[int, set[int]] = defaultdict(set)
        for part, whole in pairs.values_list("from_disease_id", "to_disease_id"):
            below[part] |= level[whole]
        for part, wholes in below.items():
            found[part] |= wholes
        level = below
    return found


def _prevalences(ids: Ids) -> Grouped[PrevalenceFact]:
    rows = Prevalence.objects.filter(disease_id__in=ids).order_by("pk")
    return _grouped(
        rows.values_list("disease_id", "kind", "band", "where", "reference", "mean_per_100000"), PrevalenceFact
    )


def _terms(ids: Ids, through: type[Model], name: str) -> Grouped[str]:
    rows: QuerySet[Any] = through._default_manager.filter(disease_id__in=ids)
    return _grouped(rows.order_by(name).values_list("disease_id", name), str)


def _onsets(ids: Ids) -> Grouped[str]:
    rows = Disease.onsets.through.objects.filter(disease_id__in=ids).order_by("onset__rank")
    return _grouped(rows.values_list("disease_id", "onset__name"), str)


def _parents(ids: Ids) -> Grouped[GroupFact]:
    rows = Disease.parents.through.objects.filter(from_disease_id__in=ids).order_by("to_disease__name")
    return _grouped(
        rows.values_list("from_disease_id", "to_disease_id", "to_disease__key", "to_disease__name"), GroupFact
    )


def _links(ids: Ids) -> Grouped[LinkFact]:
    """Return overlaps from both ends: what is broader than the one is narrower than the other."""
    ours = DiseaseLink.objects.filter(disease_id__in=ids).order_by("relation", "other__name")
    found = _grouped(ours.values_list("disease_id", "other_id", "other__key", "other__name", "relation"), LinkFact)
    theirs = DiseaseLink.objects.filter(other_id__in=ids).order_by("relation", "disease__name")
    for pk, other, key, name, relation in theirs.values_list(
        "other_id", "disease_id", "disease__key", "disease__name", "relation"
    ):
        found[pk].append(LinkFact(other, key, name, OPPOSITE.get(Relation(relation), Relation(relation)).value))
    return {pk: list(dict.fromkeys(links)) for pk, links in found.items()}


def _signs(ids: Ids) -> Grouped[SignRow]:
    """Return phenotypic abnormalities only: rows on inheritance and course are said better by other facts."""
    rows = DiseaseSign.objects.filter(disease_id__in=ids, kind=DiseaseSign.Kind.PHENOTYPE).order_by("pk")
    return _grouped(
        rows.values_list(
            "disease_id", "sign__hpo_id", "sign__name", "sign__information", "sign__system__hpo_id",
            "sign__system__name", "source", "source_id", "is_absent", "patients_with", "patients", "low", "high",
            "reference", "sex",
        ),
        _sign_row,
    )  # fmt: skip


def _sign_row(hpo_id: str, name: str, information: float, *rest: Any) -> SignRow:
    system_id, system_name, source, *cells = rest
    return SignRow(hpo_id, name, organ_system(system_id, system_name), information, source == Source.ORPHANET, *cells)
