import pytest

from search.codes import codes_inside, keys_of_code, keys_of_text

WRITINGS = [
    ("ORPHA:558", ["ORPHA:558", "ORPHA558", "orpha 558", "Orphanet 558", "orphacode:558", "ORPHANET558", "558"]),
    ("OMIM:154700", ["OMIM:154700", "OMIM 154700", "MIM 154700", "mim154700", "#154700", "OMIM #154700", "154700"]),
    ("ICD10CM:Q87.4", ["Q87.4", "q874", "ICD-10 Q87.4", "ICD10: Q87.4", "ICD-10-CM Q87.4", "icd Q87.4"]),
    ("MONDO:0007947", ["MONDO:0007947", "mondo 7947", "0007947"]),
    ("MESH:D008382", ["MeSH D008382", "D008382"]),
    ("GARD:0006975", ["GARD:6975", "gard 0006975"]),
    ("DOI:10.1000/182", ["10.1000/182", "doi:10.1000/182"]),
]


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in WRITINGS for text in texts])
def test_every_usual_writing_of_a_code_leads_to_it(code, text):
    assert set(keys_of_text(text)) & set(keys_of_code(code))


@pytest.mark.parametrize("code", ["NORD:859", "GARD:0006975"])
def test_numbers_that_are_mostly_another_systems_code_are_never_looked_up_alone(code):
    assert not set(keys_of_text(code.partition(":")[2])) & set(keys_of_code(code))


def test_codes_are_found_among_words():
    parts, rest = codes_inside("ORPHA:558 aortic dissection Q87.4")

    assert [part.typed for part in parts] == ["ORPHA:558", "Q87.4"]
    assert rest.split() == ["aortic", "dissection"]


@pytest.mark.parametrize("text", ["ORPHA:558", "Q87.4", "marfan syndrome", "type 2", ""])
def test_a_question_that_is_one_code_or_has_none_is_left_whole(text):
    assert codes_inside(text) == ([], text)


def test_a_system_without_a_code_has_no_key():
    assert keys_of_code("ORPHA:") == []
