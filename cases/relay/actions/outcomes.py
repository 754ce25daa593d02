"""What became of a case, as the family, the liaison or the treating physician report it."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import User
from audit.actions import audited
from audit.kinds import Action
from cases.actions.moving import locked, move
from cases.events import log
from cases.models import Case, Layer, Outcome, RelayLink, Reply
from cases.news import tell_of_outcome
from cases.permissions import NOT_YOURS, asks_others, not_now, party_of
from cases.relay.keys import digest
from cases.states import Party, State
from vocabulary.models import Disease

REPORTED_IN = frozenset({State.RELAYED, State.OUTCOME_REPORTED, State.CLOSED})
KEY_LASTS = timedelta(days=400)  # the hub asks for the last time after 365
AGAIN_AFTER = timedelta(days=1)
NO_DISEASE = "Say which disease it is."
TOLD_TODAY = "You told us within the last day, and it is kept. If something changes, tell us from tomorrow on."
NOT_ASKED = "Only who asks others for the outcome can say that nobody could be asked."
NO_REPLY = "Choose one of the replies to this case."
OWN_REPLY = "Choose the answer of a colleague. Your own cannot be named as the one that helped."


@audited
def report_outcome(
    *, case: Case, kind: Outcome.Kind, disease: Disease | None, helpful: Reply | None, by: User, now: datetime
) -> Outcome:
    """Keep what is known now, once a day from each side; the reply of a colleague that helped is credited, once.

    The same again changes nothing. Raises ValidationError by field.
    """
    case = locked(case)
    party = party_of(case, by)
    if party is None:
        raise PermissionDenied(NOT_YOURS)
    if kind == Outcome.Kind.LOST and not asks_others(case, party):
        raise ValidationError({"kind": NOT_ASKED})
    if helpful and helpful.case_id != case.pk:
        raise ValidationError({"helpful": NO_REPLY})
    if helpful and helpful.author_id == by.pk:
        raise ValidationError({"helpful": OWN_REPLY})
    check_reported_in(case)
    if earlier := told_today(case, party, now):
        if (earlier.kind, earlier.disease, earlier.helpful_reply) == (kind, disease, helpful):
            return earlier
        raise ValidationError(TOLD_TODAY)
    if helpful:
        Reply.objects.filter(pk=helpful.pk, credited_at=None).update(credited_at=now)
    return keep(case, kind, disease, helpful=helpful, party=party, by=by, now=now)


@audited
def report_by_key(*, key: str, kind: Outcome.Kind, disease: Disease | None, now: datetime) -> Outcome:
    """Keep what the treating physician tells by the key that came with the advice, at most once a day.

    Raises RelayLink.DoesNotExist for an unknown or old key, and once the family's consent to the relay ended;
    ValidationError for a second answer within a day, and for one that is not theirs to give.
    """
    if kind == Outcome.Kind.LOST:
        raise ValidationError(NOT_ASKED)
    link = RelayLink.objects.get(outcome_digest=digest("outcome", key), opened_at__gt=now - KEY_LASTS)
    case = locked(link.case)
    if case.state not in REPORTED_IN or case.quarantined_at or not agreed_since(link):
        raise RelayLink.DoesNotExist
    if told_today(case, Party.TREATING, now):
        raise ValidationError(TOLD_TODAY)
    return keep(case, kind, disease, helpful=None, party=Party.TREATING, by=None, now=now)


def told_today(case: Case, party: Party, now: datetime) -> Outcome | None:
    return case.outcomes.filter(party=party, at__gt=now - AGAIN_AFTER).first()


def check_reported_in(case: Case) -> None:
    if case.state not in REPORTED_IN or case.quarantined_at:
        raise ValidationError(not_now(case))


def agreed_since(link: RelayLink) -> bool:
    """Say whether the family agreed to the relay before the link was opened, and ever since: a new consent revives no key."""
    return link.case.consents.filter(layer=Layer.RELAY, ended_at=None, given_at__lte=link.opened_at).exists()


def keep(
    case: Case,
    kind: Outcome.Kind,
    disease: Disease | None,
    *,
    helpful: Reply | None,
    party: Party,
    by: User | None,
    now: datetime,
) -> Outcome:
    check_reported_in(case)
    if kind == Outcome.Kind.CONFIRMED and disease is None:
        raise ValidationError({"disease": NO_DISEASE})
    made = Outcome.objects.create(
        case=case, kind=kind, disease=disease, helpful_reply=helpful, party=party, by=by, at=now
    )
    log(Action.OUTCOME_REPORTED, case=case, by=by, details={"kind": str(kind), "party": str(party)})
    if case.state == State.RELAYED:
        move(case, State.OUTCOME_REPORTED, party=party, by=by, now=now)
    tell_of_outcome(case, by=by, now=now)
    return made
