from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Router

from accounts.physicians.querysets import Colleague, colleague
from accounts.physicians.schemas import ColleagueOut
from common.problems import Problem

router = Router(tags=["physicians"])


@router.get(
    "/physicians/{pseudonym}",
    response={200: ColleagueOut, 401: Problem, 404: Problem, 422: Problem},
    operation_id="get_physician",
)
def get_physician(request: HttpRequest, pseudonym: str = Path(..., max_length=40)) -> Colleague:
    """What colleagues know of a member. Families and organisations see the first line only, others nothing."""
    return colleague(pseudonym, request.user, timezone.now())
