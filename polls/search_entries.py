"""What the search learns of a poll: the question and the answers it offers, never what was answered."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from common.entries import Entry, Name, NameKind
from polls.models import Poll, State


def poll_entry(poll: Poll, now: datetime | None = None) -> Entry | None:
    """Return the entry of `poll`, or None while it opens later: until then only editors know of it."""
    if poll.state(now or timezone.now()) is State.SCHEDULED:
        return None
    diseases = list(poll.diseases.all())
    return Entry(
        kind="poll",
        key=str(poll.pk),
        title=poll.question,
        url=poll.get_absolute_url(),
        audience=poll.audience,
        summary=poll.explanation,
        body="\n".join([*(option.text for option in poll.options.all()), *(disease.name for disease in diseases)]),
        names=[Name(poll.question, NameKind.TITLE)],
        diseases=[disease.pk for disease in diseases],
        date=poll.opens_at.date(),
        curated=True,
        notes=["Demonstration, invented votes"] if poll.is_demonstration else [],
        card=poll_card(poll),
    )


def poll_card(poll: Poll) -> dict[str, object]:
    """Return what stays true as time passes: a stored card must not say "open" for ever."""
    return {
        "id": poll.pk,
        "question": poll.question,
        "audience": poll.audience,
        "is_demonstration": poll.is_demonstration,
        "opens_at": poll.opens_at.isoformat(),
        "closes_at": poll.closes_at.isoformat() if poll.closes_at else None,
        "url": poll.get_absolute_url(),
    }


def all_entries() -> Iterator[Entry]:
    """Return the entries of all polls that have opened."""
    polls = Poll.objects.prefetch_related("options", "diseases").iterator(chunk_size=200)
    now = timezone.now()
    return (entry for poll in polls if (entry := poll_entry(poll, now)))
