"""Dates finer than a year. The year stays; where there is none, the writer says the month of illness."""

import re
from collections.abc import Iterator, Sequence

from privacy.checks.base import Found, Rule
from privacy.checks.tokens import Case, Token
from privacy.checks.windows import Span, spans_of, windows
from privacy.findings import Finding, Kind, Severity

DATE = Rule("date", Kind.DATE, Severity.REWRITE)
MONTH_OF_ILLNESS = "month … of illness"
FEAST = Rule("month_or_day", Kind.DATE, Severity.REWRITE, "a feast day")
RECENTLY = Rule("month_or_day", Kind.DATE, Severity.REWRITE, "lately")
LAST_WEEKDAY = re.compile(r"\b(?:on\s)?last\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", re.IGNORECASE)
NO_YEAR = Rule("month_or_day", Kind.DATE, Severity.REWRITE, MONTH_OF_ILLNESS)

MONTHS = r"(?:jan(?:uary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
FULL_MONTHS = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
FOREIGN = (
    r"(?:des(?!\w)|okt(?!\w)|mrt|janvier|f[eé]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[eé]cembre"
    r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
    r"|januarie|februarie|maart|mei|junie|julie|augustus|oktober|desember|e?an[aá]ir|feabhra|m[aá]rta|aibre[aá]n|bealtaine|meitheamh|i[uú]il|l[uú]nasa|me[aá]n f[oó]mhair|deireadh f[oó]mhair|samhain|nollaig)"
)
MONTH = rf"(?:{MONTHS}\b\.?|{FOREIGN}\b)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])"
NTH = r"\s?(?:st|nd|rd|th)"
YEAR = r"(?:(?:19|20)\d{2}|'\s?\d{2})"
ANY_YEAR = r"(?:(?:19|20)\d{2}|'?\d{2})(?!\d)"
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?\s{0,2}(?:the\s)?)"
ORDINALS = r"(?:(?:twenty|thirty)[\s-]?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)"
ON = r"(?:\bon\s{1,2}(?:the\s{1,2})?)?"
SEP = r"[ \t.,/_-]{0,3}"

PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # 3 April 2019, 3rd of April, Fri 03-Apr-19, 04APR2021, 3 and 4 April 2019
        rf"(?P<on>{ON}){WEEKDAY}?(?<![\w.,/+-])(?:{DAY}(?:{NTH})?\s?(?:-|/|to|and|&|,|or)\s?(?:the\s)?)?(?P<day>{DAY})(?P<nth>{NTH})?(?P<gap>{SEP}(?:day\s)?(?:of\s{{1,2}}|in\s|de\s)?)(?P<month>(?:{MONTHS}|{FOREIGN})(?![a-z])\.?)(?:{SEP}(?:of\s)?(?P<year>{ANY_YEAR})(?!\s?(?:%|mg|g/|kg|ml|years|months|weeks|days|mm|cm)))?(?![\d%])",
        rf"(?P<on>{ON}){WEEKDAY}?(?<![\w.,/+-])(?P<glued>{DAY}(?P<month>{MONTHS})(?P<year>(?:19|20)?\d{{2}}))(?!\w)",
        # April 3rd, 2019 and Apr 3
        rf"(?P<on>{ON}){WEEKDAY}?\b(?P<month>{MONTH})\s?(?:the\s)?(?P<day>{DAY})(?P<nth>{NTH})?(?![\d%:/]|\.\d)(?:\s?(?:-|to|and)\s?{DAY}(?:{NTH})?\b)?(?:,?\s{{0,2}}(?P<year>(?:19|20)\d{{2}}|'\d{{2}}))?(?!\d|\s?(?:%|mg\b|kg\b|ml\b|years\b|months\b|weeks\b|patients\b|of illness))",
        # March 2021, Mar-21, Apr '19, March of 2021
        rf"\b(?P<month>{MONTHS})(?![a-z])\.?[\s,./-]{{0,3}}(?:of\s|in\s)?(?P<year>{YEAR}|(?<=-)\d{{2}}|(?<=/)\d{{2}})(?!\d)",
        rf"\b(?P<month>{FOREIGN})\s(?P<year>(?:19|20)\d{{2}})\b",
        # the third of March, March the third
        rf"(?P<on>{ON})\b(?:the\s)?{ORDINALS}\s(?:day\s)?(?:of\s)?(?P<month>{FULL_MONTHS})\b(?:,?\s(?P<year>{YEAR}))?",
        rf"(?P<on>{ON})\b(?P<month>{FULL_MONTHS})\s(?:the\s)?{ORDINALS}\b(?:,?\s(?P<year>{YEAR}))?",
        # 2019-04-03, 2019/4/3, with a time or without
        rf"(?P<on>{ON})(?<![\d/.,-])(?P<year>(?:19|20)\d{{2}})\s?([-/.])\s?(?:0?[1-9]|1[0-2])\s?\3\s?(?:{DAY})(?!\d)(?:[T\s]\d{{2}}:\d{{2}}(?::\d{{2}})?(?:\.\d{{1,6}})?(?:Z|[+-]\d\d:?\d\d)?)?",
        rf"(?P<on>{ON})(?<![\w/.,-])(?P<year>(?:19|20)\d{{2}})(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\w)",
        # 3/4/2019, 03.04.19, 3-4-19, 3 / 4 / 2019
        rf"(?P<on>{ON})(?<![\w/.,-])(?:{DAY})\s?([-/.])\s?(?:{DAY})\s?\2\s?(?P<year>(?:19|20)\d{{2}}|'?\d{{2}})(?![\d/-]|\.\d)",
        rf"(?P<on>{ON})(?<![\w/.,-])(?:0[1-9]|[12]\d|3[01])\s(?:0[1-9]|1[0-2])\s(?P<year>(?:19|20)\d{{2}})(?![\d/-])",
        # 04/2019, 4-2019; 2019-04, 2019/04
        r"(?<![\w/.,-])(?:0?[1-9]|1[0-2])\s?[/.-]\s?(?P<year>(?:19|20)\d{2})(?![\d/-]|\.\d)",
        r"(?<![\w/.,-])(?P<year>(?:19|20)\d{2})(?P<range>[-/])(?:0[1-9]|1[0-2])(?![\d/.-]|\s?%)",
        # summer of 2019, Christmas Day 2018, Easter 2020
        rf"\b(?:the\s)?(?:(?:early|late|mid)[\s-])?(?P<season>spring|summer|autumn|fall|winter|christmas(?:\s(?:day|eve))?|boxing day|easter(?:\s(?:sunday|monday))?|new year's(?:\s(?:day|eve))?|thanksgiving|halloween|eid|diwali|ramadan|hanukkah|matariki|anzac day|st patrick's day|hogmanay)(?:\s(?:of|in)|,)?\s(?P<year>{YEAR})(?!\d)",
    )
)  # fmt: skip
CUED = re.compile(
    rf"\b(?:d\.?\s?o\.?\s?b\.?|d\.?o\.?d\.?|date of (?:birth|death|admission|discharge|surgery|visit|clinic|referral)|birth\s?date|birthday|born|dated?|geboren)(?:\b|(?=\d))\W{{0,5}}(?:(?:is|was|on|the|of|birth)\b\W{{0,3}}){{0,3}}"
    rf"(?P<value>\d{{1,4}}(?:[\s./-]{{1,3}}(?:\d{{1,4}}|{MONTHS})){{1,2}}|\d{{6}}|\d{{8}})(?!\w)",
    re.IGNORECASE,
)
DAY_MONTH = re.compile(
    rf"\b(?:on|since|dated|until|till|{WEEKDAY[:-1]}|week of|w/c|w/e|seen|admitted|reviewed|discharged|clinic))\s(?:the\s)?(?P<value>(?:0?[1-9]|[12]\d|3[01])[/.](?:0[1-9]|1[0-2]|[1-9]))(?![\d/%]|\.\d|\s?(?:power|strength|in|mg|kg|ml|bilateral|throughout|of|on the|for|score|points|visits|occasions|cm|g|mmol|°))",
    re.IGNORECASE,
)
MONTH_ALONE = re.compile(
    rf"\b(?:in|since|during|until|till|by|last|this|next|early|late|mid|between|end of|beginning of|start of|middle of|from|before|after|around|about)[\s-]{{1,2}}(?:(?:early|late|mid|the end of|last|about|around)[\s-])?(?P<value>{FULL_MONTHS})\b(?!\s?\d)"
)
LOWER_MONTH = re.compile(
    r"\b(?:in|since|until|till|last|this|next|early|late|mid|end of)[\s-](?:(?:early|late|mid)[\s-])?(?P<value>january|february|april|june|july|august|september|october|november|december)\b(?!\s?\d)"
)
NAMED_DAY = re.compile(
    r"\b(?:on|at|since|before|after|until|over|by|last|this|next|around)\s(?P<value>(?:Christmas(?:\s(?:Day|Eve))?|Boxing Day|Easter(?:\s(?:Sunday|Monday))?|Good Friday|New Year's(?:\s(?:Day|Eve))?|Thanksgiving|Halloween|Valentine's Day|St Patrick's Day|ANZAC Day|Heritage Day|Freedom Day|Canada Day|Independence Day|Hogmanay|Waitangi Day))\b"
)
DAY_OF_MONTH = re.compile(
    rf"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s(?P<value>(?:the\s)?{DAY}{NTH})\b"
    rf"|\b(?:on|since|until|till|by|from|before|after)\s(?P<value2>the\s{DAY}{NTH})(?=\s?(?:[,.;)]|$|\n|(?:she|he|we|they|i|it|and|at|in the|his|her|my|our)\b))(?!\sand\s\d)",
    re.IGNORECASE,
)
WORDS_BEFORE_MAY = re.compile(r"\b(?:may|march|mar|sun|sat|dec|mai|mars)\b")


LED_IN = re.compile(
    r"\b(?:since|until|till|by|from|before|after|around|about|to|and|discharged|admitted|dated|seen|reviewed|died|born|on|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\s(?:the\s)?$",
    re.IGNORECASE,
)
DAY_FIRST, MONTH_FIRST, SPELLED, IN_DIGITS = PATTERNS[:2], (*PATTERNS[2:5], PATTERNS[-1]), PATTERNS[5:7], PATTERNS[7:-1]
DIGIT = re.compile(r"\d")
DIGIT_AFTER = re.compile(r"[^\d]{0,20}\d")
ORDINAL_NEAR = re.compile(r"(?:first|second|third|th|st)\b", re.IGNORECASE)
DIGIT_ANCHOR = re.compile(r"\d\s?[/.-]\s?\d|\b\d{8}\b|\d\s\d\d\s\d{4}")
MONTHS_BEGIN = tuple(
    "jan feb mar apr may jun jul aug sep oct nov dec fev avr mai juin aou janv maart junie julie okt des eanai enai feabh aibr bealt ener febr marzo abril mayo junio julio agost septi octu novi dici meith iuil luna mean deir samh noll good valentine heritage freedom canada independence waitangi spring summer autumn fall winter christmas boxing easter new thanks hallow eid diwali ramadan hanuk matariki anzac st hogm".split()
)
MONTH_STARTS = frozenset(begin[:3] for begin in MONTHS_BEGIN)
NTH_ANCHOR = re.compile(r"\d\s?(?:st|nd|rd|th)\b", re.IGNORECASE)
DAY_MONTH_ANCHOR = re.compile(r"\d[/.]\d")
GLUED_MONTH = re.compile(r"^\d{1,2}(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)")


def dates(text: str, original: str, tokens: Sequence[Token]) -> Found:
    """Yield dates. `original` says how a dash was written: 2010–12 is a run of years, 2010-12 a month."""
    for anchors, patterns, before, after in candidates(text, tokens):
        for start, end in windows(anchors, text, before=before, after=after):
            for pattern in patterns:
                for found in pattern.finditer(text, start, end):
                    if is_date(found, text, original):
                        yield of(found)
    for found in CUED.finditer(text):
        year = year_in(found["value"])
        yield DATE.at(
            *found.span("value"), decade(year) if year and BIRTH.search(found[0]) else year or MONTH_OF_ILLNESS
        )
    yield from without_year(text, tokens)


def without_year(text: str, tokens: Sequence[Token]) -> Found:
    """Yield days and months that are told without a year: Fri 3rd, seen 12/3, since March, on Boxing Day."""
    for start, end in windows(spans_of(NTH_ANCHOR, text), text, before=24, after=16):
        for found in DAY_OF_MONTH.finditer(text, start, end):
            yield DATE.at(*found.span("value" if found["value"] else "value2"), MONTH_OF_ILLNESS)
    for start, end in windows(spans_of(DAY_MONTH_ANCHOR, text), text, before=24, after=20):
        yield from (NO_YEAR.at(*found.span("value")) for found in DAY_MONTH.finditer(text, start, end))
    if any(map(is_month, tokens)):
        for pattern in (MONTH_ALONE, LOWER_MONTH):
            yield from NO_YEAR.all_in(pattern, text)
        yield from FEAST.all_in(NAMED_DAY, text)
    if "last" in text.lower():
        yield from RECENTLY.all_in(LAST_WEEKDAY, text)


def candidates(
    text: str, tokens: Sequence[Token]
) -> Iterator[tuple[list[Span], tuple["re.Pattern[str]", ...], int, int]]:
    """Yield where to look, for what, and how far around: a month with a digit before it, after it, or an ordinal beside it."""
    months = [(token.start, token.end) for token in tokens if is_month(token)]
    if months:
        yield [span for span in months if DIGIT.search(text, max(0, span[0] - 14), span[0] + 1)], DAY_FIRST, 34, 20
        yield [span for span in months if DIGIT_AFTER.match(text, span[1])], MONTH_FIRST, 30, 36
        yield (
            [span for span in months if ORDINAL_NEAR.search(text, max(0, span[0] - 30), span[1] + 30)],
            SPELLED,
            40,
            40,
        )
    yield spans_of(DIGIT_ANCHOR, text), IN_DIGITS, 24, 24


def is_month(token: Token) -> bool:
    """Tell whether the word begins as a month, a season or a feast does, or is a day and a month in one: 04APR2021."""
    if token.case is Case.OTHER:
        return GLUED_MONTH.search(token.word) is not None
    return token.word[:3] in MONTH_STARTS and token.word.startswith(MONTHS_BEGIN)


def is_date(found: "re.Match[str]", text: str, original: str) -> bool:
    """Tell apart what only looks like one: "in 3 may have", "12 dec" of a decimal, 2010–12."""
    parts = found.groupdict()
    if parts.get("range"):
        at = found.start("range")
        return len(text) != len(original) or original[at] in "-/"
    month = parts.get("month")
    if month and month.rstrip(".") in ("may", "mar", "march", "mars", "mai", "dec", "sun", "sat", "jan"):
        return bool(
            parts.get("nth")
            or parts.get("year")
            or parts.get("on")
            or LED_IN.search(text, max(0, found.start() - 16), found.start())
        )
    return not (month and parts.get("day") and not parts.get("year") and "\n" in found[0])


BIRTH = re.compile(r"\bborn|birth|d\.?\s?o\.?\s?b", re.IGNORECASE)
BORN_BEFORE = re.compile(r"(?:\bborn|\bbirth(?:day|\s?date)?|\bdate of birth|\bd\.?\s?o\.?\s?b\.?)\W{0,3}(?:(?:is|was|on|in|the)\b\W{0,3}){0,2}$", re.IGNORECASE)  # fmt: skip
"""What tells that a date is a birthday: of it not even the year stays."""


BARE_BORN = re.compile(r"\bborn\s\Z", re.IGNORECASE)


def decade(year: str) -> str:
    return f"the {year[:3]}0s"


def of(found: "re.Match[str]") -> Finding:
    parts = found.groupdict()
    year = full_year(parts.get("year") or "")
    if year and BORN_BEFORE.search(found.string, max(0, found.start() - 30), found.start()):
        return DATE.at(
            *found.span(),
            f"in {decade(year)}"
            if parts.get("on") or BARE_BORN.search(found.string, max(0, found.start() - 8), found.start())
            else decade(year),
        )
    if not year:
        return DATE.at(found.start() + len(parts.get("on") or ""), found.end(), MONTH_OF_ILLNESS)
    return DATE.at(*found.span(), f"in {year}" if parts.get("on") else year)


def full_year(written: str) -> str:
    """Return a year in four digits; two digits are of this century up to 30."""
    digits = written.strip("' ")
    if len(digits) != 2:
        return digits
    return f"20{digits}" if digits <= "30" else f"19{digits}"


def year_in(written: str) -> str:
    found = re.search(r"(?:19|20)\d\d|\d\d$", written)
    return full_year(found[0]) if found else ""
