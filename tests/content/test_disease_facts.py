"""What the sources say of a disease, on its page, in the API and in the search."""

import json

import pytest

from common.entries import NameKind
from content.models import PageDocument
from content.search_entries import page_entry
from tests.factories.content import make_disease_page
from tests.factories.diseases import make_bare_disease, make_disease
from vocabulary.models import CrossReference, DiseaseGene, Gene, Prevalence, Source

pytestmark = pytest.mark.django_db

CAUSES = "Disease-causing germline mutation(s) in"
THIN = "\u202f"


def add_genes(disease, *symbols, association=CAUSES) -> None:
    for symbol in symbols:
        gene, _ = Gene.objects.get_or_create(symbol=symbol)
        DiseaseGene.objects.create(disease=disease, gene=gene, association=association)


def html_of(client, page) -> str:
    return " ".join(client.get(page.url).content.decode().split())


def answer_of(page) -> dict:
    return json.loads(bytes(PageDocument.objects.get(page_id=page.pk).body))


def genes_in_search(page) -> list[str]:
    return [name.text for name in page_entry(page).names if name.kind == NameKind.GENE]


def test_genes_of_subtypes_are_shown_given_and_found(client):
    marfan, subtype = make_bare_disease("Marfan syndrome", 558), make_bare_disease("Marfan syndrome type 1", 284963)
    subtype.parents.add(marfan)
    add_genes(subtype, "TGFBR2", "FBN1")
    page = make_disease_page(disease=marfan)

    assert "<small>Recorded for subtypes:</small> FBN1, TGFBR2</dd>" in html_of(client, page)
    assert [gene["symbol"] for gene in answer_of(page)["subtype_genes"]] == ["FBN1", "TGFBR2"]
    assert genes_in_search(page) == ["FBN1", "TGFBR2"]


def test_genes_that_cause_the_disease_come_first_and_the_others_are_counted(client):
    disease = make_bare_disease("Cystic fibrosis", 586)
    add_genes(disease, "CEACAM3", "CLCA4", association="Modifying germline mutation in")
    add_genes(disease, "CFTR")
    page = make_disease_page(disease=disease)

    assert "<dt>Gene</dt> <dd> CFTR <small>and 2 modifying genes</small>" in html_of(client, page)
    assert [gene["symbol"] for gene in answer_of(page)["genes"]] == ["CFTR", "CEACAM3", "CLCA4"]
    assert genes_in_search(page) == ["CFTR", "CEACAM3", "CLCA4"]


def test_the_strip_says_that_orphanet_cannot_say(client):
    disease = make_bare_disease("Turner syndrome", 881)
    disease.modes.create(name="Not applicable")
    page = make_disease_page(disease=disease)

    assert '<dt>Inheritance</dt> <dd class="unknown">Not applicable (Orphanet)</dd>' in html_of(client, page)
    assert answer_of(page)["inheritance_note"] == "Not applicable (Orphanet)"


def test_only_exact_codes_are_the_codes_and_a_foundation_id_is_listed_apart(client):
    disease = make_bare_disease("Hereditary angioedema type 2", 100051)
    for system, code, relation in (
        ("OMIM", "106100", "broader"),
        ("ICD11", "236564145", "exact"),
        ("MESH", "D1", "exact"),
    ):
        CrossReference.objects.create(
            disease=disease, system=system, code=code, relation=relation, source=Source.ORPHANET
        )
    page = make_disease_page(disease=disease)
    html, answer = html_of(client, page), answer_of(page)

    assert 'data-copy="MESH:D1"' in html
    assert 'data-copy="ICD11' not in html
    assert 'ICD-11 Foundation <span class="num">236564145</span>' in html
    assert "<li>OMIM:106100 covers more than this entry (Orphanet)</li>" in html
    assert answer["codes"] == ["ICD11:236564145", "MESH:D1"]
    assert {row["text"]: row["relation"] for row in answer["references"]}["OMIM:106100"] == "broader"


def test_figures_that_lie_far_apart_are_told_under_the_headline(client):
    page = make_disease_page(disease=make_disease())
    assert answer_of(page)["prevalence"]["spread"] == ""
    Prevalence.objects.create(disease=page.disease, kind="Point prevalence", band=">1 / 1000", where="Bahrain")
    page.save_revision().publish()
    spread = f"other figures: 1–9 in 100{THIN}000 to >1 in 1000; see all 3"

    html = client.get(page.url).content.decode()
    assert f'<a href="#figures">{spread.capitalize().replace(">", "&gt;")}</a>' in html
    assert answer_of(page)["prevalence"]["spread"] == spread


def test_the_figure_of_a_single_country_is_named_as_such(client):
    disease = make_bare_disease("Rare here, common there", 42)
    Prevalence.objects.create(disease=disease, kind="Point prevalence", band=">1 / 1000", where="Bahrain")
    page = make_disease_page(disease=disease)

    assert "Bahrain: &gt;1 in 1000 <small>point prevalence; no worldwide figure of this kind</small>" in html_of(
        client, page
    )
    assert "Bahrain: >1 in 1000" in page_entry(page).notes
