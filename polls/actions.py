from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from polls.models import Ballot, Option, Poll
from polls.permissions import check_vote


@transaction.atomic
def cast_ballot(*, poll_id: int, option_id: int | None, by: User, now: datetime) -> bool:
    """Record the answer of `by`, or their change of mind; return False if it was this answer already.

    No option means "not sure". Raises Poll.DoesNotExist for a poll that `by` may not know of, PermissionDenied outside
    the opening time or for whoever has no vote, ValidationError for an answer that the poll does not offer.
    """
    poll = Poll.objects.readable_by(by, now).select_for_update(no_key=True).get(pk=poll_id)
    check_vote(by, poll, now)
    option = offered(poll, option_id)
    ballot, is_new = Ballot.objects.get_or_create(poll=poll, member=by, defaults={"option": option, "cast_at": now})
    if is_new or ballot.option_id == option_id:
        return is_new
    ballot.option, ballot.cast_at = option, now
    ballot.save(update_fields=["option", "cast_at"])
    return True


def offered(poll: Poll, option_id: int | None) -> Option | None:
    """Return the option, None for "not sure"; refuse an option of another poll and a "not sure" that is not offered."""
    if option_id is None and poll.offers_not_sure:
        return None
    option = Option.objects.filter(poll=poll, pk=option_id).first() if option_id is not None else None
    if option is None:
        raise ValidationError({"option": "Choose one of the answers of this poll."})
    return option
