"""What may be shown of a physician's country and speciality: nothing that fewer than ten members share. Pure functions."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from common.countries import COUNTRIES
from common.specialities import GROUPS, SPECIALITIES

SMALLEST = 10
Cell = tuple[str, str]  # country, speciality


@dataclass(frozen=True, slots=True)
class Label:
    """Each part is a code, or empty where it is not shown. The group stands in for a speciality that few share."""

    country: str = ""
    speciality: str = ""
    group: str = ""

    def __str__(self) -> str:
        known = SPECIALITIES[self.speciality].name if self.speciality else GROUPS.get(self.group, "")
        return ", ".join(part for part in (known or "Physician", COUNTRIES.get(self.country, "")) if part)


def steps(cell: Cell) -> tuple[Label, ...]:
    """Return what could be shown of a cell, from the narrowest to nothing."""
    country, speciality = cell
    group = SPECIALITIES[speciality].group
    return (Label(country, speciality, group), Label(country, "", group), Label("", "", group), Label())


def first_line(label: Label) -> Label:
    """Return what readers outside the profession see: a part of what colleagues see, so that both together tell no more."""
    return Label(group=label.group)


def labels(cells: Mapping[Cell, int]) -> dict[Cell, Label]:
    """Return what is shown of the members of each cell.

    Each member gets the narrowest label that at least ten members *bear*, not only match: if ten of eleven neurologists were
    shown as such and the last one as "brain and nerves", the broad label would single out that one.
    """
    chosen: dict[Cell, Label] = {}
    left = {cell: number for cell, number in cells.items() if number > 0}
    for level in range(3):
        borne = bearers({cell: steps(cell)[level] for cell in left}, left)
        for cell in list(left):
            label = steps(cell)[level]
            if borne[label] >= SMALLEST:
                chosen[cell] = label
                del left[cell]
    chosen |= dict.fromkeys(left, Label())
    return hidden_among_ten(chosen, cells)


def bearers(chosen: Mapping[Cell, Label], cells: Mapping[Cell, int]) -> Counter[Label]:
    """Count the members that bear each label."""
    borne = Counter[Label]()
    for cell, label in chosen.items():
        borne[label] += cells[cell]
    return borne


def hidden_among_ten(chosen: dict[Cell, Label], cells: Mapping[Cell, int]) -> dict[Cell, Label]:
    """Let nobody be the one of whom nothing is shown: the label that fewest bear joins them, and then they are ten."""
    borne = bearers(chosen, cells)
    if not 0 < borne.pop(Label(), 0) < SMALLEST or not borne:
        return chosen
    fewest = min(borne, key=lambda label: (borne[label], label.group, label.country, label.speciality))
    return {cell: Label() if label == fewest else label for cell, label in chosen.items()}
