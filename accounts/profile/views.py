from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.physicians.actions import change_practice, changeable_from
from accounts.physicians.cells import Label
from accounts.physicians.labels import label_of
from accounts.physicians.permissions import is_member
from accounts.profile.actions import change_profile
from accounts.profile.forms import PracticeForm, ProfileForm
from accounts.profile.querysets import practice_of, profile_of
from accounts.roles import Role
from accounts.second_factor import has_second_factor
from accounts.verification.answers import membership_of
from common.own_data import MOST


@never_cache
@require_safe
@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """Everything that belongs to the account, each with the page where it is seen to."""
    user = cast(User, request.user)
    now = timezone.now()
    context = {
        "is_member": is_member(user, now),
        "membership": membership_of(user, now),
        "has_second_factor": has_second_factor(user),
        "most": MOST,
    }
    return render(request, "account/overview.html", context)


@never_cache
@require_safe
@login_required
def welcome(request: HttpRequest) -> HttpResponse:
    """Ask a new account what it came for; one that has begun something sees its own overview."""
    user = cast(User, request.user)
    if user.role != Role.REGISTERED or membership_of(user, timezone.now()).state != "none":
        return redirect("account_overview")
    return render(request, "account/welcome.html")


@dataclass(frozen=True, slots=True)
class Practising:
    """What a member sees of their professional side."""

    form: PracticeForm
    country: str
    label: Label
    pseudonym: str
    changeable_from: datetime
    can_change: bool


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Two forms on one page: what every account says, and what only a member says."""
    user, now = cast(User, request.user), timezone.now()
    part = request.POST.get("part")
    form = ProfileForm.of(profile_of(user), request.POST if part == "self" else None)
    practising = practising_of(user, request.POST if part == "practice" else None, now)
    if part == "self" and saved(form, lambda: change_profile(by=user, about=form.about())):
        return done(request)
    if practising and saved(
        practising.form, lambda: change_practice(by=user, practice=practising.form.practice(), now=now)
    ):
        return done(request)
    is_wrong = bool(form.errors or (practising and practising.form.errors))
    return render(
        request, "account/profile.html", {"form": form, "practising": practising}, status=422 if is_wrong else 200
    )


def practising_of(user: User, data: Any, now: datetime) -> Practising | None:
    """Return the professional side of a member, None for everybody else."""
    physician = practice_of(user) if is_member(user, now) else None
    if physician is None:
        return None
    free = changeable_from(physician, now)
    return Practising(
        form=PracticeForm.of(physician, data),
        country=physician.get_country_display(),
        label=label_of(physician, now),
        pseudonym=user.display_name,
        changeable_from=free,
        can_change=free <= now,
    )


def saved(form: Any, write: Any) -> bool:
    """Write what a form holds; a refusal is shown beside its field, with all that was typed."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        write()
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True


def done(request: HttpRequest) -> HttpResponse:
    messages.success(request, "Your profile is saved.")
    return redirect("account_profile")
