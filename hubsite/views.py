"""Pages about the whole account, which no single app knows."""

from typing import cast

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from common.own_data import MOST
from hubsite.deletion import delete_account
from hubsite.forms import DeletionForm
from hubsite.own_data import export_own_data


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def export(request: HttpRequest) -> HttpResponse:
    """Say what the file holds; after the password, offer it here, so that the browser does not stay on the page that asked."""
    wants_password = is_reauthentication_required(request, app="")
    if request.method != "POST":
        return render(request, "account/export.html", {"wants_password": wants_password, "most": MOST})
    if wants_password:
        ways = get_adapter().get_reauthentication_methods(request.user)
        return redirect_to_login(reverse("account_export"), ways[0]["url"])
    return download(request)


@reauthentication_required
def download(request: HttpRequest) -> HttpResponse:
    body = export_own_data(by=cast(User, request.user), with_identity=True)
    name = f"rare-disease-hub-{timezone.now():%Y-%m-%d}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(body, content_type="application/json", headers=headers)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def deletion(request: HttpRequest) -> HttpResponse:
    """Say what goes and what stays; then the words, then the password."""
    form = DeletionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return end(request)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    return render(request, "account/delete.html", {"form": form}, status=422 if form.errors else 200)


@reauthentication_required
def end(request: HttpRequest) -> HttpResponse:
    delete_account(by=cast(User, request.user))
    logout(request)
    return render(request, "account/deleted.html")
