"""The owner says who treats the patient, as long as the case has a way to go."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.models import User
from audit.actions import audited
from cases.actions.links import end_links
from cases.actions.moving import locked
from cases.models import Case
from cases.news import tell_of_treating
from cases.permissions import check_own, not_now
from cases.states import State
from cases.treating import Treating, has_nobody, name_treating, treating_of

MOST = {"name": 120, "email": 254, "telephone": 40}  # characters
NO_WAY_TO_REACH = "Give the doctor’s name, and a mail address or a telephone number."
NOT_A_MAIL = "Write an address like name@hospital.example."
TOO_LATE = frozenset({State.DECLINED, State.WITHDRAWN})


@audited
def say_who_treats(*, case: Case, details: Treating | None, by: User, now: datetime) -> None:
    """Keep who treats the patient; None says that there is nobody yet. Raises ValidationError by field.

    The same answer again changes nothing: whether that physician was reached stays known. Another answer ends the links that
    went to the one before, and the liaison hears of it.
    """
    case = locked(case)
    check_own(case, by)
    if case.state in TOO_LATE:
        raise ValidationError(not_now(case))
    if details is not None:
        check_details(details)
    is_same = has_nobody(case) if details is None else treating_of(case) == details
    if not is_same:
        name_treating(case=case, details=details, by=by)
        end_links(case, now=now)
        tell_of_treating(case, by=by, now=now)


def check_details(details: Treating) -> None:
    for name, most in MOST.items():
        if len(getattr(details, name)) > most:
            raise ValidationError({name: f"Write at most {most} characters."})
    if not details.name.strip() or not (details.email or details.telephone):
        raise ValidationError({"name": NO_WAY_TO_REACH})
    if details.email:
        try:
            validate_email(details.email)
        except ValidationError:
            raise ValidationError({"email": NOT_A_MAIL}) from None
