from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from accounts.authentication import SessionAuth, TokenAuth
from accounts.models import User
from common.problems import Problem
from polls.actions import cast_ballot
from polls.cards import Card, card_of
from polls.models import Poll
from polls.results import Results
from polls.schemas import BallotIn, PollList, PollOut

router = Router(tags=["polls"])


def problems(*statuses: int) -> dict[int, Any]:
    return dict.fromkeys(statuses, Problem)


@router.get("/polls", response={200: PollList, **problems(400, 401, 422, 429)}, operation_id="list_polls")
def list_polls(request: HttpRequest, limit: int = Query(20, ge=1, le=100), after: int | None = None) -> dict[str, Any]:
    """List the polls you may know of, the newest first. `after` is the id of the last poll of the part before."""
    now = timezone.now()
    polls = Poll.objects.readable_by(request.user, now)
    if after is not None:
        polls = polls.after(last_seen(polls, after))
    rows = list(polls[: limit + 1])
    more = urlencode({"limit": limit, "after": rows[limit - 1].pk}) if len(rows) > limit else None
    return {"items": [summary(poll, now) for poll in rows[:limit]], "next": f"{request.path}?{more}" if more else None}


@router.get(
    "/polls/{int:poll_id}", response={200: PollOut, **problems(400, 401, 404, 422, 429)}, operation_id="get_poll"
)
def get_poll(request: HttpRequest, poll_id: int) -> dict[str, Any]:
    now = timezone.now()
    return full(card_of(Poll.objects.readable_by(request.user, now).get(pk=poll_id), request.user, now), now)


@router.put(
    "/polls/{int:poll_id}/ballot",
    response={200: PollOut, **problems(400, 401, 403, 404, 422, 429)},
    operation_id="cast_ballot",
    auth=[TokenAuth(), SessionAuth()],
)
def put_ballot(request: HttpRequest, poll_id: int, payload: BallotIn) -> dict[str, Any]:
    """Answer, or change your mind while the poll is open; sending the same answer twice changes nothing."""
    assert isinstance(request.user, User)  # noqa: S101  the two ways to sign in above let nobody else through
    cast_ballot(poll_id=poll_id, option_id=payload.option, by=request.user, now=timezone.now())
    return get_poll(request, poll_id)


def last_seen(polls: Any, poll_id: int) -> Poll:
    try:
        return polls.get(pk=poll_id)
    except ObjectDoesNotExist:
        raise ValidationError({"after": "Give the id of a poll of this list."}) from None


def summary(poll: Poll, now: datetime) -> dict[str, Any]:
    names = ("id", "question", "audience", "is_demonstration", "opens_at", "closes_at")
    return {**{name: getattr(poll, name) for name in names}, "state": poll.state(now), "url": poll.get_absolute_url()}


def full(card: Card, now: datetime) -> dict[str, Any]:
    ballot = card.ballot
    return {
        **summary(card.poll, now),
        "explanation": card.poll.explanation,
        "options": [{"id": option.pk, "text": option.text} for option in card.options],
        "offers_not_sure": card.poll.offers_not_sure,
        "diseases": list(card.poll.diseases.values_list("key", flat=True)),
        "may_vote": card.may_vote,
        "ballot": {"option": ballot.option_id, "cast_at": ballot.cast_at} if ballot else None,
        "results": tally(card.results) if card.results else None,
    }


def tally(results: Results) -> dict[str, Any]:
    rows = [
        {
            "option": row.option,
            "text": row.text,
            "votes": row.votes,
            "share": round(row.share, 4),
            "low": round(row.interval.low, 4),
            "high": round(row.interval.high, 4),
        }
        for row in results.rows
    ]
    return {"answers": results.answers, "rows": rows}
