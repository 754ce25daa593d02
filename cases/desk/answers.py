"""What the desk's API says of cases, reports and replies: by every key nothing that leads to a person."""

from datetime import datetime
from typing import Any

from accounts.models import User
from cases.desk.querysets import needs_of
from cases.desk.reading import Screen, Shown, shown_of
from cases.desk.waiting import Wait, wait_of_case
from cases.mentions import text_of
from cases.models import AnsweringBan, Case, Desk, Flag, Hold, Reply
from cases.versions import version_of_case, version_of_reply

BANDS = ("origin", "country", "age_band", "sex", "onset", "course")


def wait_out(wait: Wait) -> dict[str, Any]:
    return {"words": wait.words, "is_escalated": wait.is_escalated}


def queue_item(case: Any, now: datetime) -> dict[str, Any]:
    names = ("id", "short", "country", "age_band", "is_urgent", "submitted_at", "has_holds", "has_pictures")
    needs = needs_of(case)
    return {
        **{name: getattr(case, name) for name in names},
        "organisation": organisation_of(case),
        "wait": wait_out(wait_of_case(case.submitted_at or case.state_since, now)),
        "needs": [desk for desk in Desk if desk in needs],
    }


def organisation_of(case: Case) -> str | None:
    return case.organisation.name if case.organisation else None


def texts_out(shown: Shown) -> dict[str, Any]:
    case = shown.case
    signs = [(row.sign, row.is_absent) for row in (*shown.present, *shown.absent)]
    return {
        **{name: getattr(case, name) for name in BANDS},
        "id": case.pk,
        "short": case.short,
        "organisation": organisation_of(case),
        "texts": {name: str(text) for name, text in case.texts.items() if text},
        "key_words": list(case.key_words),
        "signs": [{"id": sign.hpo_id, "name": sign.name, "is_absent": is_absent} for sign, is_absent in signs],
        "holds": [hold_out(hold) for hold in shown.holds],
        "agreed_by": shown.consent.agreed_by if shown.consent else "",
        "has_assent": bool(shown.consent and shown.consent.has_assent),
    }


def hold_out(hold: Hold) -> dict[str, Any]:
    names = ("section", "kind", "rule", "start", "end", "owner_says_no")
    return {"id": hold.pk, **{name: getattr(hold, name) for name in names}}


def screen_out(screen: Screen) -> dict[str, Any]:
    return {
        **texts_out(screen.shown),
        "version": version_of_case(screen.shown.case),
        "is_urgent": screen.shown.case.is_urgent,
        "emergency_number": screen.emergency_number,
        "wait": wait_out(screen.wait),
        "needs": [desk for desk in Desk if desk in screen.needs],
        "pictures_waiting": screen.shown.pictures_waiting,
        "rare": [{"code": one.code, "count": one.count, "sentence": one.sentence} for one in screen.rare],
        "duplicates": [
            {
                "short": one.short,
                "id": one.pk if one.is_readable else None,
                "shared_signs": one.likeness.shared_signs,
            }
            for one in screen.duplicates
        ],
    }


def flag_out(flag: Flag) -> dict[str, Any]:
    return {
        "id": flag.pk,
        "case": flag.case_id,
        "short": flag.case.short,
        "reply": flag.reply_id,
        "reason": flag.reason,
        "answer": flag.answer,
        "at": flag.at,
        "is_hidden": flag.case.quarantined_at is not None,
    }


def flag_detail(flag: Flag, reader: User, *, is_readable: bool) -> dict[str, Any]:
    said = texts_out(shown_of(flag.case, reader)) if is_readable else None
    reply = flag.reply
    told = {"reply_text": text_of(reply) if reply else None, "reply_said": reply_said(reply) if reply else None}
    return {**flag_out(flag), **told, "said": said}


def reply_said(reply: Reply) -> dict[str, Any]:
    return {
        **{name: getattr(reply, name) for name in ("kind", "confidence", "patients_seen", "reference")},
        "disease": reply.disease.name if reply.disease else "",
        "orpha_code": reply.disease.orpha_code if reply.disease else None,
    }


def hidden_item(case: Any) -> dict[str, Any]:
    return {
        "id": case.pk,
        "short": case.short,
        "state": case.state,
        "hidden_at": case.quarantined_at,
        "agreed": case.agreed,
        "reports_waiting": case.reports,
        "rewrite_asked_at": case.rewrite_asked_at,
        "rewritten_at": case.rewritten_at,
    }


def kept_reply_out(reply: Reply, holds: list[Hold]) -> dict[str, Any]:
    return {
        "id": reply.pk,
        "short": reply.case.short,
        **reply_said(reply),
        "text": text_of(reply),
        "is_hidden": reply.hidden_at is not None,
        "version": version_of_reply(reply),
        "holds": [hold_out(hold) for hold in holds],
    }


def suspension_out(ban: AnsweringBan) -> dict[str, Any]:
    return {
        "id": ban.pk,
        "pseudonym": ban.user.display_name,
        "reason": ban.reason,
        "until": ban.until,
        "is_half_lifted": ban.lift_agreed_by_id is not None,
    }
