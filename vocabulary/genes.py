"""What a gene does in a disease, by Orphanet's classes of association, and in which order genes are named."""

from collections.abc import Iterable, Sequence

from vocabulary.facts import GeneFact, GeneGroup

CAUSAL = "Disease-causing"
# How Orphanet's wording begins, and the words for one and for several; what says more of the disease comes first.
ROLES = (
    (CAUSAL, "disease-causing gene", "disease-causing genes"),
    ("Part of a fusion gene", "fusion gene", "fusion genes"),
    ("Role in the phenotype", "gene with a role in the phenotype", "genes with a role in the phenotype"),
    ("Major susceptibility factor", "susceptibility gene", "susceptibility genes"),
    ("Candidate gene", "candidate gene", "candidate genes"),
    ("Modifying", "modifying gene", "modifying genes"),
    ("", "other gene", "other genes"),
)


def in_order(genes: Iterable[GeneFact]) -> tuple[GeneFact, ...]:
    """Return the genes by what they do, disease-causing first, then by symbol."""
    return tuple(sorted(genes, key=lambda gene: (_role(gene), gene.symbol)))


def distinct_genes(genes: Iterable[GeneFact]) -> tuple[GeneFact, ...]:
    """Return each symbol once, with the association that comes first in the order."""
    found: dict[str, GeneFact] = {}
    for gene in in_order(genes):
        found.setdefault(gene.symbol, gene)
    return tuple(found.values())


def grouped_by_role(genes: Sequence[GeneFact]) -> tuple[GeneGroup, ...]:
    """Return the genes role by role; a gene with two roles stands under the first alone."""
    groups: dict[int, list[str]] = {}
    for gene in distinct_genes(genes):
        groups.setdefault(_role(gene), []).append(gene.symbol)
    return tuple(_group(role, symbols) for role, symbols in groups.items())


def _role(gene: GeneFact) -> int:
    return next(place for place, (start, *_) in enumerate(ROLES) if gene.association.startswith(start))


def _group(role: int, symbols: Sequence[str]) -> GeneGroup:
    start, one, several = ROLES[role]
    return GeneGroup(one if len(symbols) == 1 else several, tuple(symbols), start == CAUSAL)
