import pytest

from vocabulary.facts import GeneFact
from vocabulary.genes import distinct_genes, grouped_by_role, in_order

CAUSES = "Disease-causing germline mutation(s) in"
MODIFIES = "Modifying germline mutation in"


def genes(*pairs) -> list[GeneFact]:
    return [GeneFact(symbol, "", association) for symbol, association in pairs]


def test_what_causes_the_disease_comes_first_whatever_its_symbol():
    found = in_order(
        genes(("CEACAM3", MODIFIES), ("CFTR", CAUSES), ("B", "Major susceptibility factor in"), ("A", CAUSES))
    )

    assert [gene.symbol for gene in found] == ["A", "CFTR", "B", "CEACAM3"]


def test_a_gene_with_two_roles_is_named_under_the_first_alone():
    given = genes(("SNCA", MODIFIES), ("SNCA", CAUSES), ("APOE", MODIFIES), ("SNCA", "Role in the phenotype of"))

    assert [(group.words, group.symbols, group.is_causal) for group in grouped_by_role(given)] == [
        ("disease-causing gene", ("SNCA",), True),
        ("modifying gene", ("APOE",), False),
    ]
    assert [gene.association for gene in distinct_genes(given)] == [CAUSES, MODIFIES]


@pytest.mark.parametrize(
    ("association", "words"),
    [
        ("Disease-causing somatic mutation(s) in", "disease-causing genes"),
        ("Part of a fusion gene in", "fusion genes"),
        ("Role in the phenotype of", "genes with a role in the phenotype"),
        ("Major susceptibility factor in", "susceptibility genes"),
        ("Candidate gene tested in", "candidate genes"),
        ("Modifying germline mutation in", "modifying genes"),
        ("A wording of a later release", "other genes"),
    ],
)
def test_a_role_is_worded_by_orphanets_class(association, words):
    [group] = grouped_by_role(genes(("A", association), ("B", association)))

    assert group.words == words
