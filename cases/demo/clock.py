"""The time of one invented case: it begins some days ago and goes on from step to step, never beyond now."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(slots=True)
class Clock:
    """Raises ValueError for a course that would end in the future: its record has to begin earlier."""

    days: float
    end: datetime
    now: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.now = self.end - timedelta(days=self.days)

    def after(self, hours: float) -> datetime:
        """Let hours pass and return the moment."""
        return self.at(self.now + timedelta(hours=hours))

    def at(self, moment: datetime) -> datetime:
        if not self.now <= moment <= self.end:
            raise ValueError(f"{moment} lies not between {self.now} and {self.end}.")
        self.now = moment
        return moment
