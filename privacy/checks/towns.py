"""Towns and regions by a gazetteer, and by what leads them in."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from privacy.checks.alone import with_county
from privacy.checks.base import Found, Rule
from privacy.checks.place_words import (
    BEFORE_LOWER,
    CODE_AFTER,
    JOINING,
    PLAIN_WORDS,
    POSTCODE_AFTER,
    STREET_BEFORE,
)
from privacy.checks.tokens import Case, Token, is_uncased
from privacy.findings import Kind, Severity
from privacy.lexicon.tables import COUNTRY, Tables, Trait

TOWN_START = int(Trait.TOWN)
TOWN = Rule("town", Kind.PLACE, Severity.HOLD)
POSTCODE = Rule("postcode_after_town", Kind.POSTCODE, Severity.HOLD)

BEFORE_PLACE = frozenset(
    "in at from near to outside of around via through between across leaving visiting visited toward towards central north south east west greater downtown inner outer and or into for within inside beyond".split()
)
LIVING = re.compile(
    r"\b(?:liv(?:e|es|ed|ing)\s(?:\w+\s){0,2}?(?:in|near|outside)|first seen\sin|writ(?:e|es|ing)\sfrom|moved\s(?:\w+\s){0,2}?(?:to|from)|born\sin|grew up\sin|based\sin|home\sin|house\sin|back\sin|near|from|outside|town of|city of|village of|suburb of|visiting|to|in|at)\s$"
)
SURE_LIVING = re.compile(
    r"\b(?:liv(?:e|es|ed|ing)\s(?:\w+\s){0,2}?(?:in|near|outside)|first seen\sin|writ(?:e|es|ing)\sfrom|moved\s(?:\w+\s){0,2}?(?:to|from)|born\sin|grew up\sin|based\sin|town of|city of|village of|suburb of|we're from|we are from|i'm from|come from|comes from|came from)\s$",
    re.IGNORECASE,
)


class Towns:
    """Finds towns among the tokens; `taken` tells persons which tokens are spoken for."""

    def __init__(
        self, text: str, tokens: Sequence[Token], table: Tables, *, head: frozenset[str], phrases: set[int]
    ) -> None:
        self.text, self.tokens, self.table, self.head, self.phrases = text, tokens, table, head, phrases
        self.starts = [token.start for token in tokens]
        self.taken: set[int] = set()
        self.uncased = is_uncased(tokens)

    def towns(self) -> Found:
        at = 0
        while at < len(self.tokens):
            length = self.town_at(at) if self.tokens[at].traits & TOWN_START else 0
            if length:
                first, last = self.tokens[at], self.tokens[at + length - 1]
                self.taken.update(range(at, at + length))
                if self.country(at, length) == COUNTRY:
                    at += length
                    continue
                yield TOWN.at(first.start, with_county(self.tokens, at + length, last.end), self.country(at, length))
                if code := CODE_AFTER.match(self.text, last.end):
                    yield POSTCODE.at(*code.span("value"))
            at += max(length, 1)

    def town_at(self, at: int) -> int:
        """Return how many tokens from `at` on are a town's name; 0 for none."""
        token = self.tokens[at]
        if at in self.phrases:
            return 0
        longest = self.table.town_starts.get(token.word, 0)
        if not longest or (token.case is Case.LOWER and not self.lower_town_possible(at, longest)):
            return 0
        for length in range(min(longest, len(self.tokens) - at, 6), 0, -1):
            part = self.tokens[at : at + length]
            code = self.table.towns.get(" ".join(piece.word for piece in part))
            if code and (code == COUNTRY or self.is_town(at, part)):
                return length
        return 0

    def lower_town_possible(self, at: int, longest: int) -> bool:
        return (
            self.uncased or longest > 1 or self.tokens[at].word not in self.table.known or self.living(at, SURE_LIVING)
        )

    def is_town(self, at: int, part: Sequence[Token]) -> bool:
        if any(piece.gap.strip(" -.'") or len(piece.gap) > 3 for piece in part[1:]):
            return False
        if part[0].case is Case.LOWER:
            return self.is_lower_town(at, part)
        if self.followed_by_head(at + len(part)):
            return False
        if len(part) > 1:
            return all(piece.case is not Case.LOWER or piece.word in JOINING for piece in part) and (
                part[0].word not in ("the", "of", "on") or not part[0].opens
            )
        return self.is_single_town(at, part[0])

    def is_single_town(self, at: int, token: Token) -> bool:
        """Judge a capitalised word that is a town's name; one that is a name or a word as well needs to be led in as a place."""
        word, table = token.word, self.table
        if word in table.terms or len(word) < 3 or token.possessive:
            return False
        county = (
            at
            and not token.gap.strip()
            and self.tokens[at - 1].word in ("county", "co")
            and self.tokens[at - 1].case is not Case.LOWER
        )
        if county or (word in table.regions and not table.is_name(word)):
            return True
        if token.case is Case.ALL and (len(word) < 4 or word in table.words or token.text in table.genes):
            return False
        return (word not in table.known and not table.is_name(word)) or self.led_in(at, token)

    def led_in(self, at: int, token: Token) -> bool:
        """Tell whether a preposition of place stands before, or an address around."""
        word, table = token.word, self.table
        rare = word not in table.common_words and word not in table.medical and word not in table.eponyms
        if (token.gap == ", " and rare) or (token.gap in (", ", ",") and at and self.in_address(at)):
            return True
        doubtful = word in table.known and (word in table.eponyms or word not in table.words)
        before = self.tokens[at - 1].word if at and not token.gap.strip(" ,(") else ""
        return (
            before in BEFORE_PLACE and not token.opens and not (doubtful and before in ("of", "for", "to", "and", "or"))
        )

    def in_address(self, at: int) -> bool:
        """Tell whether a street stands before the comma, or a postcode after the town."""
        start = self.tokens[at].start
        return bool(STREET_BEFORE.search(self.text, max(0, start - 24), start)) or bool(
            POSTCODE_AFTER.match(self.text, self.tokens[at].end)
        )

    def is_lower_town(self, at: int, part: Sequence[Token]) -> bool:
        if any(piece.case is not Case.LOWER for piece in part):
            return False
        if len(part) > 1:
            odd = any(piece.word not in self.table.words for piece in part)
            return (
                self.living(at, LIVING if odd else SURE_LIVING)
                or self.in_address(at)
                or (self.uncased and (odd or self.living(at, BEFORE_LOWER)))
            )
        word = part[0].word
        if len(word) < 4 or word in PLAIN_WORDS:
            return False
        if part[0].gap in (", ", ",") and self.in_address(at):
            return True
        return (
            self.living(at, SURE_LIVING if word in self.table.known else LIVING)
            or (self.uncased and word not in self.table.common_words and self.living(at, BEFORE_LOWER))
            or (self.uncased and word not in self.table.known and not self.table.is_name(word))
        )

    def living(self, at: int, cue: "re.Pattern[str]") -> bool:
        start = self.tokens[at].start
        return bool(cue.search(self.text, max(0, start - 40), start))

    def followed_by_head(self, at: int) -> bool:
        """Tell whether a medical noun follows: West Nile virus, Lake Louise score."""
        if at >= len(self.tokens):
            return False
        return self.tokens[at].word in self.head and not self.tokens[at].gap.strip(" '-")

    def country(self, at: int, length: int) -> str:
        name = " ".join(piece.word for piece in self.tokens[at : at + length])
        code = self.table.towns[name]
        return code if code == COUNTRY else self.table.countries.get(code, "[place removed]")

    def take(self, start: int, end: int) -> None:
        first = bisect_right(self.starts, start - 1)
        while first < len(self.tokens) and self.tokens[first].start < end:
            self.taken.add(first)
            first += 1
