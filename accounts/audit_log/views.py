from typing import cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.audit_log.querysets import own_events
from accounts.audit_log.words import told
from accounts.models import User

PER_PAGE = 50


@never_cache
@require_safe
@login_required
def events(request: HttpRequest) -> HttpResponse:
    """What happened to one's own account, the newest first."""
    user = cast(User, request.user)
    page = Paginator(own_events(user).order_by("-number"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "account/events.html", {"rows": [told(event, user) for event in page], "listing": page})
