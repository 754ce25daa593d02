import pytest

from privacy import scan
from tests.privacy.scanner.samples import Marked, samples


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.text[:40])
def test_what_is_marked_is_found_and_nothing_else_alarms(sample: Marked) -> None:
    findings = scan(sample.text)

    missed = [
        (kind, sample.text[start:end])
        for start, end, kind in sample.spans
        if not any(finding.start < end and start < finding.end for finding in findings)
    ]
    alarms = [
        (finding.rule, sample.text[start:end])
        for start, end in sample.clean
        for finding in findings
        if finding.start < end and start < finding.end
    ]

    assert (missed, alarms) == ([], [])
