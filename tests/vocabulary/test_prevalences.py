import pytest

from vocabulary.facts import PrevalenceFact
from vocabulary.prevalences import band_of, headline, reference_of, spread_of, worded


def raw(kind="Point prevalence", band="1-9 / 100 000", where="Worldwide", reference="ORPHANET") -> PrevalenceFact:
    return PrevalenceFact(kind, band, where, reference, 0.0)


@pytest.mark.parametrize(
    ("band", "text"),
    [
        ("1-9 / 100 000", "1–9 in 100\u202f000"),
        ("<1 / 1 000 000", "<1 in 1\u202f000\u202f000"),
        (">1 / 1000", ">1 in 1000"),
        ("Unknown", ""),
        ("no data", ""),
        ("Not yet documented", ""),
        ("", ""),
    ],
)
def test_a_band_is_worded_so_that_it_does_not_break(band, text):
    assert band_of(band) == text


@pytest.mark.parametrize(
    ("text", "worded_text"),
    [
        ("20301510[PMID]", "PMID:20301510"),
        ("ORPHANET", "Orphanet"),
        ("[EXPERT]", "expert opinion"),
        ("ORPHANET_18957854[PMID]_[EXPERT]", "Orphanet; PMID:18957854; expert opinion"),
        ("16325700[PMID]_ORPHANET", "PMID:16325700; Orphanet"),
        ("European Medicines Agency 2015[INST]", "European Medicines Agency 2015"),
        ("PMID: 123", "PMID:123"),
        ("", ""),
    ],
)
def test_a_reference_is_worded_for_readers(text, worded_text):
    assert reference_of(text) == worded_text


@pytest.mark.parametrize(
    ("rows", "best"),
    [
        ([raw(where="France"), raw(where="Europe"), raw()], ("Point prevalence", "Worldwide")),
        ([raw(where="France"), raw(where="Europe")], ("Point prevalence", "Europe")),
        ([raw("Prevalence at birth"), raw(where="Europe")], ("Point prevalence", "Europe")),
        ([raw("Annual incidence"), raw("Prevalence at birth", where="Spain")], ("Prevalence at birth", "Spain")),
        ([raw(band="Unknown"), raw("Annual incidence", where="Peru")], ("Annual incidence", "Peru")),
        ([raw(where="Specific population"), raw("Annual incidence", where="Peru")], ("Annual incidence", "Peru")),
    ],
)
def test_the_headline_prefers_people_living_with_it_worldwide(rows, best):
    found = headline(worded(rows))

    assert (found.kind, found.where) == best


def test_without_any_figure_there_is_no_headline():
    assert headline(worded([raw(band="Unknown"), raw("Cases/families", "no data")])) is None


def test_a_mean_of_nought_is_no_mean():
    assert worded([raw()])[0].mean_per_100000 is None


def spread(*rows) -> str:
    facts = worded(rows)
    return spread_of(headline(facts), facts)


def test_figures_of_the_same_kind_that_lie_far_apart_are_told():
    rows = [raw(), raw(band="<1 / 1 000 000", where="Peru"), raw("Annual incidence", ">1 / 1000"), raw(band="Unknown")]

    assert spread(*rows) == "other figures: <1 in 1\u202f000\u202f000 to 1–9 in 100\u202f000; see all 4"


@pytest.mark.parametrize(
    "other",
    [
        raw(band="1-9 / 1 000 000", where="Peru"),
        raw("Prevalence at birth", ">1 / 1000"),
        raw(band=">1 / 1000", where="Specific population"),
    ],
    ids=["a neighbouring class", "another kind", "a chosen population"],
)
def test_figures_that_agree_or_cannot_be_compared_give_no_spread(other):
    assert spread(raw(), other) == ""


def test_without_any_figure_there_is_no_spread():
    assert spread(raw(band="Unknown")) == ""


def test_the_figure_of_a_single_country_is_named_as_such():
    [bahrain, europe] = worded([raw(band=">1 / 1000", where="Bahrain"), raw(where="Europe", kind="Annual incidence")])

    assert (bahrain.is_local, bahrain.text) == (True, "Bahrain: >1 in 1000")
    assert (europe.is_local, europe.text) == (False, "1–9 in 100\u202f000")
