"""How often a disease shows a sign, over the rows of all sources.

The rules, which a reader can check against the rows in the admin:

1. Orphanet's own row replaces the older copy of it in HPO's annotation file.
2. Rows that say "absent" (qualifier NOT, or 0 %) make a fact of their own, beside one of the rows that say "present".
3. Counts (n of m patients) are added up over papers. A paper counted twice with the same n and m (once more with an age of
   onset, or with the sex) is taken once; women and men counted apart are both taken.
4. A count is shown, unless it is of fewer than five patients and Orphanet has a class: one report does not outweigh that.
   Else Orphanet's class is shown, else the first class or percentage of HPO's file.
5. A share of fewer than five patients is not put in per cent: "1 of 1 patient", not "100 %".
6. What says something else than what is shown is named in `also`. Counts of nobody (0 of m) beside a class are shown as
   absent, not as the frequency.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vocabulary.facts import SignFact

THIN = "\u202f"  # narrow no-break space
UNSTATED = "Frequency not stated"
UNSTATED_WEIGHT = 0.25  # OMIM lists what was ever seen, so less than a class "frequent"
FEW_PATIENTS = 5
FEWEST_TELLING = 3
EDGE = 1  # per cent: what lies between 79 and 80 belongs to both classes
TELLING = 15
CLASS_NAMES = {
    (100, 100): "Obligate",
    (80, 99): "Very frequent",
    (30, 79): "Frequent",
    (5, 29): "Occasional",
    (1, 4): "Very rare",
    (0, 0): "Excluded",
}


@dataclass(frozen=True, slots=True)
class SignRow:
    """One `DiseaseSign` with the words of its sign."""

    hpo_id: str
    name: str
    system: str
    information: float
    is_orphanet: bool
    source_id: str
    is_absent: bool
    patients_with: int | None
    patients: int | None
    low: float | None
    high: float | None
    reference: str
    sex: str

    @property
    def is_old_copy(self) -> bool:
        return not self.is_orphanet and self.source_id.startswith("ORPHA:")

    @property
    def is_counted(self) -> bool:
        return self.patients is not None


@dataclass(frozen=True, slots=True)
class Often:
    """A frequency in words and figures."""

    label: str
    low: float | None = None
    high: float | None = None
    patients_with: int | None = None
    patients: int | None = None
    weight: float = UNSTATED_WEIGHT


def merged(rows: Iterable[SignRow]) -> tuple[SignFact, ...]:
    """Return the facts of one disease, most frequent first, then those without frequency, absent ones last."""
    by_sign: dict[str, list[SignRow]] = {}
    for row in rows:
        by_sign.setdefault(row.hpo_id, []).append(row)
    facts = [fact for group in by_sign.values() for fact in _facts(_newest(group))]
    return tuple(sorted(facts, key=lambda fact: (fact.is_absent, fact.low is None, -fact.weight, fact.name)))


def telling(signs: Iterable[SignFact]) -> tuple[SignFact, ...]:
    """Return the fifteen signs with the highest share of patients times information content.

    The share is `SignFact.weight`: smoothed for counts (see `smoothed`), the middle of the band for a class, a quarter
    where nothing is stated. The information content is ln(diseases with signs / diseases with this sign or a finer one).
    A sign counted in fewer than three patients comes after all others: what one case report noted says little of the next
    patient, however rare the sign is.
    """
    present = (sign for sign in signs if not sign.is_absent)
    return tuple(sorted(present, key=_telling_order)[:TELLING])


def _telling_order(sign: SignFact) -> tuple[bool, float, str]:
    is_thin = sign.patients is not None and sign.patients < FEWEST_TELLING
    return is_thin, -sign.weight * sign.information, sign.name


def _newest(rows: list[SignRow]) -> list[SignRow]:
    has_orphanet = any(row.is_orphanet for row in rows)
    return [row for row in rows if not (has_orphanet and row.is_old_copy)]


def _facts(rows: list[SignRow]) -> list[SignFact]:
    absent = [row for row in rows if row.is_absent]
    present = [row for row in rows if not row.is_absent]
    counted = [row for row in present if row.is_counted]
    if counted and not any(row.patients_with for row in counted):
        absent += counted
        present = [row for row in present if not row.is_counted]
    facts = []
    if present:
        facts.append(_fact(present, _often(present), is_absent=False))
    if absent:
        facts.append(_fact(absent, _how_absent(absent), is_absent=True))
    return facts


def _fact(rows: list[SignRow], often: Often, *, is_absent: bool) -> SignFact:
    first = rows[0]
    return SignFact(
        hpo_id=first.hpo_id,
        name=first.name,
        system=first.system,
        low=often.low,
        high=often.high,
        label=often.label,
        is_absent=is_absent,
        patients_with=often.patients_with,
        patients=often.patients,
        sources=sources_of(rows),
        also=() if is_absent else _also(rows, often),
        information=first.information,
        weight=often.weight,
    )


def _often(rows: Sequence[SignRow]) -> Often:
    counted = [row for row in rows if row.is_counted]
    stated = [row for row in rows if row.low is not None and not row.is_counted]
    stated.sort(key=lambda row: not row.is_orphanet)
    pooled = _pooled(counted) if counted else None
    if pooled and not (stated and stated[0].is_orphanet and (pooled.patients or 0) < FEW_PATIENTS):
        return pooled
    return _band(stated[0]) if stated else Often(UNSTATED)


def _also(rows: Sequence[SignRow], often: Often) -> tuple[str, ...]:
    """Return what else is said: the other bands, and the count where a class is shown."""
    if len(rows) == 1:
        return ()
    others = [(_band(row), [row]) for row in rows if row.low is not None and not row.is_counted]
    counted = [row for row in rows if row.is_counted]
    if counted and often.patients is None:
        others.append((_pooled(counted), counted))
    found = (f"{other.label} ({', '.join(sources_of(its))})" for other, its in others if _is_apart(other, often))
    return tuple(dict.fromkeys(found))


def _is_apart(one: Often, other: Often) -> bool:
    """Tell whether two bands do not meet. A single figure meets a class also at the edge of it."""
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return False
    slack = EDGE if one.low == one.high or other.low == other.high else 0
    return one.high + slack < other.low or one.low - slack > other.high


def _how_absent(rows: Sequence[SignRow]) -> Often:
    if any(row.is_counted for row in rows):
        return _pooled(rows)
    for row in rows:
        if row.high == 0:
            return _band(row)
    return Often("Reported absent", weight=0)


def _pooled(rows: Iterable[SignRow]) -> Often:
    counted: dict[tuple[str, int, int], set[str]] = {}
    for row in rows:
        if row.patients_with is not None and row.patients is not None:
            counted.setdefault((row.reference, row.patients_with, row.patients), set()).add(row.sex)
    # The same figures of one paper are one count, unless they are those of women and those of men.
    times = {figures: max(1, len(sexes - {""})) for figures, sexes in counted.items()}
    n = sum(figures[1] * count for figures, count in times.items())
    m = sum(figures[2] * count for figures, count in times.items())
    share = 100 * n / m
    return Often(count_label(n, m), share, share, n, m, smoothed(n, m))


def smoothed(n: int, m: int) -> float:
    """Return the share of patients to expect from n of m: add-one smoothing towards a low prior, (n + 1) / (m + 4).

    Without any patient it is a quarter, the weight of a sign of unstated frequency. Case reports publish what was seen, not
    what was missing, so one of one (0.4) must outweigh neither thirty of thirty (0.91) nor a class "frequent" (0.55).
    """
    return (n + 1) / (m + 4)


def _band(row: SignRow) -> Often:
    low, high = row.low or 0.0, row.high or 0.0
    return Often(label_of(row), low, high, weight=(low + high) / 200)


def label_of(row: SignRow) -> str:
    if row.patients_with is not None and row.patients is not None:
        return count_label(row.patients_with, row.patients)
    if row.low is None or row.high is None:
        return UNSTATED
    name = CLASS_NAMES.get((int(row.low), int(row.high)))
    band = f"{row.low:g}{THIN}%" if row.low == row.high else f"{row.low:g}–{row.high:g}{THIN}%"
    return f"{name}, {band}" if name and row.low == int(row.low) else band


def count_label(n: int, m: int) -> str:
    patients = "patient" if m == 1 else "patients"
    share = f" ({percent(100 * n / m)})" if m >= FEW_PATIENTS else ""
    return f"{n} of {m} {patients}{share}"


def percent(share: float) -> str:
    """Round to whole per cent, halves up as people do, but never a few to none nor most to all."""
    text = f"{share:.1f}" if 0 < share < 1 or 99 < share < 100 else f"{int(share + 0.5)}"
    return f"{text}{THIN}%"


def sources_of(rows: Iterable[SignRow]) -> tuple[str, ...]:
    """Return each source once, Orphanet first; a row may name several papers."""
    found: dict[str, None] = {}
    for row in rows:
        for reference in row.reference.split(";"):
            text = reference.strip()
            found["Orphanet" if text.startswith("ORPHA:") else text] = None
    found.pop("", None)
    return tuple(sorted(found, key=lambda text: text != "Orphanet"))
