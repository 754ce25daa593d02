from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.posting import posted
from notices.actions import read, read_all
from notices.models import Notice

PER_PAGE = 30


@never_cache
@require_safe
@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    """What the reader was told, the newest first; `?unread=1` leaves out what is read."""
    only_unread = request.GET.get("unread") == "1"
    mine = Notice.objects.readable_by(request.user)
    page = Paginator(mine.unread() if only_unread else mine, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "notices/inbox.html", {"listing": page, "only_unread": only_unread})


@posted("inbox")
def mark(request: HttpRequest, notice_id: int) -> HttpResponse:
    try:
        read(notice_id=notice_id, by=cast(User, request.user), now=timezone.now())
    except Notice.DoesNotExist:
        raise Http404 from None
    return redirect("inbox")


@posted("inbox")
def mark_all(request: HttpRequest) -> HttpResponse:
    if read_all(by=cast(User, request.user), now=timezone.now()):
        messages.success(request, "All your notices are marked as read.")
    return redirect("inbox")
