"""Names written in small letters."""

import re

from privacy.checks.cues import (
    BEFORE_LOWER_NAME,
    COMMON_AFTER_LABEL,
    ENDINGS,
    EPONYM_HEADS,
    FUNCTION_WORDS,
    NAME_FIELD,
    NEVER_OPENING,
    NOT_AFTER_TITLE,
    PARTICLES,
    RELATIVES,
    SPEECH,
    STRICT_TITLES,
    SURE_LABELS,
    TITLES,
    UNCASED_TITLES,
)
from privacy.checks.eponyms import Eponyms
from privacy.checks.tokens import Case, Token

SMALL_TITLES = STRICT_TITLES | UNCASED_TITLES


class SmallLetters(Eponyms):
    """Judges words in lower case: by a cue before them, by the lists of names, and in a text without capitals by being no known word."""

    def lower_rule(self, at: int, token: Token) -> str | None:
        before = self.tokens[at - 1] if at else None
        titled = bool(before and before.word in SMALL_TITLES)
        if (len(token.word) < 3 or token.word in BEFORE_LOWER_NAME or token.word in FUNCTION_WORDS) and not titled:
            return None
        if not titled and (at in self.phrases or (token.word in self.table.eponyms and self.heads(at, token))):
            return None
        if not titled and token.word in self.table.eponyms and self.in_notes(at, at):
            return None
        if before and self.particle_opens(at, before, token):
            return "title"
        rule = self.uncased_rule(at, token, before) if self.uncased else None
        if not rule and before and before.word in STRICT_TITLES and token.gap in (" ", ". "):
            return "title" if self.fits_title(before, token) else None
        return rule or self.listed_rule(before, token)

    def particle_opens(self, at: int, before: Token, token: Token) -> bool:
        """Tell whether a surname begins with a particle here: Dr ní Dhomhnaill, her aunt van Wyk."""
        following = self.next_token(at)
        if not following or token.word not in PARTICLES:
            return False
        if before.word in STRICT_TITLES and token.gap in (" ", ". "):
            return True
        return (
            (before.word in RELATIVES or before.word in UNCASED_TITLES)
            and token.gap == " "
            and following.case is Case.CAPITAL
        )

    def fits_title(self, before: Token, token: Token) -> bool:
        if token.word not in self.table.known:
            return True
        weak = before.word in ("miss", "doctor", "professor") and token.word in self.table.words
        return self.table.is_name(token.word) and not weak and token.word not in NOT_AFTER_TITLE

    def listed_rule(self, before: Token | None, token: Token) -> str | None:
        """Judge a word by the lists, with a relative or a label before it."""
        word, table = token.word, self.table
        name, unknown = table.is_name(word), word not in table.known
        related = bool(before and before.word in RELATIVES and token.gap == " ")
        if unknown or (name and word not in table.sure_eponyms and self.no_word(token)):
            if name and len(word) >= 4:
                return "lower_name"
            if (related or (before and before.word in TITLES and token.gap == " ")) and self.looks_like_name(word):
                return "relative"
        elif related and word in table.first_names and word in table.common_names:
            return "relative"
        return self.label_rule(before, token) if before and (name or unknown) else None

    def uncased_rule(self, at: int, token: Token, before: Token | None) -> str | None:
        """Judge a word where nothing is capitalised: any that is in no list of words, and names where a name is to be expected."""
        word, table = token.word, self.table
        unknown = word not in table.known and len(word) >= 3 and "'" not in token.gap
        if unknown and self.looks_like_name(word.replace("'", "")):
            return "unknown_word"
        if self.possessed(at):
            return "relative"
        return (self.uncased_after(at, token, before) if before else None) or (
            self.uncased_first_name(at, token, before) if word in table.first_names else None
        )

    def uncased_first_name(self, at: int, token: Token, before: Token | None) -> str | None:
        word, table = token.word, self.table
        if word not in BEFORE_LOWER_NAME and self.before_age(at):
            return "name_and_age"
        if len(word) > 2 and word not in table.common_words and word not in table.medical:
            return "lower_name"
        return "name_opening" if self.said_of(at, token, before) else None

    def uncased_after(self, at: int, token: Token, before: Token) -> str | None:
        """Judge a word by the one before it: a title, a relative, the first part of a double name."""
        word, table = token.word, self.table
        if token.gap == "-" and word not in table.common_words and table.is_name(before.word):
            return "lower_name"
        titled = token.gap in (" ", ". ") and before.word in UNCASED_TITLES and word not in NOT_AFTER_TITLE
        if titled and table.is_name(word):
            return "title"
        expected = word in table.first_names and word not in BEFORE_LOWER_NAME and self.expects_name(at, before, token)
        return "relative" if expected else None

    def said_of(self, at: int, token: Token, before: Token | None) -> bool:
        """Tell whether something is said of the word that is only said of people."""
        following = self.next_token(at)
        if token.word in NEVER_OPENING or token.word in BEFORE_LOWER_NAME or not following or following.gap != " ":
            return False
        led = token.opens or bool(
            before
            and (
                before.word in ("said", "and", "that", "when", "because", "with", "is")
                or before.case is Case.OTHER
                or before.word in self.table.terms
            )
        )
        return led and (following.word in SPEECH or following.word not in self.table.known)

    def expects_name(self, at: int, before: Token, token: Token) -> bool:
        """Tell whether a relative stands just before, or "our", or a name and "and"."""
        if before.word in RELATIVES:
            return token.gap in (" ", ", ")
        if before.word in ("to", "of") and at > 1 and self.tokens[at - 2].word in RELATIVES:
            return token.gap == " "
        if before.word == "our" and (token.word in self.table.common_names or token.word in self.table.first_names):
            following = self.next_token(at)
            return bool(following and following.word in SPEECH)
        return (
            before.word == "and"
            and at > 1
            and self.table.is_name(self.tokens[at - 2].word)
            and self.tokens[at - 2].word not in self.table.common_words
        )

    def looks_like_name(self, word: str) -> bool:
        return (
            len(word) >= 4
            and "'" not in word
            and not ENDINGS.search(word)
            and not any(word.endswith(end) and word[: -len(end)] in self.table.known for end in ("s", "es", "d", "r"))
        )

    def label_rule(self, before: Token | None, token: Token) -> str | None:
        """Judge a word after "Name:", "Dear", "called": what can be a name there is one."""
        if token.word in TITLES or token.word in RELATIVES or not self.labelled(before, token):
            return None
        if token.case is Case.LOWER:
            return "label" if self.small_after_label(token) else None
        name, known = self.table.is_name(token.word), token.word in self.table.known
        if self.led_by(SURE_LABELS, token):
            return "label" if name or self.fits_sure_label(token) else None
        unknown = not known and (token.case is Case.CAPITAL or (len(token.word) > 3 and not self.is_gene(token)))
        named = name and token.word not in COMMON_AFTER_LABEL and not self.is_gene(token)
        return "label" if named or unknown else None

    def led_by(self, cue: re.Pattern[str], token: Token) -> bool:
        return bool(cue.search(self.text, max(0, token.start - 30), token.start))

    def fits_sure_label(self, token: Token) -> bool:
        word = token.word
        if word in self.table.terms or word in EPONYM_HEADS:
            return False
        return word not in self.table.words or (token.case is Case.CAPITAL and word not in COMMON_AFTER_LABEL)

    def small_after_label(self, token: Token) -> bool:
        """Tell whether a word in small letters after a label is a name: an everyday word only in a field for names."""
        word, name = token.word, self.table.is_name(token.word)
        if self.uncased and name and self.led_by(NAME_FIELD, token):
            return True
        if len(word) < 3 or word in BEFORE_LOWER_NAME or not (name or word not in self.table.known):
            return False
        given = self.uncased and word in self.table.first_names
        return (
            word not in self.table.known
            or given
            or (word not in self.table.common_words and self.led_by(SURE_LABELS, token))
        )
