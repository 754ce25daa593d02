"""How a question is read: which words must be found, which codes it holds, what was read otherwise than typed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from search.codes import CodePart, codes_inside, keys_of_text
from search.text import STOP_WORDS, SYSTEM_WORDS, fold, tokens

NEGATIONS = frozenset(["no", "not", "without", "never", "deny", "denied", "absent", "lack", "lacking", "nor"])
ALTERNATIVES = frozenset(["or", "nor"])  # after one that is denied they deny the next
MOST_READ = 300  # words of a text in which signs are looked for
MOST_WORDS = 24  # groups that are asked for: more narrow nothing and cost time
MOST_MISSING = 2  # words of a name that a hit may lack, if nothing has them all


@dataclass(frozen=True, slots=True)
class AskedSign:
    """A sign that the question names, in plain words or as the ontology does; `word` stands for it in the index."""

    hpo_id: str
    name: str
    word: str


Phrases = Mapping[str, Sequence[tuple[tuple[str, ...], AskedSign]]]  # by first word, the longest first; all folded

NO_PHRASES: Phrases = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Group:
    """A word that was asked for, and the words that count as it. Nothing that counts: it is left out.

    A phrase that names a sign is one group. Its words, set apart by spaces, count only together; the sign counts too.
    A sign that is said to be absent is denied: nothing is looked for.
    """

    asked: str
    words: tuple[str, ...]
    sign: AskedSign | None = None
    is_denied: bool = False

    @property
    def alternatives(self) -> tuple[str, ...]:
        return (self.sign.word, *self.words) if self.sign else self.words


@dataclass(frozen=True, slots=True)
class Reading:
    text: str
    words: tuple[str, ...]  # folded, in order
    keys: tuple[str, ...]  # of the whole text, as a name or a code
    codes: tuple[CodePart, ...] = ()  # found among other words
    groups: tuple[Group, ...] = ()  # each must be found
    missing: int = 0  # as many groups may not be found
    typed: dict[str, str] = field(default_factory=dict)  # folded word to the word as it was typed

    @property
    def needed(self) -> tuple[tuple[str, ...], ...]:
        """Return what each group is found by, in the texts."""
        return tuple(group.alternatives for group in self.groups if group.alternatives)

    @property
    def in_names(self) -> tuple[tuple[str, ...], ...]:
        """Return what each group is found by in a name, where no sign stands for it."""
        return tuple(group.words for group in self.groups if group.words)

    @property
    def signs(self) -> tuple[AskedSign, ...]:
        return tuple(group.sign for group in self.groups if group.sign)

    @property
    def terms(self) -> frozenset[str]:
        """Return all words that count as found, for highlighting."""
        words = {word for group in self.groups for alternative in group.words for word in alternative.split()}
        return frozenset(words.union(*(set(fold(sign.name)) - STOP_WORDS for sign in self.signs)))

    @property
    def denied(self) -> tuple[str, ...]:
        """Return the signs that the question says are absent, as they were typed."""
        return tuple(self.as_typed(group.asked) for group in self.groups if group.is_denied)

    def as_typed(self, phrase: str) -> str:
        return " ".join(self.typed.get(word, word) for word in phrase.split())

    def without_codes(self) -> "Reading":
        """Return the same question with its codes read as words."""
        words = tuple(fold(self.text)[:MOST_WORDS])
        return replace(self, codes=(), words=words, groups=groups_of(words))


def read(text: str, phrases: Phrases = NO_PHRASES) -> Reading:
    codes, rest = codes_inside(text)
    words = tuple(fold(rest)[:MOST_READ])
    typed = {folded: text[token.start : token.end] for token in tokens(text) for folded in token.folded}
    return Reading(
        text=text,
        words=words[:MOST_WORDS],
        keys=keys_of_text(text),
        codes=tuple(codes),
        groups=groups_of(words, phrases),
        typed=typed,
    )


def groups_of(words: tuple[str, ...], phrases: Phrases = NO_PHRASES) -> tuple[Group, ...]:
    """Return one group a word or sign, without words that say nothing, unless nothing else was asked."""
    found = list(grouped(words, phrases))
    if not any(group.alternatives for group in found):
        found = list(grouped(words, NO_PHRASES))
    telling = [
        group
        for group in found
        if group.sign or group.is_denied or not (group.asked in STOP_WORDS or group.asked in SYSTEM_WORDS)
    ]
    return capped({group.asked: group for group in telling or found}.values())


def capped(groups: Collection[Group]) -> tuple[Group, ...]:
    """Leave out the last words of a long text, and none of the signs that stand in it."""
    if len(groups) <= MOST_WORDS:
        return tuple(groups)
    signs = sum(bool(group.sign) or group.is_denied for group in groups)
    words = iter(range(max(0, MOST_WORDS - signs)))
    kept = [group for group in groups if group.sign or group.is_denied or next(words, None) is not None]
    return tuple(kept[:MOST_WORDS])


def grouped(words: tuple[str, ...], phrases: Phrases) -> Iterator[Group]:
    """Yield the words in order; where the longest phrase for a sign begins, its words as one."""
    place, denying = 0, False
    while place < len(words):
        size, sign = sign_at(words, place, phrases)
        denies = not sign and (words[place] in NEGATIONS or (denying and words[place] in ALTERNATIVES))
        beyond, denied = sign_at(words, place + 1, phrases) if denies else (0, None)
        if denied:
            size += beyond
        asked = " ".join(words[place : place + size])
        yield Group(asked, (), is_denied=True) if denied else Group(asked, (asked,), sign)
        place, denying = place + size, denied is not None


def sign_at(words: tuple[str, ...], place: int, phrases: Phrases) -> tuple[int, AskedSign | None]:
    for phrase, sign in phrases.get(words[place], ()) if place < len(words) else ():
        if words[place : place + len(phrase)] == phrase:
            return len(phrase), sign
    return 1, None
