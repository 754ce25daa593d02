"""Marking what was found in the text as its author wrote it, whatever the spelling of the question."""

import re
from html import escape

from django.utils.safestring import SafeString

from search.text import ALIASES, folded_parts, tokens

WINDOW = 240  # characters of a text that a hit shows
LEAD = 60  # of them before the first found word
STEM = 4  # letters by which a word is looked for before it is folded
MOST_SPANS = 40  # found words of one text that are looked at
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
ACCENTED = re.compile(r"[À-ɏͰ-ϿḀ-ỿ]")  # letters that no stem begins with
WRITTEN = {folded: alias for alias, folded in ALIASES.items()}  # "2" is also written "ii"
VOWELS = (("e", "ae"), ("e", "oe"))

Span = tuple[int, int]


class Marker:
    """Marks the words of one question. Only words that begin like one of them are folded: that keeps a page of hits cheap."""

    def __init__(self, terms: frozenset[str], typed: frozenset[str] = frozenset(), prefix: str = "") -> None:
        self.terms = terms
        self.prefix = prefix  # of a word still being typed
        self.stems = stems_of(terms | typed | ({prefix} if prefix else set()))

    def mark(self, text: str) -> SafeString:
        """Return `text` escaped, with the found words in <mark>; neighbours share one mark."""
        return marked(text, self.spans(text), 0, len(text))

    def snippet(self, text: str) -> SafeString | None:
        """Return the part of `text` around the found words, marked; None if there is none."""
        spans = self.spans(text)
        return marked(text, spans, *window(text, spans)) if spans else None

    def spans(self, text: str) -> list[Span]:
        """Return where the found words stand, in order."""
        if not self.stems:
            return []
        lower = text.lower()
        if lower.isascii():
            return sorted(self.by_stem(lower))
        if len(lower) != len(text):  # a letter whose small form is two: rare enough to look at every word
            return [(token.start, token.end) for token in tokens(text) if self.is_found(token.folded)][:MOST_SPANS]
        lower = lower.replace("’", "'")
        return sorted(self.by_stem(lower) | self.accented(lower))

    def by_stem(self, lower: str) -> set[Span]:
        found: set[Span] = set()
        for stem in self.stems:
            place = lower.find(stem)
            while place >= 0 and len(found) < MOST_SPANS:
                word = WORD.match(lower, place)
                end = word.end() if word else place + 1
                if not lower[place - 1 : place].isalnum() and self.is_found(folded_parts(lower[place:end])):
                    found.add((place, end))
                place = lower.find(stem, end)
        return found

    def accented(self, lower: str) -> set[Span]:
        """Return the found words that have an accent, which hides them from their stem."""
        found: set[Span] = set()
        for letter in ACCENTED.finditer(lower):
            start = letter.start()
            while start and lower[start - 1].isalnum():
                start -= 1
            word = WORD.match(lower, start)
            if word and len(found) < MOST_SPANS and self.is_found(folded_parts(word.group())):
                found.add(word.span())
        return found

    def is_found(self, folded: tuple[str, ...]) -> bool:
        if self.prefix and any(word.startswith(self.prefix) for word in folded):
            return True
        return not self.terms.isdisjoint(folded)


def stems_of(words: frozenset[str]) -> tuple[str, ...]:
    """Return the beginnings by which any spelling of `words` is found in plain text."""
    stems = {stem_of(word) for word in words} | {WRITTEN[word] for word in words if word in WRITTEN}
    return tuple(sorted(stems | {stem.replace(*pair)[:STEM] for stem in stems for pair in VOWELS}))


def stem_of(word: str) -> str:
    """Return the beginning of a word; of a short one without its last letter, which another form may change."""
    return word[:STEM] if len(word) > STEM else word[: max(1, STEM - 1)]


def marked(text: str, spans: list[Span], start: int, end: int) -> SafeString:
    """Return text[start:end] escaped, with the spans in it marked and what is cut off shown by "…"."""
    parts = ["…"] if start else []
    done = start
    for first, last in joined(spans, text):
        if start <= first and last <= end:
            parts += [escape(text[done:first]), "<mark>", escape(text[first:last]), "</mark>"]
            done = last
    parts.append(escape(text[done:end]))
    return SafeString("".join([*parts, "…"] if end < len(text) else parts))


def joined(spans: list[Span], text: str) -> list[Span]:
    """Join spans that only a space or hyphen separates."""
    result: list[Span] = []
    for start, end in spans:
        if result and text[result[-1][1] : start] in (" ", "-"):
            result[-1] = (result[-1][0], end)
        else:
            result.append((start, end))
    return result


def window(text: str, spans: list[Span]) -> Span:
    """Return the part of `text` of about WINDOW characters that holds the most different found words, cut between words."""
    if len(text) <= WINDOW:
        return 0, len(text)
    best = spans[0]
    if spans[-1][1] - best[0] > WINDOW - LEAD:
        best = max(spans, key=lambda span: (variety(text, spans, span[0]), -span[0]))
    start = max(0, min(best[0] - LEAD, len(text) - WINDOW))
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = text.rfind(" ", start, start + WINDOW) if start + WINDOW < len(text) else len(text)
    return start, max(end, best[1])


def variety(text: str, spans: list[Span], start: int) -> int:
    end = start + WINDOW - LEAD
    return len({text[first:last].lower() for first, last in spans if first >= start and last <= end})
