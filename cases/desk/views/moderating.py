"""What moderators look at: reports, hidden cases, replies that are kept back, and who may not answer."""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cases.actions.watching import note_reading
from cases.desk.actions.flagging import answer_flag
from cases.desk.actions.returning import (
    agree_to_show,
    agree_to_show_reply,
    ask_to_rewrite,
    clear_hidden_hold,
    refuse_reply,
)
from cases.desk.actions.suspending import agree_to_lift, suspend
from cases.desk.forms import MeasureForm, RefusalForm, SuspensionForm
from cases.desk.pages import PAGE_METHODS, attempt, moderators_only, person
from cases.desk.querysets import bans_now, flags_of, flags_waiting, hidden_cases, holds_of, kept_replies
from cases.desk.reading import shown_of
from cases.desk.waiting import wait_of_flag
from cases.models import Case, Flag, Reply
from cases.versions import version_of_case, version_of_reply

PER_PAGE, MOST = 25, 50
ONE_MORE = "Your yes is noted. One more moderator has to look at it."
SHOWN = "It is shown again."
NO_CHOICE = "Choose what to do."


@moderators_only
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    reader, now = person(request), timezone.now()
    page = page_of(request, flags_waiting(reader), "page")
    hidden = page_of(request, hidden_cases(reader), "hidden")
    replies = page_of(request, kept_replies(reader), "replies")
    bans = page_of(request, bans_now(reader, now), "suspended")
    context = {
        "listing": page,
        "rows": [(flag, wait_of_flag(flag.at, now)) for flag in page],
        "hidden_pages": hidden,
        "hidden": [(case, wait_of_flag(case.quarantined_at, now)) for case in hidden],
        "replies_pages": replies,
        "replies": [(reply, wait_of_flag(since(reply), now)) for reply in replies],
        "bans": bans,
    }
    return render(request, "cases/desk/reports.html", context)


def page_of(request: HttpRequest, found: QuerySet[Any], parameter: str) -> Page:
    return Paginator(found, PER_PAGE).get_page(request.GET.get(parameter))


def since(reply: Reply) -> Any:
    return reply.held_at or reply.hidden_at or reply.made_at


@moderators_only
@require_http_methods(PAGE_METHODS)
def report(request: HttpRequest, flag_id: int) -> HttpResponse:
    """One report, and what it is about; answered, it leads back to the list."""
    flag = flags_of(request.user).filter(pk=flag_id).first()
    if flag is None:
        raise Http404
    if request.method != "POST":
        return report_page(request, flag)
    form = MeasureForm(request.POST)
    if not form.is_valid():
        return report_page(request, flag, HTTPStatus.UNPROCESSABLE_ENTITY, [NO_CHOICE])
    measure, by = form.cleaned_data["measure"], person(request)
    status, sentences = attempt(lambda: answer_flag(flag=flag, by=by, measure=measure, now=timezone.now()))
    if sentences:
        return report_page(request, flag, status, sentences)
    messages.success(request, "The report is answered, and whoever sent it hears of it.")
    return redirect("case_reports")


def report_page(
    request: HttpRequest, flag: Flag, status: Any = HTTPStatus.OK, sentences: list[str] | None = None
) -> HttpResponse:
    case = flag.case
    is_readable = Case.objects.readable_by(request.user).filter(pk=case.pk).exists()
    note_reading(case=case, by=person(request))
    context = {
        "flag": flag,
        "case": case,
        "shown": shown_of(case, person(request)) if is_readable else None,
        "wait": wait_of_flag(flag.at, timezone.now()),
        "sentences": sentences or [],
        "suspension": SuspensionForm(),
    }
    return render(request, "cases/desk/report.html", context, status=status)


@moderators_only
@require_http_methods(PAGE_METHODS)
def suspension(request: HttpRequest, flag_id: int) -> HttpResponse:
    flag = flags_of(request.user).filter(pk=flag_id).first()
    if flag is None:
        raise Http404
    form = SuspensionForm(request.POST)
    if request.method != "POST":
        return redirect("case_report", flag_id=flag.pk)
    if not form.is_valid():
        return report_page(request, flag, HTTPStatus.UNPROCESSABLE_ENTITY, ["Choose for how long."])
    now, by = timezone.now(), person(request)
    until = now + timedelta(days=form.cleaned_data["days"])
    status, sentences = attempt(lambda: suspend(flag=flag, until=until, by=by, now=now))
    if sentences:
        return report_page(request, flag, status, sentences)
    messages.success(request, "The author reads on, and cannot answer until then.")
    return redirect("case_report", flag_id=flag.pk)


@moderators_only
@require_http_methods(PAGE_METHODS)
def lift(request: HttpRequest, ban_id: int) -> HttpResponse:
    ban = bans_now(request.user, timezone.now()).filter(pk=ban_id).first()
    if ban is None:
        raise Http404
    if request.method == "POST":
        told(request, lambda: agree_to_lift(ban=ban, by=person(request), now=timezone.now()), "The suspension is over.")
    return redirect("case_reports")


@moderators_only
@require_http_methods(PAGE_METHODS)
def hidden(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """A hidden case: what it says, what was reported, and the two who agree to show it again."""
    case = hidden_cases(request.user).select_related("organisation").filter(pk=case_id).first()
    if case is None:
        raise Http404
    if request.method != "POST":
        return hidden_page(request, case)
    by, now, seen = person(request), timezone.now(), request.POST.get("seen", "")
    if request.POST.get("what") == "rewrite":
        status, sentences = attempt(lambda: ask_to_rewrite(case=case, by=by, now=now))
        if not sentences:
            messages.success(request, "The owner is asked to write it anew.")
    else:
        done: list[bool] = []
        status, sentences = attempt(lambda: done.append(agree_to_show(case=case, by=by, now=now, seen=seen)))
        if not sentences:
            messages.success(request, SHOWN if done[0] else ONE_MORE)
    return hidden_page(request, case, status, sentences) if sentences else redirect("case_reports")


def hidden_page(
    request: HttpRequest, case: Case, status: Any = HTTPStatus.OK, sentences: list[str] | None = None
) -> HttpResponse:
    reader = person(request)
    context = {
        "case": case,
        "shown": shown_of(case, reader),
        "seen": version_of_case(case),
        "flags": list(case.flags.select_related("reply")[:MOST]),
        "wait": wait_of_flag(case.quarantined_at or timezone.now(), timezone.now()),
        "has_agreed": case.returns.filter(reply=None, by=reader).exists(),
        "agreed": case.returns.filter(reply=None).count(),
        "sentences": sentences or [],
    }
    return render(request, "cases/desk/hidden.html", context, status=status)


@moderators_only
@require_http_methods(PAGE_METHODS)
def hidden_hold_clear(request: HttpRequest, case_id: UUID, hold_id: int) -> HttpResponse:
    case = hidden_cases(request.user).filter(pk=case_id).first()
    hold = holds_of(case).filter(pk=hold_id).select_related("case").first() if case else None
    if hold is None:
        raise Http404
    if request.method == "POST":
        told(request, lambda: clear_hidden_hold(hold=hold, by=person(request), now=timezone.now()), "Noted.")
    return redirect("case_hidden", case_id=case_id)


@moderators_only
@require_http_methods(PAGE_METHODS)
def kept_reply(request: HttpRequest, reply_id: UUID) -> HttpResponse:
    """A reply that is hidden or held back, alone: the case around it is not for a moderator to read."""
    reply = kept_replies(request.user).filter(pk=reply_id).first()
    if reply is None:
        raise Http404
    if request.method != "POST":
        return reply_page(request, reply)
    by, now, seen = person(request), timezone.now(), request.POST.get("seen", "")
    form = RefusalForm(request.POST)
    if request.POST.get("what") == "refuse":
        if not form.is_valid():
            return reply_page(request, reply, HTTPStatus.UNPROCESSABLE_ENTITY, [NO_CHOICE])
        reason = form.cleaned_data["reason"]
        status, sentences = attempt(lambda: refuse_reply(reply=reply, reason=reason, by=by, now=now))
        said = "It stays hidden, and its author reads why."
    else:
        done: list[bool] = []
        status, sentences = attempt(lambda: done.append(agree_to_show_reply(reply=reply, by=by, now=now, seen=seen)))
        said = SHOWN if done and done[0] else ONE_MORE
    if sentences:
        reply.refresh_from_db()
        return reply_page(request, reply, status, sentences)
    messages.success(request, said)
    return redirect("case_reports")


def reply_page(
    request: HttpRequest, reply: Reply, status: Any = HTTPStatus.OK, sentences: list[str] | None = None
) -> HttpResponse:
    reader = person(request)
    note_reading(case=reply.case, by=reader)
    context = {
        "reply": reply,
        "seen": version_of_reply(reply),
        "holds": list(reply.holds.filter(cleared_at=None)),
        "wait": wait_of_flag(since(reply), timezone.now()),
        "agreed": reply.returns.count(),
        "has_agreed": reply.returns.filter(by=reader).exists(),
        "refusal": RefusalForm(),
        "sentences": sentences or [],
    }
    return render(request, "cases/desk/kept_reply.html", context, status=status)


def told(request: HttpRequest, do: Callable[[], Any], said: str) -> None:
    """Do what a button asks for, and say what came of it on the next page."""
    done: list[Any] = []
    _, sentences = attempt(lambda: done.append(do()))
    if sentences:
        messages.error(request, " ".join(sentences))
    else:
        messages.success(request, ONE_MORE if done[0] is False else said)
