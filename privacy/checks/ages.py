"""Exact ages, and ages above 89. A band is offered in their place."""

import re
from collections.abc import Iterable, Iterator, Sequence

from privacy.checks.base import Found, Rule
from privacy.checks.tokens import Case, Token
from privacy.checks.windows import Span, windows
from privacy.findings import Finding, Kind, Severity

AGE = Rule("age", Kind.AGE, Severity.REWRITE)
OVER_89 = Rule("over_89", Kind.AGE, Severity.REWRITE)
BIRTH_YEAR = Rule("birth_year", Kind.AGE, Severity.REWRITE)

UNITS_OF_ONE = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
TEENS = {
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
}
TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fourty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "hundred": 100,
}
NTHS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13,
    "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50,
    "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90,
}  # fmt: skip
ONE = "|".join(UNITS_OF_ONE)
SPELLED = rf"(?:(?:{'|'.join(TENS)})(?:[\s-](?:{ONE}))?|{'|'.join(TEENS)}|{ONE})"
NUMBER = (
    rf"(?:(?<![\d.,])\d{{1,3}}(?:\.\d{{1,2}})?(?:\s?[½¼¾]|\s\d{{1,2}}/12)?(?![\d])|\b{SPELLED}(?:\sand\sa\shalf)?|½)"
)
UNIT = r"(?:years?|yrs?|y(?![a-z])|months?|mn?ths?|mos?|m(?![a-z])|weeks?|wks?|wk|days?|hours?|hrs?)"
YEARS_OR_MONTHS = r"(?:years?|yrs?|months?|mths?|mos)"
NOUN = r"(?:woman|man|boy|girl|female|male|lady|gentleman|patient|child|infant|baby|toddler|teenager|adolescent|neonate|newborn|son|daughter|mother|father|brother|sister|student|pupil|teacher|nurse|farmer|primigravida|person|individual|proband|grandmother|grandfather|widow|widower|twin|twins|youth|adult)"
NOT_MEASURED = r"(?!\s?(?:%|/|\.\d|:\d|°|×|x\s?\d|mg|g\b|kg|ml|l\b|mm|cm|m\b|mmol|iu|units?|bpm|points?|percent|per\b|out of|of\b|times|tablets|puffs|episodes|seizures|hours|minutes|weeks|visits|children|siblings|patients|others|more|and a half hours|-\s?\d))"
PEOPLE = r"(?:he|she|they|i|we|who|you|lad|lass|lassie|koro|kuia|nain|taid|bairn|wean|kiddo|sis|bro|fianc[eé]e?|stepson|stepdaughter|step[- ]son|elder|younger|other one|son|daughter|brother|sister|mum|mom|mam|mother|father|dad|husband|wife|partner|cousin|aunt|uncle|niece|nephew|patient|boy|girl|child|baby|kid|twins?|grandson|granddaughter|grandmother|grandfather|nana|gran|granny|ouma|oupa|gogo|friend|eldest|youngest|oldest|toddler|woman|man|lady)"
AGED_WORDS = r"(?:aged?|ages|age\s?/\s?sex|age at (?:last (?:visit|follow[- ]up)|first \w+|[a-z]{3,14})|years of age|current age|geb|aetat?\.?|ætat?\.?)"
MILESTONES = r"(?:walk(?:ed|ing)?|sat|sitting|spoke|speaking|talk(?:ed|ing)?|crawl(?:ed|ing)?|smil(?:ed|ing)|babbl(?:ed|ing)|roll(?:ed|ing)|words?|steps|present(?:ed|ing|ation)|diagnos(?:ed|is)|dx|died|dying|death|regress(?:ed|ion)|onset|start(?:ed)?|began|begun|develop(?:ed)?|married|menarche|menopause|operated|transplant(?:ed)?|admitted|ventilated|seizures?|symptoms|noticed|passed away|deceased|lost|retired|surgery|tracheostomy|wheelchair|wheelchair-bound|passing)"

TOLD_AFTER: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # a 34-year-old woman, 3 years and 4 months old, seven-month-old, 18 months of age
        rf"(?P<article>\b(?:a|an)\s)?(?P<n>{NUMBER})(?:\sand\sa\shalf)?[\s-]{{0,2}}(?P<unit>{UNIT})(?:[\s,-]{{0,2}}(?:and\s|&\s)?(?:a half|{NUMBER}[\s-]{{0,2}}{UNIT}))?[\s-]{{0,3}}(?:old|of\sage|of\slife)\b(?:[\s,]{{1,2}}(?P<noun>{NOUN})\b)?",
        # 34yo, 34 y/o F, 34 yr old
        rf"(?P<article>\b(?:a|an)\s)?(?P<n>(?<![\d.,])\d{{1,3}}(?:\.\d)?)\s?-?\s?(?:y\s?/?\.?\s?o\.?(?![a-z])|yrs?\.?\s?/?o\b|y\.o\.?)(?:\s?/?\s?(?P<noun>{NOUN}|[MF])\b)?",
        rf"(?P<n>(?<![\d.,])\d{{1,3}})\s?(?P<unit>m/o|mo|w/o|d/o)\s?(?P<noun>{NOUN}|[mf])?\b",
        # 34yrs M, 7 yr female, 34y/F
        r"(?P<n>(?<![\d.,])\d{1,3})\s?(?P<unit>yrs?|y|years?|months?|mths?)\.?\s?[,/(]?\s?(?P<noun>male|female|woman|man|boy|girl|lady|[MF])\b(?!\s?(?:/|\d))",
        # Son 12 y., grandfather at 61 years, 7/12 old, | 44 yrs |
        rf"\b{PEOPLE}\s(?:at\s)?(?P<n>(?<![\d.,])\d{{1,3}})\s?(?P<unit>years?|yrs?|y|months?|mths?)(?=\s?(?:[,;.)]|$|\n|and\b))",
        r"[/|]\s?(?P<n>\d{1,3})\s?(?P<unit>years?|yrs?|y|months?|mths?)\s?(?=[/|])",
        # 3 yrs 4 months, 3y4m (durations are told by the word before)
        r"(?<!for )(?<!over )(?<!after )(?<!during )(?<!past )(?<!last )(?<!within )(?P<n>(?<![\d.,])\d{1,3})\s?(?:years?|yrs?|y)\.?[\s,]{0,2}(?:and\s|&\s)?\d{1,2}\s?(?:months?|mths?|mos?|m)\b(?!\s(?:later|after|ago|of treatment|of follow|duration|history|interval))",
        # seventh birthday, in his 34th year
        r"\b(?P<n>\d{1,3})(?:st|nd|rd|th)\s(?:birthday|bday|b-day|year of life)\b",
        r"\b(?P<nth>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|fortieth|fiftieth|sixtieth|seventieth|eightieth|ninetieth)\s(?:birthday|bday)\b",
        r"\bin\s(?:his|her|their|my)\s(?P<n>\d{1,3})(?:st|nd|rd|th)\syear\b",
        # (34, F), 34/F, F/34, female, 34,
        r"(?<![\w.,/-])(?P<n>\d{1,3})\s?[,/]\s?(?P<noun>male|female|woman|man|boy|girl|[MF])\b(?![\w/]|\s?\d)",
        r"(?<![\w.,/-])(?P<n>\d{1,3})\s(?P<noun>male|female|woman|man|boy|girl|lady|gentleman)\b(?!\s(?:patients|participants|subjects|cases|siblings|relatives|controls|family|members|infants|children|and|in|of))",
        # from Soweto, 58, with
        r"(?<=[a-z]),\s(?P<n>\d{1,2})(?=,\s(?:with|who|has|had|have|presented|presents|presenting|was|is|from|living|lives|works|known|diagnosed|suffers|married|single|retired|previously|came|attended|referred)\b)",
    )
)  # fmt: skip
MONTHS_BEHIND = re.compile(r";\d{1,2}(?:\s?(?:years?|yrs?|y)\b)?")
"""Years and months as speech therapists write them: 5;3 years."""
TOLD_BEFORE: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # aged 34, at the age of seven, age: 3 years 4 months, ages 4 and 7
        rf"(?P<aged>(?<!bone\s)(?<!mental\s)(?<!skeletal\s)(?<!gestational\s)\b{AGED_WORDS}\b[\s:.,=(~-]{{0,4}}(?:(?:of|is|was|now|about|approximately|around|only|just|at|roughly|nearly|almost|in years)\b[\s:]{{0,2}}){{0,3}})(?P<n>{NUMBER})(?:[\s-]{{0,2}}(?P<unit>{UNIT})\b(?:[\s,]{{0,2}}(?:and\s)?{NUMBER}[\s-]{{0,2}}{UNIT}\b)?)?(?:\s?(?:,|and|&|or)\s{NUMBER}(?!\s?(?:mg|kg|g|cm|over|above)\b))?(?P<range>\s?(?:-|to)\s?\d)?",
        # turned 5; when she was 7; he is 34.; my son, 7,
        rf"\b(?:turn(?:s|ed|ing)?)\s(?:just\s)?(?P<n>{NUMBER})\b{NOT_MEASURED}(?!\s?(?:degrees|times))(?:\s(?:last|this|in)\b)?",
        rf"\bwhen\s(?:\w+\s){{1,3}}(?:is|was|were|am|are|turn(?:s|ed)|hit)\s(?:just\s|only\s|about\s|around\s|nearly\s|almost\s)?(?P<n>{NUMBER})(?:\s(?P<unit>{UNIT})\b)?+{NOT_MEASURED}",
        rf"\b{PEOPLE}(?:(?:'s|'m|\sis|\swas|\sam|\sare|\swere|\swill be|'ll be|\swould be)\s(?:now\s|only\s|just\s|already\s|almost\s|nearly\s|about\s|around\s|still\s|currently\s)?)(?P<n>{NUMBER})(?=\s{{0,2}}(?:[.,;)!?]|$|\n|-\s|and\b|when\b|now\b|but\b|at the time|next\b|this\b|today\b|in\b|with\b|on\b|yrs?\b|years?(?!\s(?:of|since|after|from|into|post|behind|ahead|later))\b)){NOT_MEASURED}",
        rf"\b{PEOPLE}\s?[,(]\s?(?P<n>{NUMBER})(?:\s(?P<unit>{UNIT}))?(?=\s?[,).;])",
        rf"\b(?:died|dead|dying|death|passed(?:\saway)?|los[et](?:\s[\w-]+){{1,3}})\sat\s(?P<n>{NUMBER})\b(?=\s?(?:[.,;?!)]|$|\n|(?:of|from|with|after|in|and|due)\b))",
        r"\b(?:now|currently|only)\s(?P<n>\d{1,3})(?=\s?(?:[.;!?)]|$|\n|and\s(?:he|she|i|they|still|can|in)\b))",
        # presented at 3 years; diagnosed at 7; died at 92
        rf"\b{MILESTONES}\s(?:[\w-]+\s){{0,4}}?at\s(?:about\s|around\s|just\s|only\s|approximately\s|nearly\s)?(?P<n>{NUMBER})(?:[\s-](?P<unit>{YEARS_OR_MONTHS})\b(?:\s(?:and\s)?{NUMBER}\s{UNIT}\b)?)?+{NOT_MEASURED}(?!\s?(?:'|weeks?|wks?|days?|gestation|corrected|post|follow|after(?!\s(?:years|months|weeks|being|a\b|many|several|much))|later|o'clock|am\b|pm\b)|\d|\s\w+\s(?:gestation|post|after|follow))",
        rf"(?:^|[.;\n]\s{{0,2}})At\s(?:about\s|around\s)?(?P<n>{NUMBER})(?:\s(?P<unit>{YEARS_OR_MONTHS})\b)?,?\s(?:he|she|they|his|her|the (?:child|boy|girl|patient|infant)|I)\b",
        r"(?<![\w/])(?P<noun>[MF])\s?/\s?(?P<n>\d{1,3})(?![\w/%]|\.\d)",
        r"\b(?P<noun>male|female|woman|man|boy|girl|lady|gentleman|sex:?\s[MF])\s?[,;(/]\s?(?P<n>\d{1,3})(?=\s?(?:[,;).]|$|\n|y))(?!\.\d)",
    )
)  # fmt: skip
TWELFTHS = re.compile(
    r"(?<![\w.,/])(?:\d{1,2}\s)?(?P<n>\d{1,2})/(?P<unit>12|52|7)\s(?:old|of age|infant|baby|boy|girl)\b"
)
SHORT = re.compile(
    r"(?<![\w.,/-])(?P<n>\d{1,3})\s?(?P<noun>[MF])\b(?![\w/.-]?\w|\s?(?:\d|catheter|tube|sheath|HCl|NaCl|NaOH|reads|solution|buffer|drain|introducer))"
)
LOWER_SHORT = re.compile(
    rf"(?<![\w.,/-])(?P<n>\d{{2}})(?P<noun>[mf])(?=[,;)]|\s(?:with|presented|presenting|who|pt|patient|known|from|c/o)\b)|\b{PEOPLE}\s(?P<n2>\d{{1,3}})[mf]\b|\b(?:is|was|the|a|patient|aged?)\s(?P<n3>\d{{2}})[mf](?=\s(?!from|away|of|high|long|deep|wide|above|below|apart|distance))"
)
NAMED = re.compile(r"\([A-Z][^\W\d_]{1,20}(?:[ '-][A-Z][^\W\d_]{1,20})?, (?P<n>\d{1,3})(?=[;)])")
SHORT_FIRST = re.compile(r"(?<![\w/.-])(?P<noun>[MF])(?P<n>\d{2})(?=\s|[,.;)]|$)(?!\s?(?:mutation|variant))")
BORN = re.compile(
    r"\bborn\s(?:(?:in|around|about|circa|early|late|c\.)\s){0,2}(?:the year\s)?(?P<year>(?:19|20)\d{2})\b|\b(?:b\.|\*)\s?(?P<short>(?:19|20)\d{2})\b|\byear of birth\b\W{0,3}(?P<yob>(?:19|20)\d{2})\b|\bYOB\W{0,3}(?P<yob2>(?:19|20)\d{2})\b|\b(?P<named>(?:19|20)\d{2})\s?birth\b|\b(?:DOB|born)\W{1,3}(?P<dob>(?:19|20)\d{2})\b(?![-/.]\d)",
    re.IGNORECASE,
)
OLD = re.compile(
    r"\b(?:(?:nona|cente|supercente)(?:gen)?narians?|nonagenarian|centenarian|in (?:his|her|their|the) (?:(?:early|mid|late)[\s-])?(?:nineties|90s|90's|hundreds))\b",
    re.IGNORECASE,
)
OLD_YEARS = re.compile(
    r"(?<![\w.,/%-])(?:9\d|1[01]\d)(?:\s|-)?(?:years?|yrs?)\b(?!\s?(?:and over|or older|and older|of experience|ago|later))",
    re.IGNORECASE,
)
PERSON_NOUNS = {"m": "man", "f": "woman"}
COARSE_AGAIN = re.compile(r"\s?(?:and|or) (?:over|older|above|more)\b|\+", re.IGNORECASE)


INSIDE = frozenset(":.,")
"""Signs before a number that make it the rest of another."""
SHORT_NUMBER = re.compile(r"\d{1,3}(?!\d)")
NO_AGE_AFTER = re.compile(r"[.,:]\d{2}|\s?(?:mg|kg|mmol|mL|ml|%|°|g/|U/|µ|μ|mm|cm|bpm)")
SPELLED_WORDS = UNITS_OF_ONE.keys() | TEENS.keys() | TENS.keys() | NTHS.keys() | {"½"}


def numbers_of(text: str, tokens: Sequence[Token]) -> Iterator[tuple[Span, bool]]:
    """Yield where a number stands that may be somebody's age, up to three digits or spelled, and whether what is before it leads in one."""
    before = None
    for token in tokens:
        if token.case is Case.OTHER:
            number = SHORT_NUMBER.match(text, token.start, token.end)
            if number and token.gap[-1:] not in INSIDE and not NO_AGE_AFTER.match(text, number.end()):
                yield number.span(), leads_in(before, token)
        elif token.word in SPELLED_WORDS:
            yield (token.start, token.end), leads_in(before, token)
        before = token


def leads_in(before: Token | None, token: Token) -> bool:
    return before is not None and (
        before.word in LEADING or before.possessive or before.word[-2:] == "'m" or token.gap.strip() in (",", "(")
    )


def ages(text: str, numbers: Sequence[tuple[Span, bool]]) -> Found:
    """Yield ages, with `numbers` as `numbers_of` tells them."""
    with_unit = [span for span, _ in numbers if AFTER_NUMBER.match(text, span[1])]
    led_in = [span for span, led in numbers if led]
    for anchors, patterns, before in ((with_unit, WITH_UNIT, 24), (led_in, LED_IN, 60)):
        for start, end in windows(anchors, text, before=before, after=40):
            near = text[start:end].lower()
            for pattern, needs in patterns:
                if any(need in near for need in needs):
                    yield from filter(None, (of(found, text) for found in pattern.finditer(text, start, end)))
    lower = text.lower()
    if any(word in lower for word in ("born", "birth", "yob", "dob", "b.", "*")):
        yield from birth_years(text)
    if any(word in lower for word in ("genarian", "nineties", "90", "hundreds")):
        yield from Rule("over_89", Kind.AGE, Severity.REWRITE, "aged 90 or older").all_in(OLD, text)
    if any(90 <= int(text[start:end]) < 120 for (start, end), _ in numbers if text[start:end].isdecimal()):
        yield from Rule("over_89", Kind.AGE, Severity.REWRITE, "90 years or older").all_in(OLD_YEARS, text)


def birth_years(text: str) -> Found:
    for found in BORN.finditer(text):
        year = next(group for group in found.groups() if group)
        start = found.start(next(name for name, value in found.groupdict().items() if value))
        yield BIRTH_YEAR.at(start, start + 4, f"the {year[:3]}0s")


AFTER_NUMBER = re.compile(
    r"\s?[½¼]?(?:/(?:12|52|7))?[\s-]{0,2}(?:and a half\s)?(?:old|of age|years?|yrs?|y\b|y/|y\.|yo|months?|mths?|mos?\b|m/|m\b|f\b|weeks?|wks?|w/|days?|d/|hours?|hrs?|st\b|nd\b|rd\b|th\b|male|female|woman|man|boy|girl|lady|gentleman|[,/]\s?(?:m\b|f\b|male|female|woman|man|boy|girl)|birthday|bday|[,;)]|y\d)",
    re.IGNORECASE,
)
LEADING = frozenset(
    "age aged ages of is was am are were be now just only about around nearly almost already still currently approximately roughly turn turns turned turning hit at years sex onset diagnosis presentation death referral examination visit geb aet aetat æt ætat test testing birth surgery old male female woman man boy girl lady gentleman m f".split()
)


Needed = tuple[tuple["re.Pattern[str]", tuple[str, ...]], ...]


def needing(patterns: Iterable["re.Pattern[str]"], *needs: str) -> Needed:
    """Pair each pattern with the pieces of text, one of which has to stand in small letters near the number; "" for none."""
    return tuple((pattern, tuple(need.split("|"))) for pattern, need in zip(patterns, needs, strict=True))


WITH_UNIT = needing(
    (*TOLD_AFTER, SHORT, LOWER_SHORT, TWELFTHS),
    "old|age|life", "y", "mo|m/o|w/o|d/o", "y|m", "y|mo|mth", "y|m", "y", "birthday|bday|b-day|life", "birthday|bday", "year", "m|f|w|b|g", "male|man|boy|girl|lady|gentleman", ",", "m|f", "m|f", "/",
)  # fmt: skip
LED_IN = needing(
    (*TOLD_BEFORE, SHORT_FIRST, NAMED),
    "age|geb|aet|æt", "turn", "when", "is|was|am|are|were|'s|'m|be", ",|(", "at", "now|currently|only", "at", "at", "/", "male|man|boy|girl|lady|sex", "m|f", "(",
)  # fmt: skip
"""Ages told by what stands after the number, and by what stands before it: most numbers have neither beside them."""


def of(found: "re.Match[str]", text: str) -> Finding | None:
    parts = found.groupdict()
    if parts.get("range") or COARSE_AGAIN.match(text, found.end()):
        return None
    years = in_years(
        parts.get("n") or parts.get("n2") or parts.get("n3") or parts.get("nth") or "", parts.get("unit") or ""
    )
    if years is None or years > 120:
        return None
    rule = OVER_89 if years > 89 else AGE
    noun = (parts.get("noun") or "").lower()
    noun = PERSON_NOUNS.get(noun[-1:] if noun.startswith("sex") else noun, noun)
    if noun in ("man", "woman") and years < 18:
        noun = {"man": "boy", "woman": "girl"}[noun]
    start, end = found.start("n") if whole_sentence(parts) else found.start(), found.end()
    if months := MONTHS_BEHIND.match(text, end):
        end = months.end()
    end = start + len(text[start:end].rstrip(" ,;"))
    article = text[start : found.start("n")].strip() if parts.get("article") else ""
    if not noun and DESCRIBED.match(text, end) and OLD_AT_END.search(text, start, end):
        return rule.at(start, end, f"{'a ' if article else ''}{adjective(years)}")
    return rule.at(start, end, " ".join(word for word in ("a" if article else "", noun, band(years)) if word))


DESCRIBED = re.compile(r"\s(?!(?:with|who|has|had|is|was|and|or|of|in|at|from|on|to|presented|presenting)\b)[a-z]{3,}")
OLD_AT_END = re.compile(r"old\Z", re.IGNORECASE)
"""An age that stands before what somebody is: a 47-year-old firefighter."""


def whole_sentence(parts: dict[str, str | None]) -> bool:
    """Tell whether words before the number are no part of the age and stay: those of patterns without an article or a noun before it."""
    return not any(name in parts and parts[name] for name in ("article", "aged", "noun", "nth")) and bool(
        parts.get("n")
    )


def in_years(number: str, unit: str) -> float | None:
    amount = read(number.lower().strip())
    if amount is None:
        return None
    per_year = {"m": 12, "w": 52, "d": 365, "h": 8760}.get(unit[:1].lower(), 1)
    return amount / {"1": 12, "5": 52, "7": 365}.get(unit[:1], per_year)


def read(number: str) -> float | None:
    """Return a number written in digits or words, without its fraction; None for what is neither."""
    digits = re.match(r"\d{1,3}", number)
    if digits:
        return float(digits[0])
    words = re.split(r"[\s-]", number)
    values = UNITS_OF_ONE | TEENS | TENS | NTHS
    found = [values[word] for word in words if word in values]
    return float(sum(found)) if found else (0.5 if number == "½" else None)


BANDS = (
    (1, "in infancy"),
    (3, "of toddler age"),
    (6, "of pre-school age"),
    (12, "of school age"),
    (18, "in adolescence"),
    (20, "in the late teens"),
)
DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties")


ADJECTIVES = ((1, "baby"), (3, "toddler-age"), (6, "pre-school"), (12, "school-age"), (20, "teenage"), (40, "young adult"), (60, "middle-aged"), (90, "older"))  # fmt: skip


def adjective(years: float) -> str:
    return next((words for limit, words in ADJECTIVES if years < limit), "very old")


def band(years: float) -> str:
    for limit, words in BANDS:
        if years < limit:
            return words
    return "aged 90 or older" if years >= 90 else f"in the {DECADES[int(years) // 10 - 2]}"
