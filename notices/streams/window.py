"""Which pulses have been handed out. Pure: told the time, and reads nothing itself."""

from collections.abc import Iterable
from dataclasses import dataclass, field

WAITS = 60.0  # seconds a missing number is asked for; a transaction that takes longer is heard of at the next page load
GAPS_MOST = 2000


@dataclass
class Window:
    """PostgreSQL gives out numbers before transactions end: 8 may be seen before 7. What is missing is asked for again.

    `settled` is the number up to which nothing can be missing any more: where somebody who was cut off goes on.
    """

    newest: int = 0
    gaps: dict[int, float] = field(default_factory=dict)  # missing number → when it was first missed

    def take(self, numbers: Iterable[int], now: float) -> set[int]:
        """Return which of `numbers`, just read, were not there before; note what is missing between them."""
        new = {number for number in numbers if number > self.newest or number in self.gaps}
        for number in new:
            self.gaps.pop(number, None)
        if new and max(new) > self.newest:
            self._miss(new, now)
            self.newest = max(new)
        self._forget(now)
        return new

    def start(self, numbers: Iterable[int], now: float) -> None:
        """Begin behind the numbers that are there already; what is missing between them may still come."""
        there = sorted(numbers)
        self.newest = there[0] - 1 if there else self.newest
        self.take(there, now)

    @property
    def settled(self) -> int:
        return min(self.gaps, default=self.newest + 1) - 1

    def _miss(self, new: set[int], now: float) -> None:
        first = max(self.newest + 1, max(new) - GAPS_MOST)
        self.gaps |= {number: now for number in range(first, max(new)) if number not in new}

    def _forget(self, now: float) -> None:
        late = [number for number, since in self.gaps.items() if now - since > WAITS]
        for number in late + sorted(self.gaps.keys() - late)[: max(0, len(self.gaps) - len(late) - GAPS_MOST)]:
            del self.gaps[number]
