from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from vocabulary.models import Disease

FOUND_MOST = 12


@require_safe
def find_diseases(request: HttpRequest) -> JsonResponse:
    """Answer the chooser of the editors' area; Wagtail lets only people with admin access reach it."""
    rows = Disease.objects.named_like(request.GET.get("q", "")[:100], FOUND_MOST)
    return JsonResponse({"diseases": [{"id": row.pk, "key": row.key, "name": row.name} for row in rows]})
