"""One page by itself. Lists across kinds are searches: see search/api.py."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from ninja import Path, Router

from accounts.permissions import audiences_of
from common.problems import Problem
from content.querysets import DocumentKey, stored_document
from content.schemas import ContentDetail, DiseaseDetail

router = Router(tags=["content"])
PROBLEMS = {401: Problem, 404: Problem, 422: Problem}


@router.get("/diseases/{orpha_code}", response={200: DiseaseDetail, 304: None, **PROBLEMS}, operation_id="get_disease")
def get_disease(request: HttpRequest, orpha_code: int = Path(..., ge=1, le=99_999_999)) -> HttpResponse:
    """A disease with its names, codes, genes, prevalence, every sign with its frequency and source, and the curated text."""
    return answer(request, "orpha_code", orpha_code)


@router.get("/content/{page_id}", response={200: ContentDetail, 304: None, **PROBLEMS}, operation_id="get_content")
def get_content(request: HttpRequest, page_id: int = Path(..., ge=1, le=2_147_483_647)) -> HttpResponse:
    """A page of any kind with all its fields."""
    return answer(request, "page_id", page_id)


def answer(request: HttpRequest, key: DocumentKey, value: int) -> HttpResponse:
    """Send the stored document as it is, or 304 where the caller has it already."""
    found = stored_document(key, value, audiences_of(request.user))
    if found is None:
        raise Http404
    etag, body = found
    headers = {"ETag": etag, "Cache-Control": "private, no-cache", "Vary": "Cookie, Authorization"}
    if etag in request.headers.get("If-None-Match", ""):
        return HttpResponseNotModified(headers=headers)
    return HttpResponse(body, content_type="application/json", headers=headers)
