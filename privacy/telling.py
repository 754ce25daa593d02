"""What the scanner says to a writer: the words, and what to do. Shown to whoever wrote them, never stored."""

from privacy.findings import Finding, blocking
from privacy.scanner import scan

QUOTED_MOST = 60  # characters
MUST_GO = "“{words}” could show who a patient is. {better}"
TAKE_OUT = "Take it out."
SAY = "Write “{suggestion}” instead."


def told(text: str, finding: Finding) -> str:
    better = SAY.format(suggestion=finding.suggestion) if finding.suggestion else TAKE_OUT
    return MUST_GO.format(words=text[finding.start : finding.end][:QUOTED_MOST], better=better)


def what_must_go(text: str) -> list[str]:
    """Return a sentence for each place of a text that keeps it from being sent or published; doubts are for people."""
    return [told(text, finding) for finding in blocking(scan(text))]
