"""The pages of one's own way to membership, and the one on which members vouch for colleagues."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models.user import User
from accounts.models.verification import Application
from accounts.permissions import check_permission, has_permission
from accounts.posting import posted
from accounts.roles import Permission
from accounts.vault.actions import PICTURE_DAYS
from accounts.verification.actions.applying import apply, ask_for_renewal, withdraw
from accounts.verification.actions.evidence import (
    CODE_HOURS,
    ONLY_MEMBERS_VOUCH,
    VOUCHERS_A_YEAR,
    WRONG_CODE,
    ask_for_code,
    confirm_code,
    give_picture,
    make_voucher_code,
    vouch,
)
from accounts.verification.answers import May, Membership, membership_of
from accounts.verification.countries import RULES
from accounts.verification.forms import CodeForm, DetailsForm, MailForm, PictureForm, VouchForm, content_of
from accounts.verification.limits import Limited, spend
from common.limits import TooOften

View = Callable[..., HttpResponse]
PAGE = "verification:status"
FORM_METHODS = ["GET", "HEAD", "POST"]


def own(view: View) -> View:
    """Ask visitors to sign in, and say in one sentence when something was tried too often."""

    @never_cache
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(reverse(PAGE) if request.method == "POST" else request.get_full_path())
        try:
            return view(request, *args, **kwargs)
        except TooOften as refusal:
            return render(request, "verification/too_often.html", {"sentence": str(refusal)}, status=429)

    return wrapped


def applicant(request: HttpRequest) -> User:
    return cast(User, request.user)


def told(request: HttpRequest) -> Membership:
    return membership_of(applicant(request), timezone.now())


def attempt(form: Form, act: Callable[[], Any]) -> bool:
    """Act on a valid form, and put what the action refuses into the form; say whether it was done."""
    if not form.is_valid():
        return False
    try:
        act()
    except ValidationError as refusal:
        form.add_error(None, refusal)
    return not form.errors


def refused_if(form: Form) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


@never_cache
@require_safe
def status(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return render(request, "verification/introduction.html", {"picture_days": PICTURE_DAYS})
    context = {
        "membership": told(request),
        "may_vouch": has_permission(request.user, Permission.VOUCH),
        "picture_days": PICTURE_DAYS,
        "desk_address": settings.DESK_ADDRESS,
    }
    return render(request, "verification/status.html", context)


@require_http_methods(FORM_METHODS)
@own
def details(request: HttpRequest) -> HttpResponse:
    """First the country, then the fields of its register."""
    if May.SEND_DETAILS not in told(request).may:
        return redirect(PAGE)
    wanted = request.POST.get("country", request.GET.get("country", ""))
    if wanted not in RULES:
        context: dict[str, Any] = {"countries": RULES.values(), "is_unknown": bool(wanted) or request.method == "POST"}
        return render(request, "verification/country.html", context, status=422 if context["is_unknown"] else 200)
    form = DetailsForm(RULES[wanted], request.POST if request.method == "POST" else None)

    def act() -> None:
        spend(Limited.DETAILS, applicant(request))  # a slip of the pen costs no try: the form has passed the rules here
        apply(claim=form.claim(), by=applicant(request), now=timezone.now())

    if attempt(form, act):
        messages.success(request, "Your details are sealed. One step is left before a reviewer decides.")
        return redirect("verification:evidence")
    context = {"form": form, "rules": RULES[wanted]}
    return render(request, "verification/details.html", context, status=refused_if(form))


@require_http_methods(FORM_METHODS)
@own
def evidence(request: HttpRequest) -> HttpResponse:
    """Three ways to prove that the licence is one's own, each a form of this page."""
    application = Application.objects.current(applicant(request))
    if application is None or May.GIVE_EVIDENCE not in told(request).may:
        return redirect(PAGE)
    way = WAYS.get(request.POST.get("way", "")) if request.method == "POST" else None
    return way(request, application) if way else evidence_page(request)


def evidence_page(request: HttpRequest, code_made: str = "", **forms: Form) -> HttpResponse:
    """Show all three ways; a form that was refused takes the place of its empty one."""
    context: dict[str, Any] = {"mail": MailForm(), "code": CodeForm(), "picture": PictureForm(), **forms}
    context |= {"membership": told(request), "code_made": code_made, "form": next(iter(forms.values()), None)}
    rules = RULES.get(context["membership"].country)
    context |= {"hours": CODE_HOURS, "picture_days": PICTURE_DAYS, "document": rules.document if rules else ""}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if forms else HTTPStatus.OK
    return render(request, "verification/evidence.html", context, status=status)


def mail(request: HttpRequest, application: Application) -> HttpResponse:
    form, by = MailForm(request.POST), applicant(request)
    spend(Limited.CODE, by)

    def act() -> None:
        ask_for_code(application=application, address=form.cleaned_data["address"], by=by, now=timezone.now())

    if not attempt(form, act):
        return evidence_page(request, mail=form)
    messages.success(request, f"We sent a code. It is good for {CODE_HOURS} hours; type it in below.")
    return redirect("verification:evidence")


def code(request: HttpRequest, application: Application) -> HttpResponse:
    form, by = CodeForm(request.POST), applicant(request)

    def act() -> None:
        if not confirm_code(application=application, code=form.cleaned_data["code"], by=by, now=timezone.now()):
            raise ValidationError({"code": WRONG_CODE})

    if not attempt(form, act):
        return evidence_page(request, code=form)
    messages.success(request, "The code fits. A reviewer looks at your application now.")
    return redirect(PAGE)


def picture(request: HttpRequest, application: Application) -> HttpResponse:
    form, by = PictureForm(request.POST, request.FILES), applicant(request)
    spend(Limited.PICTURE, by)

    def act() -> None:
        file = content_of(form.cleaned_data["file"])
        give_picture(application=application, file=file, by=by, now=timezone.now())

    if not attempt(form, act):
        return evidence_page(request, picture=form)
    messages.success(request, "Your picture is redrawn and sealed. A reviewer looks at your application now.")
    return redirect(PAGE)


def voucher(request: HttpRequest, application: Application) -> HttpResponse:
    """Show a new code, in this answer only."""
    try:
        return evidence_page(request, make_voucher_code(application=application, by=applicant(request)))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(PAGE)


WAYS: dict[str, Callable[[HttpRequest, Application], HttpResponse]] = {
    "mail": mail,
    "code": code,
    "picture": picture,
    "voucher": voucher,
}


@posted(PAGE)
@own
def renewal(request: HttpRequest) -> HttpResponse:
    return done(request, ask_for_renewal, "A reviewer compares your licence with the register now.")


@require_http_methods(FORM_METHODS)
@own
def withdrawal(request: HttpRequest) -> HttpResponse:
    """Ask once more, then end the application."""
    if request.method == "POST":
        return done(
            request, withdraw, "Your application is withdrawn. Your name, your number and your proofs are erased."
        )
    if May.WITHDRAW not in told(request).may:
        return redirect(PAGE)
    return render(request, "verification/withdraw.html")


def done(request: HttpRequest, act: Callable[..., None], sentence: str) -> HttpResponse:
    """Do what needs no form to the own application, say so, and lead back to where it stands."""
    application = Application.objects.current(applicant(request))
    try:
        if application is not None:
            act(application=application, by=applicant(request), now=timezone.now())
            messages.success(request, sentence)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(PAGE)


@require_http_methods(FORM_METHODS)
@own
def vouching(request: HttpRequest) -> HttpResponse:
    by = applicant(request)
    check_permission(by, Permission.VOUCH, ONLY_MEMBERS_VOUCH)
    form = VouchForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        spend(Limited.VOUCH, by)
        if attempt(form, lambda: vouch(**form.cleaned_data, by=by, now=timezone.now())):
            messages.success(request, "Your word counts. Thank you for vouching for a colleague.")
            return redirect("verification:vouch")
    context = {"form": form, "most": VOUCHERS_A_YEAR}
    return render(request, "verification/vouch.html", context, status=refused_if(form))
