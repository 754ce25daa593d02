"""How the advice leaves: a link by mail and a code by telephone, or a letter or a call that the liaison attests."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from audit.actions import audited
from audit.kinds import Action
from cases.actions.links import end_links
from cases.actions.moving import locked, move
from cases.events import log
from cases.models import Case, Layer, RelayLink, Synthesis
from cases.permissions import check_liaison, not_now
from cases.querysets import has_consent
from cases.relay.keys import digest, new_code, new_key
from cases.relay.mails import mail_link
from cases.states import Party, State
from cases.treating import read_treating

HOURS = 72
LINKS_A_DAY = 5
SENT_FROM = frozenset({State.ADVICE_READY, State.RELAYED, State.OUTCOME_REPORTED})
NO_ADVICE = "Write the advice and mark it as ready first."
NO_CONSENT = "The family does not agree any more that the advice is sent to its physician."
TOO_MANY = (
    f"{LINKS_A_DAY} links were sent since yesterday. Call the treating physician, or send a letter, and attest it here."
)
NO_ADDRESS = "The treating physician’s e-mail address is not known. Send a letter or call, and attest it here."


class Way(StrEnum):
    LETTER = "letter"
    CALL = "call"


@dataclass(frozen=True, slots=True)
class Sent:
    """`code` is shown to the liaison once, to be told by telephone; it is nowhere else."""

    link: RelayLink
    code: str


@audited
def send_link(*, case: Case, by: User, now: datetime) -> Sent:
    """Mail a link to the treating physician; earlier ones show nothing more. Raises ValidationError, after five a day too."""
    case = locked(case)
    synthesis = check_sendable(case, by)
    treating = read_treating(case=case, by=by)
    if treating is None or not treating.email:
        raise ValidationError({"email": NO_ADDRESS})
    if case.links.exclude(code_digest="").filter(made_at__gt=now - timedelta(days=1)).count() >= LINKS_A_DAY:
        raise ValidationError(TOO_MANY)
    end_links(case, now=now)
    key, code = new_key(), new_code()
    link = RelayLink.objects.create(
        case=case, synthesis=synthesis, key_digest=digest("key", key), code_digest=digest("code", code),
        made_at=now, expires_at=now + timedelta(hours=HOURS),
    )  # fmt: skip
    log(Action.RELAY_SENT, case=case, by=by, details={"way": "link"})
    transaction.on_commit(lambda: mail_link(treating, key=key))
    return Sent(link, code)


@audited
def attest(*, case: Case, way: Way, by: User, now: datetime) -> Case:
    """Write down that the advice was handed over by letter or call: it counts as received."""
    case = locked(case)
    synthesis = check_sendable(case, by)
    end_links(case, now=now)
    RelayLink.objects.create(
        case=case, synthesis=synthesis, key_digest=digest("key", new_key()), code_digest="", made_at=now, expires_at=now,
        received_at=now, ended_at=now, attested=True,
    )  # fmt: skip
    log(Action.RELAY_RECEIVED, case=case, by=by, details={"way": str(way)})
    if case.state == State.ADVICE_READY:
        move(case, State.RELAYED, party=Party.LIAISON, by=by, now=now)
    return case


def check_sendable(case: Case, by: User) -> Synthesis:
    check_liaison(case, by)
    if case.state not in SENT_FROM:
        raise ValidationError(NO_ADVICE if case.state == State.OPEN else not_now(case))
    if not has_consent(case, Layer.RELAY):
        raise ValidationError(NO_CONSENT)
    synthesis = case.syntheses.filter(is_ready=True).first()
    if synthesis is None:
        raise ValidationError(NO_ADVICE)
    return synthesis
