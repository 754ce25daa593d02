"""Which replies stand on one page: a part of bounded length, in a number of queries that does not grow with the thread.

The page begins with what is newest and leads to what came earlier; the API counts its pages from the first reply.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet

from accounts.models import User
from cases.models import Case, Reply
from cases.thread.permissions import Kind
from cases.thread.querysets import thread_of
from cases.thread.sight import Sight

ON_A_PAGE, OF_THE_API = 20, 50
LAST = 10_000  # an offset beyond it is no thread any more
NEWEST = ("-made_at", "-pk")
ORDERS: dict[str, tuple[str, ...]] = {
    "oldest": NEWEST,  # read from the oldest to the newest, a page at a time from the end
    "helpful": ("-helpful_count", "made_at", "pk"),
    "questions": NEWEST,
}


@dataclass(frozen=True, slots=True)
class Look:
    """Who looks at which case, and when."""

    case: Case
    reader: User
    sight: Sight
    now: datetime


class Window(NamedTuple):
    """The replies of one page, in the order in which they are read, and the answers to their questions."""

    rows: Sequence[Reply] = ()
    answers: Sequence[Reply] = ()
    number: int = 1
    has_more: bool = False
    pages: int = 1  # counted for the API only


def page_window(look: Look, order: str = "oldest", number: int = 1) -> Window:
    """Return a page of a conversation, the first being its newest part; nothing is asked for a reader who sees none."""
    if look.sight.is_blind:
        return Window()
    seen, start = thread_of(look.case, look.reader, look.sight), (number - 1) * ON_A_PAGE
    found = list(in_order(seen, order)[start : start + ON_A_PAGE + 1])
    rows = found[:ON_A_PAGE]
    if ORDERS[order] == NEWEST:
        rows.reverse()
    return Window(rows, answers_to(look, seen, rows), number, has_more=len(found) > ON_A_PAGE)


def api_window(look: Look, number: int) -> Window:
    """Return a page as the API counts them: from the oldest reply, the same replies for good."""
    if look.sight.is_blind:
        return Window(number=number)
    seen = thread_of(look.case, look.reader, look.sight)
    if number == 1 and look.sight.replies <= OF_THE_API:
        everything = list(seen.order_by("made_at", "pk")[: OF_THE_API + 1])
        if len(everything) <= OF_THE_API:
            answers = [row for row in everything if row.kind == Kind.ANSWER]
            return Window([row for row in everything if row.kind != Kind.ANSWER], answers)
    listing = Paginator(seen.exclude(kind=Kind.ANSWER).order_by("made_at", "pk"), OF_THE_API)
    if number > listing.num_pages:
        return Window(number=number, pages=listing.num_pages)
    rows = list(listing.page(number))
    return Window(rows, answers_to(look, seen, rows), number, pages=listing.num_pages)


def no_window(look: Look) -> Window:
    """For who asks for the case and not for its replies."""
    return Window()


def in_order(replies: QuerySet[Reply], order: str) -> QuerySet[Reply]:
    kept = replies.filter(kind=Kind.QUESTION) if order == "questions" else replies.exclude(kind=Kind.ANSWER)
    return kept.order_by(*ORDERS[order])


def answers_to(look: Look, seen: QuerySet[Reply], rows: Sequence[Reply]) -> Sequence[Reply]:
    """Return the answers to the questions among `rows`, in one query; none where the family answered nothing yet."""
    questions = [row.pk for row in rows if row.kind == Kind.QUESTION] if look.sight.has_answers else []
    return list(seen.filter(answers__in=questions).order_by("made_at", "pk")) if questions else []


def page_number_of(reply: Reply) -> int:
    """Return on which page of the conversation a reply stands; an answer stands with its question."""
    anchor = reply.answers if reply.kind == Kind.ANSWER and reply.answers else reply
    after = Reply.objects.shown().filter(case=reply.case_id, made_at__gt=anchor.made_at).exclude(kind=Kind.ANSWER)
    return after.count() // ON_A_PAGE + 1


def number_in(text: str) -> int:
    """Return the number of a page that an address names; the first for whatever is none."""
    return min(int(text), LAST) if text.isdecimal() and text.isascii() and len(text) < 10 and int(text) else 1


class Links(NamedTuple):
    """Where the rest of the replies is: addresses of the parts before and after what is shown, empty where there is none."""

    before: str = ""
    before_words: str = ""
    after: str = ""
    after_words: str = ""


def links_of(window: Window, order: str) -> Links:
    further = f"?{urlencode({'order': order, 'page': window.number + 1})}#replies" if window.has_more else ""
    back = f"?{urlencode({'order': order, 'page': window.number - 1})}#replies" if window.number > 1 else ""
    if ORDERS[order] == NEWEST:
        return Links(further, "Show earlier replies", back, "Show later replies")
    return Links(back, "Show more helpful replies", further, "Show more replies")
