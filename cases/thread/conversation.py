"""What colleagues wrote to a case, as one reader may see it now: the same for the page and the API.

In a number of queries that does not grow with the number of replies.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias
from uuid import UUID

from accounts.models import User
from cases.actions.reading import note_reading
from cases.mentions import KEPT, shown
from cases.models import Case, Confidence, Mention, Opinion, Reply, ReplyVersion, Synthesis
from cases.reasons import FlagReason
from cases.relay.advice import with_names
from cases.states import ANSWERABLE
from cases.thread.actions.reading import note_sight
from cases.thread.people import FORMER, Author, People, people
from cases.thread.permissions import Kind, is_fresh
from cases.thread.pieces import Said, piece
from cases.thread.pooling import PooledDisease, pool
from cases.thread.querysets import newest_synthesis, newest_versions, thread_of
from cases.thread.references import address_of
from cases.thread.sight import Sight, sight_of
from cases.thread.times import after_opening
from cases.thread.windows import Look, Window, page_window

VERSIONS_SHOWN = 10  # of what a reply said before
Pick: TypeAlias = Callable[[Look], Window]
# Looked up once: Django's get_..._display puts the choices together again for every row.
KINDS: dict[str, str] = dict(Reply.Kind.choices)
SURE: dict[str, str] = dict(Confidence.choices)
TONES: dict[str, str] = {Kind.HYPOTHESIS: "badge-accent", Kind.QUESTION: "badge-warn", Kind.TEST: "badge-good"}


class Kept(NamedTuple):
    """What belongs to one reply: who is named in it by which reference, and what it said before."""

    names: dict[UUID, str]
    versions: list[ReplyVersion]  # at most VERSIONS_SHOWN, the newest first

    @property
    def earlier(self) -> int:
        return max(self.versions[0].in_all - len(self.versions), 0) if self.versions else 0  # type: ignore[attr-defined]  # annotated by the query


@dataclass(frozen=True, slots=True)
class ShownReply:
    reply: Reply
    key: str  # as addresses name it
    author: Author
    text: str
    when: str
    link: str  # of a reference
    is_own: bool
    is_marked: bool
    may_change: bool
    may_take_back: bool
    hidden_for: str  # why a moderator hid it, to its author
    versions: Sequence[tuple[str, str]]  # what it said before, and until when; the newest first
    earlier: int  # versions before those
    answers: Sequence["ShownReply"] = ()

    def piece(self) -> str:
        """Return what of it is the same for all readers, as HTML."""
        return piece(said_in(self))

    def has_more_below(self) -> bool:
        return bool(self.answers or self.versions)


@dataclass(frozen=True, slots=True)
class Thread:
    """What colleagues wrote. `replies` and `pooled` are empty, not hidden, for a reader who has not given an opinion."""

    sight: Sight
    count: int
    window: Window
    replies: Sequence[ShownReply]
    pooled: Sequence[PooledDisease]
    sheets: int
    synthesis: Synthesis | None
    advice: Mapping[str, Any]  # what the synthesis says, its diseases with their names
    synthesis_by: Author
    liaison: Author | None


def conversation(case: Case, reader: User, now: datetime, *, pick: Pick = page_window) -> Thread:
    """Return what `reader` may see of the answers to a case: of its replies the part that `pick` takes.

    It is noted here that the case is read, whichever page, form or operation shows it, and whoever sees the answers for the
    first time is written down as one who has. Raises TooOften after sixty cases an hour.
    """
    note_reading(case, reader)
    look = Look(case, reader, sight_of(case, reader), now)
    note_sight(case, reader, look.sight)
    opinions = list(Opinion.objects.filter(case=case).select_related("disease")) if look.sight.sees_pool else []
    synthesis = None if look.sight.is_blind else newest_synthesis(case, reader)
    window = pick(look)
    authors = {row.author_id for row in [*window.rows, *window.answers]}
    known = people(authors | {synthesis.author_id if synthesis else None, case.liaison_id}, now)
    return Thread(
        sight=look.sight,
        count=look.sight.replies,
        window=window,
        replies=shown_replies(look, window.rows, window.answers, known),
        pooled=pool(opinions),
        sheets=len({one.sheet for one in opinions if one.is_blind}),
        synthesis=synthesis,
        advice=with_names(synthesis.said) if synthesis else {},
        synthesis_by=known.get(synthesis.author_id or 0, FORMER) if synthesis else FORMER,
        liaison=known.get(case.liaison_id, FORMER) if case.liaison_id else None,
    )


def shown_replies(look: Look, rows: Sequence[Reply], answers: Sequence[Reply], known: People) -> list[ShownReply]:
    everything = [*rows, *answers]
    versions = versions_of(everything)
    names = names_in(everything, versions)
    made = {
        row.pk: shown_reply(look, row, known, Kept(names.get(row.pk, {}), versions.get(row.pk, [])))
        for row in everything
    }
    below: defaultdict[UUID | None, list[ShownReply]] = defaultdict(list)
    for answer in answers:
        below[answer.answers_id].append(made[answer.pk])
    return [replace(made[row.pk], answers=below[row.pk]) if row.pk in below else made[row.pk] for row in rows]


def shown_reply(look: Look, row: Reply, known: People, kept: Kept) -> ShownReply:
    is_own = row.author_id == look.reader.pk
    may_change = is_own and row.hidden_at is None and look.case.state in ANSWERABLE
    opened = look.case.opened_at
    return ShownReply(
        reply=row,
        key=str(row.pk),
        author=known.get(row.author_id or 0, FORMER),
        text=shown(row.text, kept.names),
        when=after_opening(row.made_at, opened),
        link=address_of(row.reference) if row.reference else "",
        is_own=is_own,
        is_marked=getattr(row, "is_marked", False),
        may_change=may_change,
        may_take_back=may_change and is_fresh(row, look.now),
        hidden_for=reason_of(row),
        versions=[(shown(one.text, kept.names), after_opening(one.until, opened)) for one in kept.versions],
        earlier=kept.earlier,
    )


def said_in(shown: ShownReply) -> Said:
    reply, author = shown.reply, shown.author
    return Said(
        key=shown.key,
        kind=reply.kind,
        kind_label=KINDS[reply.kind],
        tone=TONES.get(reply.kind, ""),
        pseudonym=author.pseudonym,
        label=author.label,
        turn=author.turn,
        url=author.url,
        when=shown.when,
        confidence=reply.confidence,
        confidence_label=SURE.get(reply.confidence, ""),
        is_credited=reply.credited_at is not None,
        is_held=reply.held_at is not None,
        is_hidden=reply.hidden_at is not None,
        hidden_for=shown.hidden_for,
        is_changed=reply.edited_at is not None,
        disease=reply.disease.name if reply.disease else "",
        disease_key=reply.disease.key if reply.disease else "",
        patients_seen=reply.patients_seen,
        text=shown.text,
        reference=reply.reference,
        link=shown.link,
    )


def reason_of(row: Reply) -> str:
    return str(dict(FlagReason.choices).get(row.hidden_for, "")) if row.hidden_at else ""


def shown_alone(reply: Reply, reader: User, now: datetime) -> ShownReply:
    """Return one's own reply as it is shown right after it was sent or changed."""
    look = Look(reply.case, reader, sight_of(reply.case, reader), now)
    row = thread_of(look.case, reader, look.sight).get(pk=reply.pk)
    return shown_replies(look, [row], [], people([row.author_id], now))[0]


def names_in(rows: Sequence[Reply], versions: Mapping[UUID, list[ReplyVersion]]) -> dict[UUID, dict[UUID, str]]:
    """Return who is named in each reply, by the pseudonym of today. Whoever is no physician any more is gone.

    One query, and none where nobody is named.
    """
    named: defaultdict[UUID, dict[UUID, str]] = defaultdict(dict)
    said = {row.pk: [row.text, *(one.text for one in versions.get(row.pk, []))] for row in rows}
    naming = [pk for pk, texts in said.items() if any(map(KEPT.search, texts))]
    of = Mention.objects.filter(reply__in=naming, named__physician__isnull=False)
    for reply_id, reference, name in of.values_list("reply", "named__reference", "named__display_name"):
        named[reply_id][reference] = name
    return named


def versions_of(rows: Sequence[Reply]) -> dict[UUID, list[ReplyVersion]]:
    found: defaultdict[UUID, list[ReplyVersion]] = defaultdict(list)
    changed = [row.pk for row in rows if row.edited_at]
    for version in newest_versions(changed, VERSIONS_SHOWN) if changed else ():
        found[version.reply_id].append(version)
    return found
