"""Dates as notes, diaries, cameras and speech have them: 3/14 behind a weekday or a cue, 12 iv 88, 2023:06:14, the twenty-fifth of the third, Shrove Tuesday."""

import re

from privacy.checks.base import Found, Rule
from privacy.checks.dates import DATE, DAY, MONTH_OF_ILLNESS, NTH, ORDINALS, YEAR, full_year
from privacy.checks.windows import spans_of, windows
from privacy.findings import Kind, Severity

FEAST = Rule("month_or_day", Kind.DATE, Severity.REWRITE, "a feast day")
NO_YEAR = Rule("month_or_day", Kind.DATE, Severity.REWRITE, MONTH_OF_ILLNESS)

WEEKDAYS = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
MONTH_DAY = r"(?:0?[1-9]|1[0-2])\s?[/.]\s?(?:3[01]|[12]\d|0?[1-9])"
DAY_MONTH = r"(?:3[01]|[12]\d|0?[1-9])\s?[/.]\s?(?:1[0-2]|0?[1-9])"
NO_FRACTION = r"(?![\d/%]|\.\d|\s?(?:power|strength|mg|kg|ml|cm|bilateral|throughout|of|for\b|score|points|visits|occasions|mmol|°|dose|tablets?|old|days|times|on the|gene|alleles|copies|siblings|limbs|eyes))"
CUE = (
    r"(?:appt|appts|appointment|rtc|f/?u|follow[- ]?up|due|next|seen|admitted|admission|adm|reviewed?|discharged|d/c|dc'?d|clinic|visit|surgery|op|scan|mri|ct|bloods?|results?|labs?|dated?|on|since|from|until|till|by|before|after|"
    r"born|died|starting|started|start|stopped|w/c|w/e|wk of|week of|call(?:ed)?|rang|text(?:ed)?|emailed|letter|email|msg|message|sent|rec'?d|received|theatre|biopsy|echo|eeg|lp|dose|inj(?:ection)?|vaccine|expires?|exp|period|lmp|edd|due date|login|photo|pic|taken|bday|b'day|birthday|shift|school|trip|flight|arrives?|arriving|leaving|back)"
)
DIGITS_WITHOUT_YEAR = re.compile(
    rf"\b(?P<weekday>{WEEKDAYS})(?:,?\s(?:the|night|morning|evening|afternoon|am|pm|eve|arvo))?,?\s{{1,2}}(?P<value>{DAY_MONTH}|{MONTH_DAY}){NO_FRACTION}"
    rf"|\b{CUE}\b[\s:.,(]{{1,3}}(?:(?:is|was|on|the|of|date|tel|again|{WEEKDAYS})\s){{0,2}}(?P<value2>{DAY_MONTH}|{MONTH_DAY}){NO_FRACTION}"
    rf"|#\d{{1,2}}:?\s(?P<value3>{MONTH_DAY}|{DAY_MONTH})(?=:|\s?[,;-]){NO_FRACTION}"
    rf"|(?:^|[\n;•]\s?|[-*]\s)(?P<value4>{MONTH_DAY}|{DAY_MONTH})(?=\s?(?:[:–-]|\s(?:seen|admitted|called|rang|mri|ct|clinic|bloods?)\b))(?!\s?-\s?\d){NO_FRACTION}"
    rf"|(?<=[.;]\s)(?P<value6>{DAY_MONTH}|{MONTH_DAY})(?=:\s)|(?<=[a-z,(]\s)(?P<value7>(?!20/10)(?:1[3-9]|2\d|3[01])/(?!7\b|0?7\b|12\b)(?:0?[1-9]|1[0-2])){NO_FRACTION}|(?P<value8>(?<![\w/])\d{{1,2}}/\d{{1,2}}(?:,\s\d{{1,2}}/\d{{1,2}}){{2,}})(?!\s?/)"
    rf"|(?P<value5>{DAY_MONTH}|{MONTH_DAY})(?=\s(?:at|@)\s?\d{{1,2}}(?::\d\d|\s?[ap]\.?m|h\d))",
    re.IGNORECASE | re.MULTILINE,
)
SLASHED = re.compile(r"(?<!\d)\d{1,2}\s?[/.]\s?\d{1,2}(?!\d)")
ROMAN_MONTH = re.compile(
    rf"(?<![\w.,/-]){DAY}(?P<sep>[\s./-])(?P<month>i{{1,3}}|iv|vi{{0,3}}|ix|xi{{0,2}})(?P=sep)(?P<year>(?:19|20)\d{{2}}|'?\d{{2}})(?!\w|[.,]\d)",
    re.IGNORECASE,
)
ROMAN = re.compile(r"\d[\s./-][ivxIVX]{1,4}[\s./-]'?\d")
CAMERA = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d):(?:0\d|1[0-2]):[0-3]\d(?!\d)(?:[T\s]\d{2}:\d{2}(?::\d{2})?)?")
SPOKEN_MONTH = re.compile(
    rf"\b(?:the\s)?{ORDINALS}\s(?:day\s)?of\s(?:the\s)?{ORDINALS}(?:\smonth)?(?:,?\s(?:of\s)?(?:{YEAR}|(?:nineteen|twenty|two thousand|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-](?:and\s)?[a-z]{{3,9}}){{0,2}}))?",
    re.IGNORECASE,
)
NTH_BEHIND_CUE = re.compile(
    rf"\b(?:review|appt|appointment|clinic|due|scan|surgery|op|operation|visit|meeting|admission|discharge|next|booked|theatre|transplant|birthday|inst)\s(?:is\s|was\s|for\s|on\s)?(?P<value>(?:the\s)?{DAY}{NTH})\b(?!\s(?:percentile|centile|visit|dose|cycle|grade|year|degree|cranial|nerve|floor|floor|time|week|week|day|attempt|seizure|episode))|\b(?P<value2>{DAY}{NTH}\s(?:inst|ult|prox)\b\.?)",
    re.IGNORECASE,
)
IN_A_FILE_NAME = re.compile(
    r"(?<=_)(?:(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:(?:19|20)\d\d|\d\d)|(?:(?:19|20)?\d\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?=[_.][A-Za-z])"
)
DAY_ALONE = re.compile(r"\bthe\s(?:[12]\d|3[01])(?:st|nd|rd|th)\b(?=\s?(?:[.,;!?)](?!\d)|$))", re.IGNORECASE)
NTH_ANCHOR = re.compile(r"\d\s?(?:st|nd|rd|th)\b", re.IGNORECASE)
FEASTS = (
    r"(?:mothering sunday|mother'?s'? day|father'?s'? day|palm sunday|easter (?:sunday|monday|saturday)|good friday|holy (?:thursday|saturday|week)|maundy thursday|ash wednesday|shrove tuesday|pancake (?:day|tuesday)|mardi gras|whit (?:sunday|monday)|whitsun|pentecost|ascension day|all (?:saints'?|souls'?)(?: day)?|st\.? (?:stephen|patrick|andrew|david|george|brigid|nicholas|john|valentine)'?s'? (?:day|eve)|burns night|bonfire night|guy fawkes(?: night)?|remembrance (?:sunday|day)|armistice day"
    r"|memorial day|labou?r day|presidents'? day|(?:mlk|martin luther king) day|juneteenth|columbus day|veterans'? day|(?:fourth|4th) of july|july (?:4th|fourth)|victoria day|thanksgiving(?: day)?|halloween|hallowe'en|black friday|super bowl sunday|groundhog day|cinco de mayo|d[ií]a de (?:los )?muertos|las posadas|d[ií]a de reyes|nochebuena|canada day|boxing day|family day|st-jean-baptiste|saint-jean-baptiste"
    r"|anzac day|australia day|melbourne cup day|(?:queen|king)'?s'? birthday|waitangi day|matariki|youth day|women'?s day|heritage day|freedom day|human rights day|day of (?:reconciliation|goodwill)|(?:lunar|chinese) new year|t[eế]t|rosh hashanah|yom kippur|purim|sukkot|shavuot|hanukkah|chanukah|passover|pesach|holi|diwali|deepavali|navratri|vaisakhi|baisakhi|raksha bandhan|eid(?:[ -](?:al|ul)[ -](?:fitr|adha|azha))?|ramadan|ashura|mawlid|nowruz|songkran"
    r"|new year'?s'? (?:day|eve)|hogmanay|christmas (?:day|eve)|twelfth night|epiphany|candlemas|michaelmas|martinmas|lammas|may day|twelfth of july|the twelfth|(?:early )?(?:may|august|spring|summer) bank holiday|bank holiday monday|nollaig na mban|valentine'?s'? day|april fools'? day)"
)
FEAST_WITH_YEAR = re.compile(rf"\b{FEASTS}(?:\s(?:of|in)|,)?\s(?P<year>(?:19|20)\d{{2}}|'\d{{2}})(?!\d)", re.IGNORECASE)
A_FEAST = re.compile(
    r"\b(?:Mothering Sunday|Mother's Day|Father's Day|Palm Sunday|Good Friday|Maundy Thursday|Ash Wednesday|Shrove Tuesday|Pancake Day|Whit (?:Sunday|Monday)|St\.? (?:Stephen|Patrick|Andrew|David|George|Brigid|Valentine)'s (?:Day|Eve)|Burns Night|Bonfire Night|Guy Fawkes Night|Remembrance Sunday|Memorial Day|Labou?r Day|Juneteenth|Veterans Day|Victoria Day|Boxing Day|Christmas (?:Day|Eve)|New Year's (?:Day|Eve)|Easter (?:Sunday|Monday)|Thanksgiving Day|Halloween|Waitangi Day|Anzac Day|ANZAC Day|Australia Day|Heritage Day|Freedom Day|Valentine's Day|Hogmanay|Yom Kippur|Rosh Hashanah|Cinco de Mayo|4th of July|Fourth of July)\b"
)
FEAST_WORDS = re.compile(
    r"\b(?:sunday|monday|tuesday|wednesday|thursday|friday|day|eve|night|holiday|birthday|year|eid|ramadan|diwali|deepavali|holi|hanukkah|chanukah|passover|pesach|purim|sukkot|matariki|halloween|hallowe'en|thanksgiving|juneteenth|whitsun|pentecost|epiphany|michaelmas|hogmanay|july|mayo|t[eế]t|kippur|hashanah|nowruz|saints|souls|gras|nochebuena|navratri|vaisakhi|ashura|easter)\b",
    re.IGNORECASE,
)


FEAST_PIECES = (
    *(
        "mothering s",
        "s day",
        "s' day",
        "s eve",
        "s' eve",
        "palm s",
        "easter",
        "good f",
        "holy ",
        "maundy",
        "ash wed",
        "shrove",
    ),
    *(
        "pancake",
        "mardi",
        "whit ",
        "whits",
        "pentecost",
        "ascension",
        "saints",
        "souls",
        "saint day",
        "soul day",
        "night",
        "fawkes",
    ),
    *(
        "remembrance",
        "armistice",
        "memorial",
        "labo",
        "luther",
        "mlk",
        "juneteenth",
        "columbus",
        "veteran",
        "of july",
        "july ",
    ),
    *(
        "victoria",
        "thanksgiving",
        "hallow",
        "black f",
        "super b",
        "groundhog",
        "mayo",
        "muertos",
        "posadas",
        "reyes",
        "nochebuena",
    ),
    *(
        "canada d",
        "boxing",
        "family d",
        "baptiste",
        "anzac",
        "australia d",
        "melbourne",
        "birthday",
        "waitangi",
        "matariki",
    ),
    *(
        "youth",
        "women day",
        "heritage",
        "freedom",
        "rights d",
        "day of ",
        "new year",
        "tet",
        "tết",
        "hashanah",
        "kippur",
        "purim",
    ),
    *(
        "sukkot",
        "shavuot",
        "ukkah",
        "passover",
        "pesach",
        "holi",
        "diwali",
        "deepavali",
        "navratri",
        "aisakhi",
        "raksha",
        "eid",
    ),
    *(
        "ramadan",
        "ashura",
        "mawlid",
        "nowruz",
        "songkran",
        "hogmanay",
        "christmas",
        "twelfth",
        "epiphany",
        "mas",
        "may day",
    ),
    *("bank h", "nollaig", "fool day", "mother day", "father day", "king day", "president day", "valentine"),
)
"""Each feast holds one of these, in small letters."""


def terse_dates(text: str) -> Found:
    yield from in_digits(text)
    yield from nths(text)
    lower = text.lower()
    if any(ending in lower for ending in ORDINAL_ENDS):
        yield from (DATE.at(*found.span(), MONTH_OF_ILLNESS) for found in spoken(text))
    yield from feasts(text)


def in_digits(text: str) -> Found:
    """Yield 3/14 behind a cue, 12 iv 88 and 2023:06:14."""
    slashed = spans_of(SLASHED, text)
    for start, end in windows(slashed, text, before=40, after=16):
        for found in DIGITS_WITHOUT_YEAR.finditer(text, start, end):
            name = next(name for name, value in found.groupdict().items() if value and name != "weekday")
            yield NO_YEAR.at(*found.span(name))
    for start, end in windows(spans_of(ROMAN, text), text, before=4, after=6):
        for found in ROMAN_MONTH.finditer(text, start, end):
            if found["month"].lower() != "x" or found["sep"] != " ":
                yield DATE.at(*found.span(), full_year(found["year"]))
    if ":" in text:
        yield from (DATE.at(*found.span(), found["year"]) for found in CAMERA.finditer(text))


def nths(text: str) -> Found:
    """Yield days of a month that are told alone: review 28th."""
    for start, end in windows(spans_of(NTH_ANCHOR, text), text, before=24, after=16):
        for found in NTH_BEHIND_CUE.finditer(text, start, end):
            yield NO_YEAR.at(*found.span("value" if found["value"] else "value2"))
        yield from (NO_YEAR.at(*found.span()) for found in DAY_ALONE.finditer(text, start, end))


def feasts(text: str) -> Found:
    lower = text.lower()
    if not any(word in lower for word in FEAST_PIECES):
        return
    for start, end in windows(spans_of(FEAST_WORDS, text), text, before=24, after=16):
        for found in FEAST_WITH_YEAR.finditer(text, start, end):
            yield DATE.at(*found.span(), full_year(found["year"]))
        yield from (FEAST.at(*found.span()) for found in A_FEAST.finditer(text, start, end))


ORDINAL_ENDS = ("st of ", "nd of ", "rd of ", "th of ", " day of ")
ORDINAL_OF = re.compile(r"(?:st|nd|rd|th)\s(?:day\s)?of\s(?:the\s)?[a-z]{3,}(?:st|nd|rd|th)\b", re.IGNORECASE)


def spoken(text: str) -> "list[re.Match[str]]":
    """Return days and months that are both told as ordinals."""
    spans = windows(spans_of(ORDINAL_OF, text), text, before=24, after=40)
    return [found for start, end in spans for found in SPOKEN_MONTH.finditer(text, start, end)]


def dates_in_file_names(text: str) -> Found:
    """Yield days in digits alone between the underscores of a file's name: left_hand_110322.jpg."""
    if "_" in text:
        yield from (DATE.at(*found.span(), MONTH_OF_ILLNESS) for found in IN_A_FILE_NAME.finditer(text))
