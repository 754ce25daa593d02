import pytest

from tests.factories.vocabulary import CrossReferenceFactory, DiseaseFactory, DiseaseNameFactory, DiseaseSignFactory
from vocabulary.models import Disease, DiseaseGene, DiseaseLink, Gene, Relation, Sign, Source, System
from vocabulary.querysets import credits, facts_in_bulk, facts_of, hpo_version

pytestmark = pytest.mark.django_db


def facts(key: str):
    return facts_of(Disease.objects.get(key=key))


def test_facts_hold_what_every_source_says(loaded):
    found = facts("ORPHA:909")

    assert (found.key, found.orpha_code, found.name) == ("ORPHA:909", 909, "Cerebrotendinous xanthomatosis")
    assert found.synonyms == ("CTX", "Sterol 27-hydroxylase deficiency", "Cholestanol storage disease")
    assert found.labels == ("Cholestanol storage disease", "obsolete cerebrotendinous disease")
    assert [code.text for code in found.codes] == ["ORPHA:909", "OMIM:213700", "MONDO:0008948", "ICD10CM:E75.5"]
    assert (found.inheritance, found.onset) == (("Autosomal recessive",), ("Neonatal", "Infancy"))
    assert [(gene.symbol, gene.hgnc_id) for gene in found.genes] == [("CYP27A1", "2605")]
    assert found.prevalence.band == "1–9 in 1\u202f000\u202f000"
    assert [group.key for group in found.parents] == ["ORPHA:79213"]
    assert found.hpo_version == "2025-01-16"


def test_facts_merge_the_signs_of_all_rows(loaded):
    found = {(sign.hpo_id, sign.is_absent): sign for sign in facts("ORPHA:909").signs}

    # Orphanet excludes the seizure that a paper counted; its class of the cataract replaces the older copy at HPO.
    assert found["HP:0001250", False].label == "12 of 30 patients (40\u202f%)"
    assert found["HP:0001250", False].system == "Nervous system"
    assert found["HP:0001250", True].sources == ("Orphanet",)
    assert (found["HP:0001118", False].low, found["HP:0001118", False].also) == (80, ())
    assert len(found) == 3  # the row on inheritance is no sign
    assert [sign.name for sign in facts("ORPHA:909").telling] == ["Juvenile cataract", "Seizure"]


def test_links_are_read_from_both_ends(loaded):
    [narrower] = facts("ORPHA:558").links
    [broader] = facts("OMIM:154700").links

    assert (narrower.key, narrower.relation) == ("OMIM:154700", "narrower")
    assert (broader.key, broader.relation) == ("ORPHA:558", "broader")


def test_two_diseases_that_name_each_other_are_linked_once():
    one, other = DiseaseFactory.create_batch(2)
    DiseaseLink.objects.create(disease=one, other=other, relation=Relation.NARROWER, source=Source.ORPHANET)
    DiseaseLink.objects.create(disease=other, other=one, relation=Relation.BROADER, source=Source.ORPHANET)

    assert len(facts_of(one).links) == 1


def test_orphanet_has_the_last_word_on_the_relation_of_a_code(loaded):
    relations = {code.text: code.relation for code in facts("ORPHA:558").codes}

    assert relations["OMIM:154700"] == "narrower"  # Mondo calls it exact


def test_orphanet_has_the_last_word_also_when_its_row_is_younger():
    theirs = CrossReferenceFactory(source=Source.MONDO, relation=Relation.EXACT)
    CrossReferenceFactory(disease=theirs.disease, code=theirs.code, relation=Relation.BROADER)

    assert [code.relation for code in facts_of(theirs.disease).codes] == ["broader"]


def test_only_codes_that_are_exact_stand_at_the_head_and_no_foundation_id():
    disease = DiseaseFactory()
    for system, code, relation in (("OMIM", "1", "exact"), ("ICD11", "2", "exact"), ("OMIM", "3", "broader")):
        CrossReferenceFactory(disease=disease, system=system, code=code, relation=relation)

    found = facts_of(disease)

    assert [code.text for code in found.head_codes] == ["OMIM:1"]
    assert [code.text for code in found.exact_codes] == ["OMIM:1", "ICD11:2"]
    assert [(code.text, code.how_related) for code in found.near_codes] == [("OMIM:3", "covers more than this entry")]
    assert System.ICD11.label == "ICD-11 Foundation"


def test_a_code_whose_own_entry_is_linked_is_not_said_twice(loaded):
    assert [code.text for code in facts("ORPHA:558").near_codes] == ["OMIM:600000", "OMIM:610168"]


def causes(disease, *symbols, association="Disease-causing germline mutation(s) in") -> None:
    for symbol in symbols:
        gene, _ = Gene.objects.get_or_create(symbol=symbol)
        DiseaseGene.objects.create(disease=disease, gene=gene, association=association)


def test_a_disease_without_genes_has_those_that_cause_its_subtypes():
    group, whole, part, finer = DiseaseFactory(group=True), *DiseaseFactory.create_batch(3)
    whole.parents.add(group)
    part.parents.add(whole)
    finer.parents.add(part)
    causes(part, "TGFBR2", "FBN1")
    causes(finer, "FBN1", "DEEP")
    causes(part, "MODIFIER", association="Modifying germline mutation in")

    found = {
        one.id: [gene.symbol for gene in one.subtype_genes] for one in facts_in_bulk([group.pk, whole.pk, part.pk])
    }

    assert found == {group.pk: [], whole.pk: ["DEEP", "FBN1", "TGFBR2"], part.pk: []}


@pytest.mark.parametrize("wholes", [1, 4])
def test_the_genes_of_subtypes_cost_three_queries_however_many_diseases_ask(django_assert_num_queries, wholes):
    diseases = DiseaseFactory.create_batch(wholes)
    for whole in diseases:
        part = DiseaseFactory()
        part.parents.add(whole)
        causes(part, f"GENE{part.pk}")

    with django_assert_num_queries(1 + 11 + 3):  # two levels, the second empty, and the genes
        assert all(one.subtype_genes for one in facts_in_bulk([disease.pk for disease in diseases]))


@pytest.mark.parametrize(
    ("source", "other", "shown"),
    [
        (Source.MONDO, {"omim": True}, False),
        (Source.MONDO, {}, False),
        (Source.ORPHANET, {}, False),
        (Source.ORPHANET, {"omim": True}, True),
    ],
)
def test_a_name_of_another_entry_is_no_synonym_but_finds_the_disease(source, other, shown):
    name = DiseaseNameFactory(text="DiGeorge syndrome", source=source)
    DiseaseFactory(name="DIGEORGE syndrome", **other)

    found = facts_of(name.disease)

    assert (name.text in found.synonyms) is shown
    assert shown or name.text in found.labels


def test_where_orphanet_says_only_that_it_cannot_say_that_is_noted():
    disease = DiseaseFactory()
    disease.modes.create(name="Unknown")
    disease.modes.create(name="Not applicable")
    disease.onsets.create(name="No data available", rank=99)

    found = facts_of(disease)

    assert (found.inheritance_note, found.onset_unknown) == (
        "Not applicable, unknown (Orphanet)",
        "No data available (Orphanet)",
    )
    assert facts_of(DiseaseFactory()).inheritance_note == ""


def test_words_that_say_nothing_are_no_facts():
    disease = DiseaseFactory()
    for name in ("Unknown", "Not applicable", "Autosomal dominant"):
        disease.modes.create(name=name)
    disease.onsets.create(name="No data available", rank=99)

    assert facts_of(disease).inheritance == ("Autosomal dominant",)
    assert facts_of(disease).inheritance_note == ""
    assert facts_of(disease).onset == ()


def test_a_disease_of_which_nothing_is_known_has_empty_facts():
    found = facts_of(DiseaseFactory())

    assert found.prevalence is None
    assert (found.signs, found.telling, found.codes, found.genes, found.hpo_version) == ((), (), (), (), "")


@pytest.mark.parametrize("diseases", [1, 5])
def test_the_number_of_queries_depends_neither_on_diseases_nor_on_rows(django_assert_num_queries, diseases):
    ids = []
    for disease in DiseaseFactory.create_batch(diseases):
        DiseaseNameFactory.create_batch(2, disease=disease)
        DiseaseSignFactory.create_batch(3, disease=disease)
        CrossReferenceFactory.create_batch(2, disease=disease)
        ids.append(disease.pk)

    with django_assert_num_queries(13):
        found = list(facts_in_bulk(ids))

    assert [len(one.signs) for one in found] == [3] * diseases


def test_facts_of_one_disease_cost_as_many_queries_as_a_chunk(loaded, django_assert_num_queries):
    disease = Disease.objects.get(key="ORPHA:909")

    with django_assert_num_queries(12):
        facts_of(disease)


def test_many_chunks_give_the_facts_in_the_order_asked(django_assert_num_queries):
    ids = [disease.pk for disease in DiseaseFactory.create_batch(5)][::-1]

    with django_assert_num_queries(1 + 3 * 12):
        found = [one.id for one in facts_in_bulk([*ids, 0], chunk=2)]

    assert found == ids


def test_the_facts_in_bulk_are_those_of_each_disease(loaded):
    ids = list(Disease.objects.values_list("pk", flat=True))

    assert list(facts_in_bulk(ids)) == [facts_of(disease) for disease in Disease.objects.in_bulk(ids).values()]


def test_credits_name_every_source_with_its_release(loaded):
    found = {credit.source: credit for credit in credits()}

    assert set(found) == {"hpo", "hpoa", "orphanet", "mondo", "cases"}
    assert "This service uses the Human Phenotype Ontology (version 2025-01-16)." in found["hpo"].text
    assert found["orphanet"].licence == "CC BY 4.0"


def test_before_the_first_load_there_is_no_version():
    assert (hpo_version(), credits()) == ("", ())


def test_diseases_are_found_by_code_and_by_exact_code(loaded):
    marfan = Disease.objects.get(key="ORPHA:558")

    assert set(Disease.objects.with_code("OMIM", "610168")) == {marfan}
    assert not Disease.objects.exactly("OMIM", "610168")
    assert Disease.objects.exactly("ORPHA", "558").get() == marfan


def test_diseases_are_found_by_a_sign_that_they_show():
    shown = DiseaseSignFactory()
    DiseaseSignFactory(sign=shown.sign, is_absent=True)

    assert Disease.objects.with_sign(shown.sign.hpo_id).get() == shown.disease


def test_used_signs_are_those_that_tell_something(loaded):
    assert set(Sign.objects.used().values_list("hpo_id", flat=True)) == {
        "HP:0000478", "HP:0000707", "HP:0001118", "HP:0001250",
    }  # fmt: skip
