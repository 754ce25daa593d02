"""The liaison's synthesis, in versions: what was sent stays as it was sent."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Max

from accounts.models import User
from audit.actions import audited
from audit.kinds import Action
from cases.actions.moving import locked, move
from cases.events import log
from cases.models import SUBSTANTIVE, Case, Synthesis
from cases.news import tell_of_synthesis
from cases.permissions import check_liaison, not_now
from cases.relay.advice import Advice, texts_of
from cases.scanning import check_texts
from cases.signals import case_changed
from cases.states import Party, State
from vocabulary.models import Disease

WRITTEN_IN = frozenset({State.OPEN, State.ADVICE_READY, State.RELAYED, State.OUTCOME_REPORTED})
NO_REPLY = "Nobody has answered yet. Advice needs at least one answer of a colleague."
VERSIONS_MOST = 50
ENOUGH = f"There are {VERSIONS_MOST} versions of this advice, and no more are kept. Say in a reply what is new."
EMPTY = "Write at least one hypothesis or one next test."
NO_DISEASE = "The hub knows no disease with the code ORPHA:{code}."
SUMMARY_MOST = 4000
TOO_LONG = f"Write at most {SUMMARY_MOST} characters."
NO_SUMMARY = "Write the summary for the family too: it is what they will read."


def write_synthesis(
    *, case: Case, advice: Advice, plain_summary: str, is_ready: bool, by: User, now: datetime
) -> Synthesis:
    """Keep a version of the advice. `is_ready` makes it the one that is sent, and moves an open case on.

    Raises ValidationError by field, for what the scanner finds too; nothing is kept then.
    """
    check_advise(case, by)
    if len(plain_summary) > SUMMARY_MOST:
        raise ValidationError({"plain_summary": TOO_LONG})
    check_texts([*texts_of(advice), ("plain_summary", plain_summary)])  # before anything is locked: it takes a while
    return keep_synthesis(case, advice, plain_summary, is_ready=is_ready, by=by, now=now)


@audited
def keep_synthesis(
    case: Case, advice: Advice, plain_summary: str, *, is_ready: bool, by: User, now: datetime
) -> Synthesis:
    case = locked(case)
    check_advise(case, by)
    check_diseases(advice)
    if is_ready:
        check_ready(case, advice, plain_summary)
    number = (case.syntheses.aggregate(last=Max("number"))["last"] or 0) + 1
    if number > VERSIONS_MOST:
        raise ValidationError(ENOUGH)
    made = Synthesis.objects.create(
        case=case, number=number, author=by, said=advice.dict(), plain_summary=plain_summary.strip(), is_ready=is_ready,
        made_at=now,
    )  # fmt: skip
    log(Action.SYNTHESIS_WRITTEN, case=case, by=by, details={"number": number, "ready": is_ready})
    if is_ready and case.state == State.OPEN:
        move(case, State.ADVICE_READY, party=Party.LIAISON, by=by, now=now)
    else:
        case_changed.send(Case, case=case)
    if is_ready:
        tell_of_synthesis(case, by=by, now=now)
    return made


def check_advise(case: Case, by: User) -> None:
    """Refuse whoever does not look after the case, and everybody while no advice is written in it."""
    check_liaison(case, by)
    if case.state not in WRITTEN_IN:
        raise ValidationError(not_now(case))


def check_ready(case: Case, advice: Advice, plain_summary: str) -> None:
    if not case.replies.shown().filter(kind__in=SUBSTANTIVE).exists():
        raise ValidationError(NO_REPLY)
    if not advice.hypotheses and not advice.next_tests:
        raise ValidationError({"hypotheses": EMPTY})
    if not plain_summary.strip():
        raise ValidationError({"plain_summary": NO_SUMMARY})


def check_diseases(advice: Advice) -> None:
    codes = {one.orpha_code for one in advice.hypotheses}
    known = set(Disease.objects.filter(orpha_code__in=codes).values_list("orpha_code", flat=True))
    for number, one in enumerate(advice.hypotheses):
        if one.orpha_code not in known:
            raise ValidationError({f"hypotheses.{number}.orpha_code": NO_DISEASE.format(code=one.orpha_code)})
