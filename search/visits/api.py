import json

from django.http import HttpRequest, HttpResponse
from ninja import Router

from accounts.authentication import SessionAuth, TokenAuth
from accounts.permissions import audiences_of
from common.problems import Problem
from search.api import send
from search.querysets.arrivals import arrivals
from search.visits.actions import visit_of
from search.visits.schemas import NewOut

LIMIT = 6
router = Router(tags=["search"], auth=[TokenAuth(), SessionAuth()])


@router.get("/new", response={200: NewOut, 401: Problem, 403: Problem, 422: Problem}, operation_id="list_new")
def new(request: HttpRequest) -> HttpResponse:
    """What came to the hub since your visit before this one; of diseases those that are curated. Asking is a visit."""
    visit = visit_of(request)
    since = visit.previous_at if visit else None
    found = arrivals(since=since, audiences=audiences_of(request.user), limit=LIMIT)
    moment = json.dumps(since.isoformat() if since else None)
    return send(f'{{"since":{moment},"total":{found.total},"items":[{",".join(found.documents)}]}}')
