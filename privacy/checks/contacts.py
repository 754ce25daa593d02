"""Mail addresses, web addresses, handles and IP addresses. What anchors one (an @, a dot before a top-level domain) is looked for first; the rest is read from there."""

import re

from privacy.checks.base import Found, Rule
from privacy.checks.windows import spans_of, windows
from privacy.findings import Kind, Severity

EMAIL = Rule("email", Kind.EMAIL, Severity.BLOCK)
URL = Rule("url", Kind.URL, Severity.BLOCK)
HANDLE = Rule("handle", Kind.URL, Severity.BLOCK)
IP = Rule("ip", Kind.IP, Severity.BLOCK)

DOT = r"(?:\.|\s?[\[({<]\s?(?:dot|punkt|\.)\s?[\])}>]\s?|\s(?:dot|DOT)\s|\s?\.\s?(?=[a-z]{2,4}\b(?!\s[a-z])))"
AT = re.compile(
    r"(?:\s{0,3}@\s{0,3}|\s{0,3}[\[({<]\s?(?:at|@)\s?[\])}>]\s{0,3}|\sat\s(?=[\w-]{2,40}(?:\s(?:dot|DOT)\s|\.)[a-z]))"
    rf"(?P<domain>(?:[\w-]{{1,63}}{DOT}){{1,6}}[a-z]{{2,24}})\b",
    re.IGNORECASE,
)
LOCAL_SIGNS = frozenset(".%+'-_")
SPOKEN_LOCAL = re.compile(r"[\w.%+'-]{1,64}(?:\s?[\[({]\s?dot\s?[\])}]\s?[\w%+'-]{1,64})?$", re.IGNORECASE)
SPOKEN = re.compile(r"[\[({<]\s?at|\sdot\s", re.IGNORECASE)
SPOKEN_DOT = re.compile(r"dot", re.IGNORECASE)

TLD = (
    r"(?:com|org|net|edu|gov|info|biz|app|dev|health|healthcare|care|page|site|online|blog|link|me|tv|io|eu|"
    r"(?:co|org|nhs|ac|gov|sch|me|ltd|plc)\.uk|(?:com|org|net|edu|gov|id)\.au|(?:co|org|net|ac|govt|school|iwi|geek|maori)\.nz|"
    r"(?:co|org|ac|gov|web|net)\.za|ie|ca|uk|nz|za|au|us|de|fr|nl|pl|in|ng|scot|wales|irish)"
)
PATHED = r"(?:ly|be|gg|co|to|gl|xyz|shop|store|world|family|foundation|support|community|africa|kiwi|london|ch|it|es|fr|se|no|dk|ru|br|mx|kr|tk|fm|ai|so|news|life|team|tech)"
"""Domains that are words or syllables too: an address only with a path."""
ADDRESS = re.compile(
    r"\b(?:h[tx]{2}ps?|s?ftp)\s?:\s?/\s?/[^\s<>\"]{1,2000}"
    r"|\bwww\s?\.\s?[^\s<>\"]{2,2000}"
    rf"|(?<![@\w.-])(?:[a-z0-9][a-z0-9-]{{0,62}}\.){{1,4}}{TLD}\b(?![\w-])(?::\d{{1,5}})?(?:[/?#][^\s<>\"]{{0,2000}})?"
    rf"|(?<![@\w.-])[a-z0-9][a-z0-9-]{{0,62}}\.{PATHED}/[\w?#][^\s<>\"]{{0,2000}}"
    rf"|(?<![@\w.-])[a-z0-9][a-z0-9-]{{2,62}}\s?[\[(]\s?dot\s?[\])]\s?{TLD}\b"
    rf"|(?<![@\w.-])[a-z0-9][a-z0-9-]{{2,62}}\sdot\s(?:com|org|net|co\sdot\suk|ie|ca)\b",
    re.IGNORECASE,
)
ADDRESS_ANCHOR = re.compile(r"[\w-]\.[a-z]|://|[wp]\s?[.:]\s?[/\w]|\bhttps?\b|\bhxxp|[\[( ]dot\b", re.IGNORECASE)
ENDING = ".,;:!?)]}'\""
HANDLES = re.compile(
    r"(?<![\w@./-])/?[ur]/[A-Za-z_][\w-]{2,30}\b|(?<![\w@./])@[A-Za-z_][\w.]{2,30}\b"
    r"|\b(?:facebook|fb|insta(?:gram)?|twitter|tiktok|snap(?:chat)?|skype|telegram|discord|linkedin|ig|handle|username|user name)"
    r"(?:\s(?:id|name|handle|user|account|profile|page))?\s?(?::|=|\bis\b)\s{0,2}(?P<name>@?[\w.#-]{3,40})",
    re.IGNORECASE,
)
HANDLE_WORDS = (
    "@",
    "u/",
    "r/",
    "facebook",
    "fb",
    "insta",
    "twitter",
    "tiktok",
    "snap",
    "skype",
    "telegram",
    "discord",
    "linkedin",
    " ig ",
    "ig:",
    "handle",
    "user",
)
OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
IP4 = re.compile(rf"(?<![\d.])(?:{OCTET}\s?\.\s?){{3}}{OCTET}(?![\d]|\.\d)(?:/\d{{1,2}}|:\d{{2,5}})?")
IP6 = re.compile(
    r"(?<![\w:])(?=[\da-f:.]{2,45}(?:%\w{1,15})?(?:/\d{1,3})?(?![\w:]))"
    r"(?:(?:[\da-f]{1,4}:){7}[\da-f]{1,4}|(?:[\da-f]{1,4}:){1,7}:|(?:[\da-f]{1,4}:){1,6}(?::[\da-f]{1,4}){1,6}|::(?:[\da-f]{1,4}:){0,6}[\da-f]{1,4}"
    r"|(?:[\da-f]{0,4}:){2,6}(?:\d{1,3}\.){3}\d{1,3})(?:%\w{1,15})?",
    re.IGNORECASE,
)
MAC = re.compile(r"(?<![\w:-])(?:[\da-f]{2}[:-]){5}[\da-f]{2}(?![\w:-])", re.IGNORECASE)


def contacts(text: str) -> Found:
    yield from emails(text)
    for start, end in windows(spans_of(ADDRESS_ANCHOR, text), text, before=80, after=60, most=2000):
        for found in ADDRESS.finditer(text, start, end):
            yield URL.at(found.start(), found.start() + len(found[0].rstrip(ENDING)))
    lower = text.lower()
    if any(word in lower for word in HANDLE_WORDS):
        yield from (HANDLE.at(*found.span()) for found in HANDLES.finditer(text))
    if text.count(".") > 2:
        yield from IP.all_in(IP4, text)
    if text.count(":") < 2:
        return
    yield from IP.all_in(IP6, text)
    yield from Rule("device", Kind.ID_NUMBER, Severity.BLOCK).all_in(MAC, text)


def emails(text: str) -> Found:
    if "@" not in text and not SPOKEN.search(text):
        return
    for found in AT.finditer(text):
        spoken = found[0].strip().lower().startswith("at")
        if spoken and not SPOKEN_DOT.search(found["domain"]):
            continue
        start = local_start(text, found.start())
        if start < found.start():
            yield EMAIL.at(start, found.end())


def local_start(text: str, end: int) -> int:
    """Return where the part of an address before its @ begins; `end` for none."""
    least = max(0, end - 130)
    if text[end - 1 : end] in ("]", ")", "}") and (spoken := SPOKEN_LOCAL.search(text, least, end)):
        return spoken.start()
    start = end
    while start > least and (text[start - 1].isalnum() or text[start - 1] in LOCAL_SIGNS):
        start -= 1
    if "dot" in text[least:start][-12:].lower() and (spoken := SPOKEN_LOCAL.search(text, least, end)):
        return min(start, spoken.start())
    return start
