"""Names that stand for a disease, a sign or a method."""

from privacy.checks.clinic import ALONE_AFTER, COMMA_AFTER, NAMED_THING, SAID_BEFORE, behind_diagnosis, beside_result
from privacy.checks.cues import (
    ADJECTIVE,
    BEFORE_EPONYM,
    BEFORE_HEAD,
    ENDINGS,
    EPONYM_HEADS,
    FUNCTION_WORDS,
    LOWER_HEADS,
    PARTS_OF_THE_BODY,
    SPEECH,
    SURE_SPEECH,
    TITLES,
)
from privacy.checks.phrases import somebody_before
from privacy.checks.surroundings import Surroundings
from privacy.checks.tokens import Case, Token

SURE_HEADS, NAMED_OF = EPONYM_HEADS - LOWER_HEADS, EPONYM_HEADS | PARTS_OF_THE_BODY
OF_DISEASES = frozenset(
    "confirmed excluded ruled suspected likely unlikely possible considered queried probable presumed proven".split()
)
AND = frozenset(("and", "or", "vs", "versus", "nor", "not"))
LISTED = frozenset((", ", "; ", " / ", "/", "? ", "'s, ", " & "))


class Eponyms(Surroundings):
    """Tells names of diseases from names of people by the words around them."""

    def is_eponym_here(self, at: int, token: Token) -> bool:
        """Tell whether a name stands for a disease, a sign or a method: Marfan syndrome, Wilson's, Ehlers-Danlos."""
        before = self.tokens[at - 1] if at else None
        if at in self.phrases:
            return True
        if before and before.word in TITLES and self.after_title(before, token):
            return False
        last, compound = self.compound_end(at)
        if self.heads(last, token):
            return True
        return token.word in self.table.eponyms and (
            (compound and self.all_eponyms(at, last) and not self.given_names(at, last))
            or self.ends_eponym(at, token, before)
            or self.stands_alone(last, token, before)
            or self.listed_with_diseases(at, last)
            or self.in_notes(at, last)
        )

    def given_names(self, first: int, last: int) -> bool:
        """Tell whether only first names are joined: Toni-Marie."""
        return all(part.word in self.table.first_names for part in self.tokens[first : last + 1])

    def in_notes(self, first: int, last: int) -> bool:
        """Tell whether the name stands as notes have it for a disease or a sign: Coombs neg, Dx Wilson, Engel II, (Graves)."""
        token = self.tokens[first]
        if behind_diagnosis(self.text, token.start, sure=True):
            return True
        following = self.tokens[last + 1] if last + 1 < len(self.tokens) else None
        beside = following if following and following.gap == " " else None
        if self.named_before(first) or (beside and (beside.word in SURE_SPEECH or self.sure_surname(beside))):
            return False
        if behind_diagnosis(self.text, token.start):
            return True
        return not (beside and beside.word in SPEECH) and self.noted(first, last)

    def named_before(self, at: int) -> bool:
        """Tell whether a first name or an initial stands before: then the name is somebody's."""
        token, before = self.tokens[at], self.tokens[at - 1] if at else None
        if not before or token.gap not in (" ", ". ") or before.word in FUNCTION_WORDS:
            return False
        name = self.table.is_name(before.word) and before.word not in self.table.eponyms
        return before.case is Case.INITIAL or (name and before.case in (Case.CAPITAL, Case.ALL))

    def noted(self, first: int, last: int) -> bool:
        """Tell whether the name is said to be a disease, has a result, or stands in a list or alone."""
        token, end = self.tokens[first], self.tokens[last].end
        given = token.word in self.table.first_names
        said = SAID_BEFORE.search(self.text, max(0, token.start - 20), token.start)
        return (
            bool(said and (not given or COMMA_AFTER.match(self.text, end)))
            or beside_result(self.text, end + (2 if self.tokens[last].possessive else 0))
            or self.chained(first, last)
            or (not given and self.is_fragment(first, last))
        )

    def sure_surname(self, following: Token) -> bool:
        return (
            following.case is Case.CAPITAL
            and self.table.is_name(following.word)
            and following.word not in self.table.eponyms
            and following.word not in self.table.words
        )

    def is_fragment(self, first: int, last: int) -> bool:
        """Tell whether the name is a whole sentence, or alone in brackets behind a word of medicine."""
        token, before = self.tokens[first], self.tokens[first - 1] if first else None
        if not before or "\n" in token.gap or not ALONE_AFTER.match(self.text, self.tokens[last].end):
            return False
        if token.gap.endswith("("):
            return before.word in self.table.medical and before.word not in TITLES
        if NAMED_THING.search(self.text, max(0, token.start - 12), token.start):
            return True
        return token.opens and token.gap.strip(" '\"")[:1] in (".", ";", "?")

    def chained(self, first: int, last: int) -> bool:
        """Tell whether a disease stands a few names further in a list of nothing but such names: Wilson, Fisher, Babinski."""
        at = first
        for _ in range(4):
            if not at or self.tokens[at].gap not in LISTED:
                break
            at -= 1
            if self.is_disease(at) or self.tokens[at].word in EPONYM_HEADS:
                return True
            if self.tokens[at].word not in self.table.eponyms:
                break
        at = last
        for _ in range(4):
            at += 1
            if at >= len(self.tokens) or self.tokens[at].gap not in LISTED:
                break
            if self.is_disease(at):
                return True
            if self.tokens[at].word not in self.table.eponyms:
                break
        joined = self.tokens[last + 1 : last + 3]
        alternative = (
            len(joined) == 2 and joined[0].word in ("or", "vs", "versus") and joined[1].word in self.table.eponyms
        )
        other = (
            first > 1
            and self.tokens[first - 1].word in ("or", "vs", "versus")
            and self.tokens[first - 2].word in self.table.eponyms
        )
        return alternative or other

    def ends_eponym(self, at: int, token: Token, before: Token | None) -> bool:
        return bool(before) and ((token.gap == "-" and self.ends_chain(at)) or self.named_of(at, before))

    def listed_with_diseases(self, first: int, last: int) -> bool:
        """Tell whether the name stands in a list with a disease, or with a gene behind it: Dravet, Doose or Rett; Noonan (PTPN11)."""
        following = self.tokens[last + 1] if last + 1 < len(self.tokens) else None
        if following and following.gap == " (" and following.case is Case.ALL and self.is_gene(following):
            return True
        before = first - 1
        if before > 0 and self.tokens[before].word in AND:
            before -= 1
        elif first and self.tokens[first].gap not in LISTED:
            before = -1
        after = last + 1
        if after + 1 < len(self.tokens) and self.tokens[after].word in AND:
            after += 1
        elif following and following.gap not in LISTED:
            after = len(self.tokens)
        return (before >= 0 and self.is_disease(before)) or (after < len(self.tokens) and self.is_disease(after))

    def is_disease(self, at: int) -> bool:
        token = self.tokens[at]
        if at in self.phrases:
            return token.word not in self.table.common_words
        sure = token.word in self.table.sure_eponyms and token.word not in self.table.first_names
        return (sure and token.case in (Case.CAPITAL, Case.ALL)) or (
            token.word in SURE_HEADS and token.case is Case.LOWER
        )

    def heads(self, last: int, token: Token) -> bool:
        """Tell whether a noun of medicine follows, at once or after adjectives: Becker muscular dystrophy."""
        for step in range(last + 1, min(last + 4, len(self.tokens))):
            following = self.tokens[step]
            if following.word in EPONYM_HEADS:
                sure = following.case is Case.LOWER and token.word in self.table.sure_eponyms
                return (following.word not in LOWER_HEADS or sure) and following.gap in BEFORE_HEAD
            adjective = (
                following.case is Case.LOWER and following.gap in (" ", "-", "'s ") and ADJECTIVE.search(following.word)
            )
            scale = following.case is Case.CAPITAL and following.gap in (" ", "'s ") and self.is_plain_word(following)
            medical = following.case is Case.LOWER and following.gap in BEFORE_HEAD and self.is_medical_noun(following)
            if token.word in self.table.eponyms and medical:
                return True
            if token.word not in self.table.eponyms or not (adjective or scale):
                return False
        return False

    def is_medical_noun(self, token: Token) -> bool:
        """Tell whether the word is one of medicine alone: encephalitis, spherocytosis."""
        return bool(ENDINGS.search(token.word)) and token.word not in self.table.common_words

    def is_plain_word(self, token: Token) -> bool:
        """Tell whether a capitalised word is nobody's name: Hamilton Depression Rating Scale."""
        return token.word in self.table.words and not self.table.is_name(token.word)

    def named_of(self, at: int, before: Token | None) -> bool:
        """Tell whether something of the body or of medicine is named of it: tetralogy of Fallot."""
        return before is not None and before.word == "of" and at > 1 and self.tokens[at - 2].word in NAMED_OF

    def stands_alone(self, last: int, token: Token, before: Token | None) -> bool:
        """Judge an eponym with no noun: a rare one is clean unless somebody speaks or a first name stands before; a common one only as Wilson's."""
        if token.word in self.table.sure_eponyms and token.word not in self.table.first_names:
            following = self.tokens[last + 1] if last + 1 < len(self.tokens) else None
            speaks = following and following.gap == " " and following.word in SURE_SPEECH
            named = (
                before
                and token.gap == " "
                and before.case is Case.CAPITAL
                and self.table.is_name(before.word)
                and not before.opens
            )
            return not speaks and not named
        following = self.next_token(last)
        if token.possessive and not (following and following.gap == " "):
            return True
        if following and self.judged_as_disease(last + 1):
            return True
        led = bool(before and not token.opens and before.word in BEFORE_EPONYM)
        owner = token.word in self.table.first_names and following and following.word == "own"
        return (token.possessive and led and not owner) or token.gap.endswith("?")

    def judged_as_disease(self, at: int) -> bool:
        """Tell whether it is said of the name what is said of diseases: Turner was confirmed, Wilson excluded."""
        if self.tokens[at].word in ("was", "is", "has", "been", "were"):
            at += 2 if at + 1 < len(self.tokens) and self.tokens[at + 1].word == "been" else 1
        return at < len(self.tokens) and self.tokens[at].gap == " " and self.tokens[at].word in OF_DISEASES

    def ends_chain(self, at: int) -> bool:
        """Tell whether only eponyms stand before, joined by hyphens, with nobody's first name or title in front: Silver-Russell."""
        first = at
        while first and self.tokens[first].gap == "-":
            first -= 1
        sure = any(self.is_rare_eponym(token) for token in self.tokens[first:at])
        chain = all(token.word in self.table.eponyms for token in self.tokens[first:at])
        return sure or (chain and not somebody_before(self.tokens, first, self.table))

    def is_rare_eponym(self, token: Token) -> bool:
        return token.word in self.table.sure_eponyms

    def compound_end(self, at: int) -> tuple[int, bool]:
        """Return the last token of a chain like Smith-Lemli-Opitz, or Bannayan, Riley and Ruvalcaba."""
        last = at
        while last + 1 < len(self.tokens) and last - at < 5:
            following = self.tokens[last + 1]
            if (following.gap == "-" and following.case in (Case.CAPITAL, Case.ALL, Case.LOWER)) or (
                following.gap in ("/", "-like ") and following.case is Case.CAPITAL
            ):
                last += 1
            elif (
                following.case is Case.LOWER
                and following.word in ("and", "or", "de", "von", "la")
                and following.gap in (" ", "'s ")
                and last + 2 < len(self.tokens)
                and self.tokens[last + 2].case is Case.CAPITAL
                and self.tokens[last + 2].word in self.table.eponyms
            ):
                last += 2
            elif (
                following.gap == " "
                and following.case is Case.CAPITAL
                and following.word in self.table.eponyms
                and self.tokens[last].word in self.table.eponyms
            ):
                last += 1
            else:
                break
        return last, last > at and any(self.tokens[step].gap in ("-", "/") for step in range(at + 1, last + 1))

    def all_eponyms(self, first: int, last: int) -> bool:
        return all(
            part.word in self.table.eponyms or (part.word in self.table.known and not self.table.is_name(part.word))
            for part in self.tokens[first : last + 1]
        )

    def sure_name(self, token: Token, at: int) -> bool:
        if at in self.taken or token.case not in (Case.CAPITAL, Case.ALL) or token.word in self.table.terms:
            return False
        known = token.word in self.table.words or (token.case is Case.ALL and self.is_gene(token))
        return (
            self.table.is_name(token.word)
            and (not known or token.word in self.table.common_names)
            and not self.is_eponym_here(at, token)
        )

    def beside_name(self, at: int) -> bool:
        """Tell whether a neighbour on the same line is a sure name or an initial."""
        token = self.tokens[at]
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if (
            following
            and following.gap in (" ", "-", ", ", ". ")
            and not following.opens
            and self.sure_name(following, at + 1)
        ):
            return True
        if (
            following
            and following.gap in (" ", "-")
            and token.word in self.table.first_names
            and following.case in (Case.CAPITAL, Case.ALL)
            and self.no_word(following)
        ):
            return True
        before = self.tokens[at - 1] if at else None
        return bool(before and token.gap in (" ", "-", ", ", ". ", ".") and self.sure_name(before, at - 1))

    def in_heading(self, at: int) -> bool:
        """Tell whether the words around are capitalised too, as in a heading, so that a capital says nothing."""
        token, following = self.tokens[at], self.next_token(at)
        before = self.tokens[at - 1] if at and token.gap in (" ", "-") else None
        beside = [other for other in (None if token.opens else before, following) if other]
        capital = [
            other for other in beside if other.case in (Case.CAPITAL, Case.ALL) and not self.table.is_name(other.word)
        ]
        if len(capital) == len(beside) > 0:
            return True
        heading = before and before.case is Case.CAPITAL and before.word in self.table.words and not before.opens
        return bool(heading and before and not self.table.is_name(before.word))

    def before_age(self, at: int) -> bool:
        """Tell whether a number follows as an age does: Hunter (9 years), Basil, 58."""
        following = self.next_token(at)
        return bool(
            following
            and following.gap in (" (", ", ")
            and (
                following.word in ("aged", "age")
                or (following.text[:2].rstrip("ymfMFY").isdigit() and len(following.text) < 5)
            )
        )
