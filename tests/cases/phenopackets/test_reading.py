"""Phenopackets as they come: read, or refused with a sentence; never anything else."""

import json

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

from cases.bands import AgeBand, Onset
from cases.phenopackets.ages import SPANS, age_band_of, onset_of_age, onset_of_class, years_of
from cases.phenopackets.reading import FILE_MOST, read
from tests.factories.phenopackets import packet

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=20), inner, max_size=4),
    max_leaves=20,
)
FIELDS = st.sampled_from(
    ["id", "subject", "sex", "phenotypicFeatures", "type", "onset", "ontologyClass", "age", "ageRange", "start", "end",
     "iso8601duration", "excluded", "diseases", "term", "interpretations", "metaData", "timeAtLastEncounter", "label"]
)  # fmt: skip
NESTED = st.recursive(
    VALUES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS, inner, max_size=5), max_leaves=20
)


def refusal_of(file):
    with pytest.raises(ValidationError) as refusal:
        read(file)
    [sentence] = refusal.value.message_dict["file"]
    return sentence


def sent(**parts):
    return json.dumps(packet(**parts)).encode()


@given(st.binary(max_size=400))
@example(b"[" * 100_000)
@example(b'{"id":' * 100_000)
@example(b'{"id": NaN, "metaData": Infinity}')
@example(b'{"id": ' + b"9" * 5000 + b"}")
@example(b'"\\ud800"')
@example(b"\xff\xfe{}")
def test_no_bytes_bring_anything_but_a_refusal(noise):
    assert refusal_of(noise)


@given(NESTED, NESTED, NESTED)
def test_no_shape_of_json_brings_anything_but_a_refusal(subject, features, rest):
    file = json.dumps({"id": "x", "metaData": {}, "subject": subject, "phenotypicFeatures": features, "diseases": rest})
    try:
        read(file.encode(errors="surrogatepass"))
    except ValidationError as refusal:
        assert refusal.message_dict["file"]


@pytest.mark.parametrize("missing", ["id", "metaData"])
def test_what_the_schema_requires_has_to_be_there(missing):
    made = packet()
    del made[missing]
    assert missing in refusal_of(json.dumps(made).encode())


def test_refusals_never_repeat_what_the_file_says():
    file = json.dumps(packet(phenotypicFeatures=[{"type": {"id": ["Quokkina"], "label": "Quokkina"}}])).encode()
    sentence = refusal_of(file)
    assert "phenotypicFeatures.0.type.id" in sentence and "Quokkina" not in sentence


def test_bounds_of_size_and_depth_are_kept():
    assert "1 MB" in refusal_of(b" " * (FILE_MOST + 1))
    deep = "[" * 30 + "]" * 30
    assert "24 levels" in refusal_of(f'{{"id":"x","metaData":{{}},"other":{deep}}}'.encode())
    assert "phenotypicFeatures" in refusal_of(sent(phenotypicFeatures=[{"type": {"id": "HP:0000001"}}] * 1001))


def test_families_and_the_first_version_are_told_apart():
    assert "one patient" in refusal_of(json.dumps({"id": "x", "proband": packet(), "metaData": {}}).encode())
    assert "version 1" in refusal_of(sent(metaData={"phenopacketSchemaVersion": "1.0.0"}))


def test_names_may_be_written_with_underscores():
    made, _ = read(
        json.dumps({"id": "x", "meta_data": {}, "phenotypic_features": [{"type": {"id": "HP:0001250"}}]}).encode()
    )
    assert made.phenotypic_features[0].type.id == "HP:0001250"


def test_what_has_no_place_in_a_case_is_named():
    _, left_out = read(sent(measurements=[{}], biosamples=[{}], files=[]))
    assert left_out == ["measurements", "samples"]


def test_what_shows_who_it_is_is_not_even_read():
    made, _ = read(
        sent(subject={"id": "Quokkina", "alternateIds": ["Quokkina"], "dateOfBirth": "2001-02-03T00:00:00Z"})
    )
    assert "Quokkina" not in repr(made) and "2001" not in repr(made)


AGES = {
    "P0D": ("newborn", Onset.NEONATAL),
    "P28D": ("newborn", Onset.NEONATAL),
    "P4W": ("newborn", Onset.NEONATAL),
    "P29D": ("infant", Onset.INFANTILE),
    "P11M": ("infant", Onset.INFANTILE),
    "P1Y": ("toddler", Onset.CHILDHOOD),
    "P5Y11M": ("toddler", Onset.CHILDHOOD),
    "P6Y": ("school", Onset.JUVENILE),
    "P12Y3M2DT4H": ("12-17", Onset.JUVENILE),
    "P16Y": ("12-17", Onset.YOUNG_ADULT),
    "P18Y": ("18-29", Onset.YOUNG_ADULT),
    "P40Y": ("40-49", Onset.MIDDLE_AGE),
    "P60Y": ("60-69", Onset.LATE),
    "P89Y11M": ("70-89", Onset.LATE),
    "P90Y": ("90+", Onset.LATE),
}


@pytest.mark.parametrize("age", AGES)
def test_an_age_becomes_its_band(age):
    band, onset = AGES[age]
    assert age_band_of(age) == {"12-17": AgeBand.TEEN}.get(band, band)
    assert onset_of_age(age) == onset


@pytest.mark.parametrize(
    "text", ["", "P", "PT", "3Y", "P3", "P-3Y", "P3.5Y", "p3y", "P3Y ago", "P99999Y", "2001-02-03"]
)
def test_what_is_no_duration_is_no_age(text):
    assert years_of(text) is None
    assert age_band_of(text) is None and onset_of_age(text) is None


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_ages(text):
    assert years_of(text) is None or years_of(text) >= 0


@pytest.mark.parametrize("band", AgeBand.values)
def test_each_band_is_written_as_a_span_that_is_read_as_the_same_band(band):
    assert age_band_of(*SPANS[band]) == band


def test_a_range_over_two_bands_is_none():
    assert age_band_of("P5Y", "P7Y") is None
    assert onset_of_age("P5Y", "P7Y") is None


def test_finer_classes_of_onset_find_their_band_and_broad_ones_none():
    assert onset_of_class("HP:0003577") == Onset.NEONATAL
    assert onset_of_class("HP:0034197") == Onset.ANTENATAL
    assert onset_of_class("HP:0003581") is None
    assert all(onset_of_class(onset) == onset for onset in Onset.values)
