"""What the tables hold after a load, after a second one, and after one of a changed source."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import models

from tests.factories.vocabulary import DiseaseSignFactory
from tests.vocabulary.files import CASES, HPOA_ROWS, MONDO, OBO, ORPHANET
from vocabulary.models import (
    CrossReference,
    Disease,
    DiseaseGene,
    DiseaseLink,
    DiseaseName,
    DiseaseSign,
    Gene,
    LoadRun,
    Prevalence,
    Sign,
    SignAlias,
    SignName,
    SolvedCase,
    Source,
    SourceRelease,
)

pytestmark = pytest.mark.django_db


def codes_of(key: str, source: str) -> set[tuple[str, str, str]]:
    rows = CrossReference.objects.filter(disease__key=key, source=source)
    return set(rows.values_list("system", "code", "relation"))


def keys() -> dict[str, int]:
    return dict(Disease.objects.values_list("key", "pk"))


def test_orphanet_entities_become_diseases_and_groups(loaded):
    assert set(Disease.objects.disorders().values_list("key", flat=True)) == {"ORPHA:909", "ORPHA:558"}
    assert Disease.objects.get(key="ORPHA:79213").kind == "Category"
    assert Disease.objects.get(key="ORPHA:909").parents.get().key == "ORPHA:79213"
    assert DiseaseGene.objects.get().gene.symbol == "CYP27A1"
    assert Prevalence.objects.get().band == "1-9 / 1 000 000"
    assert [onset.name for onset in Disease.objects.get(key="ORPHA:909").onsets.all()] == ["Neonatal", "Infancy"]


def test_an_omim_entry_that_is_exactly_an_orphanet_one_shares_its_row(loaded):
    rows = DiseaseSign.objects.filter(disease__key="ORPHA:909", source=Source.HPO)

    assert "OMIM:213700" not in keys()
    assert set(rows.values_list("source_id", flat=True)) == {"OMIM:213700", "ORPHA:909"}
    assert DiseaseName.objects.get(source=Source.HPO).text == "Cholestanol storage disease"


def test_a_narrower_omim_entry_stays_a_row_of_its_own_that_is_linked(loaded):
    link = DiseaseLink.objects.get()

    assert (link.disease.key, link.other.key, link.relation) == ("ORPHA:558", "OMIM:154700", "narrower")
    assert Disease.objects.get(key="OMIM:154700").kind == "OMIM entry"
    assert codes_of("ORPHA:558", Source.ORPHANET) == {
        ("ORPHA", "558", "exact"),
        ("OMIM", "154700", "narrower"),
        ("OMIM", "610168", "broader"),
        ("OMIM", "600000", "related"),
    }


def test_an_entry_that_orphanet_withdrew_is_kept_without_a_right_to_a_page(loaded):
    disease = Disease.objects.get(key="ORPHA:77777")

    assert (disease.kind, disease.is_disorder, disease.disease_signs.count()) == ("Retired entry", False, 1)


def test_mondo_codes_go_to_the_disease_of_the_orpha_code_or_else_of_the_omim_id(loaded):
    assert codes_of("ORPHA:909", Source.MONDO) == {("MONDO", "0008948", "exact"), ("ICD10CM", "E75.5", "exact")}
    assert codes_of("OMIM:100001", Source.MONDO) == {("MONDO", "0000003", "exact"), ("OMIM", "100001", "exact")}
    assert not CrossReference.objects.filter(system="MESH").exists()


def test_labels_of_other_sources_are_kept_where_they_are_new_also_when_obsolete(loaded):
    labels = DiseaseName.objects.filter(source=Source.MONDO).values_list("disease__key", "text")

    assert set(labels) == {
        ("ORPHA:909", "obsolete cerebrotendinous disease"),
        ("OMIM:100001", "known by its OMIM id"),
    }


def test_replaced_hpo_ids_lead_to_the_current_sign(loaded):
    seizure = Sign.objects.get(hpo_id="HP:0001250")

    assert set(SignAlias.objects.values_list("hpo_id", "sign")) == {
        ("HP:0000057", seizure.pk),
        ("HP:0001275", seizure.pk),
    }
    assert Sign.objects.by_id("HP:0000057").get() == seizure
    assert DiseaseSign.objects.get(source_id="OMIM:154700").sign == seizure
    assert DiseaseSign.objects.get(sign=seizure, source=Source.ORPHANET).is_absent
    assert SolvedCase.objects.get(case_id="case-1").present == ["HP:0001250", "HP:0001118"]


def test_signs_have_names_and_an_organ_system(loaded):
    seizure = Sign.objects.get(hpo_id="HP:0001250")

    assert seizure.system.hpo_id == "HP:0000707"
    assert Sign.objects.get(hpo_id="HP:0000006").system is None
    assert set(SignName.objects.filter(sign=seizure).values_list("text", "is_lay")) == {
        ("Epilepsy", True),
        ("Seizures", False),
    }


def test_a_sign_of_fewer_diseases_tells_more(loaded):
    information = dict(Sign.objects.values_list("hpo_id", "information"))

    # Three diseases have a sign: two a seizure or an absent one, two a cataract, all an abnormality.
    assert information["HP:0001250"] == pytest.approx(0.405, abs=0.001)
    assert information["HP:0000707"] == information["HP:0001250"]
    assert information["HP:0000118"] == 0


def test_frequencies_stand_as_in_the_source(loaded):
    rows = DiseaseSign.objects.filter(source=Source.HPO, kind="P")
    found = {row.source_id: (row.patients_with, row.patients, row.low, row.high, row.is_absent) for row in rows}

    assert found == {
        "OMIM:213700": (12, 30, 40, 40, False),
        "OMIM:154700": (None, None, 45, 45, False),
        "OMIM:100001": (None, None, None, None, True),
        "ORPHA:909": (None, None, 30, 79, False),
        "ORPHA:77777": (None, None, 80, 99, False),
    }


def test_cases_are_tied_to_their_disease_where_the_hub_has_it(loaded):
    assert SolvedCase.objects.get(case_id="case-1").disease.key == "ORPHA:909"
    assert SolvedCase.objects.get(case_id="case-2").disease is None


def test_every_source_tells_its_release_and_what_was_left_out(loaded):
    versions = dict(SourceRelease.objects.values_list("source", "version"))
    messages = dict(LoadRun.objects.filter(outcome="loaded").values_list("source", "message"))

    assert versions[Source.HPO] == versions[Source.HPOA] == "2025-01-16"
    assert versions[Source.ORPHANET].startswith("orphanet.jsonl.gz, ")
    assert messages[Source.ORPHANET] == "1 signs unknown to this HPO release left out (HP:9999999)"
    assert messages[Source.HPOA] == "1 rows of DECIPHER left out (DECIPHER:16)"


def test_a_second_load_says_that_nothing_changed_and_changes_nothing(loaded):
    loaded_at = list(SourceRelease.objects.values_list("loaded_at", flat=True))
    output = StringIO()

    call_command("load_vocabulary", *loaded.arguments(), stdout=output)

    assert output.getvalue().count("nothing changed.") == 5
    assert list(SourceRelease.objects.values_list("loaded_at", flat=True)) == loaded_at
    assert LoadRun.objects.filter(outcome="unchanged").count() == 5


def counts() -> dict[str, int]:
    found: list[type[models.Model]] = [
        Disease, DiseaseName, DiseaseSign, DiseaseGene, DiseaseLink, CrossReference, Prevalence, Gene, Sign, SignName,
        SignAlias, SolvedCase, Disease.parents.through, Disease.modes.through, Sign.parents.through,
    ]  # fmt: skip
    return {model.__name__: model._default_manager.count() for model in found}


def test_loading_the_same_rows_again_keeps_their_number_and_all_primary_keys(loaded):
    before, diseases, signs = counts(), keys(), dict(Sign.objects.values_list("hpo_id", "pk"))
    SourceRelease.objects.update(checksum="of an older loader")

    outcomes = loaded.load()

    assert all(outcome.is_changed for outcome in outcomes)
    assert counts() == before
    assert keys() == diseases
    assert dict(Sign.objects.values_list("hpo_id", "pk")) == signs


def test_a_changed_source_renews_itself_and_what_builds_on_it(loaded):
    loaded.write_mondo(MONDO[:2])

    changed = [outcome.source for outcome in loaded.load() if outcome.is_changed]

    assert changed == [Source.MONDO, Source.CASES]
    assert codes_of("ORPHA:558", Source.MONDO) == set()


def test_a_disease_that_no_source_has_any_longer_goes(loaded):
    before = keys()
    loaded.write_orphanet([ORPHANET[0], ORPHANET[2]])

    loaded.load()

    assert before.keys() - keys().keys() == {"ORPHA:558"}
    assert keys().items() <= before.items()


def test_an_omim_entry_that_shares_the_row_of_another_disease_is_a_code_and_no_link(loaded):
    # OMIM:213700 is exactly ORPHA:909 and broader than ORPHA:558: nobody says that ORPHA:909 is broader than ORPHA:558.
    loaded.write_orphanet([ORPHANET[0], {**ORPHANET[1], "omim": [["213700", "orpha_narrower"]]}, ORPHANET[2]])

    loaded.load()

    assert not DiseaseLink.objects.exists()
    assert ("OMIM", "213700", "broader") in codes_of("ORPHA:558", Source.ORPHANET)


def test_an_omim_entry_that_becomes_exactly_an_orphanet_one_moves_to_its_row(loaded):
    loaded.write_orphanet([ORPHANET[0], {**ORPHANET[1], "omim": [["154700", "exact"]]}, ORPHANET[2]])

    loaded.load()

    assert "OMIM:154700" not in keys()
    assert DiseaseSign.objects.get(source_id="OMIM:154700").disease.key == "ORPHA:558"
    assert not DiseaseLink.objects.exists()


def test_a_term_that_vanishes_hands_its_rows_to_its_replacement(loaded):
    cataract = Sign.objects.get(hpo_id="HP:0001118")
    loaded.write_obo(OBO.replace("id: HP:0001118\n", "id: HP:0000518\nalt_id: HP:0001118\n"))

    loaded.load()

    assert not Sign.objects.filter(pk=cataract.pk).exists()
    assert DiseaseSign.objects.filter(sign__hpo_id="HP:0000518").count() == 4


def test_a_vanished_term_without_replacement_stays_while_a_row_uses_it(loaded):
    loaded.write_obo(OBO.replace("[Typedef]", "[Term]\nid: HP:0009999\nname: Short-lived\n\n[Typedef]"))
    loaded.load()
    DiseaseSignFactory(sign=Sign.objects.get(hpo_id="HP:0009999"), source=Source.CASES)
    loaded.write_obo()

    loaded.load()

    assert Sign.objects.filter(hpo_id="HP:0009999").exists()


def test_a_case_that_is_gone_from_the_file_goes(loaded):
    loaded.write_cases(CASES[:1])

    loaded.load()

    assert [case.case_id for case in SolvedCase.objects.all()] == ["case-1"]


def test_annotations_of_one_disease_count_for_their_own_source_only(loaded):
    loaded.write_hpoa([*HPOA_ROWS, ("OMIM:213700", "x", "", "HP:0001118", "PMID:9", "1/1", "P")])

    loaded.load()

    assert DiseaseSign.objects.filter(disease__key="ORPHA:909", source=Source.ORPHANET).count() == 2
    assert DiseaseSign.objects.filter(disease__key="ORPHA:909", source=Source.HPO).count() == 4
