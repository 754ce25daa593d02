"""Ages that are told in passing: a bare number behind a name or "he is", years and months together, the short forms of notes."""

import re
from collections.abc import Iterable, Sequence

from privacy.checks.ages import (
    AGE,
    MILESTONES,
    NUMBER,
    OVER_89,
    PEOPLE,
    SPELLED,
    SPELLED_WORDS,
    TEENS,
    TENS,
    UNIT,
    YEARS_OR_MONTHS,
    band,
    in_years,
    of,
)
from privacy.checks.base import Found
from privacy.checks.windows import Span
from privacy.findings import Finding

UNITS = r"(?:years?|yrs?|yr|y|months?|mths?|mos?|weeks?|wks?|days?|hours?|hrs?|mnths?|ans|mois|a[nñ]os|jaar|maande)"
YEARS = r"(?:years?|yrs?|y)"
ADVERBS = r"(?:\s(?:now|only|just|already|almost|nearly|about|around|still|currently|barely|approximately|roughly|maybe|actually|today|not even|not yet|going to be|gonna be|turning|like|rising|probably|at least)){0,2}"
ONE_OF_THEM = r"(?:eld(?:er|est)|young(?:er|est)|old(?:er|est)|middle|first|second|third|fourth|last|other|one|latter|twins?|boys?|girls?|lads?|kids?|baby|triplets)"
SUBJECT = re.compile(
    rf"(?:\b(?:i(?:'m|'d be|'ll be|\s(?:am|was|turned|turn))|(?:mine|ours|yours|hers|his)\s(?:is|was)|(?:he|she|they|you|who)(?:'s|'m|'re|s|'d be|d be|'ll be|ll be|\s(?:is|am|are|was|were|will be|would be|would have been|will have been|turns|turned|is turning)){ADVERBS}"
    rf"|\bim{ADVERBS}|\bi'm{ADVERBS}|\byoure|\btheyre|\b(?:{PEOPLE}|(?<=the\s){ONE_OF_THEM})(?:'s|s)?(?:\s(?:\w+\s)?(?:is|was|are|were|turns|turned|will be|would be)){ADVERBS})|\bnow at|(?:aet|æt)(?:at)?\.?"
    rf"|(?:^|[.;(\n\"]\s?|[a-z],\s|\b{ONE_OF_THEM}\s|\b{PEOPLE}\s)(?:now|rising|going on|just turned|about to turn|nearly|not yet){ADVERBS})\s$",
    re.IGNORECASE,
)
ANYBODY = re.compile(rf"\b(?P<who>[A-Za-z\u00c0-\u024f][\w'-]*),?\s(?:is|was){ADVERBS}\s$")
NOBODY = frozenset(
    "platelets platelet level levels count counts score ratio ferritin weight height dose age lactate value result results total limit answer number room temp temperature titre sodium potassium creatinine albumin bilirubin glucose sugar sugars pressure rate sats centile mean median it this that there which what here range risk index cut-off bone ammonia urea calcium insulin pulse speed price chapter page item question".split()
)
SUBJECT_ENDS = frozenset(
    "'s 'm 're is am are was were be turns turned turning now at aet aetat æt rising on to only just already almost nearly about around still currently barely approximately roughly maybe actually today even yet like probably least im i'm he's she's they're you're who's hes shes whos youre theyre id i'd he'd she'd".split()
)
"""The words that `SUBJECT` can end with: behind all others nothing is searched."""
TO_BE = re.compile(r"\b(?:will|to|'ll|would|'d|gonna|ll|should)\sbe\s(?:only\s|just\s)?$", re.IGNORECASE)
BARE_LEADS = frozenset({"be", "at", "only", "just"})
"""The words that `TO_BE` and `AT` end with."""
TIME_FOLLOWS = re.compile(
    r"\s(?:next|this|tomorrow|today|soon|(?:in|on)\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|a few|two|three|\d|the|spring|summer|autumn|winter|mon|tue|wed|thu|fri|sat|sun))",
    re.IGNORECASE,
)
BARE_END = re.compile(
    r"\s{0,2}(?:\)|\]|[.,;:!?](?!\d)|\"|$|\n|- |&|[^\w\s.,%°/+×'<>=~-]|"
    r"(?:and|but|so|when|now|who|at\s(?:onset|the time|diagnosis|presentation|that|death|last|first)|with|has|had|i|im|he|hes|she|shes|they|we|my|or|then|already|this|next|last|today|tomorrow|soon|ish|old|lol|yo|n|nd|f|myself|himself|herself|because|cos|cuz|bc|if|still|going|when|years? old|living|lives|in\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|a few|\d)|on\s(?:mon|tue|wed|thu|fri|sat|sun|the|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|from|before|though|tho|not|as)\b)",
    re.IGNORECASE,
)
NO_AGE_UNIT = re.compile(
    r"\s?(?:%|/|°|×|x\s?\d|mg|g\b|kg|ml|l\b|mm|cm|m\b|mmol|iu|units?|bpm|points?|percent|per\b|out of|of\b|times|-\s?\d|to\s\d|(?:and|or|,)\s?\d+(?:\.\d+)?\s?(?:mg|kg|cm|mm|%|mmol|ml|g\b))|\.\d",
    re.IGNORECASE,
)
WITH_UNIT = re.compile(
    rf"(?P<n>{NUMBER})[\s-]{{0,2}}(?P<unit>{UNITS})\b(?:\s?,?\s?(?:and\s|&\s)?(?P<rest>{NUMBER}\s?-?{UNITS}\b))?",
    re.IGNORECASE,
)
BARE = re.compile(rf"(?P<n>{NUMBER})(?:\sand\sa\s(?:half|bit|quarter)|\s1/2)?", re.IGNORECASE)
DURATION_BEFORE = re.compile(
    r"(?:\b(?:for|over|after|during|past|last|within|every|per|of|about|than|took|takes|lasting|lasted|another|further|next|first|under|least|most|around|approximately|by|duration|follow-?up|fu|interval|survival|in|previous|these|those|each|ago|since|until|up to|to|x|from|between|depuis|pendant|delay|lag)|[×<>≥≤~=+-]|x\s?\d)[\s:]{0,2}(?:the\s|a\s|some\s|nearly\s|almost\s|only\s|just\s)?$",
    re.IGNORECASE,
)
DURATION_AFTER = re.compile(
    r"[\s,-]{0,2}(?:ago|later|after|before|earlier|previously|prior|of\b(?!\s(?:age|life))|follow|f/?u\b|hx\b|history|duration|survival|interval|post|since|apart|long|on\b|in remission|free|experience|into|out\b|pregnant|gestation|without|from (?:the|onset|diagnosis|surgery)|younger|older|behind|ahead|delay|course|trial|treatment|wait|period|back\b|worth|running|straight|in a row)",
    re.IGNORECASE,
)
GLUED = re.compile(
    r"(?P<n>\d{1,3})(?:(?P<unit>[yY])(?![\w/-])|\s?(?:y\.?o\.?[mfwgb]|YO[MFWGB])\b|(?P<unit2>mos?|wks?|m/?o|w/?o|d/?o|yrs?|yr|mths?)\b)"
)
ENDS = re.compile(r"\.?\s?(?:[,;)\]/|\"]|$|\n)|\.(?!\d)")
BEFORE_FRAGMENT = re.compile(r"(?:^|[.;\n|\"/]\s{0,2}|[A-Z][\w'-]*\.?,\s|\d,\s|\bhanded,\s)$")
LIFE = re.compile(
    r"\b(?:D\.?O\.?L\.?|H\.?O\.?L\.?)\s?#?(?P<n>\d{1,3})\b|\b(?:day|d|week|hour|month)\s?#?(?P<n2>\d{1,3}|"
    + SPELLED
    + r")\sof\s(?:life|age)\b|\b(?P<n3>\d{1,2})(?:st|nd|rd|th)\s(?:day|hour|week)\sof\slife\b",
    re.IGNORECASE,
)
OF_AN_AGE = re.compile(
    rf"\b(?:woman|man|lad|lass|lady|boy|girl|child|baby|gentleman|age)\sof\s(?P<n>\d{{1,3}}|{SPELLED})\b(?!\s(?:them|us|the|my|our|color|colour|mg|kg))|\bCA\s?[:=]?\s?(?P<n2>\d{{1,2}});\d{{1,2}}\b",
    re.IGNORECASE,
)
TWELFTHS_BEHIND = re.compile(r",?\s\(?(?P<n>\d{1,2})/(?P<unit>12|52)\b")
AT_END = re.compile(r"\s?(?:[,;!?)]|\.(?!\d))")
MEASURED_BEFORE = re.compile(
    r"\b(?:set|rate|level|levels|running|flow|stable|centile|score|stays?|stayed|sats?|peak(?:ed)?|remains?|remained|steady|temp|pressure|held|stands?|capped|hr|bp|count|still|now|currently|ferritin|kept|maintained|dose|speed|room|bed|ward|open|close[sd]?|starts?|ends?|meet|appointment|clinic|leave|arrive)\s(?:\w+\s)?at\s$",
    re.IGNORECASE,
)
KIN = re.compile(PEOPLE, re.IGNORECASE)
WRITTEN_AS_NAME = re.compile(r"[^\W\d_a-z][^A-Z]")
FOLLOWED_UP = re.compile(
    r"\b(?:normal|better|worse|stable|unchanged|undetectable|negative|remission|response|review|follow(?:ed|-up)?|(?:improv|recover|respond|resolv)\w*|fell|rose|dropped|levels?|score[sd]?)\b[^.;]{0,16}\bat\s(?:only\s|just\s)?$",
    re.IGNORECASE,
)
"""What a treatment brought after a time, not at an age: close to normal at six months."""
CHILD_OF_FORUM = re.compile(
    r"\b(?:DS|DD|DH|DW|DSS|DSD|DGS|DGD|LO|PFB|DTS|DTD)\d?(?:\s?[(,]\s?|\s(?=\d))?(?P<n>\d{1,2})(?=\s?[),.;!?]|\s[a-z]|$)|\b(?:ds|dd)\s?(?:\(\s?)?(?P<n2>\d{1,2})(?=\s?\)|\s(?:has|is|was|and|who|had))"
)
SLASHED = re.compile(r"(?<=[^\s]\s/\s)(?P<n>\d{1,3})(?=\s/\s[^\d\s])")
SPELLED_ALONE = re.compile(
    rf"(?<=[.!?]\s)(?P<n>{SPELLED}(?:\sand\sa\shalf)?)(?=\.(?:\s|$))|(?<=,\s)(?P<n2>{'|'.join(list(TEENS)[3:])})(?=,\s[a-z])",
    re.IGNORECASE,
)
SPOKEN_ALONE = re.compile(
    rf"(?<=[.!?]\s)(?P<n>(?:{'|'.join(TENS)})(?:[\s-]\w{{3,5}})?)(?=[,.]\s)|\b(?:still|at|aged|past|nearly|pushing)\s(?P<n2>(?:{'|'.join(TENS)})(?:-(?:one|two|three|four|five|six|seven|eight|nine))?)(?=[,.!?]\s|[,.!?]?$)",
    re.IGNORECASE,
)
DIED_AT = re.compile(rf"\b(?:{MILESTONES}|passed|born)\b[^.;\n]{{0,48}}\bat\s(?:only\s|just\s)?$", re.IGNORECASE)
GESTATION = re.compile(
    r"\s?(?:'|\+\d|gestation|corrected|post|follow|after|later|pregnan|of gestation|into)", re.IGNORECASE
)
OF_MANY = re.compile(r"(?:%|\b(?:risk|survival|rate|mortality))[^.;]{0,24}$", re.IGNORECASE)
BONE_AGE = re.compile(r"\b(?:bone|gestational|mental|developmental|skeletal)\sage\W", re.IGNORECASE)
AGE_ENDS = re.compile(r"\s?(?:[.;!?)](?!\d)|\sand\s(?:has|had|he|she|was|is|never|then)\b|\s(?:he|she)\b|$)")
AT = re.compile(r"\bat\s(?:only\s|just\s)?$", re.IGNORECASE)
SOMEBODY_FOLLOWS = re.compile(r"[,\s]{1,2}(?:he|she|they|i|his|her|my)\b", re.IGNORECASE)
A_CLOCK_ENDS = 12
"""Behind "at", a smaller number is rather an hour."""


def bare_ages(text: str, numbers: Sequence[tuple[Span, bool]]) -> Found:
    """Yield ages that are told in passing, with `numbers` as `numbers_of` tells them."""
    for (start, _end), _ in numbers:
        if not start or text[start - 1] not in "/+-×":
            lead = text[max(0, start - 64) : start]
            if (found := age_at(text, start, lead)) and (age := of_years(found, start)):
                yield age
    lower = text.lower()
    if any(word in lower for word in ("life", "dol", "d.o.l", "hol", "of age")):
        yield from each(LIFE, text, unit="d")
    if any(word in lower for word in ("ds", "dd", "dh", "dw", "dg", "lo", "pfb", "dt")):
        yield from each(CHILD_OF_FORUM, text)
    if " / " in text:
        yield from each(SLASHED, text)
    if " of " in text or "CA" in text:
        yield from each(OF_AN_AGE, text)
    if any(word in lower for word in SPELLED_WORDS):
        yield from each(SPELLED_ALONE, text)
    if any(word in lower for word in TENS):
        yield from each(SPOKEN_ALONE, text)


def age_at(text: str, start: int, lead: str) -> "re.Match[str] | None":
    """Return what is somebody's age at `start`, with its unit if it has one."""
    last = last_word(lead)
    told = last in SUBJECT_ENDS and bool(SUBJECT.search(lead) or is_anybody(lead))
    if found := WITH_UNIT.match(text, start):
        return found if is_age_with_unit(text, found, lead, bool(told)) else glued_age(text, start, lead)
    if found := glued_age(text, start, lead):
        return found
    found = BARE.match(text, start)
    if not found or "." in found["n"] or NO_AGE_UNIT.match(text, found.end()):
        return None
    return found if (told or last in BARE_LEADS) and is_bare_age(text, found, lead, told) else None


def is_bare_age(text: str, found: "re.Match[str]", lead: str, told: bool) -> bool:
    """Judge a number without a unit by what stands before it and whether its clause ends there."""
    end = found.end()
    if told:
        return BARE_END.match(text, end) is not None
    if TO_BE.search(lead):
        return TIME_FOLLOWS.match(text, end) is not None
    late = (in_years(found["n"], "") or 0) > A_CLOCK_ENDS or found["n"].lower() in TEENS
    if not late or not AT.search(lead) or MEASURED_BEFORE.search(lead):
        return False
    return SOMEBODY_FOLLOWS.match(text, end) is not None or AT_END.match(text, end) is not None


def is_anybody(lead: str) -> bool:
    """Tell whether "is" follows what may be somebody's name: no small letter, no measure, no letters of an abbreviation."""
    found = ANYBODY.search(lead)
    if found is None or found["who"].lower() in NOBODY:
        return False
    return bool(
        WRITTEN_AS_NAME.match(found["who"]) or KIN.fullmatch(found["who"]) or last_word(lead) in ("only", "just")
    )


def last_word(lead: str) -> str:
    words = lead.rsplit(None, 1)
    return words[-1].lower().strip('.("') if words else ""


def is_age_with_unit(text: str, found: "re.Match[str]", lead: str, told: bool) -> bool:
    """Tell an age of years, months or days from a time that something took."""
    end, unit = found.end(), found["unit"][0].lower()
    if DURATION_AFTER.match(text, end):
        return False
    if told:
        return True
    if any(pattern.search(lead) for pattern in (DURATION_BEFORE, BONE_AGE, OF_MANY)):
        return False
    if AT.search(lead) and unit in "my" and not GESTATION.match(text, end):
        return AGE_ENDS.match(text, end) is not None and not FOLLOWED_UP.search(lead)
    if unit == "y" and (found["rest"] or TIME_FOLLOWS.match(text, end)):
        return True
    died = DIED_AT.search(lead) and not GESTATION.match(text, end)
    return bool(died or (unit in "ya" and BEFORE_FRAGMENT.search(lead) and ENDS.match(text, end)))


def glued_age(text: str, start: int, lead: str) -> "re.Match[str] | None":
    found = GLUED.match(text, start)
    if not found or DURATION_BEFORE.search(lead) or DURATION_AFTER.match(text, found.end()):
        return None
    return found if not found["unit2"] or SUBJECT.search(lead) else None


def of_years(found: "re.Match[str]", start: int, unit: str = "") -> Finding | None:
    parts = found.groupdict()
    number = next(parts[name] for name in ("n", "n2", "n3") if parts.get(name))
    years = in_years(number, parts.get("unit") or parts.get("unit2") or unit)
    if years is None or years > 120:
        return None
    return (OVER_89 if years > 89 else AGE).at(start, found.end(), band(years))


def each(pattern: "re.Pattern[str]", text: str, unit: str = "") -> Found:
    yield from filter(None, (of_years(found, found.start(), unit) for found in pattern.finditer(text)))


ENDS_BESIDE = rf"(?=\s?(?:[,;)\]|.!?/\"]|$|\n|-\s|\s(?:and|or|but|when|who|now|with|has|had|was|is|on|last|this|next|if|{YEARS_OR_MONTHS})\b))"
NOTHING_ELSE = r"(?!\.\d|,\d{3}|/\d|\s?(?:and|or)\s\d|\sand\s(?:over|a half hours)|(?:\s\w+)?\s(?:before|ago|later|after|earlier|prior|previously|post|into|of (?:treatment|follow))\b)"
BESIDE_NAME = re.compile(
    r"\.?(?:\s?[,(/|\[]\s?|\s?:\s|\s-\s|,?\s(?:(?:is|was|turned|turns|just turned|is now|is only|now|only|is just|will be|just|\'s|aged)\s)?|'s\s(?:now\s|only\s)?)"
    rf"(?P<n>{NUMBER})(?:\s?(?P<unit>{UNIT})\b)?{ENDS_BESIDE}{NOTHING_ELSE}",
    re.IGNORECASE,
)
NEARBY = re.compile(
    rf"(?:,?\s[^.;:\n\d(),]{{2,36}}|,\s[^.;:\n\d(),]{{2,24}},\s[^.;:\n\d(),]{{2,24}}),\s(?P<n>\d{{1,3}})(?:\s?(?P<unit>years?|yrs?|y|ans)\b\.?)?(?=\s?[,.)](?!\d)|$|\n){NOTHING_ELSE}"
)
"""Behind a name and what somebody is or where: Gert Smit, a pensioner, 83, of."""
HAS_YEARS = re.compile(
    rf"\s(?:(?:he|she)\s)?(?:(?:has|have)\s)?(?P<n>{NUMBER})\s?(?P<unit>{YEARS}|months?)(?=\s?[.,;)!?]|\sand\s|\s[a-z]{{5,}}){NOTHING_ELSE}(?!\s(?:history|experience|follow))",
    re.IGNORECASE,
)
"""As those say it whose language has years: Itzel has 3 years."""
AT_AGE = re.compile(
    rf"\sat\s(?:about\s|around\s|only\s)?(?P<n>{NUMBER})[\s-]?(?P<unit>{YEARS_OR_MONTHS}|weeks|days)?(?=\s?(?:[,;).]|$|\n|and\b))"
)


def ages_beside(persons: "Iterable[Finding]", text: str) -> Found:
    """Yield bare numbers in the place of an age just behind a name: Jayden (9), Mrs Dhaliwal, 57, Noah is six."""
    for person in persons:
        for pattern in (TWELFTHS_BEHIND, BESIDE_NAME, AT_AGE, NEARBY, HAS_YEARS):
            found = pattern.match(text, person.end)
            if found and ("." not in found["n"] or found["unit"]):
                if age := of(found, text):
                    yield age
                break
