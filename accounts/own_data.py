"""What accounts hold on somebody, for that person alone: nothing of who judged or vouched, nothing of another's claim."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group
from django.core.exceptions import ObjectDoesNotExist
from wagtail.models import APIToken

from accounts.audit_log.querysets import own_events
from accounts.models import (
    Application,
    Decision,
    EmailChange,
    Evidence,
    Physician,
    Profile,
    Pseudonym,
    RegisterCheck,
    User,
)
from accounts.vault.actions import read_identity
from accounts.vault.facts import Reason
from accounts.verification.actions.deciding import Reason as Verdict
from audit.models import Event
from common.own_data import MOST, Row, columns, rows

ACCOUNT = (
    "email",
    "display_name",
    "role",
    "verified_until",
    "second_factor_due",
    "is_active",
    "date_joined",
    "last_login",
)
PHYSICIAN = (
    *("country", "speciality", "may_vouch", "pseudonym_changed_at", "is_available"),
    *("hours_from", "hours_to", "paused_until", "cases_at_once"),
)
APPLICATION = ("reference", "state", "since", "country", "speciality", "sent_at", "verified_at", "reminders")
EVIDENCE = ("kind", "outcome", "given_at", "erased_at", "domain")
CHECK = ("at", "outcome", "number_fits", "name_fits", "status_fits", "jurisdiction_fits")
WITHHELD = "Only the page “Take your data with you” gives it, because it asks for your password."
# Decisions about a second claim on the licence are not addressed to the applicant, who never hears of the other.
UNADDRESSED = ("settle",)


def own_data(user: User, *, with_identity: bool) -> dict[str, Any]:
    physician = Physician.objects.filter(user=user).first()
    profile = Profile.objects.filter(user=user).first()
    applications = Application.objects.of(user)[:MOST]
    return {
        "account": columns(user, ACCOUNT),
        "groups": list(Group.objects.filter(user=user).values_list("name", flat=True)),
        "addresses": rows(EmailAddress.objects.filter(user=user), "email", "verified", "primary"),
        "address_changes": rows(EmailChange.objects.filter(user=user), "address", "asked_at"),
        "profile": columns(profile, ("languages", "time_zone")) if profile else None,
        "physician": columns(physician, PHYSICIAN) if physician else None,
        "pseudonyms": rows(Pseudonym.objects.filter(physician__user=user).order_by("-given_at"), "text", "given_at"),
        "vouchers_given": rows(physician.vouchers.order_by("-at"), "at", "is_wrong") if physician else [],
        "applications": [application_data(one, user, with_identity) for one in applications],
        "second_factors": rows(Authenticator.objects.filter(user=user), "type", "created_at", "last_used_at"),
        "sessions": rows(
            UserSession.objects.filter(user=user).order_by("-last_seen_at"),
            *("created_at", "last_seen_at", "ip", "user_agent"),
        ),
        "tokens": rows(
            APIToken.objects.filter(user=user).order_by("-created"),
            *("name", "prefix", "created", "last_used_at", "revoked_at"),
        ),
        "events": [event_data(event, user) for event in newest_events(user)],
    }


def application_data(application: Application, user: User, with_identity: bool) -> Row:
    decisions = application.decisions.exclude(verdict__in=UNADDRESSED)
    return {
        **columns(application, APPLICATION),
        "identity": identity_data(application, user) if with_identity else WITHHELD,
        "evidence": rows(Evidence.objects.filter(application=application), *EVIDENCE),
        "register_checks": rows(RegisterCheck.objects.filter(application=application), *CHECK),
        "decisions": [decision_data(decision) for decision in decisions],
        "vouchers": application.vouchers.count(),
    }


def decision_data(decision: Decision) -> Row:
    """Give the reason in the words that the page uses: its code would tell of another claim on the licence."""
    known = dict(Verdict.choices)
    return columns(decision, ("at", "verdict", "note")) | {"reason": str(known.get(decision.reason, ""))}


def identity_data(application: Application, user: User) -> Row | None:
    """Return name and licence from the vault, which writes down that it was opened; None where it holds nothing."""
    try:
        return dict(read_identity(application=application, reason=Reason.OWN, by=user).as_dict())
    except ObjectDoesNotExist:
        return None


def newest_events(user: User) -> list[Event]:
    return list(own_events(user).order_by("-number")[:MOST])


def event_data(event: Event, user: User) -> Row:
    """Say who acted by role only, and of the desk's reasons nothing: they can tell of another claim on the licence."""
    actor = "the hub" if event.actor is None else "you" if event.actor == user.reference else event.actor_role
    details = {name: value for name, value in event.details.items() if name != "reason"}
    return {"at": event.at.replace(microsecond=0), "action": event.action, "by": actor, "details": details}
