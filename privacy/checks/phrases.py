"""Phrases that look like people or places and are none: Berlin Heart, Factor V Leiden, Peutz-Jeghers."""

from collections.abc import Sequence

from privacy.checks.cues import TITLES
from privacy.checks.tokens import Case, Token
from privacy.lexicon.tables import Tables, Trait

PHRASE = int(Trait.PHRASE)
JOINS = frozenset((" ", "-", " - ", "/", "'s ", "' "))


def phrased(tokens: Sequence[Token], table: Tables) -> set[int]:
    """Return the numbers of the tokens that are part of such a phrase; one after a title or a first name is somebody's."""
    result: set[int] = set()
    starts = table.phrases
    for at, token in enumerate(tokens):
        if token.traits & PHRASE and not somebody_before(tokens, at, table):
            for phrase in starts[token.word]:
                if is_here(phrase, tokens, at, table):
                    result.update(range(at, at + len(phrase)))
                    break
    return result


def somebody_before(tokens: Sequence[Token], at: int, table: Tables) -> bool:
    token, before = tokens[at], tokens[at - 1] if at else None
    if not before or token.gap not in (" ", ". ") or token.opens:
        return False
    return before.word in TITLES or (
        before.case is Case.CAPITAL and before.word in table.first_names and before.word not in table.words
    )


def is_here(phrase: tuple[str, ...], tokens: Sequence[Token], at: int, table: Tables) -> bool:
    """Tell whether the words of `phrase` stand at `at`. A double surname that is one of eponyms as well needs its hyphen."""
    part = tokens[at : at + len(phrase)]
    if len(part) < len(phrase) or any(
        token.word != word or (step and token.gap not in JOINS)
        for step, (token, word) in enumerate(zip(part, phrase, strict=True))
    ):
        return False
    return (
        len(phrase) == 1
        or " ".join(phrase) not in table.compounds
        or not all(word in table.common_names for word in phrase)
        or part[1].gap == "-"
    )
