"""What stands around a word, and which lists know it."""

import re
from collections.abc import Sequence

from privacy.checks.cues import ENDINGS, FORMS, LABEL_ENDS, LABEL_SIGNS, LABELS, RELATIVES, STRICT_TITLES, TITLES
from privacy.checks.tokens import Case, Token, is_uncased
from privacy.lexicon.tables import Tables

SYMBOL = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
NO_NAME_HUMP = re.compile(r"[A-Z]{2,}[a-z]|[A-Z][a-z]{3,}[A-Z]")


KIN_OF_SOMEBODY = RELATIVES - {"patient", "doctor", "child", "consultant", "specialist"}


class Surroundings:
    """A text as words, with questions about a word and its neighbours. `taken` are the words that places have already, `phrases` those that are part of a name of no person."""

    def __init__(
        self, text: str, tokens: Sequence[Token], table: Tables, *, taken: set[int], phrases: set[int]
    ) -> None:
        self.text, self.tokens, self.table, self.taken, self.phrases = text, tokens, table, taken, phrases
        self.uncased = is_uncased(tokens)

    def next_token(self, at: int) -> Token | None:
        return self.tokens[at + 1] if at + 1 < len(self.tokens) and not self.tokens[at + 1].opens else None

    def no_word(self, token: Token) -> bool:
        """Tell whether a capitalised word is no word of English or medicine: at most the name of a disease."""
        table = self.table
        return (
            token.word not in table.words
            and token.word not in table.terms
            and not ENDINGS.search(token.word)
            and token.word not in table.medical
            and not self.is_gene(token)
        )

    def is_gene(self, token: Token) -> bool:
        """Tell whether the token, with the digits and letters that go on from it, is a gene's symbol: PTEN, ARID1B."""
        if token.text in self.table.genes:
            return True
        symbol = SYMBOL.match(self.text, token.start)
        return symbol is not None and symbol[0] in self.table.genes

    def is_code(self, token: Token) -> bool:
        """Tell whether capitals stand in the word as in no name (IVIg, GeneReviews), or digits follow its capitals at once."""
        if token.case is Case.ALL:
            return self.text[token.end : token.end + 1].isdigit() and len(token.text) < 6
        hump = NO_NAME_HUMP.match(token.text)
        return (
            hump is not None and hump[0][:-1].lower() not in self.table.first_names and not hump[0].startswith("Fitz")
        )

    def is_known(self, token: Token) -> bool:
        """Tell whether lists know the word, or the word that it is a form of; an ending of medicine is enough for a long one."""
        word, known = token.word, self.table.known
        if word in known or len(word) < 2:
            return True
        stem, _, end = word.partition("'")
        if end:
            return stem + end in known or (stem in known and end in ("s", "t", "re", "ve", "ll", "d", "m"))
        if self.table.is_name(word):
            return False
        return any(self.is_form(word, ending) for ending in FORMS) or (len(word) > 6 and bool(ENDINGS.search(word)))

    def is_form(self, word: str, ending: str) -> bool:
        stem = word.removesuffix(ending)
        if (
            stem == word
            or len(stem) < (4 if ending in ("s", "es", "ly", "ed", "ing") else 5)
            or (self.table.is_name(stem) and stem not in self.table.words)
        ):
            return False
        return stem in self.table.known or stem + "e" in self.table.known

    def labelled(self, before: Token | None, token: Token) -> bool:
        if not before or (before.word not in LABEL_ENDS and LABEL_SIGNS.isdisjoint(token.gap)):
            return False
        return bool(LABELS.search(self.text, max(0, token.start - 48), token.start))

    def after_title(self, before: Token, token: Token) -> bool:
        if token.gap not in (" ", ". ", ".", "  ", ", ", " \n", "\n") or before.word not in TITLES:
            return False
        if token.gap in (", ", "\n", " \n") or (before.possessive and before.case is Case.LOWER):
            return False
        if before.word in STRICT_TITLES or before.case is not Case.LOWER:
            return before.word in STRICT_TITLES or token.word not in self.table.words or self.table.is_name(token.word)
        return not token.opens

    def possessed(self, at: int) -> bool:
        """Tell whether somebody's relative follows: Faith's sister."""
        token, following = self.tokens[at], self.next_token(at)
        return bool(
            token.possessive
            and following
            and following.word in KIN_OF_SOMEBODY
            and token.word in self.table.first_names
            and token.word not in RELATIVES
        )
