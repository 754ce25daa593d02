"""Sending a reply, changing it, taking it back. What the scanner holds back, the desk lets through."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError

from accounts.models import User
from audit.actions import audited
from audit.kinds import Action
from cases.actions.appearing import appear, note_first_reply, release
from cases.actions.moving import locked
from cases.events import log
from cases.limits import spend_reply
from cases.mentions import Named, name_colleagues
from cases.models import Case, Confidence, Mention, Reply, ReplyVersion
from cases.news import tell_of_reply_held
from cases.signals import case_changed
from cases.thread.permissions import Kind, check_change, check_reply, check_take_back, is_fresh, leaves_trace
from cases.thread.references import in_one_form
from cases.thread.scanning import Scanned, check_text, hold, scanned
from cases.thread.sight import sight_of
from privacy.scanner import Finding
from vocabulary.models import Disease

TEXT_MOST = 4000
SEEN_MOST = 10_000
TWICE_WITHIN = timedelta(minutes=10)
EMPTY = "Write what you want to say."
TOO_LONG = f"Write at most {TEXT_MOST} characters; two replies are fine."
NO_DISEASE = "Name the disease you think of."
NO_CONFIDENCE = "Say how sure you are."
NO_NUMBER = "Say how many such patients you have seen, from 1."
NO_QUESTION = "Choose the question that this answers."
NO_KIND = "Choose what kind of reply this is."
# What belongs to each kind beside its text; anything else that was sent is left out.
FIELDS: dict[str, tuple[str, ...]] = {
    Kind.HYPOTHESIS: ("disease", "confidence"),
    Kind.QUESTION: (),
    Kind.TEST: (),
    Kind.REFERENCE: ("reference",),
    Kind.EXPERIENCE: ("patients_seen",),
    Kind.ANSWER: ("answers",),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody wants to say, as it came in."""

    kind: str
    text: str
    disease: Disease | None = None
    confidence: str = ""
    patients_seen: int | None = None
    reference: str = ""
    answers: Reply | None = None

    def own(self) -> dict[str, Any]:
        """Return the fields that belong to the kind."""
        return {name: getattr(self, name) for name in FIELDS[self.kind]}


class Sent(NamedTuple):
    reply: Reply
    unknown: tuple[str, ...]  # pseudonyms that nobody bears; they stay as plain text


def send_reply(*, case: Case, said: Said, by: User, now: datetime, to_moderator: bool = False) -> Sent:
    """Send a reply. What may name somebody is refused, or with `to_moderator` held back until a moderator has looked.

    Raises ValidationError by field, `scanning.Unsafe` with the places, PermissionDenied. The same sent twice within
    ten minutes is one reply.
    """
    check_reply(case, by, said.kind, sight_of(case, by))  # before it is scanned, which takes a while
    return send(case, said, scanned_text(said.text), by=by, now=now, to_moderator=to_moderator)


@audited
def send(case: Case, said: Said, scan: Scanned, *, by: User, now: datetime, to_moderator: bool) -> Sent:
    case = locked(case)
    check_reply(case, by, said.kind, sight_of(case, by))
    return write(case, said, scan, by=by, now=now, to_moderator=to_moderator)


def scanned_text(text: str) -> Scanned:
    return scanned(plain(text), TEXT_MOST)


def plain(text: str) -> str:
    """Return a text in the form in which it is scanned and kept."""
    return text.replace("\r\n", "\n").replace("\x00", "").strip()


def write(
    case: Case, said: Said, scan: Scanned, *, by: User, now: datetime, to_moderator: bool, is_counted: bool = True
) -> Sent:
    """Write a reply to a locked case for somebody who may; `scan` is the `scanned_text` of what is said."""
    said = checked(said, case)
    named = name_colleagues(said.text, now)
    if same := just_sent(case, said, named, by=by, now=now):
        return Sent(same, named.unknown)
    findings = check_text(case, scan, to_moderator=to_moderator)
    if is_counted:
        spend_reply(by, now)
    values = said.own() | {"text": named.text, "held_at": now if findings else None}
    reply = Reply.objects.create(case=case, author=by, kind=said.kind, made_at=now, **values)
    mention(reply, named)
    hold(reply, findings, said.text)
    Reply.objects.filter(case=case, author=by, is_draft=True).delete()
    log(Action.REPLY_SENT, case=case, by=by, details=details_of(reply, held=bool(findings)))
    if findings:
        tell_of_reply_held(reply, now=now)
    else:
        appear(reply, by=by, now=now)
    return Sent(reply, named.unknown)


def checked(said: Said, case: Case) -> Said:
    """Return what is said in the form in which it is kept; raise ValidationError for all that is wrong at once."""
    if said.kind not in FIELDS:
        raise ValidationError({"kind": NO_KIND})
    said = replace(said, text=plain(said.text))
    errors = {name: error for name in ("text", *FIELDS[said.kind]) if (error := problem_of(said, name, case))}
    if errors:
        raise ValidationError(errors)
    return replace(said, reference=in_one_form(said.reference)) if "reference" in FIELDS[said.kind] else said


def problem_of(said: Said, name: str, case: Case) -> str:
    """Return what is wrong with one field, in a sentence; empty if nothing is."""
    match name:
        case "text":
            return EMPTY if not said.text else TOO_LONG if len(said.text) > TEXT_MOST else ""
        case "disease":
            return "" if said.disease else NO_DISEASE
        case "confidence":
            return "" if said.confidence in Confidence.values else NO_CONFIDENCE
        case "patients_seen":
            return "" if said.patients_seen and 0 < said.patients_seen <= SEEN_MOST else NO_NUMBER
        case "answers":
            return "" if is_question_of(said.answers, case) else NO_QUESTION
    return ""


def is_question_of(question: Reply | None, case: Case) -> bool:
    if question is None or question.case_id != case.pk:
        return False
    return question.kind == Kind.QUESTION and not (question.held_at or question.hidden_at or question.is_draft)


def just_sent(case: Case, said: Said, named: Named, *, by: User, now: datetime) -> Reply | None:
    """Return the reply that says all of this already: another reference under the same words is another reply."""
    same = {"author": by, "kind": said.kind, "text": named.text, "is_draft": False} | said.own()
    return Reply.objects.filter(case=case, made_at__gt=now - TWICE_WITHIN, **same).first()


def mention(reply: Reply, named: Named) -> None:
    rows = [Mention(reply=reply, named=user) for user in named.colleagues]
    Mention.objects.bulk_create(rows, ignore_conflicts=True)


def change_reply(*, reply: Reply, said: Said, by: User, now: datetime, to_moderator: bool = False) -> Sent:
    """Change one's own reply: within 15 minutes all of it and without a trace, later the text, and what it said is kept.

    As later is treated what somebody answered, reported or marked as helpful already. A late change counts as a
    reply: raises TooOften.
    """
    check_change(reply, by)  # before it is scanned, which takes a while
    return change(reply, said, scanned_text(said.text), by=by, now=now, to_moderator=to_moderator)


@audited
def change(reply: Reply, said: Said, scan: Scanned, *, by: User, now: datetime, to_moderator: bool) -> Sent:
    reply = locked_reply(reply)
    check_change(reply, by)
    stays = leaves_trace(reply, now)
    said = checked(
        as_before(reply, said) if stays else replace(said, kind=reply.kind, answers=reply.answers), reply.case
    )
    findings, named = check_text(reply.case, scan, to_moderator=to_moderator), name_colleagues(said.text, now)
    if stays and named.text == reply.text:
        return Sent(reply, named.unknown)
    if stays:
        spend_reply(by, now)
    if stays and not reply.held_at:
        ReplyVersion.objects.create(reply=reply, text=reply.text, until=now)
        reply.edited_at = now
    for name, value in (said.own() | {"text": named.text}).items():
        setattr(reply, name, value)
    keep_mentions(reply, named, all_of_them=stays)
    settle_hold(reply, findings, said.text, by=by, now=now)
    log(
        Action.REPLY_CHANGED,
        case=reply.case,
        by=by,
        details=details_of(reply, late=not is_fresh(reply, now), held=bool(findings)),
    )
    return Sent(reply, named.unknown)


def as_before(reply: Reply, said: Said) -> Said:
    """Return the reply with another text: colleagues have read the rest of it and perhaps answered."""
    names = ("kind", "disease", "confidence", "patients_seen", "reference", "answers")
    return Said(text=said.text, **{name: getattr(reply, name) for name in names})


def keep_mentions(reply: Reply, named: Named, *, all_of_them: bool) -> None:
    """Write down who is named now; who was named in a version that stays readable is kept."""
    if not all_of_them:
        reply.mentions.exclude(named__in=named.colleagues).delete()
    mention(reply, named)


def settle_hold(reply: Reply, findings: list[Finding], text: str, *, by: User, now: datetime) -> None:
    """Save a changed reply: held back for what was found in it, or shown, if it was held and nothing is left."""
    was_held = reply.held_at is not None
    reply.holds.filter(cleared_at=None).delete()
    hold(reply, findings, text)
    if findings and not was_held:
        reply.held_at = now
        tell_of_reply_held(reply, now=now)
    if was_held and not findings:
        release(reply, by=by, now=now)
    reply.save()
    if not was_held:
        case_changed.send(Case, case=reply.case)


@audited
def take_back(*, reply: Reply, by: User, now: datetime) -> None:
    """Delete one's own reply within 15 minutes, unless it was answered or reported."""
    reply = locked_reply(reply)
    check_take_back(reply, by, now)
    log(Action.REPLY_CHANGED, case=reply.case, by=by, details=details_of(reply, deleted=True))
    reply.answered_by.update(answers=None)  # a draft of an answer stays its author's
    reply.delete()
    note_first_reply(reply.case)
    case_changed.send(Case, case=reply.case)


def locked_reply(reply: Reply) -> Reply:
    """Return a reply as it is now, its case held until the transaction ends; raises DoesNotExist if it went."""
    case = locked(reply.case)
    found = Reply.objects.select_related("disease").get(pk=reply.pk, is_draft=False)
    found.case = case
    return found


def details_of(reply: Reply, **told: bool) -> dict[str, str | int | bool | None]:
    return {"reply": str(reply.pk), "kind": str(reply.kind), **told}
