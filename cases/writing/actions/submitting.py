"""Sending a case: everything that has to be there is there, nothing in it names anybody, and what is unsure is written down."""

from datetime import datetime, timedelta
from http import HTTPStatus

from django.core.exceptions import ValidationError

from accounts.models import User
from audit.actions import audited
from cases.actions.moving import locked, move
from cases.checking import Scans, check_case, make_holds, scanned_case
from cases.models import Case, Origin
from cases.permissions import check_write
from cases.states import Party, State
from cases.writing.guards import Trouble, is_emergency, troubles_of
from common.limits import TooOften

WEEK, DAY = timedelta(days=7), timedelta(days=1)
FAMILY_A_WEEK, PHYSICIAN_A_WEEK, ORGANISATION_A_DAY = 3, 10, 20
TOO_OFTEN = "You sent {most} cases {span}. Nothing is lost: this one stays here, and you can send it later."


class Refused(ValidationError):
    """The case is not sent; `troubles` say why, each at its place."""

    def __init__(self, troubles: list[Trouble]) -> None:
        self.troubles = troubles
        by_field: dict[str, list[str]] = {}
        for trouble in troubles:
            by_field.setdefault(trouble.field, []).append(f"{trouble.message}.")
        super().__init__(by_field)


def submit(*, case: Case, by: User, now: datetime) -> Case:
    """Send a draft or a returned case to the screeners; raise Refused, or TooOften for what is sent for the first time."""
    check_write(case, by)
    return send(case=case, scans=scanned_case(case), by=by, now=now)


@audited
def send(*, case: Case, scans: Scans, by: User, now: datetime) -> Case:
    case = locked(case)
    check_write(case, by)
    found = check_case(case, scans)
    if troubles := troubles_of(case, found):
        raise Refused(troubles)
    if case.screening_round == 0:
        check_rate(case, now)
    make_holds(case, found)
    case.is_urgent = is_emergency(case)
    case.screening_round += 1
    move(case, State.SUBMITTED, party=Party.OWNER, by=by, now=now)
    return case


def check_rate(case: Case, now: datetime) -> None:
    """Count the cases that were sent before, by the rows themselves: nothing that restarts forgets them."""
    others = Case.objects.exclude(pk=case.pk)
    if case.origin == Origin.ORGANISATION:
        others, most = others.filter(organisation=case.organisation), ORGANISATION_A_DAY
        span, words = DAY, "since yesterday"
    else:
        most = FAMILY_A_WEEK if case.origin == Origin.FAMILY else PHYSICIAN_A_WEEK
        others, span, words = others.filter(owner=case.owner), WEEK, "this week"
    sent = others.filter(passages__state=State.SUBMITTED, passages__at__gt=now - span)  # one passage that is both
    if sent.distinct().count() >= most:
        raise TooOften(HTTPStatus.TOO_MANY_REQUESTS, TOO_OFTEN.format(most=most, span=words))
