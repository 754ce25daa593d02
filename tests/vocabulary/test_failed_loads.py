"""A source that cannot be loaded leaves everything as it was, says why, and is remembered as failed."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories.polls import PollFactory
from tests.vocabulary.files import HPOA_ROWS, ORPHANET
from tests.vocabulary.test_load_vocabulary import counts
from vocabulary.models import Disease, LoadRun, Sign, Source, SourceRelease
from vocabulary.sources.errors import SourceError

pytestmark = pytest.mark.django_db


def states() -> dict[str, tuple[str, str]]:
    return {row.source: (row.checksum, row.version) for row in SourceRelease.objects.all()}


def damage(files, source: str) -> None:
    """Break the last row, after the loader has written the ones before."""
    match source:
        case "hpo":
            files.write_obo(files.obo.read_text().replace("name: Juvenile cataract", "no tag"))
        case "orphanet":
            files.write_orphanet([*ORPHANET, {"orpha": "1"}])
        case "hpoa":
            files.write_hpoa([*HPOA_ROWS, ("OMIM:1", "x", "", "HP:7777777", "PMID:1", "", "P")])
        case "mondo":
            files.write_mondo([("MONDO:0008948", "x", "ORPHA", "909"), ("MONDO:0008948", "x", "SNOMED", "1")])
        case "cases":
            files.write_cases([{"id": "1"}])


@pytest.mark.parametrize("source", ["hpo", "orphanet", "hpoa", "mondo", "cases"])
def test_a_malformed_file_leaves_its_source_as_it_was(loaded, source):
    before, releases = counts(), states()
    damage(loaded, source)

    with pytest.raises(SourceError) as caught:
        loaded.load()

    assert caught.value.line > 0
    assert counts() == before
    assert states()[source] == releases[source]
    run = LoadRun.objects.get(outcome="failed")
    assert (run.source, run.message) == (source, str(caught.value)[:500])


def test_sources_after_the_failed_one_are_not_touched(loaded):
    damage(loaded, "orphanet")
    LoadRun.objects.all().delete()

    with pytest.raises(SourceError):
        loaded.load()

    assert {run.source: run.outcome for run in LoadRun.objects.all()} == {"hpo": "unchanged", "orphanet": "failed"}


def test_a_repaired_file_is_loaded_by_the_next_run(loaded):
    damage(loaded, "hpoa")
    with pytest.raises(SourceError):
        loaded.load()
    before = counts()
    loaded.write_hpoa([*HPOA_ROWS, ("OMIM:213700", "x", "", "HP:0001118", "PMID:1", "", "P")])

    loaded.load()

    assert counts()["DiseaseSign"] == before["DiseaseSign"] + 1


def test_the_command_says_file_line_and_reason_and_fails(files):
    damage(files, "orphanet")
    errors = StringIO()

    with pytest.raises(CommandError) as caught:
        call_command("load_vocabulary", *files.arguments(), stdout=StringIO(), stderr=errors)

    assert str(caught.value) == f"{files.orphanet}, line 4: 'name' is missing or no text."
    assert caught.value.returncode == 1
    assert not Disease.objects.exists()
    assert Sign.objects.exists()  # the source before was complete


def test_a_missing_folder_is_named(files):
    files.obo.unlink()

    with pytest.raises(CommandError, match=r"hp\.obo: cannot be read: No such file or directory\."):
        call_command("load_vocabulary", *files.arguments(), stdout=StringIO())


def test_an_unknown_parent_is_refused_with_the_line_of_its_term(files):
    files.write_obo(files.obo.read_text().replace("is_a: HP:0000478", "is_a: HP:0000479"))

    with pytest.raises(SourceError, match="HP:0001118 has the unknown parent HP:0000479") as caught:
        files.load()

    assert caught.value.line == 32


def test_an_annotation_of_an_unknown_sign_is_refused_with_its_line(files):
    damage(files, "hpoa")

    with pytest.raises(SourceError, match="HP:7777777 is in no term") as caught:
        files.load()

    assert caught.value.line == len(HPOA_ROWS) + 4


def test_an_error_of_the_program_is_noted_too(files, monkeypatch):
    def explode(path):
        raise ZeroDivisionError

    monkeypatch.setattr("vocabulary.sources.releases.obo.read_version", explode)

    with pytest.raises(ZeroDivisionError):
        files.load()

    assert LoadRun.objects.get().message == "ZeroDivisionError"


def test_a_disease_that_vanishes_stays_as_retired_while_something_refers_to_it(loaded):
    disease = Disease.objects.get(key="ORPHA:909")
    PollFactory().diseases.add(disease)
    loaded.write_orphanet(ORPHANET[1:])
    loaded.write_hpoa([row for row in HPOA_ROWS if row[0] != "ORPHA:909"])

    loaded.load()

    disease.refresh_from_db()
    assert (disease.kind, disease.is_disorder) == ("Retired entry", False)
    assert not disease.disease_signs.exists()
    assert "1 diseases are in no source" in LoadRun.objects.filter(source=Source.HPOA).first().message


def test_a_retired_disease_comes_back_with_its_source(loaded):
    disease = Disease.objects.get(key="ORPHA:558")
    PollFactory().diseases.add(disease)
    loaded.write_orphanet([ORPHANET[0], ORPHANET[2]])
    loaded.load()
    loaded.write_orphanet()

    loaded.load()

    disease.refresh_from_db()
    assert (disease.kind, disease.is_disorder) == ("Disease", True)
