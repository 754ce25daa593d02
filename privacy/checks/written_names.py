"""Names that their spelling hides: in names of files, logins, quotation marks, and initials in small letters."""

import re
from collections.abc import Iterator

from privacy.checks.base import Found, Rule
from privacy.checks.windows import Span
from privacy.findings import Kind, Severity
from privacy.lexicon.folding import folded
from privacy.lexicon.tables import Tables

NAME = Rule("written_name", Kind.PERSON, Severity.HOLD, "[name removed]")
FILE_NAME = re.compile(
    r"(?<![\w./\\])(?P<stem>[A-Za-z][\w.+-]{2,80})\.(?:jpe?g|png|heic|gif|tiff?|pdf|docx?|rtf|odt|xlsx?|csv|zip|mp[34]|mov|avi|wav|m4a|dcm|edf|vcf|bam|fastq|txt|pptx?|svs|eml|msg)\b",
    re.IGNORECASE,
)
PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]{2,}(?![a-z])|[A-Z](?=[a-z])")
CUED = (
    (re.compile(r"\b(?:dr|mr|mrs|ms|sr|prof|miss|sister)\.?\s(?P<titled>[a-z]\.?\s[a-z]{3,20})\b(?=\s?[.,;)'\"]|\s?$|\s(?:said|says|is|was|and|at))"), ("dr", "mr", "ms", "sr", "prof", "miss", "sister")),
    (re.compile(r"\"(?P<quoted>[A-Z][a-z]{2,15})\"'?s\b"), ('"s', "\"'s")),
    (re.compile(r"\b(?i:name ?tag|name ?badge|badge|wristband|bracelet|tattoo|label|lanyard|necklace|cake)\s(?:(?i:says|reads|reading|with|saying|of)\s)?\"(?P<tag>[A-Z][a-z]{2,15})\""), ("badge", "tag", "band", "let ", "tattoo", "label", "lanyard", "lace", "cake")),
    (re.compile(r"\b(?P<told>[A-Z][a-z]{2,15})\s(?:is|was)\s(?:her|his|my|their|our\s\w+'s)\s(?:real\s|first\s|middle\s)?name\b"), (" name",)),
    (re.compile(r"\b(?i:printed|uploaded|created|saved|modified|edited|scanned|entered|logged in|signed in|posted)\s(?i:by|as)\s(?P<login>[a-z][a-z0-9._-]{4,30})(?=\s?(?:@|\bon\b|\bat\b|,|\.|\)|$))"), ("d by ", " in as ", "d as ")),
)  # fmt: skip
"""Patterns, each with pieces of which the text in small letters has one where the pattern can match at all."""
NO_LOGIN = frozenset(
    "admin system nurse doctor family mother father staff reception clerk hospital patient parents carer teacher another someone email phone error mistake guest".split()
)


def written_names(text: str, table: Tables) -> Found:
    lower = text.lower()
    for found in (
        found for pattern, needs in CUED if any(need in lower for need in needs) for found in pattern.finditer(text)
    ):
        name = next(iter(found.groupdict()))
        if name != "login" or (found[name] not in NO_LOGIN and found[name] not in table.common_words):
            yield NAME.at(*found.span(name))
    if "." in text:
        yield from (NAME.at(*span) for found in FILE_NAME.finditer(text) for span in names_in(found, table))


def names_in(found: "re.Match[str]", table: Tables) -> Iterator[Span]:
    """Yield the parts of a file's name that are somebody's: struan_tum1.jpg."""
    for part in PARTS.finditer(found.string, *found.span("stem")):
        word = folded(part[0])
        named = len(word) > 3 and table.is_name(word) and word not in table.common_words
        if (named or (len(word) > 4 and word not in table.known)) and word not in table.eponyms:
            yield part.span()
