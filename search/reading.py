"""How a question is read: which words must be found, which codes it holds, what was read otherwise than typed."""

from dataclasses import dataclass, field, replace

from search.codes import CodePart, codes_inside, keys_of_text
from search.text import STOP_WORDS, SYSTEM_WORDS, fold, tokens

MOST_WORDS = 24  # more words narrow nothing and cost time


@dataclass(frozen=True, slots=True)
class AskedSign:
    """A sign that the question names, in plain words or as the ontology does; `word` stands for it in the index."""

    hpo_id: str
    name: str
    word: str


@dataclass(frozen=True, slots=True)
class Group:
    """A word that was asked for, and the words that count as it. No words: it is left out.

    Spaces separate words that count only together, for a phrase that names a sign.
    """

    asked: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    text: str
    words: tuple[str, ...]  # folded, in order
    keys: tuple[str, ...]  # of the whole text, as a name or a code
    codes: tuple[CodePart, ...] = ()  # found among other words
    groups: tuple[Group, ...] = ()  # each must be found
    signs: tuple[AskedSign, ...] = ()
    missing: int = 0  # as many groups may not be found
    typed: dict[str, str] = field(default_factory=dict)  # folded word to the word as it was typed

    @property
    def needed(self) -> tuple[tuple[str, ...], ...]:
        return tuple(group.words for group in self.groups if group.words)

    @property
    def terms(self) -> frozenset[str]:
        """Return all words that count as found, for highlighting."""
        return frozenset(word for group in self.groups for words in group.words for word in words.split())

    def without_codes(self) -> "Reading":
        """Return the same question with its codes read as words."""
        words = tuple(fold(self.text)[:MOST_WORDS])
        return replace(self, codes=(), words=words, groups=groups_of(words))


def read(text: str) -> Reading:
    codes, rest = codes_inside(text)
    words = tuple(fold(rest)[:MOST_WORDS])
    typed = {folded: text[token.start : token.end] for token in tokens(text) for folded in token.folded}
    return Reading(
        text=text, words=words, keys=keys_of_text(text), codes=tuple(codes), groups=groups_of(words), typed=typed
    )


def groups_of(words: tuple[str, ...]) -> tuple[Group, ...]:
    """Return one group a word, without those that say nothing, unless nothing else was asked."""
    telling = [word for word in dict.fromkeys(words) if word not in STOP_WORDS and word not in SYSTEM_WORDS]
    return tuple(Group(word, (word,)) for word in telling or dict.fromkeys(words))
