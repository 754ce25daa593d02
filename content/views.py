from collections.abc import Iterator
from typing import IO

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from accounts.permissions import audiences_of
from content.byte_ranges import ByteRange, Unsatisfiable, parse_range
from content.files import is_original, owner_of
from content.models import VideoPage
from content.permissions import may_read_file, may_read_original

CHUNK = 64 * 1024
# What a browser may show in place; anything else is offered for saving.
SHOWN = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "mp4": "video/mp4",
    "webm": "video/webm",
}


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve a stored file to whoever may read a page that uses it; to others there is no such file."""
    owner = owner_of(path)
    may_read = may_read_original if is_original(owner, path) else may_read_file
    if owner is None or not may_read(request.user, owner):
        raise Http404
    if not default_storage.exists(path):
        raise Http404
    return send(request, path)


def send(request: HttpRequest, path: str) -> HttpResponseBase:
    changed = default_storage.get_modified_time(path)
    if unchanged := get_conditional_response(request, last_modified=int(changed.timestamp())):
        return private(unchanged)
    size = default_storage.size(path)
    ending = path.rpartition(".")[2].lower()
    try:
        wanted = parse_range(request.headers.get("Range", ""), size)
    except Unsatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    file = default_storage.open(path)
    response = partial(file, wanted, size) if wanted else FileResponse(file)
    response["Content-Type"] = SHOWN.get(ending, "application/octet-stream")
    if ending not in SHOWN:
        response["Content-Disposition"] = f'attachment; filename="{path.rpartition("/")[2]}"'
    response["Accept-Ranges"] = "bytes"
    response["Last-Modified"] = http_date(changed.timestamp())
    response["X-Content-Type-Options"] = "nosniff"
    return private(response)


def private(response: HttpResponseBase) -> HttpResponseBase:
    """Have the browser ask again each time: who may read can change between two readings."""
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ("Cookie",))
    return response


def partial(file: IO[bytes], wanted: ByteRange, size: int) -> StreamingHttpResponse:
    response = StreamingHttpResponse(part(file, wanted), status=206)
    response["Content-Range"] = f"bytes {wanted.first}-{wanted.last}/{size}"
    response["Content-Length"] = str(wanted.length)
    return response


def part(file: IO[bytes], wanted: ByteRange) -> Iterator[bytes]:
    with file:
        file.seek(wanted.first)
        left = wanted.length
        while left > 0 and (block := file.read(min(CHUNK, left))):
            left -= len(block)
            yield block


@require_safe
def captions(request: HttpRequest, slug: str, language: str) -> HttpResponseBase:
    """Serve the captions of a film under the same rule as its page."""
    page = get_object_or_404(VideoPage.objects.live(), slug=slug, audience__in=audiences_of(request.user))
    caption = get_object_or_404(page.captions, language=language)
    headers = {"X-Content-Type-Options": "nosniff"}
    return private(HttpResponse(caption.vtt, content_type="text/vtt; charset=utf-8", headers=headers))
