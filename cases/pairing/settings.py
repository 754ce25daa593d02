"""What can be tuned in pairing. The defaults were chosen by trial: docs/adr/0015-pairing.md."""

from dataclasses import dataclass
from typing import NamedTuple


class Hours(NamedTuple):
    """A time of day in local hours; from 20 to 8 is a night."""

    begin: int
    end: int


DAYTIME = Hours(8, 22)
LONGEST_HOURS = 24 * 30
MOST = 100


@dataclass(frozen=True, slots=True)
class PairingSettings:
    """All bounded, so that a slip stops nothing for ever. Raises ValueError with a sentence for values that make no sense."""

    waking: Hours = DAYTIME  # local; a physician's own hours go before
    answer_hours: float = 2.0  # waking hours until an offer without an answer counts as a miss
    wave_sizes: tuple[int, int, int] = (1, 3, 8)  # offers that wait for an answer at the same time
    misses_to_widen: int = 1
    second_wave_hours: float = 4.0  # since pairing began, if nothing was missed before; as the next three
    third_wave_hours: float = 24.0
    coordinator_hours: float = 48.0
    open_hours: float = 72.0
    cap: int = 2  # cases that somebody looks after at once, unless they say otherwise
    hours_between_offers: float = 24.0
    misses_to_pause: int = 3
    takes_late_answers: bool = True  # a miss asks others as well; the door stays open until somebody accepts
    look_again_hours: float = 0.5  # where nobody can be asked now

    def __post_init__(self) -> None:
        for name in ("answer_hours", "second_wave_hours", "hours_between_offers", "open_hours", "look_again_hours"):
            check_bounds(name, getattr(self, name), LONGEST_HOURS)
        for name in ("misses_to_widen", "cap", "misses_to_pause"):
            check_bounds(name, getattr(self, name), MOST)
        check_waves(self)
        check_waking(self.waking)
        if self.hours_between_offers < 24:
            raise ValueError("Nobody gets two offers within 24 hours.")


def check_bounds(name: str, value: float, most: int) -> None:
    if not 0 < value <= most:
        raise ValueError(f"{name.replace('_', ' ').capitalize()} has to be more than 0 and at most {most}.")


def check_waves(settings: PairingSettings) -> None:
    if not 1 <= settings.wave_sizes[0] <= settings.wave_sizes[1] <= settings.wave_sizes[2] <= MOST:
        raise ValueError(f"Wave sizes have to be from 1 to {MOST}, and none smaller than the one before.")
    stages = (settings.second_wave_hours, settings.third_wave_hours, settings.coordinator_hours, settings.open_hours)
    if list(stages) != sorted(stages):
        raise ValueError("The second wave, the third, the coordinator and the opening have to follow one another.")


def check_waking(hours: Hours) -> None:
    if not (0 <= hours.begin < 24 and 0 <= hours.end <= 24) or hours.begin == hours.end:
        raise ValueError("Waking hours go from 0–23 to 0–24, and do not end where they begin.")


DEFAULT = PairingSettings()
