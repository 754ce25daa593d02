"""Capitalised words that are things: drugs and machines beside a dose, bacteria, scales and guidelines in capitals, variants of haemoglobin."""

import re

from privacy.checks.clinic import is_dosed, is_haemoglobin
from privacy.checks.cues import EPONYM_HEADS, TITLES
from privacy.checks.small_letters import SmallLetters
from privacy.checks.tokens import Case, Token

MAKERS = frozenset(
    "siemens philips elekta varian medtronic fibroscan biotronik stryker zimmer olympus pentax zeiss topcon heidelberg hologic samsung toshiba canon hitachi fresenius baxter gambro nikkiso braun smiths resmed draeger dräger hamilton fisher welch masimo nellcor nihon cadwell natus livanova cyberonics abbott beckman roche sysmex abbvie pfizer novartis sanofi takeda biogen vertex ultragenyx biomarin amicus alnylam ionis chiesi horizon jazz ucb lundbeck eisai".split()
)
"""Makers of machines and drugs: what they call theirs follows."""
LATIN = re.compile(
    r"(?:[^aeiou]us|um|is|ae|ii|ei|i|ensis|ans|ens|osa|osum|ella|oides|ica|icus|arum|orum|alis|ilis|atum|ata|ina|ea|eri|yi)$"
)
GENUS = re.compile(
    r"(?:ella|bacter|bacterium|coccus|cytophaga|monas|ia|us|um|as|ma|myces|ium|phila|nema|vibrio|thrix|plasma|is|es|a)$"
)
SCORED = re.compile(
    r"(?:[-\s](?:[IVX]{1,4}|[A-Z]{1,6}|\d))?(?:\s(?:score|scale|total|of|was|is|at|item|items|guidelines?|criteria|consensus|statement|recommendations?|classification|stage|staging|grade|protocol|trial|study|registry|panel|index|questionnaire|test|testing|assay|probe|antibod(?:y|ies))\b|\s?[:=]?\s?\d{1,3}(?:\.\d+)?(?=\s?(?:[,.;)/%]|$|\s)))"
)
HAEMOGLOBIN = {"hb", "haemoglobin", "hemoglobin", "factor"}
COUNTED = frozenset("day week case room ward bed cycle visit page fig figure case".split())
YEAR_BEHIND = re.compile(r"\s(?:19[6-9]\d|20[0-4]\d)[a-d]?(?=\s?[.;)])")
VOWEL = re.compile(r"[AEIOUY]")
HARD = re.compile(r"[BCDFGHJKLMNPQRSTVWXZ]{4,}")


class Things(SmallLetters):
    """Tells words that are nobody's name by what they are joined to."""

    def is_thing(self, at: int, token: Token) -> bool:
        before = self.tokens[at - 1] if at else None
        if before and before.word in TITLES and token.gap in (" ", ". "):
            return False
        if token.gap == " " and before and before.word in MAKERS and before.case is not Case.LOWER:
            return not self.table.is_name(token.word) or token.word not in self.table.common_names
        if token.case is Case.ALL and not self.mostly_capitals():
            return self.is_abbreviation(at, token)
        if (
            at
            and HAEMOGLOBIN & {other.word for other in self.tokens[max(0, at - 2) : at]}
            and is_haemoglobin(self.text, token)
        ) or self.is_counted(at, token):
            return True
        cited = self.is_cited(at, token)
        if cited or self.table.is_name(token.word):
            return cited
        near = any(other.case is Case.OTHER for other in self.tokens[at + 1 : at + 3])
        return (near and is_dosed(self.text, token)) or self.is_binomial(at, token)

    def is_counted(self, at: int, token: Token) -> bool:
        following = self.next_token(at)
        return token.word in COUNTED and bool(following and following.gap == " " and following.text.isdigit())

    def is_cited(self, at: int, token: Token) -> bool:
        """Tell whether a surname stands with a year as in a reference: diagnostic, Kulik 2008."""
        given = token.word in self.table.first_names and token.word not in self.table.eponyms
        return (
            not given and token.gap in (", ", " (", "; ", ". ") and YEAR_BEHIND.match(self.text, token.end) is not None
        )

    def is_binomial(self, at: int, token: Token) -> bool:
        """Tell whether the word is a genus with its species behind it: Capnocytophaga canimorsus."""
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        return bool(
            following
            and following.gap == " "
            and following.case is Case.LOWER
            and len(following.word) > 4
            and following.word not in self.table.common_words
            and not self.table.is_name(following.word)
            and LATIN.search(following.word)
            and GENUS.search(token.word)
        )

    def is_abbreviation(self, at: int, token: Token) -> bool:
        """Tell whether capitals among small letters are a scale or a body's letters: hard to say aloud, or scored, or in a list of such."""
        if self.beside_name(at) and self.table.is_name(token.word):
            return False
        if len(token.text) < 4 or not VOWEL.search(token.text) or HARD.search(token.text):
            return not self.table.is_name(token.word) and len(token.text) < 9
        if SCORED.match(self.text, token.end):
            return not self.before_age(at)
        return len(token.text) < 8 and self.among_capitals(at)

    def among_capitals(self, at: int) -> bool:
        """Tell whether another abbreviation stands beside the word in a list: GINA, KDIGO and ESC."""
        for step, beside in ((at + 1, at + 1), (at - 1, at)):
            if 0 <= step < len(self.tokens) and self.tokens[beside].gap in (", ", "/", "; "):
                other = self.tokens[step]
                if other.case is Case.ALL and not self.table.is_name(other.word) and len(other.text) < 8:
                    return True
        return False

    def mostly_capitals(self) -> bool:
        """Tell whether the whole text shouts, so that capitals say nothing."""
        if self.shouting is None:
            words = [token.case for token in self.tokens if token.case in (Case.LOWER, Case.CAPITAL, Case.ALL)]
            self.shouting = sum(case is Case.ALL for case in words) * 3 > len(words)
        return self.shouting

    shouting: bool | None = None

    def opens_eponym(self, at: int, token: Token) -> bool:
        """Tell whether a particle opens a name of a disease: De Vivo, Von Hippel-Lindau."""
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        return bool(
            following
            and following.gap == " "
            and token.word in ("von", "de", "van", "del", "la")
            and following.word in self.table.eponyms
            and self.is_eponym_here(at + 1, following)
        )

    def noun_behind_label(self, at: int, token: Token) -> bool:
        """Tell whether what a label leads in is a disease: It is called Kennedy's disease."""
        following = self.tokens[self.compound_end(at)[0] + 1 :][:1]
        if at in self.phrases and not self.table.is_name(token.word):
            return True
        return bool(following and following[0].word in EPONYM_HEADS and self.heads(self.compound_end(at)[0], token))
