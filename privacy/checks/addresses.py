"""Postcodes of the seven countries and streets."""

import re
from collections.abc import Iterable
from itertools import chain

from privacy.checks.base import Found, Rule
from privacy.checks.windows import spans_of, windows
from privacy.findings import Finding, Kind, Severity

POSTCODE = Rule("postcode", Kind.POSTCODE, Severity.HOLD)
STREET = Rule("street", Kind.STREET, Severity.HOLD)
TOWN = Rule("town_behind_street", Kind.PLACE, Severity.HOLD)
BOX = Rule("post_box", Kind.STREET, Severity.HOLD)

AREAS = "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU HA HD HG HP HR HS HU HX IG IM IP IV JE GY KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"
AREA_CODES = frozenset(AREAS.split())
AREA = "(?:" + "|".join(sorted(AREAS.split(), key=len, reverse=True)) + ")"
OUTWARD = rf"{AREA}\d(?:\d|[A-HJKMNPR-Y])?"
ROUTING = frozenset(
    "A41 A42 A45 A63 A67 A75 A81 A82 A83 A84 A85 A86 A91 A92 A94 A96 A98 C15 D01 D02 D03 D04 D05 D06 D6W D07 D08 D09 D10 D11 D12 D13 D14 D15 D16 D17 D18 D20 D22 D24 E21 E25 E32 E34 E41 E45 E53 E91 F12 F23 F26 F28 F31 F35 F42 F45 F52 F56 F91 F92 F93 F94 H12 H14 H16 H18 H23 H53 H54 H62 H65 H71 H91 K32 K34 K36 K45 K56 K67 K78 N37 N39 N41 N91 P12 P14 P17 P24 P25 P31 P32 P36 P43 P47 P51 P56 P61 P67 P72 P75 P81 P85 R14 R21 R32 R35 R42 R45 R51 R56 R93 R95 T12 T23 T34 T45 T56 V14 V15 V23 V31 V35 V42 V92 V93 V94 V95 W12 W23 W34 W91 X35 X42 X91 Y14 Y21 Y25 Y34 Y35".split()
)
US_STATES = "AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|IA|ID|IL|IN|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|PR"
US_NAMES = "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|Carolina|Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|Tennessee|Texas|Utah|Vermont|Virginia|Washington|Wisconsin|Wyoming"
AU_STATES = (
    "NSW|VIC|QLD|SA|WA|TAS|NT|ACT|New South Wales|Victoria|Queensland|South Australia|Western Australia|Tasmania"
)
CUE = r"(?:post\s?-?\s?codes?|postal(?:\scode)?|zip(?:\s?-?\s?codes?)?|eircode|area code|p/code|pcode|p\.c\.)(?:\s(?:of|is|was|number|no)\b){0,2}[\s.:=#()-]{0,4}"
UNITS = {"ug", "ng", "pg", "mg", "dl", "kg"}

BRITISH = re.compile(
    r"\b(?P<area>[A-Z]{1,2})\d(?:\d|[A-HJKMNPR-Y])?[ \t-]{0,3}\d(?P<inward>[ABD-HJLNP-UW-Z]{2})\b", re.IGNORECASE
)
IRISH = re.compile(r"\b(?P<key>[AC-FHKNPRTV-Y]\d[\dW])[\s-]?[0-9AC-FHKNPRTV-Y]{4}\b", re.IGNORECASE)
CANADIAN = re.compile(r"\b[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z][ \t-]{0,2}\d[ABCEGHJ-NPRSTV-Z1]\d\b", re.IGNORECASE)
LETTER_AND_DIGIT = re.compile(r"\b[A-Za-z]{1,2}\d[\dA-Za-z]?")
DIGITS_OF_A_CODE = re.compile(r"\b\d{4,5}\b|(?i:code|zip|dublin|london)")
OTHERS = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (rf"\b(?:{US_STATES}|{US_NAMES})[.,]?\s{{1,2}}(?P<value>\d{{5}}(?:-\d{{4}})?)\b(?![.,]?\d)", 0),
        (
            r"\b(?:ak|az|ar|ca|ct|dc|fl|ga|ia|il|ks|ky|md|mn|mo|ms|mt|nc|nd|ne|nh|nj|nm|nv|ny|ri|sc|sd|tn|tx|ut|va|vt|wa|wi|wv|wy)\s(?P<value>\d{5})(?:-\d{4})?\b(?![.,]?\d|\s?(?:patients|cells|units|copies))",
            0,
        ),
        (rf",\s?(?:{US_STATES.lower()})[.,]?\s(?P<value>\d{{5}}(?:-\d{{4}})?)\b(?![.,]?\d)", 0),
        (r"(?<![\w.,/-])\d{5}-\d{4}(?![\w-])", 0),
        (rf"\b(?:{AU_STATES})[.,]?\s{{1,2}}(?P<value>\d{{4}})\b(?![.,]?\d)", re.IGNORECASE),
        (
            rf"\b{CUE}(?P<value>[A-Za-z]{{0,2}}\d[A-Za-z\d]{{0,3}}(?:[ -]?\d[A-Za-z]{{2}})?\d{{0,4}}(?:-\d{{4}})?)\b",
            re.IGNORECASE,
        ),
        (rf"\bLondon,?\s(?P<value>{OUTWARD})\b", 0),
        (r"\b(?:Dublin|Baile \u00c1tha Cliath)\s?(?P<value>(?:[1-9]|1\d|2[0-4]|6W))\b(?!\s?(?:%|mg|year|month))", 0),
    )
)

TYPES = (
    "street|str|road|rd|avenue|ave|av|lane|ln|drive|dr|close|crescent|cres|way|court|ct|place|pl|terrace|tce|terr|gardens|gdns|grove|gr|boulevard|blvd|highway|hwy|parade|pde|"
    "straat|weg|laan|quay|row|mews|square|sq|walk|rise|view|green|esplanade|circle|cir|circuit|trail|trl|parkway|pkwy|alley|loop|rylaan|singel|heights|hill|park|st|rue|chemin|turnpike|pike|path|wharf|villas|vale|bay|glen|ridge|concession|line|sideroad|estate|extension"
)
SURE_TYPES = "street|road|rd|avenue|ave|ln|blvd|hwy|tce|cres|cct|pde|grove|trail|parkway|esplanade|rylaan|lane|drive|crescent|cres|terrace|gardens|boulevard|blvd|highway|parade|straat|laan|rylaan|mews|close|grove|st|court|place|way|weg|parkway|square|quay"
NUMBERED = re.compile(
    r"(?<![\w.,/%-])(?:(?:flat|unit|apt|apartment|suite|ste|room|house|no|nr|shop|stand|erf|lot|plot|site)\.?\s?#?\w{1,5}[,/]?\s{1,2})?"
    r"(?:no\.?\s?)?\d{1,5}[a-z]?(?:[/-]\d{1,4}[a-z]?)?,?\s{1,2}"
    rf"(?P<name>(?:[A-Z\d][\w.'-]{{0,20}},?\s{{1,2}}|(?:of|the|de|la|le|du|van|der|te|na|an)\s){{1,4}}?)(?P<type>(?i:{TYPES}))\b\.?(?:\s(?:North|South|East|West|N|S|E|W|NE|NW|SE|SW)\b)?"
)
LOWER_NUMBERED = re.compile(
    rf"(?<![\w.,/%-])\d{{1,5}}[a-z]?,?\s(?P<name>(?:[a-z'-]{{2,20}}\s){{1,3}}?)(?P<type>{SURE_TYPES})\b\.?(?!\s(?:of|to|from|between|apart))",
    re.IGNORECASE,
)
ENDED = re.compile(
    r"(?<![\w.,/%-])\d{1,4}[a-z]?,?\s(?P<name>(?:[a-z'-]{3,20}\s){1,2}?)(?:view|hill|park|rise|walk|green|heights|gate|row|circle|loop|vale|glen|ridge|dr|pl|av|cl|gdns|terr|sq|line|wharf)(?=\s?[,;]|\s?$|\s?\n)",
    re.IGNORECASE | re.MULTILINE,
)
CAPITAL_TYPES = "Street|Road|Rd|Avenue|Ave|Lane|Crescent|Cres|Boulevard|Blvd|Terrace|Straat|Laan|Mews|Gardens|Grove|Close|Drive|Parade|Highway|Quay|Parkway|Esplanade|Rylaan"
UNNUMBERED = re.compile(rf"\b(?P<name>(?:[A-Z][\w.'-]{{1,20}}\s){{1,3}})(?P<type>{CAPITAL_TYPES})\b")
LIVES_ON = re.compile(
    rf"\b(?:live[sd]?|living|moved|house|home|flat|based|street|round|address)\s(?:on|in|at|off|to|is)\s(?P<value>(?:[a-z'-]{{2,20}}\s){{1,3}}(?:{SURE_TYPES}))\b",
    re.IGNORECASE,
)
FRENCH = re.compile(
    r"\b\d{1,5}[a-z]?,?\s(?:rue|chemin|boul(?:evard)?\.?|avenue|av\.|c[oô]te|rang|mont[eé]e|place|via|calle|sr[aá]id|b[oó]thar)\s(?:(?:de|du|des|la|le|l'|na|an|saint|sainte)[\s-]?){0,3}[\w'-]{2,25}",
    re.IGNORECASE,
)
BOXES = re.compile(
    r"\b(?:p\.?\s?o\.?\s?box|posbus|private bag|postnet suite|post office box|gpo box|locked bag|poste restante|rural route|rr|r\.?d\.?)\s?#?(?:no\.?\s?)?[A-Z]{0,2}\d{1,6}\b",
    re.IGNORECASE,
)
BOX_WORDS = ("box", "posbus", "bag", "postnet", "restante", "route", "rr", "rd", "r.d")
PLOT_WORDS = (
    "stand ",
    "shack ",
    "erf ",
    "plot ",
    "unit ",
    "house ",
    "site ",
    "stall ",
    " sh ",
    " rd ",
    " r.d",
    "highway ",
)
PLOTS = re.compile(
    r"\b(?:stand|shack|erf|plot|unit|house|site|stall)\s(?:no\.?\s)?\d{1,5}[a-z]?,\s(?:(?:zone|section|ext(?:ension)?|block|phase|unit)\s\w{1,4}\b|the\s[a-z]+(?:\s[a-z]+)?(?=,))|(?<![\w.,/])\d{1,5}\s(?:SH|state highway|R\.?D\.?)\s?\d{1,3}\b",
    re.IGNORECASE,
)
NO_NAME = frozenset(
    "a an the of in on at to by for from per with into and or but minutes minute min mins hours hour days day weeks week months month years year yrs times time mg ml kg mm cm more less first second third other same different one two three patients children people cases male female men women boys girls half right left every each out all hard dose doses vials units steps metres meters km miles tablets tabs puffs drops his her their my our its no was is are were had has have which that this small large big new old points siblings brothers sisters".split()
)


SENTENCE_IN_NAME = re.compile(r"\b(?!St\b|Mt\b)[A-Z]{2,}\.\s+(?i:dr|st)$|\b\d{1,4}\s(?:G|MG|ML|IU)\s[A-Z]{2}\.")
"""1 G PO. DR: a dose, and a title in the next sentence."""


def postcodes(text: str) -> Found:
    for candidate in LETTER_AND_DIGIT.finditer(text):
        yield from lettered_postcode(text, candidate.start())
    for start, end in windows(spans_of(DIGITS_OF_A_CODE, text), text, before=32, after=12):
        for pattern in OTHERS:
            for found in pattern.finditer(text, start, end):
                yield POSTCODE.at(*found.span("value" if "value" in pattern.groupindex else 0))


def lettered_postcode(text: str, start: int) -> Found:
    """Yield the British, Irish or Canadian postcode that begins at `start`."""
    british, irish, canadian = (pattern.match(text, start) for pattern in (BRITISH, IRISH, CANADIAN))
    if british and british["area"].upper() in AREA_CODES and british["inward"] not in UNITS:
        yield POSTCODE.at(*british.span())
    if irish and irish["key"].upper() in ROUTING:
        yield POSTCODE.at(*irish.span())
    if canadian:
        yield POSTCODE.at(*canadian.span())


BEHIND_STREET = re.compile(
    r",?\s(?P<town>(?:[A-Z\u00c0-\u024f][\w'.-]{1,20},?\s?){1,4}?)[,\s]{1,2}(?:[A-Z]{2,3}[,\s]{1,2})?(?P<code>\d{4,5}(?:-\d{4})?)\b(?!\.\d|,\d)"
)
CODE_BEHIND_STREET = re.compile(
    r"[^.;\n]{0,4}?(?:,?\s(?:(?:unit|apt|apartment|flat|suite|ste|bldg|building|block|floor|fl|lot|room|rm|section|#)\.?\s?#?\w{1,6}|#\s?\w{1,6})){0,2}(?:,\s[A-Z\u00c0-\u024f][\w' -]{2,24}){0,2}(?:,|,?\s(?:post)?code|\szip)?\s"
    r"(?P<code>0\d{4}|\d{4,5}(?:-\d{4})?)(?=\s?(?:[.,;)\"'\n-]|$|\s[A-Z(])(?!\d))(?!\.\d|,\d{3})",
    re.IGNORECASE,
)
STATE = re.compile(
    rf"(?:,\s?|\s)(?P<state>(?:{US_STATES}|{US_NAMES}|[A-Z][a-z]+\s(?:Carolina|Dakota))),?\s{{1,2}}(?P<code>\d{{5}}(?:-\d{{4}})?)\b(?![.,]?\d)"
    r"|(?:,\s?|\s)(?P<province>AB|BC|MB|NB|NL|NS|NT|NU|ON|PE|PEI|QC|SK|YT),?\s{1,2}(?=[A-Z]\d[A-Z]\s?\d[A-Z]\d\b)"
    rf"|(?:,\s?|\s)(?P<au>{AU_STATES}),?\s{{1,2}}(?=\d{{4}}\b(?![.,]?\d))"
)
REGION = Rule("state", Kind.PLACE, Severity.HOLD)
STATE_ANCHOR = re.compile(r"\s\d{4,5}\b|\b[A-Z]\d[A-Z]\s?\d[A-Z]\d\b")
COUNTY = re.compile(r"\bCo\.?\s(?!Op\b)[A-Z][a-z]{3,12}\b(?=\s?[,.;)\n]|$|\s[A-Z]\d|\s[a-z])")
LOOSE_ADDRESS = re.compile(
    r"\b(?:shack|stand|erf|plot|unit|apt|apartment|flat|house|site|bldg|building|section|block|address|letters? (?:to|at)|post to|mail to|live[sd]? at|moved to|posted to|care of|c/o|stoep|lodge|broadway|p\.?\s?o\.? box|gpo box|posbus|private bag)\b[^;\n]{0,70}?(?:,|,?\scode|\szip|[a-z]|\d[A-Z])\s(?P<code>\d{4,5}(?:-\d{4})?)(?=\s?(?:[.;)\"\n]|,\s|$|\s-)(?!\d))(?!\.\d)",
    re.IGNORECASE,
)
HOUSE_BEHIND = re.compile(
    r"\b[A-Z][a-z]+(?:straat|weg|laan|rylaan|stra\u00dfe|strasse|gasse)\s\d{1,4}[a-z]?(?:,\s[A-Z][\w' -]{2,24})?,?\s(?:code\s)?(?P<code>\d{4,5})\b(?!\.\d)"
)
A_YEAR = re.compile(r"(?:19[3-9]\d|20[0-4]\d)")
ADDRESS_ANCHOR = re.compile(r"\b\d{4,5}\b(?![.,]?\d)")


def behind_streets(found: Iterable[Finding], text: str) -> Found:
    """Yield the town and the postcode that follow a street, whatever the gazetteer says: 7 Loop Street, Observatory, 7925; 26 Tuparoa Road, 4032."""
    for street in found:
        if behind := BEHIND_STREET.match(text, street.end):
            yield TOWN.at(*behind.span("town"))
            yield POSTCODE.at(*behind.span("code"))
        elif (behind := CODE_BEHIND_STREET.match(text, street.end)) and not A_YEAR.fullmatch(behind["code"]):
            yield POSTCODE.at(*behind.span("code"))


def regions_in_addresses(text: str) -> Found:
    """Yield states and provinces before a postcode, counties, and postcodes at the end of an address that no street word shows."""
    for start, end in windows(spans_of(STATE_ANCHOR, text), text, before=28, after=4):
        for found in STATE.finditer(text, start, end):
            yield REGION.at(*found.span(next(name for name in ("state", "province", "au") if found[name])))
    for start, end in windows(spans_of(ADDRESS_ANCHOR, text), text, before=90, after=4):
        for pattern in (LOOSE_ADDRESS, HOUSE_BEHIND):
            for found in pattern.finditer(text, start, end):
                if not A_YEAR.fullmatch(found["code"]):
                    yield POSTCODE.at(*found.span("code"))
    if "Co" in text:
        yield from REGION.all_in(COUNTY, text)


def streets(text: str) -> Found:
    for pattern, no_street in ((NUMBERED, SENTENCE_IN_NAME.search), (FRENCH, A_YEAR.match)):
        yield from (STREET.at(*found.span()) for found in pattern.finditer(text) if not no_street(found[0]))
    for found in chain(LOWER_NUMBERED.finditer(text), ENDED.finditer(text)):
        if NO_NAME.isdisjoint(found["name"].lower().split()):
            yield STREET.at(*found.span())
    for found in UNNUMBERED.finditer(text):
        if not {"The", "A", "In", "On"} >= set(found["name"].split()):
            yield STREET.at(*found.span())
    for found in LIVES_ON.finditer(text):
        if NO_NAME.isdisjoint(found["value"].lower().split()[:-1]):
            yield STREET.at(*found.span("value"))
    lower = text.lower()
    if any(word in lower for word in BOX_WORDS):
        yield from BOX.all_in(BOXES, text)
    if any(word in lower for word in PLOT_WORDS):
        yield from STREET.all_in(PLOTS, text)
