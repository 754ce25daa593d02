"""What a step of the form shows beside its fields: the places the scanner found, signs with plain words, the steps."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from cases.bands import Onset
from cases.checking import Findings, Spot, better_words, place_of, print_of, prints_said_no, texts_of
from cases.models import Case
from cases.sections import SECTIONS
from cases.writing.fields import HPO_ID
from cases.writing.guards import Trouble
from cases.writing.recognising import signs_named
from cases.writing.words import heading_of, kind_of, with_article
from privacy.findings import Finding, blocking
from vocabulary.models import Sign
from vocabulary.querysets import plain_words

AROUND = 40  # characters of the sentence, on either side
SHOWN_MOST = 20  # places under one field

STEPS = ("Who it is about", "Your question", "What has happened", "Tests and treatments", "Consent", "Check and send")
TITLES = (
    "Who is it about?",
    "What is your question?",
    "What has happened so far?",
    "Which tests and treatments were there?",
    "What do you agree to?",
    "Check it, and send it",
)
MINUTES = (1, 3, 6, 5, 2, 2)
OPTIONAL = 4  # tests, treatments and pictures: nothing in it is needed


class Shown(NamedTuple):
    """One place, as its writer sees it."""

    value: str  # for the buttons: place, start, end and print
    is_blocking: bool
    kind: str
    line: int
    before: str
    words: str
    after: str
    suggestion: str
    print: str
    said_no: bool = False


class SignShown(NamedTuple):
    id: str
    name: str
    plain: str
    is_absent: bool
    onset: str
    is_new: bool  # understood from the text, and not judged yet
    is_ticked: bool = True

    @property
    def onset_label(self) -> str:
        return str(Onset(self.onset).label) if self.onset else ""


class StepShown(NamedTuple):
    number: int
    name: str
    state: str  # "done", "now" or "next"


def shown_findings(case: Case, found: Findings) -> dict[str, list[Shown]]:
    """Return what to show under each field, by section; the pages of a document share the place of captions."""
    texts, said_no = texts_of(case), prints_said_no(case)
    shown: dict[str, list[Shown]] = {}
    for key, findings in found.items():
        rows = [one_shown(case, key, texts.get(key, ""), finding) for finding in findings[:SHOWN_MOST]]
        marked = [row._replace(said_no=row.print in said_no) for row in rows]
        shown.setdefault(place_of(key).section, []).extend(marked)
    return shown


def one_shown(case: Case, key: str, text: str, finding: Finding) -> Shown:
    start, end = finding.start, finding.end
    words, mark = text[start:end], print_of(case, text[start:end])
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    return Shown(
        value=str(Spot(key, start, end, mark)),
        is_blocking=bool(list(blocking([finding]))),
        kind=with_article(kind_of(finding)),
        line=text.count("\n", 0, start) + 1,
        before=("…" if first else "") + text[first:start],
        words=words,
        after=text[end:last] + ("…" if last < len(text) else ""),
        suggestion=better_words(text, finding),
        print=mark,
    )


def shown_signs(case: Case) -> list[SignShown]:
    """Return the signs of a case, and behind them what its texts name and nobody has judged."""
    rows = list(case.signs.select_related("sign").order_by("pk"))
    named = signs_named(case, without=[row.sign.hpo_id for row in rows])
    known = {sign.hpo_id: sign for sign in Sign.objects.filter(hpo_id__in=[hpo_id for hpo_id, _, _ in named])}
    plain = plain_words([*(row.sign.hpo_id for row in rows), *known])
    kept = [
        SignShown(row.sign.hpo_id, row.sign.name, plain.get(row.sign.hpo_id, ""), row.is_absent, row.onset, False)
        for row in rows
    ]
    new = [
        SignShown(hpo_id, known[hpo_id].name, plain.get(hpo_id, ""), is_absent, "", is_new=True, is_ticked=is_sure)
        for hpo_id, is_absent, is_sure in named
        if hpo_id in known
    ]
    return kept + new


def offered_signs(signs: Iterable[Sign], is_absent: bool, is_ticked: bool, asked: str = "") -> list[SignShown]:
    """Return signs to tick; ticked by themselves are all, or what is called just as `asked`."""
    rows, asked = list(signs), " ".join(asked.casefold().split())
    plain = plain_words(sign.hpo_id for sign in rows)
    named = ((sign, plain.get(sign.hpo_id, "")) for sign in rows)
    return [
        SignShown(sign.hpo_id, sign.name, words, is_absent, "", True, is_ticked or asked in names_of(sign, words))
        for sign, words in named
    ]


def names_of(sign: Sign, plain: str) -> set[str]:
    return {name.casefold() for name in (sign.name, plain) if name}


def sent_signs(said: Iterable[Mapping[str, Any]]) -> list[SignShown]:
    """Return the signs that a form ticked and that could not be kept, as they were ticked."""
    rows = [row for row in said if HPO_ID.fullmatch(row["id"])]
    known = {sign.hpo_id: sign for sign in Sign.objects.filter(hpo_id__in={row["id"] for row in rows})}
    plain = plain_words(known)
    return [
        SignShown(row["id"], known[row["id"]].name, plain.get(row["id"], ""), row["is_absent"], row["onset"], False)
        for row in rows
        if row["id"] in known
    ]


def shown_steps(case: Case, current: int, troubles: Iterable[Trouble]) -> list[StepShown]:
    """Return the six steps: done is where something was written and nothing more is needed."""
    open_steps = {trouble.step for trouble in troubles} | {len(STEPS)}
    if not is_filled(case, OPTIONAL):
        open_steps.add(OPTIONAL)
    return [
        StepShown(number, name, "now" if number == current else "next" if number in open_steps else "done")
        for number, name in enumerate(STEPS, start=1)
    ]


def is_filled(case: Case, number: int) -> bool:
    return any(step == number for step, _, _ in filled(case)) or case.attachments.exists()


def filled(case: Case) -> list[tuple[int, str, str]]:
    """Return (step, heading, text) of what is written, for reading it over."""
    rows = [(section.step, section.ask, str(case.texts.get(name, ""))) for name, section in SECTIONS.items()]
    rows.append((2, heading_of("key_words"), ", ".join(case.key_words)))
    return [row for row in rows if row[2]]
