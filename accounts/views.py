from typing import Any, cast

from allauth.account.decorators import reauthentication_required
from allauth.account.views import account_inactive
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from wagtail.models import APIToken

from accounts.actions import create_token, revoke_token
from accounts.forms import TokenForm
from accounts.models import User
from accounts.posting import posted
from accounts.second_factor import LAST_ONE, MFAAdapter, has_second_factor, reader_lacks_second_factor


def admin_login(request: HttpRequest) -> HttpResponse:
    """Send anonymous visitors of the admin to the sign-in page, and refuse members without admin access once.

    Pointing Wagtail straight at the sign-in page bounces such a member between the two for ever.
    """
    wanted = request.GET.get("next", "/admin/")
    if not request.user.is_authenticated:
        return redirect_to_login(wanted, "account_login")
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied("Your account does not open the editors' area.")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return redirect(wanted if safe and not wanted.startswith("/admin/login") else "/admin/")


@never_cache
def inactive(request: HttpRequest) -> HttpResponse:
    """Say to whoever was deactivated that it is so; whoever is signed in was not."""
    return redirect("account_overview") if request.user.is_authenticated else account_inactive(request)


@never_cache
@login_required
def tokens(request: HttpRequest) -> HttpResponse:
    """The reader's own API tokens; a new one is shown once, in the answer that makes it."""
    return token_new(request) if request.method == "POST" else tokens_page(request, TokenForm())


@reauthentication_required
def token_new(request: HttpRequest) -> HttpResponse:
    """Make a token for whoever gave the password a moment ago: it outlives the session that somebody left open."""
    form, made = TokenForm(request.POST), ""
    if form.is_valid():
        try:
            made = create_token(name=form.cleaned_data["name"], by=cast(User, request.user))
            form = TokenForm()
        except ValidationError as error:
            form.add_error(None, error)
    return tokens_page(request, form, made)


def tokens_page(request: HttpRequest, form: TokenForm, made: str = "") -> HttpResponse:
    own = APIToken.objects.filter(user=request.user, revoked_at=None).order_by("-created")
    return render(request, "account/tokens.html", {"form": form, "made": made, "tokens": own})


@posted("account_tokens")
def token_revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    try:
        revoke_token(token_id=token_id, by=cast(User, request.user))
    except APIToken.DoesNotExist:
        raise Http404 from None
    return redirect("account_tokens")


@never_cache
@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """Where readers are sent whose role asks for a second factor, until they have one."""
    user, now = cast(User, request.user), timezone.now()
    if has_second_factor(user):
        return redirect("mfa_index")
    return render(request, "account/second_factor.html", {"is_late": reader_lacks_second_factor(request, now)})


class PasskeyRemoveView(RemoveWebAuthnView):
    def form_valid(self, form: Any) -> HttpResponse:
        if not MFAAdapter().can_delete_authenticator(self.object):
            messages.error(self.request, LAST_ONE)
            return redirect("mfa_list_webauthn")
        response: HttpResponse = super().form_valid(form)
        return response


passkey_remove = PasskeyRemoveView.as_view()
