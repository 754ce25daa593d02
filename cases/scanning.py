"""The privacy scanner over what physicians write about a case: what could show who the patient is, is refused in place."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError

from privacy.findings import Finding, blocking, holds
from privacy.scanner import scan

MUST_GO = "Take out “{words}” (line {line}): it could show who the patient is.{better}"
BETTER = " Write “{suggestion}” instead."


def check_texts(texts: Iterable[tuple[str, str]]) -> dict[str, list[Finding]]:
    """Return the doubtful findings of each field, for a person to look at; raise ValidationError for those that must go."""
    problems: dict[str, list[str]] = {}
    doubtful: dict[str, list[Finding]] = {}
    for field, text in texts:
        findings = scan(text)
        if bad := blocking(findings):
            problems[field] = [told(finding, text) for finding in bad]
        elif doubts := holds(findings):
            doubtful[field] = doubts
    if problems:
        raise ValidationError(problems)
    return doubtful


def told(finding: Finding, text: str) -> str:
    better = BETTER.format(suggestion=finding.suggestion) if finding.suggestion else ""
    return MUST_GO.format(
        words=text[finding.start : finding.end], line=text.count("\n", 0, finding.start) + 1, better=better
    )
