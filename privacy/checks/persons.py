"""Persons: by a title, a relative, a label or initials beside them, by lists of names, and by being capitalised and in no list of words at all."""

from privacy.checks.base import Found, Rule
from privacy.checks.cues import (
    ADJECTIVES,
    BARE_VERBS,
    BEFORE_LETTER,
    ENDINGS,
    EPONYM_HEADS,
    FUNCTION_WORDS,
    LOWER_SURNAMES,
    NEVER_OPENING,
    OF_A_PEOPLE,
    OF_THINGS,
    PARTICLES,
    RELATIVES,
    SPEECH,
    STRICT_TITLES,
    SURE_LABELS,
    SURE_PARTICLES,
    SURE_SPEECH,
    TITLES,
    WAS,
)
from privacy.checks.things import Things
from privacy.checks.tokens import Case, Token, is_unit
from privacy.findings import Finding, Kind, Severity
from privacy.lexicon.tables import Trait

QUIET = int(Trait.QUIET)
KIN = RELATIVES | ADJECTIVES


class Persons(Things):
    """Every finding is held: no rule clears a name."""

    def find(self) -> Found:
        at = 0
        while at < len(self.tokens):
            rule = None if at in self.taken or self.is_quiet(self.tokens[at]) else self.rule_at(at)
            if rule:
                last = self.run_end(at)
                first = self.run_start(at)
                yield self.finding(rule, first, last)
                at = last
            at += 1

    def is_quiet(self, token: Token) -> bool:
        return token.traits & QUIET != 0 and token.case is Case.LOWER and token.word not in PARTICLES

    def finding(self, rule: str, first: int, last: int) -> Finding:
        return Rule(rule, Kind.PERSON, Severity.HOLD, "[name removed]").at(
            self.tokens[first].start, self.tokens[last].end
        )

    def rule_at(self, at: int) -> str | None:
        """Return why token `at` may be somebody's name, or None."""
        token = self.tokens[at]
        if token.case is Case.OTHER:
            return None
        if token.case is Case.LOWER:
            return self.lower_rule(at, token)
        if token.case is Case.INITIAL:
            return self.initial_rule(at)
        if self.is_thing(at, token) or self.opens_eponym(at, token):
            return None
        return self.cue_rule(at, token) or (
            self.capitals_rule(at, token) if token.case is Case.ALL else self.capital_rule(at, token)
        )

    def cue_rule(self, at: int, token: Token) -> str | None:
        word = token.word
        before = self.tokens[at - 1] if at else None
        if word in self.table.terms and not (before and before.word in TITLES) and word not in self.table.common_names:
            spoken_of = word in self.table.first_names and self.led_by(SURE_LABELS, token) and self.before_age(at)
            return "label" if spoken_of else None
        if before and self.after_title(before, token):
            return "title"
        if before and self.after_relative(at, before, token):
            return "relative"
        return None if self.noun_behind_label(at, token) else self.label_rule(before, token)

    def after_relative(self, at: int, before: Token, token: Token) -> bool:
        if token.gap not in (" ", ", ", " (", " - ", " '", ' "', "  ") or token.opens:
            return False
        if token.case is Case.ALL and not (before.case is Case.ALL and not self.is_known(token)):
            return False
        if before.word not in RELATIVES or before.possessive:
            return False
        if token.gap != " " or before.word in ("patient", "doctor", "consultant", "specialist"):
            return self.table.is_name(token.word) or token.word not in self.table.known
        return not self.is_eponym_here(at, token) and (token.word not in EPONYM_HEADS)

    def capital_rule(self, at: int, token: Token) -> str | None:
        word = token.word
        if self.possessed(at) or self.after_particle(at):
            return "relative" if self.possessed(at) else "particle"
        if word in self.table.terms or word in TITLES or word in RELATIVES:
            return "name_opening" if self.term_as_name(at, token) else None
        if at in self.phrases or self.is_code(token) or self.is_people(at):
            return None
        return "family" if self.is_family(at, token) else self.look_rule(at, token)

    def look_rule(self, at: int, token: Token) -> str | None:
        """Judge a capitalised word by the lists that know it."""
        word = token.word
        unknown, name = not self.is_known(token), self.table.is_name(word)
        if not unknown and not name:
            return self.known_rule(at, token)
        if self.is_eponym_here(at, token):
            return None
        rare = name and word not in self.table.common_words and not self.in_heading(at)
        if unknown or word not in self.table.words or rare:
            return "name" if name else "unknown_word"
        return self.word_and_name(at, token)

    def is_people(self, at: int) -> bool:
        """Tell whether descent or a language is told by the word: Ngāpuhi descent."""
        following = self.next_token(at)
        return bool(following and following.gap in (" ", "-") and following.word in OF_A_PEOPLE)

    def is_family(self, at: int, token: Token) -> bool:
        """Tell whether a family is called by the word: the Black family, the Hunters are no such."""
        following, before = self.next_token(at), self.tokens[at - 1] if at else None
        return bool(
            before
            and before.word == "the"
            and following
            and following.gap == " "
            and following.word in ("family", "kids", "household", "siblings", "brothers", "sisters")
            and token.gap == " "
            and self.table.is_name(token.word)
            and token.word not in self.table.sure_eponyms
        )

    def term_as_name(self, at: int, token: Token) -> bool:
        """Tell whether a people or a month is somebody after all: Zulu was, April said."""
        following = self.next_token(at)
        if token.word not in self.table.terms or not self.is_given(token.word) or not following or following.gap != " ":
            return False
        return following.word in WAS or self.sure_name(following, at + 1) or self.is_family(at, token)

    def is_given(self, word: str) -> bool:
        return word in self.table.first_names or word in self.table.common_names

    def known_rule(self, at: int, token: Token) -> str | None:
        """Judge a word that lists know and that is in none of names: rare ones, and names of diseases that somebody bears."""
        if not token.opens and token.case is Case.CAPITAL and self.is_rare_word(at, token):
            return "rare_word"
        if not self.no_word(token):
            return None
        following = self.next_token(at)
        if following and following.gap == " " and following.word in SURE_SPEECH:
            return "name"
        borne = token.word not in self.table.eponyms and self.beside_name(at) and not self.is_eponym_here(at, token)
        return "name" if borne else None

    def is_rare_word(self, at: int, token: Token) -> bool:
        """Tell whether a capital inside a sentence stands on a word that hardly anybody uses: Kauri."""
        table, before = self.table, self.tokens[at - 1]
        rare = (
            token.word in table.words
            and token.word not in table.common_words
            and token.word not in table.medical
            and token.word not in table.eponyms
            and not ENDINGS.search(token.word)
            and not any(
                token.word.endswith(end) and token.word[: -len(end)] in table.common_words
                for end in ("s", "es", "d", "ed", "ing", "er", "al", "ly", "y", "ist", "ation")
            )
        )
        return (
            rare
            and token.gap in (" ", ", ")
            and before.case is Case.LOWER
            and not self.in_heading(at)
            and not self.is_eponym_here(at, token)
        )

    def after_particle(self, at: int) -> bool:
        """Tell whether a particle of surnames stands before: van Zyl, ten Boom; not von Willebrand disease."""
        token = self.tokens[at]
        before = self.tokens[at - 1] if at else None
        if not before or token.gap != " " or before.word not in SURE_PARTICLES or before.case is not Case.LOWER:
            return False
        return (
            not self.is_eponym_here(at, token)
            and token.word not in self.table.terms
            and not (before.word in ("de", "la") and token.word in self.table.words)
        )

    def word_and_name(self, at: int, token: Token) -> str | None:
        """Judge a word that is a name too: Rose, Will, Hill."""
        word = token.word
        strong = word in self.table.first_names or word in self.table.common_names
        if strong and self.before_age(at):
            return "name_and_age"
        following = self.next_token(at)
        if word in FUNCTION_WORDS or (word == "will" and following and following.word in BARE_VERBS):
            return None
        if token.opens or self.in_heading(at):
            return "name_opening" if strong and self.opening_name(at, token) else None
        return "name_or_word" if strong or self.beside_name(at) else None

    def opening_name(self, at: int, token: Token) -> bool:
        if self.beside_name(at):
            return True
        following = self.next_token(at)
        if following and following.gap == ", " and following.word in ("our", "my", "his", "her", "their"):
            return self.is_relative(at + 2)
        if following and following.word in ("is", "was", "has", "and") and self.said_of_things(at + 2):
            return False
        return bool(
            following
            and (token.word in self.table.common_names or token.word in self.table.first_names)
            and token.word not in NEVER_OPENING
            and following.gap == " "
            and (following.word in SPEECH)
        )

    def said_of_things(self, at: int) -> bool:
        """Tell whether the word after "is" is said of hope and grace rather than of somebody: Hope is all we have."""
        return at < len(self.tokens) and self.tokens[at].case is Case.LOWER and self.tokens[at].word in OF_THINGS

    def is_relative(self, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at].word in KIN

    def capitals_rule(self, at: int, token: Token) -> str | None:
        word = token.word
        if len(word) < 3 or word in self.table.terms or word in TITLES or self.is_gene(token):
            return None
        if (
            self.is_code(token)
            or at in self.phrases
            or (word in self.table.eponyms and self.heads(self.compound_end(at)[0], token))
        ):
            return None
        name = self.table.is_name(word)
        if not (name and self.no_word(token)) and (word in self.table.known or self.is_known(token)):
            return (
                "capitals"
                if name
                and (self.beside_name(at))
                and not self.is_eponym_here(at, token)
                and (word in self.table.common_names)
                else None
            )
        following = self.next_token(at)
        if (
            len(word) > 3
            and following
            and following.case is Case.ALL
            and len(following.word) > 1
            and following.gap in (" ", ", ", "-")
            and following.word not in self.table.known
            and following.word not in self.table.terms
            and not self.is_gene(following)
        ):
            return "capitals"
        if name and (len(word) >= 4 or self.beside_name(at)) and not self.is_eponym_here(at, token):
            return "capitals"
        return "unknown_word" if len(word) >= 6 or (len(word) >= 4 and self.beside_name(at)) else None

    def initial_rule(self, at: int) -> str | None:
        """J. Smith, A.B. Patel, Mr K., patient J.D."""
        token, before = self.tokens[at], self.tokens[at - 1] if at else None
        if before and (is_unit(before, token) or before.word in BEFORE_LETTER or self.ends_disease(at, token)):
            return None
        if before and before.word in STRICT_TITLES and token.gap in (" ", ". "):
            return "title"
        last = self.initials_end(at)
        if last == at:
            return None
        following, dotted = self.tokens[last], "." in self.tokens[at + 1].gap
        if self.labelled(before, token) and self.tokens[at + 1].gap == ". ":
            return "label"
        if (
            self.tokens[at + 1].case is Case.INITIAL
            and dotted
            and before
            and (before.word in RELATIVES or before.word in TITLES)
        ):
            return "initials"
        surname = (
            following.case is Case.CAPITAL and last not in self.taken and self.is_surname_here(last, following, dotted)
        )
        pronoun = token.text in ("I", "A") and not dotted and following.word in self.table.words
        return "initials" if surname and not pronoun else None

    def ends_disease(self, at: int, token: Token) -> bool:
        """Tell whether the letter is a type of what stands before it, or a code goes on from it: Niemann-Pick C, E75.21."""
        glued = self.text[token.end : token.end + 1].isdigit()
        behind = token.gap == " " and (at - 1 in self.phrases or self.is_eponym_here(at - 1, self.tokens[at - 1]))
        return glued or (behind and self.tokens[at - 1].word in self.table.eponyms)

    def initials_end(self, at: int) -> int:
        """Return the first token after the initials at `at`; `at` itself where none follows closely."""
        for last in range(at + 1, min(at + 4, len(self.tokens))):
            if self.tokens[last].gap not in (". ", " ", ".", "-", ".-"):
                return at if last == at + 1 else last - 1
            if self.tokens[last].case is not Case.INITIAL:
                return last
        return min(at + 3, len(self.tokens) - 1)

    def is_surname_here(self, at: int, token: Token, dotted: bool) -> bool:
        """Tell whether a capitalised word after an initial is a surname: any that is no word, or a name that is one too after a dot."""
        word, table = token.word, self.table
        if word in FUNCTION_WORDS or word in table.terms or word in EPONYM_HEADS or self.is_eponym_here(at, token):
            return False
        if not self.is_known(token):
            return True
        return table.is_name(word) and (
            word not in table.words or (dotted and (word in table.common_names or not self.tokens[at - 1].opens))
        )

    def run_end(self, at: int) -> int:
        last = at
        while last + 1 < len(self.tokens):
            step = self.step_after(last)
            if not step:
                break
            last += step
        return last

    def step_after(self, last: int) -> int:
        """Return how many tokens the name goes on: surname, initial, or a particle and what follows it."""
        following = self.tokens[last + 1]
        if (
            last + 1 in self.taken
            or self.tokens[last].possessive
            or following.gap not in (" ", "-", ". ", ".", "'", " (", ' "', '" ', " '", "' ", ") ")
        ):
            return 0
        if following.gap in (". ", ".") and self.tokens[last].case is not Case.INITIAL:
            return 0
        if self.continues(following, last):
            return 1
        if following.word in PARTICLES and last + 2 < len(self.tokens) and last + 2 not in self.taken:
            after = self.tokens[last + 2]
            if after.case in (Case.CAPITAL, Case.ALL) and after.gap in (" ", "'", "-") and following.gap == " ":
                return 2
            if (
                after.word in PARTICLES
                and last + 3 < len(self.tokens)
                and self.tokens[last + 3].case in (Case.CAPITAL, Case.ALL)
            ):
                return 3
        return 0

    def continues(self, following: Token, last: int) -> bool:
        lower = self.tokens[last].case is Case.LOWER
        bracketed = following.gap == " (" and following.word in self.table.words
        code = following.case is Case.INITIAL and self.text[following.end : following.end + 1].isdigit()
        if code or (bracketed and not self.table.is_name(following.word)):
            return False
        if following.case is Case.INITIAL:
            return following.text != "I" or self.tokens[last].case is Case.INITIAL
        if lower and following.case is Case.LOWER:
            return self.table.is_name(following.word) and (
                following.word not in self.table.common_words
                or (following.word in self.table.surnames and following.word in LOWER_SURNAMES)
            )
        term = following.word in self.table.terms and following.word not in self.table.common_names
        if following.case not in (Case.CAPITAL, Case.ALL) or term or following.word in EPONYM_HEADS:
            return False
        capitals = following.case is Case.ALL and self.tokens[last].case is Case.CAPITAL
        short = capitals and (self.is_gene(following) or len(following.word) < 3)
        return not short and not self.is_eponym_here(last + 1, following)

    def run_start(self, at: int) -> int:
        """Return where the name begins: with an initial or a particle before it."""
        first = at
        while first and self.tokens[first].gap in (" ", ". ", ".", "'", "-") and first - 1 not in self.taken:
            before = self.tokens[first - 1]
            if (
                before.case is Case.INITIAL
                and (
                    before.gap.strip(" \n(,\"'-*|:;") in ("", ".")
                    and not (
                        first > 1
                        and "\n" not in before.gap
                        and (self.tokens[first - 2].case is Case.OTHER or self.tokens[first - 2].word in BEFORE_LETTER)
                    )
                )
                and not self.tokens[first].opens
                and before.text != "I"
                and not (before.text == "A" and self.tokens[first].gap == " ")
            ) or (
                before.word in PARTICLES
                and before.case is Case.LOWER
                and before.word not in ("e", "y", "la", "te", "ten", "ben", "st", "da")
                and self.tokens[first].gap == " "
                and first > 1
                and self.tokens[first - 2].case in (Case.CAPITAL, Case.INITIAL)
            ):
                first -= 1
            else:
                break
        return first
