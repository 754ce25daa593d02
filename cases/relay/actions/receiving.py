"""The treating physician's side: no account, a link and a code. It opens once; what opens it is the receipt."""

import hmac
from datetime import datetime
from typing import Any

from audit.actions import audited
from audit.kinds import Action
from cases.actions.moving import locked, move
from cases.events import log
from cases.models import Layer, RelayLink
from cases.querysets import has_consent
from cases.relay.keys import digest, new_key, typed
from cases.relay.letter import letter_of
from cases.states import Party, State

TRIES = 5


@audited
def open_link(*, key: str, code: str, now: datetime) -> dict[str, Any] | None:
    """Return the advice behind a link, once; None for a wrong code, and for a link that is unknown, old, used or ended.

    All of those are one answer: whoever tries learns nothing of which it was. The fifth wrong code ends the link.
    """
    link = RelayLink.objects.select_related("case", "synthesis").filter(key_digest=digest("key", key)).first()
    fits = hmac.compare_digest(digest("code", typed(code)), link.code_digest if link else digest("code", ""))
    if link is None:
        return None
    case = locked(link.case)
    link = RelayLink.objects.select_for_update(of=("self",)).select_related("synthesis").get(pk=link.pk)
    if not is_open(link, now) or case.quarantined_at or case.state == State.WITHDRAWN:
        return None
    if not has_consent(case, Layer.RELAY):
        return None
    if not fits:
        count_try(link, now)
        return None
    outcome_key = new_key()
    link.opened_at = link.received_at = now
    link.outcome_digest = digest("outcome", outcome_key)
    link.save(update_fields=["opened_at", "received_at", "outcome_digest"])
    log(Action.RELAY_OPENED, case=case, by=None)
    log(Action.RELAY_RECEIVED, case=case, by=None, details={"way": "link"})
    if case.state == State.ADVICE_READY:
        move(case, State.RELAYED, party=Party.TREATING, by=None, now=now)
    return letter_of(case, link.synthesis) | {"outcome_key": outcome_key}


def is_open(link: RelayLink, now: datetime) -> bool:
    return link.opened_at is None and link.ended_at is None and not link.attested and now < link.expires_at


def count_try(link: RelayLink, now: datetime) -> None:
    link.tries += 1
    if link.tries >= TRIES:
        link.ended_at = now
    link.save(update_fields=["tries", "ended_at"])
