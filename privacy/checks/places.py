"""Towns and regions by a gazetteer; hospitals, schools and employers by the word that says what they are, or by their own name."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from privacy.checks.alone import with_county
from privacy.checks.base import Found, Rule
from privacy.checks.place_words import (
    BEFORE_A_TOWN,
    BEFORE_LOWER,
    CODE_AFTER,
    FOREIGN_HEADS,
    GENERIC,
    JOINING,
    LINKS,
    OF_AFTER,
    PARTICLES_OF_PLACES,
    PLAIN_WORDS,
    POSTCODE_AFTER,
    STREET_BEFORE,
    STREET_WORDS,
    SURE_WORKS,
    WEAK_HEADS,
    WORKS,
)
from privacy.checks.tokens import Case, Token, is_uncased
from privacy.findings import Kind, Severity
from privacy.lexicon.tables import COUNTRY, Tables, Trait

TOWN_START, FACILITY_START = int(Trait.TOWN), int(Trait.FACILITY)
TOWN = Rule("town", Kind.PLACE, Severity.HOLD)
POSTCODE = Rule("postcode_after_town", Kind.POSTCODE, Severity.HOLD)
FACILITY = Rule("facility", Kind.FACILITY, Severity.HOLD)
EMPLOYER = Rule("employer", Kind.FACILITY, Severity.HOLD)

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
HEADS = (
    r"hospitals?|hosp|centre hospitalier|h[oô]pital|clinique|[eé]cole|coll[eè]ge|universit[eé]|c[eé]gep|hospitaal|laerskool|ho[eë]rskool|skool|kliniek|scoil|col[aá]iste|osp[ií]d[eé]al|te kura|infirmary|hospice|clinic|clinics|polyclinic|medical cent(?:re|er)|health cent(?:re|er)|cancer cent(?:re|er)|children's cent(?:re|er)|day cent(?:re|er)|medical group|medical practice|family practice|group practice|practice|surgery|sanatorium|nursing home|care home|rest home|retirement village|residential home|"
    r"health service|health board|health trust|healthcare|foundation trust|nhs trust|trust|district health board|dhb|hse|maternity|"
    r"school|primary|grammar|academy|college|university|uni|polytechnic|institute|technikon|kindergarten|nursery|cr[eè]che|preschool|pre-school|playgroup|montessori|gaelscoil|kura|k[oō]hanga reo|high|elementary|middle school|secondary|seminary|tafe|"
    r"ltd|limited|plc|inc|incorporated|llc|llp|pty|corp|corporation|co|company|gmbh|holdings|brothers|bros|& sons|and sons|group|industries|enterprises|logistics|supermarkets?|bakery|pharmacy|chemists?|motors|builders|engineering|solicitors|mines?|factory|foods|farms?|hotel|bank|council|constabulary|airways|airlines|railways?|police|church|parish|mosque|temple|synagogue|chapel|cathedral|prison|barracks|marae|laboratories|labs?|laboratory|cent(?:re|er)"
)
HEAD = re.compile(rf"(?:{HEADS})\b", re.IGNORECASE)
WORKS_ENDS = frozenset("at for by with of from to in is was the employer care".split())
FRENCH_OF = re.compile(r"\s(?:(?:de|du|des|le|la|na|an|o|a)\s){0,2}", re.IGNORECASE)

HEAD_PREFIXES = frozenset(word[:4] for word in re.findall(r"[a-z]{2,}", HEADS)) | {
    "crec",
    "koha",
    "scho",
    "univ",
    "hopi",
    "ecol",
    "cege",
    "cola",
    "ospi",
    "hoer",
}


class Places:
    """Finds places among the tokens; `taken` tells persons which tokens are spoken for."""

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

    def facilities(self) -> Found:
        yield from self.named_facilities()
        for at, token in enumerate(self.tokens):
            found = (
                HEAD.match(self.text, token.start)
                if token.word[:4] in HEAD_PREFIXES and at not in self.phrases
                else None
            )
            span = self.around(at, found) if found else None
            if span:
                self.take(*span)
                yield FACILITY.at(*span)
        yield from self.employers()

    def named_facilities(self) -> Found:
        lower = ""
        for token in self.tokens:
            if not token.traits & FACILITY_START:
                continue
            names = self.table.facilities[token.word.partition("'")[0]]
            lower = lower or self.text.lower()
            for name in names:
                end = token.start + len(name)
                if (
                    lower.startswith(name, token.start)
                    and not lower[end : end + 1].isalnum()
                    and self.sure_facility(token, name)
                ):
                    self.take(token.start, end)
                    yield FACILITY.at(token.start, end)
                    break

    def sure_facility(self, token: Token, name: str) -> bool:
        """A single word in lower case is a facility's name only if it is no other word."""
        end = token.start + len(name)
        if self.text[end : end + 1] == "-" and self.text[end + 1 : end + 2].isupper():
            return False
        return token.case is not Case.LOWER or " " in name or name not in self.table.known

    def around(self, at: int, found: "re.Match[str]") -> tuple[int, int] | None:
        """Return the span of the name whose kind is the word found, or None where it is no name: the hospital, a school."""
        head = found[0]
        if self.uncased and head.islower():
            return self.around_uncased(at, found)
        if head.lower() in WEAK_HEADS and head.islower():
            return None
        first, named = self.walk_back(at)
        end = found.end()
        if head.islower() and named and self.is_of_disease(first, at):
            return None
        after = self.walk_on(end, head)
        if not named and after == end:
            return None
        if not named and head.islower() and not head.lower().startswith(("universit", "hospital", "college", "school")):
            return None
        return self.tokens[first].start if named else found.start(), after

    def is_of_disease(self, first: int, at: int) -> bool:
        """Tell whether a clinic is called by the disease that it is for: the Coffin-Siris clinic."""
        if not self.tokens[at].word.startswith(("clinic", "trial", "group")):
            return False
        names = [token for token in self.tokens[first:at] if token.case in (Case.CAPITAL, Case.ALL)]
        eponyms = all(token.word in self.table.eponyms or token.word in self.table.terms for token in names)
        return eponyms and any(token.word in self.table.sure_eponyms or len(names) > 1 for token in names)

    def around_uncased(self, at: int, found: "re.Match[str]") -> tuple[int, int] | None:
        """Return the span of a name in small letters: the words before its head as far as none is an ordinary link."""
        first, named = at, False
        while first and at - first < 4 and self.tokens[first].gap in (" ", "-", "'", "' ", "'-"):
            token = self.tokens[first - 1]
            if token.word in LINKS or token.case is not Case.LOWER:
                break
            first -= 1
            named = named or token.word not in GENERIC
        of = (
            re.compile(r"\sof\s(?:\w+\s)?\w+").match(self.text, found.end())
            if found[0] in ("university", "college", "hospital")
            else None
        )
        weak = found[0] in WEAK_HEADS and not WORKS.search(
            self.text, max(0, self.tokens[first].start - 70), self.tokens[first].start
        )
        if weak and not any(self.odd(token) or token.word in STREET_WORDS for token in self.tokens[first:at]):
            return None
        town = self.town_after(found.end()) if found[0] in BEFORE_A_TOWN else 0
        return (self.tokens[first].start, town or (of.end() if of else found.end())) if named or of or town else None

    def walk_back(self, at: int) -> tuple[int, bool]:
        """Return the first token of the name that ends before token `at`, and whether it holds more than generic words."""
        first, named, seen = at, False, at
        while seen > 0 and at - seen < 7 and self.tokens[seen].gap in (" ", "-", "'", " & ", ". ", "' ", "'-"):
            seen -= 1
            token = self.tokens[seen]
            if self.tokens[seen + 1].gap == ". " and token.word not in ("st", "dr", "mt"):
                break
            if token.case is Case.INITIAL and token.gap.strip():
                break
            if token.case in (Case.CAPITAL, Case.ALL, Case.INITIAL) or token.possessive or self.odd(token):
                if token.word in GENERIC or (token.opens and token.word in PLAIN_WORDS):
                    continue
                if token.case is Case.LOWER and not self.odd(token):
                    break
                first, named = seen, True
            elif token.word not in JOINING and token.word not in GENERIC:
                break
            if token.opens:
                break
        return first, named

    def odd(self, token: Token) -> bool:
        return token.case is Case.LOWER and len(token.word) > 2 and token.word not in self.table.known

    def walk_on(self, end: int, head: str) -> int:
        """Return the end of a name that goes on after its head: University of Cape Town."""
        if head.lower() in BEFORE_A_TOWN and (town := self.town_after(end)):
            return town
        of = (FRENCH_OF if head.lower() in FOREIGN_HEADS else OF_AFTER).match(self.text, end)
        if not of or (head.lower() in WEAK_HEADS and head.islower()):
            return end
        at, last = bisect_right(self.starts, of.end() - 1), end
        while at < len(self.tokens) and self.tokens[at].start - last < 16:
            token = self.tokens[at]
            if token.word in PARTICLES_OF_PLACES and token.gap in (" ", "-") and last != end:
                at += 1
                continue
            name = (
                token.case in (Case.CAPITAL, Case.ALL)
                and token.word not in self.table.terms
                and token.word not in GENERIC
                and not self.opens_country(at)
            )
            if not name or (last != end and token.gap not in (" ", "-", "'")):
                break
            last = token.end
            at += 1
        return last

    def opens_country(self, at: int) -> bool:
        """Tell whether a country begins here: hospitals in South Africa."""
        pair = " ".join(token.word for token in self.tokens[at : at + 2])
        return self.table.towns.get(pair) == COUNTRY or self.table.towns.get(self.tokens[at].word) == COUNTRY

    def town_after(self, end: int) -> int:
        """Return the end of the town whose name follows at once: University Hospital Limerick; 0 for none."""
        at = bisect_right(self.starts, end)
        if (
            at >= len(self.tokens)
            or self.tokens[at].gap != " "
            or (self.tokens[at].case is Case.LOWER and not self.uncased)
        ):
            return 0
        known = self.tokens[at].word in self.table.towns and self.tokens[at].word not in self.table.common_words
        return self.tokens[at].end if known and self.table.towns[self.tokens[at].word] != COUNTRY else 0

    def employers(self) -> Found:
        for at, token in enumerate(self.tokens):
            if not at or token.opens or self.tokens[at - 1].word not in WORKS_ENDS:
                continue
            lower = token.case is Case.LOWER and (self.uncased or self.odd(token)) and token.word not in LINKS
            if not (lower or token.case in (Case.CAPITAL, Case.ALL)) or at in self.taken:
                continue
            start = token.start
            if (
                WORKS.search(self.text, max(0, start - 70), start)
                and (token.word not in self.table.terms or self.named_after(at))
                and token.word not in GENERIC
                and not (lower and not SURE_WORKS.search(self.text, max(0, start - 40), start))
            ):
                last = token.end if lower else self.run_end(at)
                self.take(start, last)
                yield EMPLOYER.at(start, last)

    def named_after(self, at: int) -> bool:
        """Tell whether a capitalised word goes on after a people's or country's: Canadian Tire."""
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        return bool(
            following
            and following.gap == " "
            and following.case is Case.CAPITAL
            and following.word not in self.table.terms
        )

    def run_end(self, at: int) -> int:
        last = self.tokens[at].end
        for token in self.tokens[at + 1 : at + 6]:
            if (
                token.case not in (Case.CAPITAL, Case.ALL, Case.INITIAL)
                or token.gap not in (" ", "-", " & ", "'", "'s ")
                or token.word in self.table.terms
            ):
                break
            last = token.end
        return last

    def take(self, start: int, end: int) -> None:
        first = bisect_right(self.starts, start - 1)
        while first < len(self.tokens) and self.tokens[first].start < end:
            self.taken.add(first)
            first += 1
