from typing import Any, cast

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Status

from accounts.authentication import SessionAuth, TokenAuth
from accounts.models import User
from common.problems import Problem
from search.models import SavedSearch
from search.saved.actions import SAVED_MOST, delete_search, open_search, rename_search, save_search
from search.saved.cards import SavedCard, cards_of
from search.saved.schemas import SavedSearchIn, SavedSearchList, SavedSearchName, SavedSearchOut

PER_PAGE = 20
LAST_PAGE = -(-SAVED_MOST // PER_PAGE)
PROBLEMS = dict.fromkeys((400, 401, 403, 422), Problem)
ABSENT = {404: Problem}

router = Router(tags=["saved searches"], auth=[TokenAuth(), SessionAuth()])


@router.get("/saved-searches", response={200: SavedSearchList, **PROBLEMS}, operation_id="list_saved_searches")
def list_saved(request: HttpRequest, page: int = Query(1, ge=1, le=LAST_PAGE)) -> dict[str, Any]:
    """What you saved, the newest first, with the numbers of now."""
    pages = Paginator(SavedSearch.objects.of(request.user), PER_PAGE)
    rows = pages.page(page) if page <= pages.num_pages else ()
    items = [shown(card) for card in cards_of(rows, request.user)]
    return {"total": pages.count, "page": page, "pages": pages.num_pages, "items": items}


@router.post(
    "/saved-searches",
    response={200: SavedSearchOut, 201: SavedSearchOut, **PROBLEMS},
    operation_id="create_saved_search",
)
def create(request: HttpRequest, payload: SavedSearchIn) -> Any:
    """Save a search. One that you saved before is answered with 200, as it was."""
    saved, is_new = save_search(params=payload.query, name=payload.name, by=reader(request), now=timezone.now())
    return Status(201 if is_new else 200, one(request, saved.pk))


@router.patch(
    "/saved-searches/{int:saved_id}",
    response={200: SavedSearchOut, **PROBLEMS, **ABSENT},
    operation_id="rename_saved_search",
)
def rename(request: HttpRequest, saved_id: int, payload: SavedSearchName) -> dict[str, Any]:
    rename_search(saved_id=saved_id, name=payload.name, by=reader(request))
    return one(request, saved_id)


@router.delete(
    "/saved-searches/{int:saved_id}", response={204: None, **PROBLEMS, **ABSENT}, operation_id="delete_saved_search"
)
def delete(request: HttpRequest, saved_id: int) -> Any:
    delete_search(saved_id=saved_id, by=reader(request))
    return Status(204, None)


@router.post(
    "/saved-searches/{int:saved_id}/seen",
    response={200: SavedSearchOut, **PROBLEMS, **ABSENT},
    operation_id="see_saved_search",
)
def see(request: HttpRequest, saved_id: int) -> dict[str, Any]:
    """Say that you have seen what is there: from now on it is not new."""
    open_search(saved_id=saved_id, by=reader(request), now=timezone.now())
    return one(request, saved_id)


def reader(request: HttpRequest) -> User:
    return cast(User, request.user)  # the two ways to sign in above let nobody else through


def one(request: HttpRequest, saved_id: int) -> dict[str, Any]:
    return shown(cards_of([SavedSearch.objects.of(request.user).get(pk=saved_id)], request.user)[0])


def shown(card: SavedCard) -> dict[str, Any]:
    saved, readable = card.saved, not card.problem
    return {
        "id": saved.pk,
        "name": saved.name,
        "query": saved.params,
        "words": card.words,
        "filters": card.labels,
        "url": card.url if readable else None,
        "problem": card.problem or None,
        "total": card.total if readable else None,
        "new": card.new if readable else None,
        "saved_at": saved.saved_at,
        "seen_at": saved.seen_at,
    }
