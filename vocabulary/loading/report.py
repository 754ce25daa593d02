from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a loader reports: how many rows of the source it used, and remarks for the operator."""

    rows: int
    remarks: tuple[str, ...] = ()


@dataclass(slots=True)
class LeftOut:
    """Counts what a loader leaves out, and keeps a few examples for the remark."""

    what: str
    count: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, example: str) -> None:
        self.count += 1
        if example not in self.examples and len(self.examples) < 5:
            self.examples.append(example)

    def remarks(self) -> tuple[str, ...]:
        return (f"{self.count} {self.what} left out ({', '.join(self.examples)})",) if self.count else ()
