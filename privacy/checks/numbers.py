"""Runs of digits: phones and faxes, health service and identity numbers."""

import re
from collections.abc import Callable

import phonenumbers
from stdnum.ca import sin
from stdnum.gb import nhs
from stdnum.us import ssn
from stdnum.za import idnr

from common.countries import COUNTRIES
from privacy.checks.base import Found, Rule
from privacy.checks.check_digits import is_medicare
from privacy.findings import Kind, Severity

PHONE = Rule("phone", Kind.PHONE, Severity.BLOCK)
CUED_PHONE = Rule("phone_cue", Kind.PHONE, Severity.BLOCK)
LONG_NUMBER = Rule("long_number", Kind.ID_NUMBER, Severity.HOLD)

RUN = re.compile(
    r"(?<![\w.,/+-])(?:\+\s?|00\s?(?=[1-9])|\((?=[+\d]))?\+?\d(?:(?:[ \t()/-]{0,3}|\.|[ ]?[.-][ ]?(?=\d{3}))\d){5,19}(?![\d]|[.,]\d)"
)
GROUP = re.compile(r"\d+")
UNIT_AFTER = re.compile(
    r"\s?(?:%|x\s?10|×|k?bp\b|[kKMG]b\b|reads|copies|cells|/|(?:mg|g|kg|mcg|µg|ug|ng|pg|ml|l|dl|fl|iu|u|units?|mmol|nmol|pmol|umol|μmol|mm|cm|m|nm|hz|khz|mhz|bpm|mmhg|kcal|kj|per|patients|people|cases|births|individuals|participants|children|persons|euros?|dollars|pounds|rand)\b)",
    re.IGNORECASE,
)
PHONE_CUE = re.compile(
    r"(?:\b(?:tel(?:ephone)?|te|phone|ph|mob(?:ile)?|cell(?:phone|ular)?|fax|facsimile|ring|rang|call(?:ed|ing|s)?|text(?:ed|ing)?|sms|whats?app|contact(?:able)?|reach(?:ed|able)?|landline|bleep|pager|ext(?:ension)?|hotline|helpline|next of kin|nok|viber|signal|telegram|dial|home|work|[tmfhwpc])\b|☎|☏|✆|📞|📱)"
    r"[\s.:;#)(=*_-]{0,4}(?:(?:number|numbers|no|nr|num|line|is|are|was|me|us|him|her|them|mum|dad|on|at|it's|to|the|my|our|his|ward|clinic|office|home|work|mobile|cell|phone|back|or|via|by)\b[\s.:#(=-]{0,3}){0,4}$",
    re.IGNORECASE,
)
LOCAL_PHONE = re.compile(r"(?<![\w.,/+-])\(?\d{2,5}\)?(?:[ .-]\d{2,6}){0,3}(?![\w/]|[.,]\d)")
LONGEST = 15
"""Digits of the longest international phone number."""
DATE_SHAPE = re.compile(
    r"\d{1,2}\s?([/.-])\s?\d{1,2}\s?\1\s?(?:19|20)?\d{2}|(?:19|20)\d{2}([/.-]?)(?:0?[1-9]|1[0-2])\2(?:0?[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01]) (?:0[1-9]|1[0-2]) (?:19|20)\d{2}|\(?(?:19|20)\d{2}\s?-\s?(?:19|20)\d{2}"
)
TRUNK_LENGTHS = range(9, 12)
REGIONS = tuple(COUNTRIES)
PLAUSIBLE = {
    (3, 3, 4), (4, 3, 3), (3, 4, 3), (2, 4, 4), (3, 3, 3), (4, 6), (5, 5), (5, 6), (4, 7), (4, 3, 4), (3, 7), (2, 8), (2, 3, 4), (2, 7), (3, 4, 4), (4, 4, 2), (4, 5, 1), (4, 5, 1, 1), (4, 6, 1), (1, 3, 3, 4), (6, 4, 3), (6, 4, 1, 1, 1), (6, 7), (4, 4), (4, 4, 4), (3, 2, 4), (2, 3, 3), (3, 3, 2, 2),
}  # fmt: skip
IDENTITIES: tuple[tuple[int, str, Callable[[str], bool]], ...] = (
    (9, "sin", sin.is_valid),
    (9, "ssn", ssn.is_valid),
    (10, "nhs_number", nhs.is_valid),
    (10, "medicare", is_medicare),
    (11, "medicare", is_medicare),
    (13, "za_id", idnr.is_valid),
)


def numbers(text: str) -> Found:
    for found in RUN.finditer(text):
        yield from of_run(text, found)
    yield from local_phones(text)
    lower = text.lower()
    if any(cue in lower for cue in ("ext", "bleep", "pager")):
        yield from CUED_PHONE.all_in(EXTENSION, text)
    for found in SHORT_DIAL.finditer(text):
        yield CUED_PHONE.at(*found.span("value" if found["value"] else "value2"))
    if sum(map(lower.count, DIGITS_SAID)) > 5:
        yield from PHONE.all_in(SAID, text)


DECIMAL = re.compile(r"(?<![\d.])\d\.\d{1,2}(?![\d.])")
SENTENCE_BETWEEN = re.compile(r"(?<=\d{4})\.\s(?=\d)")


def of_run(text: str, found: "re.Match[str]") -> Found:
    start, end = found.span()
    if DATE_SHAPE.fullmatch(found[0]) or DECIMAL.search(found[0]):
        return
    if sentence := SENTENCE_BETWEEN.search(found[0]):
        for part in (
            RUN.fullmatch(text, start, start + sentence.start()),
            RUN.fullmatch(text, start + sentence.end(), end),
        ):
            if part:
                yield from of_run(text, part)
        return
    parts = GROUP.findall(found[0])
    groups, digits = tuple(map(len, parts)), "".join(parts)
    if len(digits) > LONGEST and len(parts) > 2:
        yield from several(text, found)
        return
    cued = PHONE_CUE.search(text, max(0, start - 60), start)
    rule = CUED_PHONE if cued and len(digits) <= 15 else rule_of(digits, groups, found[0])
    if rule and not (rule.severity is Severity.HOLD and UNIT_AFTER.match(text, end)):
        yield rule.at(start, end)


def several(text: str, found: "re.Match[str]") -> Found:
    """Take apart a run of more digits than a number has: the longest pieces first that are something by themselves."""
    groups = list(GROUP.finditer(text, *found.span()))
    at = 0
    while at < len(groups):
        for last in range(min(at + 5, len(groups)), at, -1):
            piece = groups[at:last]
            start, end = piece[0].start(), piece[-1].end()
            rule = rule_of("".join(part[0] for part in piece), tuple(len(part[0]) for part in piece), text[start:end])
            if rule:
                yield rule.at(start, end)
                at = last - 1
                break
        at += 1


def rule_of(digits: str, groups: tuple[int, ...], written: str) -> Rule | None:
    """Return what a run of digits is, the surest first; None where it is nothing to ask about."""
    if groups == (3, 2, 4):
        return Rule("ssn_shape", Kind.ID_NUMBER, Severity.BLOCK)
    if digits[0] == "0" and groups in PLAUSIBLE and len(groups) > 1 and is_phone(digits, groups, written):
        return PHONE
    together = len(groups) == 1 or groups in PLAUSIBLE or max(groups) == 1
    if together:
        for length, code, valid in IDENTITIES:
            if len(digits) == length and valid(digits):
                return Rule(code, Kind.ID_NUMBER, Severity.BLOCK)
    if is_phone(digits, groups, written):
        return PHONE
    return LONG_NUMBER if together and (len(digits) >= 9 or (len(groups) == 1 and len(digits) >= 7)) else None


def is_phone(digits: str, groups: tuple[int, ...], written: str) -> bool:
    if written.startswith(("+", "(+", "00")):
        return 8 <= len(digits) <= 17
    if "(" in written:
        return len(digits) >= 8
    if digits.startswith("0"):
        return len(digits) in TRUNK_LENGTHS and (
            len(groups) == 1 or max(groups) >= 3 or max(groups) == 1 or groups[0] >= 2
        )
    if groups in ((3, 3, 4), (1, 3, 3, 4)):
        return True
    return len(digits) >= 8 and len(groups) <= 4 and max(groups) >= 3 and is_valid_somewhere(digits)


def is_valid_somewhere(digits: str) -> bool:
    """Ask the phone library for each country of the network. Freephone and service numbers count."""
    for region in REGIONS:
        try:
            if phonenumbers.is_valid_number_for_region(phonenumbers.parse(digits, region), region):
                return True
        except phonenumbers.NumberParseException:
            continue
    return False


EXTENSION = re.compile(
    r"\b(?:ext(?:ension|n)?|bleep|pager)\.?\s?(?:no\.?|number|:|#)?\s?(?P<value>\d{2,6})\b(?!\s?(?:mm|cm|°|deg|mg|ml|%))",
    re.IGNORECASE,
)


SHORT_DIAL = re.compile(
    r"(?<![\w.])x\s?(?P<value>\d{4,5})\b(?!\s?(?:mm|cm|mg|ml|%|g\b|magnification))"
    r"|\b(?:call|ring|rang|dial|phone|bleep|page|tel|text|contact|kin|nok|reach)\b[^.;\n\d]{0,36}\s(?P<value2>\d-\d{4}|\d{3}[ -]\d{3}[ -]?\d{2}|\d{3}-\d{4})\b(?![-/\d])",
    re.IGNORECASE,
)
DIGITS_SAID = (
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "zero",
    "oh",
    "nought",
    "double",
    "treble",
)
DIGIT_SAID = r"(?:oh?|zero|nought|one|two|three|four|five|six|seven|eight|nine|(?:double|triple|treble)[\s-]\w{1,5})"
SAID = re.compile(rf"\b{DIGIT_SAID}(?:[\s,.-]{{1,3}}{DIGIT_SAID}\b){{5,16}}", re.IGNORECASE)
"""A number as it is said into a telephone or written down from a recording."""


def local_phones(text: str) -> Found:
    """Yield short numbers that only a word before them makes a phone: tel 555-0142, ext 4471."""
    for found in LOCAL_PHONE.finditer(text):
        digits = sum(sign.isdigit() for sign in found[0])
        if not 4 <= digits <= 9:
            continue
        window = text[max(0, found.start() - 60) : found.start()]
        if STRONG_CUE.search(window) or (digits == 7 and SEVEN.fullmatch(found[0])):
            yield CUED_PHONE.at(*found.span())


SEVEN = re.compile(r"\d{3}-\d{4}")
STRONG_CUE = re.compile(
    r"\b(?:tel(?:ephone)?|phone|mob(?:ile)?|cell(?:phone)?|fax|ext(?:ension)?|bleep|pager|landline|whats?app|sms|(?:call|ring|text|dial|phone)(?:ed)?\s(?:me|us|him|her|them|back|the ward))"
    r"[\s.:;#()=-]{0,4}(?:(?:number|no|nr|is|on|at|me|us)\b[\s.:#(=-]{0,3}){0,3}$",
    re.IGNORECASE,
)
