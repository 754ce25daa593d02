"""Every parser: what it reads from a whole file, and the one clear message for a file that cannot be used."""

import gzip

import pytest

from tests.vocabulary.files import HPOA_ROWS, HPOA_TOP, MONDO, OBO, ORPHANET, hpoa_line
from vocabulary.sources.cases import read_cases
from vocabulary.sources.errors import SourceError
from vocabulary.sources.hpoa import Frequency, parse_frequency, read_annotations
from vocabulary.sources.mondo import read_mappings
from vocabulary.sources.obo import TermName, read_terms, read_version
from vocabulary.sources.orphanet import read_entities

READERS = {
    "obo": read_terms,
    "hpoa": read_annotations,
    "orphanet": read_entities,
    "mondo": read_mappings,
    "cases": read_cases,
}
each_source = pytest.mark.parametrize("source", READERS)


def problem(reader, path) -> SourceError:
    with pytest.raises(SourceError) as caught:
        list(reader(path))
    return caught.value


def test_a_term_is_read_with_its_names_parents_and_former_ids(files):
    seizure = next(term for term in read_terms(files.obo) if term.hpo_id == "HP:0001250")

    assert seizure.name == "Seizure"
    assert seizure.definition == 'A "fit", as people say.'
    assert seizure.parents == ["HP:0000707"]
    assert seizure.alternatives == ["HP:0001275"]
    assert seizure.names == [TermName("Epilepsy", "RELATED", True), TermName("Seizures", "EXACT", False)]


def test_an_obsolete_term_names_its_replacement(files):
    term = next(term for term in read_terms(files.obo) if term.is_obsolete)

    assert (term.hpo_id, term.replaced_by) == ("HP:0000057", "HP:0001250")


def test_other_stanzas_than_terms_are_passed_over(files):
    assert [term.hpo_id for term in read_terms(files.obo)][-1] == "HP:0000057"


def test_the_version_is_read_from_the_header(files):
    assert read_version(files.obo) == "2025-01-16"


def test_an_annotation_keeps_its_line_and_its_count(files):
    row = next(read_annotations(files.hpoa))

    assert (row.line, row.database_id, row.hpo_id) == (4, "OMIM:213700", "HP:0001250")
    assert row.frequency == Frequency(12, 30, 40, 40)


@pytest.mark.parametrize(
    ("text", "frequency"),
    [
        ("", Frequency()),
        ("HP:0040280", Frequency(low=100, high=100)),
        ("HP:0040281", Frequency(low=80, high=99)),
        ("HP:0040282", Frequency(low=30, high=79)),
        ("HP:0040283", Frequency(low=5, high=29)),
        ("HP:0040284", Frequency(low=1, high=4)),
        ("HP:0040285", Frequency(low=0, high=0)),
        ("7/14", Frequency(7, 14, 50, 50)),
        ("0/9", Frequency(0, 9, 0, 0)),
        ("12.5%", Frequency(low=12.5, high=12.5)),
    ],
)
def test_every_way_to_state_a_frequency_is_read(text, frequency):
    assert parse_frequency(text) == frequency


@pytest.mark.parametrize("text", ["8/7", "1/0", "101%", "HP:0001250", "often", "1/2/3", "-1/2", "٣/٤"])
def test_a_frequency_that_says_nothing_sensible_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        parse_frequency(text)


def test_not_and_the_class_excluded_both_mean_absent(files):
    files.write_hpoa([(*HPOA_ROWS[3],), ("OMIM:1", "x", "", "HP:0001250", "PMID:1", "HP:0040285", "P")], HPOA_TOP[1:])

    assert [row.is_absent for row in read_annotations(files.hpoa)] == [True, True]


def test_the_relation_to_an_omim_code_is_turned_round_to_the_side_of_the_disease(files):
    marfan = list(read_entities(files.orphanet))[1]

    assert [(code.code, code.relation) for code in marfan.omim] == [
        ("154700", "narrower"),
        ("610168", "broader"),
        ("600000", "related"),
    ]


def test_a_case_gives_its_onset_as_a_term_or_in_years(files):
    first, second = read_cases(files.cases)

    assert (first.onset, first.onset_years, first.age_years) == ("HP:0003577", None, 4.5)
    assert (second.onset, second.onset_years, second.pmid) == ("", 12.0, "")


@each_source
def test_a_missing_file_is_named(files, source):
    path = getattr(files, source)
    path.unlink()

    error = problem(READERS[source], path)

    assert str(error) == f"{path}: cannot be read: No such file or directory."


@each_source
def test_an_empty_file_is_refused(files, source):
    path = getattr(files, source)
    path.write_bytes(b"")

    assert "empty" in problem(READERS[source], path).sentence


@each_source
def test_a_compressed_file_that_is_cut_in_the_middle_is_refused(files, source):
    path = getattr(files, source)
    content = path.read_bytes()
    whole = content if content[:2] == b"\x1f\x8b" else gzip.compress(content)
    path.write_bytes(whole[: len(whole) // 2])

    error = problem(READERS[source], path)

    assert error.line >= 1
    assert "cut" in error.sentence


@each_source
def test_a_file_that_is_cut_within_its_last_line_is_refused(files, source):
    path = getattr(files, source)
    content = path.read_bytes()
    plain = gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
    path.write_bytes(plain[:-1])

    error = problem(READERS[source], path)

    assert error.line == plain.count(b"\n")
    assert "cut here" in error.sentence


@each_source
def test_a_file_of_another_kind_is_refused_at_its_first_line(files, source):
    path = getattr(files, source)
    path.write_bytes(b"%PDF-1.7\nnothing of ours\n")

    assert problem(READERS[source], path).line == 1


@each_source
def test_bytes_that_are_no_text_are_refused(files, source):
    path = getattr(files, source)
    path.write_bytes(b"\xff\xfe\x00\x01\n")

    assert "UTF-8" in problem(READERS[source], path).sentence


@pytest.mark.parametrize(
    ("broken", "line", "words"),
    [
        (OBO.replace("id: HP:0001118\n", "id: HP:11\n"), 33, "no HPO id"),
        (OBO.replace("name: Juvenile cataract\n", ""), 32, "no id or no name"),
        (OBO.replace('synonym: "Epilepsy" RELATED', 'synonym: "Epilepsy'), 28, "quoted"),
        (OBO.replace('"Epilepsy" RELATED', '"Epilepsy" NEARLY'), 28, "scope"),
        (OBO.replace("is_a: HP:0000478 ! Abn", "!!"), 35, "tag: value"),
        (OBO.replace("data-version", "no-version"), 0, "data-version"),
        (OBO[: OBO.index("[Term]")], 0, "no [Term]"),
    ],
)
def test_a_broken_ontology_is_refused_with_its_line(files, broken, line, words):
    files.write_obo(broken)

    error = problem(read_terms, files.obo)

    assert error.line == line
    assert words in error.sentence


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (hpoa_line("OMIM:1", "x", "", "HP:0001250", "PMID:1", "1/2", "P") + "\textra", "13 columns"),
        (hpoa_line("MIM:1", "x", "", "HP:0001250", "PMID:1", "1/2", "P"), "no disease id"),
        (hpoa_line("OMIM:1", "x", "", "HPO:1", "PMID:1", "1/2", "P"), "no HPO id"),
        (hpoa_line("OMIM:1", "x", "MAYBE", "HP:0001250", "PMID:1", "1/2", "P"), "no qualifier"),
        (hpoa_line("OMIM:1", "x", "", "HP:0001250", "PMID:1", "2/1", "P"), "no frequency"),
        (hpoa_line("OMIM:1", "x", "", "HP:0001250", "PMID:1", "1/2", "X"), "no aspect"),
        (hpoa_line("OMIM:1", "x", "", "HP:0001250", "PMID:1", "1/2", "P", sex="woman"), "no sex"),
    ],
)
def test_a_broken_annotation_is_refused_with_its_line(files, row, words):
    files.hpoa.write_text("\n".join([*HPOA_TOP, hpoa_line(*HPOA_ROWS[0]), row]) + "\n")

    error = problem(read_annotations, files.hpoa)

    assert error.line == 5
    assert words in error.sentence


def test_annotations_cut_between_two_lines_are_noticed_by_the_number_of_diseases(files):
    files.write_hpoa(HPOA_ROWS[:2])

    assert "holds 1 of 3 OMIM diseases" in problem(read_annotations, files.hpoa).sentence


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"orpha": "x9"}, "no ORPHA code"),
        ({"orpha": None}, "'orpha' is missing"),
        ({"name": 7}, "'name' is missing or no text"),
        ({"synonyms": "CTX"}, "'synonyms' is no list"),
        ({"synonyms": [1]}, "no text"),
        ({"omim": [["1", "nearly"]]}, "no relation"),
        ({"omim": [["1"]]}, "no pair"),
        ({"signs": [["HP:1", "80-99"]]}, "no HPO id"),
        ({"signs": [["HP:0001250", "81-99"]]}, "no frequency class"),
        ({"genes": ["FBN1"]}, "no object"),
        ({"prevalence": [{"type": "x", "mean_per_100000": "many"}]}, "no number"),
        ({"prevalence": [{"type": "x", "mean_per_100000": "NaN"}]}, "no number"),
        ({"orpha": "909"}, "a second time"),
    ],
)
def test_a_broken_entity_is_refused_with_its_line(files, change, words):
    files.write_orphanet([ORPHANET[0], {**ORPHANET[1], **change}])

    error = problem(read_entities, files.orphanet)

    assert error.line == 2
    assert words in error.sentence


@pytest.mark.parametrize("line", ["{", "[1]", '"text"', "[" * 100_000])
def test_a_line_that_is_no_json_object_is_refused(files, line):
    files.orphanet.write_text(f"{line}\n")

    error = problem(read_entities, files.orphanet)

    assert error.line == 1
    assert "JSON" in error.sentence or "nested" in error.sentence


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("MONDO:1", "x", "OMIM", "1"), "no Mondo id"),
        (("MONDO:0000009", "x", "SNOMED", "1"), "no known system"),
        (("MONDO:0000009", "x", "OMIM", ""), "empty"),
        (("MONDO:0000009", "x", "OMIM"), "3 columns"),
    ],
)
def test_a_broken_mapping_is_refused_with_its_line(files, row, words):
    files.write_mondo([MONDO[0], row])

    error = problem(read_mappings, files.mondo)

    assert error.line == 3
    assert words in error.sentence
