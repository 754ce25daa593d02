import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from privacy.findings import Finding, Kind, Severity

Found: TypeAlias = Iterator[Finding]
REMOVED = "[removed]"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a pattern stands for."""

    code: str
    kind: Kind
    severity: Severity
    suggestion: str = REMOVED

    def at(self, start: int, end: int, suggestion: str | None = None) -> Finding:
        return Finding(
            start, end, self.kind, self.severity, self.code, self.suggestion if suggestion is None else suggestion
        )

    def all_in(self, pattern: re.Pattern[str], text: str) -> Found:
        """Yield a finding for each match: of its group `value` where it has one."""
        for found in pattern.finditer(text):
            name = "value" if "value" in pattern.groupindex else 0
            yield self.at(*found.span(name))
