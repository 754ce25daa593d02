"""Hospitals, schools and employers by the word that says what they are, or by their own name; towns come with them."""

import re
from bisect import bisect_right

from privacy.checks.base import Found, Rule
from privacy.checks.place_words import (
    BEFORE_A_TOWN,
    FOREIGN_HEADS,
    GENERIC,
    JOINING,
    LINKS,
    OF_AFTER,
    PARTICLES_OF_PLACES,
    PLAIN_WORDS,
    STREET_WORDS,
    SURE_WORKS,
    WEAK_HEADS,
    WORKS,
)
from privacy.checks.tokens import Case, Token
from privacy.checks.towns import Towns
from privacy.findings import Kind, Severity
from privacy.lexicon.tables import COUNTRY, Trait

FACILITY_START = int(Trait.FACILITY)
FACILITY = Rule("facility", Kind.FACILITY, Severity.HOLD)
EMPLOYER = Rule("employer", Kind.FACILITY, Severity.HOLD)

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


class Places(Towns):
    """Finds places of both kinds."""

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
