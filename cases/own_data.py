"""What the case forum holds on an account: its cases in full, its own answers, and by their keys the cases of others."""

from dataclasses import asdict
from typing import Any

from accounts.models import User
from cases.mentions import shown
from cases.models import (
    AnsweringBan,
    Case,
    CaseFollow,
    CaseReading,
    Helpful,
    JustReading,
    Mention,
    Offer,
    Opinion,
    Organisation,
    Reply,
    SteppedBack,
    Synthesis,
)
from cases.said import said_by
from cases.treating import treating_of
from common.own_data import MOST, Row, columns, rows

CASE = ("id", "origin", "state", "state_since", "saved_at", "submitted_at", "opened_at")
CONSENT = ("layer", "version", "agreed_by", "has_assent", "given_at", "ended_at")
REPLY = ("case_id", "kind", "text", "reference", "patients_seen", "confidence", "is_draft", "made_at", "edited_at")


def own_data(user: User) -> dict[str, Any]:
    own = Case.objects.owned_by(user).filter(owner=user).order_by("-state_since")[:MOST]
    return {
        "cases": [case_data(case) for case in own],
        "cases_led": rows(Case.objects.filter(liaison=user), "id", "state", "state_since"),
        "case_organisations": rows(Organisation.objects.filter(staff=user), "name"),
        "case_answers": answers_of(user),
        "case_opinions": rows(
            Opinion.objects.filter(author=user), "case_id", "rank", "disease__key", "confidence", "is_blind", "at"
        ),
        "case_advice": rows(Synthesis.objects.filter(author=user), "case_id", "said", "plain_summary", "made_at"),
        "case_offers": rows(Offer.objects.filter(hero=user), "case_id", "answer", "made_at", "due_at", "answered_at"),
        "cases_given_back": rows(SteppedBack.objects.filter(hero=user), "case_id", "at"),
        "cases_followed": rows(CaseFollow.objects.filter(reader=user), "case_id", "since"),
        "cases_read": rows(CaseReading.objects.filter(reader=user).order_by("-first_at"), "case_id", "first_at"),
        "cases_only_read": rows(JustReading.objects.filter(reader=user), "case_id"),
        "answers_found_helpful": rows(Helpful.objects.filter(reader=user), "reply_id"),
        "answering_bans": rows(AnsweringBan.objects.filter(user=user), "reason", "at", "until"),
    }


def answers_of(user: User) -> list[Row]:
    """Return the answers of an account, each colleague in them by the pseudonym of today, as the page shows it."""
    names = dict(
        Mention.objects.filter(reply__author=user, named__physician__isnull=False).values_list(
            "named__reference", "named__display_name"
        )[:MOST]
    )
    found = rows(Reply.objects.filter(author=user).order_by("-made_at"), *REPLY)
    return [row | {"text": shown(row["text"], names)} for row in found]


def case_data(case: Case) -> Row:
    treating = treating_of(case)
    return columns(case, CASE) | {
        **said_by(case),
        "consents": rows(case.consents.all(), *CONSENT),
        "passages": rows(case.passages.all(), "state", "at"),
        "treating_physician": asdict(treating) if treating else None,
    }
