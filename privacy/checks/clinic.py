"""What stands beside a name in notes when it is that of a disease, a sign, a score or a stain: "Dx Wilson", "Coombs neg", "Engel Ia", "Hb Lepore"."""

import re

from privacy.checks.tokens import Token

RESULT_AFTER = re.compile(
    r"(?:'s|')?\s?(?:[-+]{1,4}ve\b|\+{1,4}(?=[\s,.;)]|$)|\?(?=[\s,.;)/\"]|$)|/-|-(?:like|type|associated|related|spectrum|positive|negative|negativity|positivity|plasty)\b|(?:neg(?:ative)?|pos(?:itive)?|absent|present|upgoing|downgoing|equivocal|bilat\w*|excluded|confirmed|suspected|ruled out|unlikely|possible|probable|"
    r"class|grade|graded|stage|staged|staging|type|types|subtype|score|scored|criteria|criterion|category|index|scale|stain(?:s|ed|ing)?|exact|rank|log-?rank|regression|hazards?|carriers?|variants?|spectrum|phenotype|facies|habitus|gait|sequence|association|triad|tetrad|bodies|cells?|granules?|nodes?|fibres|fibers|inclusions?|crystals|rods|tangles|"
    r"clinic|registry|card|families|cure|manoeuvre|maneuver|gene|antibod(?:y|ies)|titres?|titers?|repair|procedure|shunt|graft|stent|catheter|tube|pump|score|angle|line|ratio|formula|equation|nomogram|centiles?|percentiles?|chart|vs|versus|or\s(?=[A-Z]))\b"
    r"|(?:[IVX]{1,4}|[1-5])\s?[abcABC]?(?=\s?[,.;:)?/]|\s(?:after|at|before|bilateral|on|by|left|right|L\b|R\b|disease|and|with|vs)|$)(?!['.]\w)|[LR](?=\s?[,.;:)]|$)|B\d\s?P\d|\d{1,3}\s?/\s?\d{1,3}\b|\d{1,3}(?:\.\d+)?\s?(?:°|%|points?\b|pts\b|mmHg|kPa|ms\b|mm\b))"
)
DIAGNOSED_BEFORE = re.compile(
    r"(?:\b(?:d?dx'?d?|diagnos(?:is|es|ed|tic)(?:\s(?:of|with|as|is|was))?|differentials?|r/o|rule[sd]? out|exclud(?:e[sd]?|ing)|query|likely|unlikely|probabl[ey]|possibl[ey]|suspect(?:ed|s)?|presumed|confirmed|cf|vs|versus|mimic\w*|consistent with|suggestive of|suggest(?:s|ing)|typical of|classic(?:al)?|atypical|pmhx?|impression|imp|problems|background|history of|h/o|fhx?|hx|testing for|tested for|screen(?:ed|ing)? for|treated for|positive for|negative for|workup for|variant of|form of|type of|kind of|carrier (?:of|for)|said the word|the word|word|term|stain(?:s|ed)?(?: with)?|has|have|had|got|having|got told|told it'?s|pseudo|anti|non)"
    r"\.?\s?[:=-]?\s?(?:\?\s?|\(|\"|no\s|not\s|a\s|an\s|de\s|von\s|van\s){0,2}|\?\s?\??\s?)$",
    re.IGNORECASE,
)
SURE_CUE = re.compile(r"(?:\bd?dx'?d?\.?\s?:?\s?\??\s?|\bdiagnosis\s?[:=]\s?\??|\?\s?|\br/o\s)$", re.IGNORECASE)
"""Behind these stands a diagnosis even if the word is a first name."""
SAID_BEFORE = re.compile(
    r"(?:\b(?:they said|it was|it is|it's|thinks|then|wrote|was called|is called|words)|,\sthen|said)\s\"?$",
    re.IGNORECASE,
)
"""Before what doctors called it: They said Marfan, then Beals."""
NAMED_THING = re.compile(r"\b(?:the|using|used|use|by|on|per|modified)\s$", re.IGNORECASE)
"""Before a scale or a method that ends its sentence: we use the Ashworth."""
COMMA_AFTER = re.compile(r"\"?[,.;?]")
ALONE_AFTER = re.compile(r"'?s?\s?(?:[.;?!](?=\s|$)|\)(?=\s|[.,;]|$))")
HB_BEFORE = re.compile(r"\b(?:Hb|haemoglobin|hemoglobin|Haemoglobin|Hemoglobin|factor [VXI]+)\s(?:[A-Z][\w-]+\s)?$")
UNIT_AFTER = re.compile(
    r"\s(?:(?:[A-Z]{1,3}|forte|depot|retard|once|oral|nasal|inhaler|tablets?|caps(?:ules)?|pump|patch|injection|infusion|spray|drops|cream|syrup|powder|liquid)\s)?(?:≥|≤|<|>|~|up to\s|to\s)?\d[\d.,]*(?:\s?[-–/x×]\s?\d[\d.,]*)?\s?(?:mg|mcg|µg|μg|ug|ng|g\b|kg|ml|mL|l\b|IU|iu\b|U\b|units?|mmol|%|kPa|mmHg|mm\b|cm\b|ms\b|Gy|T\b|Tesla|Hz|kHz|MHz|MBq|mCi|dB|mA|V\b|tab|tabs|tablets?|caps|puffs?|drops|sachets?|scoops?|vials?|bd\b|tds\b|qid\b|od\b|bid\b|tid\b|nocte|prn|daily|weekly|twice|x\s?\d)"
)
DOSED_BEFORE = re.compile(
    r"\b(?:switch(?:ed)? to|changed? to|started?(?: on)?|starting|on|takes|taking|took|given|gave|dose of|doses of|tab|tabs|tablets?|caps|inj|injection(?: of)?|infusion of|trial of|course of|weaned off|stopped|off|plus|and|prescribed|script for|allergic to|allergy to|allergies:?|reaction to|brand|drug|medication|medicine|meds:?|rx:?)\s$",
    re.IGNORECASE,
)


def beside_result(text: str, end: int) -> bool:
    """Tell whether a result, a grade or a noun of medicine follows at once."""
    return RESULT_AFTER.match(text, end) is not None


def behind_diagnosis(text: str, start: int, *, sure: bool = False) -> bool:
    pattern = SURE_CUE if sure else DIAGNOSED_BEFORE
    return pattern.search(text, max(0, start - 36), start) is not None


def is_haemoglobin(text: str, token: Token) -> bool:
    """Tell whether a variant of haemoglobin or a clotting factor is called by the word: Hb Lepore."""
    return HB_BEFORE.search(text, max(0, token.start - 30), token.start) is not None


def is_dosed(text: str, token: Token) -> bool:
    """Tell whether a dose or a measured value follows: Firdapse 10 mg, Fibroscan 17.1 kPa."""
    return UNIT_AFTER.match(text, token.end) is not None
