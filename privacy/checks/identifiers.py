"""Numbers of records, cards, accounts and devices: by the words before them, or by their own shape."""

import re

from privacy.checks.base import Found, Rule
from privacy.checks.check_digits import is_nhi
from privacy.findings import Kind, Severity

CUED = Rule("cued_number", Kind.ID_NUMBER, Severity.BLOCK)
NI = Rule("ni_number", Kind.ID_NUMBER, Severity.BLOCK)
NHI = Rule("nhi", Kind.ID_NUMBER, Severity.BLOCK)
PPS = Rule("pps", Kind.ID_NUMBER, Severity.BLOCK)
CODE = Rule("unknown_code", Kind.ID_NUMBER, Severity.HOLD)
IBAN = Rule("iban", Kind.ID_NUMBER, Severity.BLOCK)

NUMBER_WORD = r"(?:number|numbers|num|no|nr|id|identifier|code|ref(?:erence)?|#|№)"
ALWAYS = (
    r"MRN|MRNs|URN|UMRN|NHS|NHI|CHI|H&C|HCN|HSN|PHN|OHIP|RAMQ|PPSN?|SSN|SIN|NINO|NRIC|GMC|NMC|NPI|DEA|HPCSA|AHPRA|IHI|DVA|TFN|IRD|SANC|VIN|IMEI|UDI|PIN|CPSO"
    r"|S/N|serial|passport|insurance|medicare|medicaid|IHI|account|acct|a/c|policy|licen[cs]e|hospital|chart|patient|unit|record|case|file|folder|episode|accession|specimen|sample|lab|order|invoice|claim|member(?:ship)?|subscriber|beneficiary|group|scheme|plan|medical aid|health card|care card|ID card|device|pump|pacemaker|implant|stent|model|lot|batch|registration|reg|vehicle|number ?plate|licen[cs]e plate|rego|car|student|school|employee|staff|payroll|pension|tax|social security|social insurance|national insurance|national identity|identity|identification|identifier|ID|booking|ticket|tracking|referral|prescription|script|Rx|visit|encounter|admission|study|trial|participant|subject|pedigree|family|biobank|barcode|certificate|case ?note|casenotes|notes|customer|client|contract|DNA|slide|block|histology|pathology|x-?ray|imaging|scan|UR|NRN|HN|PID|EMPI|EHR|CRN|GP|hosp|GMS|DPS|LTI|service|badge|locker|force|regimental|warrant|union|council|housing|tenancy|benefit|Centrelink|WINZ|SASSA|grant|EMP|clinic|lab|requisition|req|CHIN?|MHN|HRN|DHB|ACC|NDIS|EHIC|IHN|CNIC|CURP|Aadhaar|BSN|PESEL|RUT|DNI|NIE"
)
VALUE = re.compile(
    r"(?<![\w.])(?P<letters>[A-Z]{1,4} (?=\d))?(?=[A-Za-z0-9/._:-]{0,14}\d)[A-Za-z0-9](?:[A-Za-z0-9]|[ ](?=\d{2,6}\b)|[-/._:](?=[A-Za-z0-9])){2,19}(?: [A-Z]\b(?!\.))?(?![\w])"
)
SHORT_CUES = r"GMS|hosp|payroll|EMP|NDIS|Centrelink|HRN|EHIC|service no|batch|member ID|licen[cs]e|MRN|URN|UMRN|NHS|NHI|CHI|H&C|HCN|PHN|OHIP|RAMQ|PPSN?|SSN|SIN|NINO|GMC|NMC|NPI|DEA|HPCSA|AHPRA|IHI|DVA|TFN|IRD|VIN|IMEI|S/N|PID|EMPI|CRN|UR|passport|medicare|medicaid|acct|account|a/c|policy|serial|chart|barcode|casenotes?|rego|health card|medical aid|accession"
CUES = re.compile(
    rf"(?<![\w-])(?:(?:{ALWAYS})s?(?:['’]s)?(?:\s(?:aid|card|record|scheme|plate|fund|unit|hospital|file))?[\s.:-]{{0,3}}{NUMBER_WORD}[\s.:;,#=()\"'-]{{0,4}}(?:(?:is|was|are|of|no|nr|number)\b[\s.:#]{{0,3}}){{0,2}}"
    rf"|(?:{SHORT_CUES})[\s.:;,#=()\"'-]{{1,5}}(?:(?:is|was|no|number|card)\b[\s.:#]{{0,3}}){{0,2}}"
    rf"|(?:{ALWAYS})\s?[:#=]\s?#?\s?"
    rf"|(?:ref(?:erence)?|our ref|your ref|id|#)[\s.:#=]{{1,4}}(?:no|number)?[\s.:]{{0,2}})$",
    re.IGNORECASE,
)
NUMBER_AFTER = re.compile(
    r"\s?(?:%|years?|yrs?|months?|weeks?|days?|mg|g|kg|ml|l|mmol|mm|cm|patients|cases|families|u|iu)\b", re.IGNORECASE
)

NI_SHAPE = re.compile(r"\b[A-Z]{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D]\b", re.IGNORECASE)
NHI_SHAPE = re.compile(r"\b[A-HJ-NP-Z]{3}[ -]?\d{2}(?:\d{2}|[A-HJ-NP-Z]{2})\b", re.IGNORECASE)
PPS_SHAPE = re.compile(r"(?<![\w.+-])\d{7}[ -]?[A-W][ABWTX]?(?![\w-])", re.IGNORECASE)
RAMQ_SHAPE = re.compile(r"\b[A-Z]{4}[ -]?\d{4}[ -]?\d{4}\b", re.IGNORECASE)
IBAN_SHAPE = re.compile(r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){3,7}(?:[ -]?[A-Z0-9]{1,3})?\b")
OTHER_CODE = re.compile(
    r"(?<![\w.:+*-])(?=[A-Z0-9/-]{6,20}(?![\w]))(?:[A-Z]{1,4}[-/]?\d{5,12}[A-Z]{0,2}|[A-Z]{1,5}[-/]\d{2,6}[-/]\d{2,8}|[A-Z]{1,3}\d{2,6}[-/]\d{3,8}|[A-Z]{1,3}\d[-/]\d{5,8})(?![\w:>-]|\.\w)"
)
DIGITS_FIRST = re.compile(
    r"(?<![\w.:+*-])(?=[A-Z0-9/:-]{6,20}(?![\w]))(?:\d{2,6}[-/:][A-Z]{1,4}[-/]?\d{3,8}|\d{5,10}[A-Z]{1,2})(?![\w:>-]|\.\w)"
)
LETTERS_AND_DIGITS = re.compile(r"(?<!\w)[A-Za-z]{1,5}[ /-]?\d")
THREE_AND_FOUR = re.compile(r"\b(?!LOC|ISO|DSM|NCT|FAM|MIR|ORF|HLA|SNP)[A-HJ-NP-Z]{3}\d{4}\b(?![-.:]\w)")
"""As New Zealand numbers patients, and others plates of cars: mistyped, the check digit says nothing."""
SHAPES = (
    (NI, NI_SHAPE),
    (Rule("ramq", Kind.ID_NUMBER, Severity.BLOCK), RAMQ_SHAPE),
    (IBAN, IBAN_SHAPE),
    (CODE, OTHER_CODE),
    (CODE, THREE_AND_FOUR),
)


CUE_WORDS = (
    frozenset(re.findall(r"[a-z]{2,}", f"{ALWAYS}|{SHORT_CUES}".lower()))
    | {"ref", "reference", "our", "your", "id", "no", "h", "s", "a", "chi", "mrns"}
    | {word + "s" for word in re.findall(r"[a-z]{3,}", ALWAYS.lower())}
)
CUE_ENDS = CUE_WORDS | set(
    "licence license number numbers num no nr id identifier code ref reference is was are of card c n r".split()
)
LAST_WORD = re.compile(r"[A-Za-z]+$")


def identifiers(text: str) -> Found:
    for found in VALUE.finditer(text):
        for start in {found.start(), found.end("letters")} - {-1}:
            if is_cued(text, start, found.end()):
                yield CUED.at(start, found.end())
    for candidate in LETTERS_AND_DIGITS.finditer(text):
        yield from by_shape(text, candidate.start())
    yield from PPS.all_in(PPS_SHAPE, text)
    yield from CODE.all_in(DIGITS_FIRST, text)
    yield from near_cue(text)


def is_cued(text: str, start: int, end: int) -> bool:
    return (
        led_by_cue(text[max(0, start - 24) : start])
        and sum(map(str.isdigit, text[start:end])) >= 2
        and CUES.search(text, max(0, start - 50), start) is not None
        and not NUMBER_AFTER.match(text, end)
    )


LOOSE_VALUE = re.compile(
    r"(?<![\w./:+-])(?=[A-Z0-9/ -]{0,9}\d[A-Z0-9/ -]{0,5}\d[A-Z0-9/ -]{0,5}\d)(?:[A-Z]{1,5}[ /-]?){0,2}\d[A-Z0-9]{0,12}(?:[ /-][A-Z0-9]{1,8}){0,4}(?![\w/]|[.,]\d)"
)
LOOSE_CUE = re.compile(
    r"\b(?:(?:lot|batch|chart|file|folder|claim|policy|member(?:ship)?|account|serial|ticket|badge|payroll|passport|licen[cs]e|permit|visa|medicare|medicaid|medical aid|health card|plate|rego|wristband|wrist band|bracelet|barcode|sticker|tracking|booking|ssn|nhs|nhi|pps|sin|sort code|login|pin|password|passcode|locker|docket)s?\s?(?:number|no\.?|num|nr|id|#|code)?"
    r"|(?:hospital|patient|record|card|case|reference|student|employee|staff|insurance|reg|device|pump|pacemaker|order|confirmation|prescription|script|participant|tax|social security|chi|identity|registration|certificate|court|police|crime|incident|fund|scheme|plan|study)\s(?:number|no\.?|num|nr|id|#|code|ref)|(?<!phone\s)number(?!s|\sof)|pass\sno\.?|ref(?:erence)?)"
    r"(?:[\s:=#\"'(,]{1,3}(?:is|was|says|on|for|the|his|her|my|our|their|it|its|reads?|it's|at|still|now|starts?|begins?|ends?|with|same|[a-z]{2,9})\b){0,4}[\s:=#\"'(-]{1,4}$",
    re.IGNORECASE,
)
LOOSE_CUE_PIECES = tuple(
    "lot batch chart file folder claim policy member account serial ticket badge payroll pass licen permit visa medic health plate rego wrist bracelet barcode sticker tracking booking ssn nhs nhi pps sin code login pin locker docket number no num nr id # ref".split()
)
"""Each cue holds one of these: where none stands, nothing is searched."""
LOOSE_ENDS = frozenset(" \t\n\r\f\v\xa0:=#\"'(-")
NEAR = Rule("number_near_cue", Kind.ID_NUMBER, Severity.HOLD)
NO_NUMBER_OF_SOMEBODY = re.compile(
    r"(?:19|20)\d\d(?:\s?[-/]\s?(?:19|20)?\d\d)?|\d{1,2}[-/ ]\d{1,2}[-/ ]\d{2,4}|\d{1,3}(?:[-/ ]\d{1,3})?|\d{1,2}[/.]\d{1,4}"
)


def near_cue(text: str) -> Found:
    """Yield codes a few words behind what such a code is of: the sticker on his folder said 00412/88."""
    for found in LOOSE_VALUE.finditer(text):
        start = found.start()
        if (
            not NO_NUMBER_OF_SOMEBODY.fullmatch(found[0])
            and may_be_cued(text[max(0, start - 64) : start].lower())
            and LOOSE_CUE.search(text, max(0, start - 64), start)
            and not NUMBER_AFTER.match(text, found.end())
        ):
            yield NEAR.at(*found.span())


def may_be_cued(before: str) -> bool:
    return before[-1:] in LOOSE_ENDS and any(piece in before for piece in LOOSE_CUE_PIECES)


def led_by_cue(before: str) -> bool:
    """Tell whether the word just before may be one of a cue: all others are soon passed over."""
    last = LAST_WORD.search(before.rstrip(" .:;,#=()\"'-/|\t\n№"))
    return "#" in before[-6:] or "№" in before[-6:] or (last is not None and last[0].lower() in CUE_ENDS)


def by_shape(text: str, start: int) -> Found:
    """Yield what begins at `start` with letters and goes on with digits, by each form that it has."""
    for rule, pattern in SHAPES:
        if found := pattern.match(text, start):
            yield rule.at(*found.span())
    found = NHI_SHAPE.match(text, start)
    if found and is_nhi(re.sub(r"[ -]", "", found[0])) and (found[0].isupper() or found[0][-4:].isdigit()):
        yield NHI.at(*found.span())
