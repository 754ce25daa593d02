"""What the search learns of a page: its names and the short words beside its title."""

import pytest

from common.entries import EntrySign, NameKind
from content.models import DiseasePage, PageDocument
from content.search_entries import all_entries, page_entry
from tests.factories.content import make_article, make_disease_page
from tests.factories.diseases import make_bare_disease, make_disease
from tests.factories.vocabulary import SignFactory
from vocabulary.models import DiseaseGene, Gene, Sign

pytestmark = pytest.mark.django_db


def test_names_of_editors_stand_after_those_of_the_sources_and_before_derived_initials():
    page = make_disease_page(
        disease=make_disease("Acute intermittent porphyria", 79276), search_names=" HMBS deficiency, ,AIP porphyria,"
    )
    names = page_entry(page).names
    synonyms = [name.text for name in names if name.kind == NameKind.SYNONYM]
    assert synonyms[0] == "CTX" and synonyms[-2:] == ["HMBS deficiency", "AIP porphyria"]
    assert [name.text for name in names if name.kind == NameKind.LABEL] == ["AIP"]


def test_initials_that_a_source_or_an_editor_gives_are_not_derived_again():
    page = make_disease_page(disease=make_bare_disease("Acute intermittent porphyria", 79276), search_names="aip")
    assert [(name.text, name.kind) for name in page_entry(page).names if name.text.upper() == "AIP"] == [
        ("aip", NameKind.SYNONYM)
    ]


def test_a_disease_is_found_by_what_it_shows_and_by_broader_terms_on_its_own_and_in_bulk():
    page = make_disease_page()
    broader = SignFactory(hpo_id="HP:0099999", system=Sign.objects.get(hpo_id="HP:0000478"))
    Sign.objects.get(hpo_id="HP:0001118").parents.add(broader)

    assert page_entry(page).signs == [
        EntrySign("HP:0001118", 4),
        EntrySign("HP:0001251", 3),
        EntrySign("HP:0001300", 2),
        EntrySign("HP:0002028", 1),
        EntrySign("HP:0099999", 1),
    ]
    [entry] = (entry for entry in all_entries() if entry.kind == "disease")
    assert entry == page_entry(page)


def test_former_symbols_stand_after_the_genes_each_once_on_its_own_and_in_bulk():
    disease = make_bare_disease("Deafness, digenic", 90635)
    for symbol in ("GJB6", "GJB2", "NEW1"):
        gene = Gene.objects.create(symbol=symbol)
        DiseaseGene.objects.create(disease=disease, gene=gene, association="Disease-causing germline mutation(s) in")
    page = make_disease_page(disease=disease)
    last = [(name.text, name.kind) for name in page_entry(page).names][-7:]

    assert last[:3] == [(symbol, NameKind.GENE) for symbol in ("GJB2", "GJB6", "NEW1")]
    assert last[3:] == [(symbol, NameKind.FORMER_GENE) for symbol in ("CX26", "DFNA3", "DFNB1", "ED2")]
    [entry] = (entry for entry in all_entries() if entry.kind == "disease")
    assert entry == page_entry(page)


def test_a_demonstration_is_never_called_reviewed():
    page = make_disease_page(curated=True, is_demonstration=True)
    notes = [*page_entry(page).notes, *page_entry(make_article(is_demonstration=True)).notes]
    assert notes.count("Demonstration, not reviewed") == 2
    assert not any(note.startswith("Reviewed") for note in notes)
    assert "Demonstration, not reviewed" not in page_entry(make_article(title="A real one")).notes


def test_byline_and_print_footer_of_a_demonstration_speak_of_a_sample(client):
    page = make_disease_page(curated=True, is_demonstration=True)
    html = " ".join(client.get(page.url).content.decode().split())
    assert "Written by russet-plover-07 (metabolic medicine). Sample reviewer: slate-ibis-31 (neurology)." in html
    assert "demonstration content, not reviewed by a physician, sample date 12 May 2026" in html
    DiseasePage.objects.update(is_demonstration=False)
    html = " ".join(client.get(page.url).content.decode().split())
    assert "(metabolic medicine), reviewed by slate-ibis-31 (neurology)." in html


def test_the_editors_warning_stands_under_the_heading_of_the_signs_and_in_the_api(client):
    page = make_disease_page(curated=True, signs_note="Wheals speak against it.")
    html = " ".join(client.get(page.url).content.decode().split())
    assert 'Signs and how often</h2> <p class="note note-warn small">Wheals speak against it.</p>' in html
    assert b'"signs_note":"Wheals speak against it."' in bytes(PageDocument.objects.get(page_id=page.pk).body)
