"""The signs that a disease is found by: its own, and the broader terms above them, so that ataxia finds gait ataxia."""

from collections.abc import Iterable, Mapping, Sequence

from vocabulary.facts import SignFact
from vocabulary.frequencies import FEW_PATIENTS

WEIGHTS = ((80, 4), (30, 3), (5, 2))  # from so many per cent on
LEAST = 1  # rarer, of unknown frequency, or a broader term

Parents = Mapping[str, Sequence[str]]
"""The broader terms right above each sign, by HPO id, as `querysets.sign_parents` gives them: without organ systems."""


def weighted_signs(signs: Iterable[SignFact], parents: Parents) -> dict[str, int]:
    """Return the weight by HPO id, in the order of the ids; a sign that is there itself keeps its own weight."""
    own = {sign.hpo_id: weight_of(sign) for sign in signs if not sign.is_absent}
    return dict(sorted((dict.fromkeys(above(own, parents), LEAST) | own).items()))


def weight_of(sign: SignFact) -> int:
    """Return 1 to 4. One patient of one is no "100 %": a count of few patients goes by the smoothed share."""
    is_few = sign.patients is not None and sign.patients < FEW_PATIENTS
    share = sign.weight * 100 if is_few else sign.low
    return next((weight for least, weight in WEIGHTS if share is not None and share >= least), LEAST)


def above(signs: Iterable[str], parents: Parents) -> set[str]:
    """Return all terms above the signs; each is walked once, also where the terms go round."""
    found: set[str] = set()
    level = set(signs)
    while level:
        level = {up for sign in level for up in parents.get(sign, ())} - found
        found |= level
    return found
