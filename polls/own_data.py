from typing import Any

from accounts.models import User
from common.own_data import MOST
from polls.models import Ballot


def own_data(user: User) -> dict[str, Any]:
    """Return the member's own ballots; no answer means “not sure”."""
    ballots = Ballot.objects.by(user).select_related("poll", "option").order_by("-cast_at")[:MOST]
    return {
        "ballots": [
            {"question": one.poll.question, "answer": one.option.text if one.option else None, "cast_at": one.cast_at}
            for one in ballots
        ]
    }
