"""What is behind the buttons and forms of a case's page. Opened otherwise, each leads to the page."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, NamedTuple, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from accounts.models import User
from cases.mentions import shown
from cases.models import Case, Reply
from cases.pages import too_often
from cases.thread.actions.drafts import save_draft
from cases.thread.actions.marking import follow_case, mark_helpful, unfollow_case, unmark_helpful
from cases.thread.actions.opinions import choose_just_reading, give_opinion
from cases.thread.actions.replies import Said, Sent, change_reply, send_reply, take_back
from cases.thread.forms import AnswerForm, DraftForm, OpinionForm, ReplyForm, initial_of
from cases.thread.page import case_page
from cases.thread.permissions import Kind, check_change, leaves_trace
from cases.thread.querysets import readable, reply_in
from cases.thread.scanning import Unsafe
from cases.thread.sight import sight_of
from cases.thread.views import context_of
from cases.thread.windows import page_number_of, page_window
from common.limits import TooOften

SENT = "Your reply is sent."
HELD = "Your reply waits for a moderator. Until then only you see it."
UNKNOWN = "Nobody bears the pseudonym {names}, so it stays as plain text."
FROM_SCRIPT, GO_TO = "X-Hub-Script", "X-Hub-Go-To"  # as in case.js
View = Callable[..., HttpResponse]


def of_case(*, has_page: bool = False) -> Callable[[View], View]:
    """Give the view the case that the reader may see; whoever may not, or asks for a reply that is not there, finds nothing."""

    def decorate(view: View) -> View:
        @never_cache
        @wraps(view)
        def answer(request: HttpRequest, case_id: UUID, **kwargs: Any) -> HttpResponse:
            page = reverse("case", args=[case_id])
            if not isinstance(request.user, User):
                return redirect_to_login(page)
            if request.method != "POST" and not has_page:
                return HttpResponseRedirect(page)
            try:
                return for_script(request, view(request, readable(request.user, case_id), **kwargs))
            except (Case.DoesNotExist, Reply.DoesNotExist):
                raise Http404 from None
            except TooOften as refusal:
                return too_often(request, refusal)

        return answer

    return decorate


def for_script(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Tell the script of the page where to go. By a redirect its `fetch` would open that page, and use up its messages."""
    if not isinstance(response, HttpResponseRedirect) or FROM_SCRIPT not in request.headers:
        return response
    return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={GO_TO: response.url})


@of_case()
def opinion(request: HttpRequest, case: Case) -> HttpResponse:
    form = OpinionForm(request.POST)

    def give() -> Sent | None:
        told = form.cleaned_data
        return give_opinion(case=case, named=form.named(), reason=told["why"], by=reader(request), now=timezone.now(),
                            to_moderator=told["to_moderator"])  # fmt: skip

    tried = attempt(form, give, text_field="why")
    if tried.status != HTTPStatus.OK:
        return with_problem(request, case, tried, opinion_form=form)
    messages.success(request, "Your opinion is kept. Here is what your colleagues wrote.")
    return HttpResponseRedirect(f"{reverse('case', args=[case.pk])}#replies")


@of_case()
def just_read(request: HttpRequest, case: Case) -> HttpResponse:
    choose_just_reading(case=case, by=reader(request))
    return HttpResponseRedirect(f"{reverse('case', args=[case.pk])}#replies")


@of_case()
def reply(request: HttpRequest, case: Case) -> HttpResponse:
    """Send a reply, or keep it as a draft with the other button."""
    if request.POST.get("save") == "draft":
        save_draft(case=case, said=DraftForm(request.POST).kept(), by=reader(request), now=timezone.now())
        messages.success(request, "Your draft is kept. Only you see it.")
        return HttpResponseRedirect(f"{reverse('case', args=[case.pk])}#reply")
    form = ReplyForm(request.POST)
    return sending(request, case, form, form.said, name="reply_form")


@of_case()
def answer(request: HttpRequest, case: Case, reply_id: UUID) -> HttpResponse:
    """Answer a question for the family."""
    question = reply_in(case, reader(request), sight_of(case, reader(request)), reply_id)
    form = AnswerForm(request.POST)

    def said() -> Said:
        return Said(kind=Kind.ANSWER, text=form.cleaned_data["text"], answers=question)

    return sending(request, case, form, said, name="answer_form", about=question)


def sending(request: HttpRequest, case: Case, form: forms.Form, said: Callable[[], Said], *, name: str,
            about: Reply | None = None) -> HttpResponse:  # fmt: skip
    def send() -> Sent:
        to_moderator = form.cleaned_data["to_moderator"]
        return send_reply(case=case, said=said(), by=reader(request), now=timezone.now(), to_moderator=to_moderator)

    tried = attempt(form, send)
    if tried.sent is None:
        return with_problem(request, case, tried, about=about, **{name: form})
    tell_of(request, tried.sent)
    return HttpResponseRedirect(place_of(tried.sent.reply))


@of_case(has_page=True)
def change(request: HttpRequest, case: Case, reply_id: UUID) -> HttpResponse:
    """Change one's own reply, on a page of its own: all of it, or once it leaves a trace its text."""
    own = reply_in(case, reader(request), sight_of(case, reader(request)), reply_id)
    check_change(own, reader(request))
    is_late = leaves_trace(own, timezone.now())
    form = form_for(own, request.POST if request.method == "POST" else None, is_late=is_late)

    def act() -> Sent:
        to_moderator = form.cleaned_data["to_moderator"]
        changed = form.said() if isinstance(form, ReplyForm) else Said(kind=own.kind, text=form.cleaned_data["text"])
        return change_reply(reply=own, said=changed, by=reader(request), now=timezone.now(), to_moderator=to_moderator)

    tried = attempt(form, act) if form.is_bound else Tried()
    if tried.sent:
        tell_of(request, tried.sent, said="Your reply is changed.")
        return HttpResponseRedirect(place_of(tried.sent.reply))
    told = {"case": case, "reply": own, "form": form, "is_late": is_late, "unsafe": tried.unsafe}
    return render(request, "cases/thread/change.html", told, status=tried.status)


@of_case()
def delete(request: HttpRequest, case: Case, reply_id: UUID) -> HttpResponse:
    own = reply_in(case, reader(request), sight_of(case, reader(request)), reply_id)
    try:
        take_back(reply=own, by=reader(request), now=timezone.now())
        messages.success(request, "Your reply is gone.")
    except PermissionDenied as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(f"{reverse('case', args=[case.pk])}#replies")


@of_case()
def helpful(request: HttpRequest, case: Case, reply_id: UUID) -> HttpResponse:
    """Mark a reply, or take the mark back: what the button says is what is sent."""
    marked = reply_in(case, reader(request), sight_of(case, reader(request)), reply_id)
    if request.POST.get("mark") == "off":
        unmark_helpful(reply=marked, by=reader(request))
    else:
        mark_helpful(reply=marked, by=reader(request))
    return HttpResponseRedirect(place_of(marked))


@of_case()
def follow(request: HttpRequest, case: Case) -> HttpResponse:
    if request.POST.get("follow") == "off":
        unfollow_case(case=case, by=reader(request))
    else:
        follow_case(case=case, by=reader(request), now=timezone.now())
    return HttpResponseRedirect(reverse("case", args=[case.pk]))


class Tried(NamedTuple):
    """What became of something that was sent."""

    sent: Sent | None = None
    status: HTTPStatus = HTTPStatus.OK
    unsafe: Unsafe | None = None


def attempt(form: forms.Form, act: Callable[[], Sent | None], *, text_field: str = "text") -> Tried:
    """Do it if the form can be read. Every refusal becomes an error of the form, and what was typed stays in it."""
    if not form.is_valid():
        return Tried(status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        return Tried(act())
    except ValidationError as refusal:
        for name, sentences in refusal.message_dict.items():
            field = text_field if name == "text" else name
            form.add_error(field if field in form.fields else None, sentences)
        return Tried(None, HTTPStatus.UNPROCESSABLE_ENTITY, refusal if isinstance(refusal, Unsafe) else None)
    except PermissionDenied as refusal:
        form.add_error(None, str(refusal))
        return Tried(status=HTTPStatus.FORBIDDEN)
    except TooOften as refusal:
        form.add_error(None, str(refusal))
        return Tried(status=HTTPStatus.TOO_MANY_REQUESTS)


def with_problem(
    request: HttpRequest, case: Case, tried: Tried, *, about: Reply | None = None, **told: Any
) -> HttpResponse:
    number = page_number_of(about) if about else 1  # a form under a question stands where the question does
    page = case_page(case, reader(request), timezone.now(), pick=lambda look: page_window(look, number=number))
    context = context_of(request, page) | told | {"unsafe": tried.unsafe, "answering": about.pk if about else None}
    return render(request, "cases/thread/case.html", context, status=tried.status)


def form_for(own: Reply, data: Any, *, is_late: bool) -> AnswerForm | ReplyForm:
    """Return the form in which a reply is changed; it shows the colleagues it names by the pseudonyms of today."""
    names = dict(own.mentions.values_list("named__reference", "named__display_name"))
    initial = initial_of(own, shown(own.text, names))
    if is_late or own.kind == Kind.ANSWER:
        only_text = AnswerForm(data, initial=initial)
        only_text.fields["text"].label = "Your reply"
        return only_text
    form = ReplyForm(data, initial=initial)
    form.keep_to(own.kind)
    return form


def tell_of(request: HttpRequest, sent: Sent, *, said: str = SENT) -> None:
    if sent.reply.held_at:
        messages.info(request, HELD)
    else:
        messages.success(request, said)
    if sent.unknown:
        messages.warning(request, UNKNOWN.format(names=", ".join(f"@{name}" for name in sent.unknown)))


def place_of(sent: Reply) -> str:
    """Return the address of a reply on the page it stands on."""
    number = page_number_of(sent)
    return f"{reverse('case', args=[sent.case_id])}{f'?page={number}' if number > 1 else ''}#r-{sent.pk}"


def reader(request: HttpRequest) -> User:
    return cast(User, request.user)  # of_case lets nobody else through
