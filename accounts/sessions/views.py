from typing import cast

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from accounts.models import User
from accounts.posting import posted
from accounts.sessions.actions import end_other_sessions, end_session
from accounts.sessions.querysets import sessions_of


@never_cache
@login_required
def sessions(request: HttpRequest) -> HttpResponse:
    """Where the account is signed in."""
    rows = list(sessions_of(cast(User, request.user), timezone.now()))
    others = [row for row in rows if row.session_key != request.session.session_key]
    return render(request, "usersessions/usersession_list.html", {"sessions": rows, "others": others})


@posted("account_sessions")
def end(request: HttpRequest, session_id: int) -> HttpResponse:
    user = cast(User, request.user)
    session = UserSession.objects.filter(pk=session_id, user=user).first()
    if session is None:
        raise Http404
    if session.session_key == request.session.session_key:
        logout(request)
        return redirect("account_login")
    end_session(session_id=session_id, by=user)
    messages.success(request, "That session has ended.")
    return redirect("account_sessions")


@posted("account_sessions")
def end_others(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    end_other_sessions(user=user, but=request.session.session_key, by=user)
    messages.success(request, "All other sessions have ended.")
    return redirect("account_sessions")
