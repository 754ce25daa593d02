from dataclasses import FrozenInstanceError, asdict

import pytest

from privacy import Kind, Severity, as_codes, blocking, holds, rewrite, scan, scan_file_name

LETTER = (
    "Thandiwe Nkosi, a 34-year-old woman, was seen on 3 April 2019 in Leeds. MRN 00123456. "
    "Mail jane.doe@example.com, phone 07700 900123. She fell ill in March."
)


def only(text: str) -> tuple[str, str, str]:
    (finding,) = scan(text)
    return text[finding.start : finding.end], str(finding.severity), finding.suggestion


def test_after_every_rewrite_nothing_blocks_any_more() -> None:
    rewritten = rewrite(LETTER, scan(LETTER))

    assert blocking(scan(LETTER))
    assert blocking(scan(rewritten)) == []


def test_a_rewrite_keeps_what_is_around_it() -> None:
    text = "Seen on 3 April 2019, well."

    assert rewrite(text, scan(text)) == "Seen in 2019, well."


@pytest.mark.parametrize(
    ("text", "found", "suggestion"),
    [
        ("She is aged 34 now.", "aged 34", "in the thirties"),
        ("An 8-year-old boy came.", "An 8-year-old boy", "a boy of school age"),
        ("A 92-year-old man came.", "A 92-year-old man", "a man aged 90 or older"),
        ("It began on 3/4/2019 here.", "on 3/4/2019", "in 2019"),
        ("It began in March here.", "March", "month … of illness"),
        ("It began 12 March 87 here.", "12 March 87", "1987"),
    ],
)
def test_dates_and_ages_are_said_more_coarsely(text: str, found: str, suggestion: str) -> None:
    assert only(text) == (found, "rewrite", suggestion)


def test_a_town_becomes_its_country_and_is_held() -> None:
    assert only("They live in Toowoomba now.") == ("Toowoomba", "hold", "Australia")


def test_numbers_block_and_persons_are_held() -> None:
    kinds = {finding.kind: finding.severity for finding in scan(LETTER)}

    assert kinds[Kind.PHONE] is kinds[Kind.EMAIL] is kinds[Kind.ID_NUMBER] is Severity.BLOCK
    assert kinds[Kind.PERSON] is Severity.HOLD
    assert kinds[Kind.DATE] is kinds[Kind.AGE] is Severity.REWRITE


def test_what_blocks_and_what_is_held_make_up_everything() -> None:
    findings = scan(LETTER)

    assert sorted(blocking(findings) + holds(findings), key=lambda f: f.start) == findings


def test_what_a_log_keeps_has_no_value_in_it() -> None:
    kept = [value for code in as_codes(scan(LETTER)) for value in asdict(code).values()]

    assert all(isinstance(value, int) or value.replace("_", "").isalpha() for value in kept)
    assert not {"thandiwe", "leeds", "jane.doe@example.com"} & {str(value).lower() for value in kept}


def test_a_finding_cannot_be_changed() -> None:
    finding = scan(LETTER)[0]

    with pytest.raises(FrozenInstanceError):
        finding.start = 0  # type: ignore[misc]  # that is what is tried


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Thandiwe_Nkosi_MRI.pdf", Kind.PERSON),
        ("scan-John-Smith.jpg", Kind.PERSON),
        ("MRI_2019-04-03.png", Kind.DATE),
        ("report_MRN_00123456.pdf", Kind.ID_NUMBER),
    ],
)
def test_a_file_name_tells_too(name: str, kind: Kind) -> None:
    assert kind in {finding.kind for finding in scan_file_name(name)}


@pytest.mark.parametrize("name", ["mri_brain.png", "IMG.jpg", "eeg-report.pdf", "exome results.docx", "", ".pdf"])
def test_an_ordinary_file_name_tells_nothing(name: str) -> None:
    assert scan_file_name(name) == []


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("a title", "Mrs Wilson has Wilson disease."),
        ("a relative", "Her uncle Wilson has Wilson disease."),
        ("a doctor", "Dr Wilson found Wilson disease."),
    ],
)
def test_an_eponym_is_a_person_where_somebody_bears_it(title: str, text: str) -> None:
    found = [text[finding.start : finding.end] for finding in scan(text)]

    assert found == ["Wilson"], title


def test_a_decomposed_accent_and_an_invisible_sign_belong_to_the_name() -> None:
    text = "Her name is Siobha\u0301n\u200b O\u2019Brien today."

    (finding,) = scan(text)

    assert text[finding.start : finding.end] == "Siobha\u0301n\u200b O\u2019Brien"
