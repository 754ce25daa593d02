"""What the API says of cases and replies: from what the page shows to the shapes in `schemas`."""

from typing import Any

from django.urls import reverse

from cases.models import Case, Reply
from cases.thread.conversation import ShownReply, Thread
from cases.thread.diseases import in_field
from cases.thread.page import CasePage
from cases.thread.pooling import PooledDisease

BANDS = ("state", "age_band", "sex", "country", "specialities", "is_demonstration")
MORE_BANDS = ("onset", "course", "related", "affected")


def summary(row: dict[str, Any]) -> dict[str, Any]:
    case: Case = row["case"]
    return {
        **{name: getattr(case, name) for name in ("id", "short", "title", *BANDS)},
        "waiting": row["wait"].words if row["wait"] else "",
        "reply_count": getattr(case, "reply_count", 0),
        "liaison": row["liaison"],
        "fits": row["why"],
        "url": reverse("case", args=[case.pk]),
    }


def whole(page: CasePage) -> dict[str, Any]:
    case, thread = page.case, page.thread
    signs = [*page.present, *page.absent]
    return {
        **{name: getattr(case, name) for name in ("id", "short", "title", "question", *BANDS, *MORE_BANDS)},
        "sections": [{"key": key, "heading": heading, "text": text} for key, heading, text in page.sections],
        "signs": [
            {"hpo_id": one.sign.hpo_id, "name": one.sign.name, "is_absent": one.is_absent, "onset": one.onset}
            for one in signs
        ],
        "liaison": page.liaison.pseudonym if page.liaison else "",
        "waiting": page.wait.words if page.wait else "",
        "family_sees": page.family_sees,
        "is_followed": getattr(case, "is_followed", False),
        "is_blind": thread.sight.is_blind,
        "sheets": thread.sight.sheets,
        "reply_count": thread.count,
        "pool": [pooled(one) for one in thread.pooled],
        "synthesis": synthesis_out(thread),
        "url": reverse("case", args=[case.pk]),
    }


def synthesis_out(thread: Thread) -> dict[str, Any] | None:
    if thread.synthesis is None:
        return None
    told = {"number": thread.synthesis.number, "is_ready": thread.synthesis.is_ready}
    return told | {"said": dict(thread.advice)}


def pooled(one: PooledDisease) -> dict[str, Any]:
    names = ("count", "later", "score", "is_dissent")
    told = {name: getattr(one, name) for name in names}
    return {"orpha_code": one.disease.orpha_code, "name": one.disease.name, "confidences": list(one.confidences)} | told


def reply_out(one: ShownReply) -> dict[str, Any]:
    reply = one.reply
    return {
        **{
            name: getattr(reply, name)
            for name in ("id", "kind", "confidence", "patients_seen", "reference", "helpful_count")
        },
        "author": one.author.pseudonym,
        "author_label": one.author.label,
        "text": one.text,
        "when": one.when,
        "orpha_code": reply.disease.orpha_code if reply.disease else None,
        "disease": reply.disease.name if reply.disease else "",
        "answers": reply.answers_id,
        "is_marked": one.is_marked,
        "is_own": one.is_own,
        "is_held": reply.held_at is not None,
        "hidden_for": one.hidden_for,
        "is_changed": reply.edited_at is not None,
        "versions": [{"text": text, "until": until} for text, until in one.versions],
        "earlier_versions": one.earlier,
    }


def draft_out(draft: Reply | None) -> dict[str, Any]:
    if draft is None:
        return {"is_kept": False}
    names = ("kind", "text", "confidence", "patients_seen", "reference")
    return {"is_kept": True, "disease": in_field(draft.disease), **{name: getattr(draft, name) for name in names}}
