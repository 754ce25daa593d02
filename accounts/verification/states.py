"""The states of an application and the ways between them. No database; the only place that knows which way is open."""

from django.db import models


class State(models.TextChoices):
    REGISTERED = "registered", "Registered"
    EMAIL_CONFIRMED = "email_confirmed", "E-mail confirmed"
    DETAILS_SENT = "details_sent", "Details sent"
    AUTO_CHECKED = "auto_checked", "Compared with the register"
    IN_REVIEW = "in_review", "With a reviewer"
    NEEDS_EVIDENCE = "needs_evidence", "Waits for evidence"
    VERIFIED = "verified", "Verified"
    EXPIRING = "expiring", "Verified, renewal due"
    LAPSED = "lapsed", "Lapsed"
    SUSPENDED = "suspended", "Suspended"
    REVOKED = "revoked", "Revoked"
    REJECTED = "rejected", "Rejected"
    CLOSED = "closed", "Closed"


S = State
WAYS: dict[State, frozenset[State]] = {
    S.REGISTERED: frozenset({S.EMAIL_CONFIRMED, S.CLOSED}),
    S.EMAIL_CONFIRMED: frozenset({S.DETAILS_SENT, S.CLOSED}),
    S.DETAILS_SENT: frozenset({S.AUTO_CHECKED, S.CLOSED}),
    S.AUTO_CHECKED: frozenset({S.IN_REVIEW, S.CLOSED}),
    S.IN_REVIEW: frozenset({S.NEEDS_EVIDENCE, S.VERIFIED, S.REJECTED, S.CLOSED, S.LAPSED}),
    S.NEEDS_EVIDENCE: frozenset({S.IN_REVIEW, S.REJECTED, S.CLOSED}),
    S.VERIFIED: frozenset({S.EXPIRING, S.SUSPENDED, S.VERIFIED}),  # to itself: renewed
    S.EXPIRING: frozenset({S.VERIFIED, S.LAPSED, S.SUSPENDED}),
    S.LAPSED: frozenset({S.IN_REVIEW, S.CLOSED}),
    S.SUSPENDED: frozenset({S.VERIFIED, S.REVOKED}),
    S.REVOKED: frozenset(),
    S.REJECTED: frozenset(),
    S.CLOSED: frozenset(),
}

MEMBERS = frozenset({S.VERIFIED, S.EXPIRING})  # these read what members read
HOLDERS = frozenset({S.VERIFIED, S.EXPIRING, S.SUSPENDED})  # one of these a licence, held by the database
ENDED = frozenset({S.REVOKED, S.REJECTED, S.CLOSED})
OPEN = frozenset({S.IN_REVIEW, S.NEEDS_EVIDENCE})  # evidence may be given, and a reviewer may decide
BEFORE_DETAILS = frozenset({S.REGISTERED, S.EMAIL_CONFIRMED})


def may_move(source: str, target: str) -> bool:
    return State(target) in WAYS[State(source)]
