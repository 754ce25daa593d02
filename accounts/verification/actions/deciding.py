"""What a reviewer decides. Every function locks the application, checks the reviewer, acts and writes it down."""

import secrets
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction

from accounts.events import log
from accounts.models.user import User
from accounts.models.verification import Application, Evidence, Hold, Recheck, RegisterCheck, RevokedLicence
from accounts.verification.actions.applying import keep_check
from accounts.verification.actions.ending import close_the_file, end_claim, erase_pictures
from accounts.verification.actions.moving import decide, hold, locked, move, release
from accounts.verification.mails import send_news
from accounts.verification.permissions import OTHER_REVIEWER, check_review, check_verify
from accounts.verification.registers import Findings
from accounts.verification.states import MEMBERS, State
from audit.actions import Details, audited
from audit.kinds import Action, Area
from audit.models import Event

RECHECK_ONE_IN = 10
LOOK_FIRST = "Open the identity first, and the picture if there is one: a comparison needs both sides in front of you."
NOT_PROPOSED = "Nobody proposed to revoke this licence, or it is no longer suspended."
NOT_GIVEN = "This evidence was not given, or it was judged already."
SUSPENDED = "This membership is suspended. Give it back instead: a proposal to revoke ends with that."
NOT_HELD = "This application is not on hold."
NO_RECHECK = "This application waits for no second look."


class Reason(models.TextChoices):
    """Why something was decided; the applicant reads the label."""

    COMPLETE = "complete", "Register and proof of the licence fit"
    NO_MATCH = "no_match", "The register does not confirm the details"
    NO_PROOF = "no_proof", "There is no proof that the licence is yours"
    UNREADABLE = "unreadable", "The evidence cannot be read"
    NOT_PRACTISING = "not_practising", "The register shows no current licence"
    TWO_CLAIMS = "two_claims", "The details could not be confirmed"  # tells neither side of the other
    CONDUCT = "conduct", "A serious complaint"
    WRONG_PERSON = "wrong_person", "The licence belongs to somebody else"
    SETTLED = "settled", "The doubt is settled"


def taken(application: Application, reviewer: User) -> Application:
    application = locked(application)
    check_review(reviewer, application)
    return application


@audited
def verify(*, application: Application, by: User, now: datetime, note: str = "") -> None:
    """Make the applicant a member; raise ValidationError while register match or proof is missing, or a hold stands."""
    application = taken(application, by)
    if application.state == State.SUSPENDED:
        raise ValidationError(SUSPENDED)
    check_verify(application)
    move(application, State.VERIFIED, by=by, now=now, reason=Reason.COMPLETE)
    decide(application, "verify", by=by, reason=Reason.COMPLETE, note=note, now=now)
    application.voucher_code = ""
    application.save(update_fields=["voucher_code"])
    if secrets.randbelow(RECHECK_ONE_IN) == 0:
        Recheck.objects.get_or_create(application=application, defaults={"asked_at": now})
    else:
        erase_pictures(application, by)
    tell(application)


@audited
def ask_for_evidence(*, application: Application, by: User, reason: Reason, note: str, now: datetime) -> None:
    application = taken(application, by)
    move(application, State.NEEDS_EVIDENCE, by=by, now=now, reason=reason)
    decide(application, "ask", by=by, reason=reason, note=note, now=now)
    tell(application)


@audited
def reject(*, application: Application, by: User, reason: Reason, now: datetime, note: str = "") -> None:
    """End an application. A rejection for a wrong person ends its vouchers' right to vouch."""
    application = taken(application, by)
    move(application, State.REJECTED, by=by, now=now, reason=reason)
    decide(application, "reject", by=by, reason=reason, note=note, now=now)
    end_false_vouching(application, reason, by)
    end_claim(application, by=by)
    tell(application)


@audited
def judge_evidence(*, evidence: Evidence, is_good: bool, by: User, now: datetime) -> None:
    """Accept or refuse one proof. A picture has to be looked at first."""
    application = taken(evidence.application, by)
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    if evidence.outcome != Evidence.Outcome.GIVEN:
        raise ValidationError(NOT_GIVEN)
    if not has_looked(evidence, application, by):
        raise ValidationError(LOOK_FIRST)
    evidence.outcome = Evidence.Outcome.ACCEPTED if is_good else Evidence.Outcome.REFUSED
    evidence.judged_by = by
    evidence.save(update_fields=["outcome", "judged_by"])
    decide(application, "evidence", by=by, reason=str(evidence.outcome), note="", now=now)


def has_looked(evidence: Evidence, application: Application, by: User) -> bool:
    """Say whether the reviewer saw this very picture, or the identity with the address of the mailbox."""
    done = Event.objects.has_done
    if evidence.kind == Evidence.Kind.LICENCE_PICTURE:
        return done(by.reference, Action.EVIDENCE_SEEN, application.reference, evidence=str(evidence.reference))
    return done(by.reference, Action.IDENTITY_READ, application.reference)


@audited
def record_register_check(*, application: Application, found: Findings, by: User, now: datetime) -> RegisterCheck:
    """Keep what a reviewer found in the public register; the identity has to be open in front of them."""
    application = taken(application, by)
    if not Event.objects.has_done(by.reference, Action.IDENTITY_READ, application.reference):
        raise ValidationError(LOOK_FIRST)
    return keep_check(application, found, by=by, now=now)


@audited
def settle_hold(*, application: Application, by: User, now: datetime, note: str = "") -> None:
    """Say that this claim on the licence is the true one: end its hold and reject every other open claim.

    Where another claim is a member already, two reviewers are needed: suspend it first, and have it revoked.
    """
    application = taken(application, by)
    check_settle(application, by)
    claims = Application.objects.claiming(application.fingerprint).select_for_update().order_by("pk")
    others = [claim for claim in claims if claim.pk != application.pk]
    if any(other.state in MEMBERS | {State.SUSPENDED} for other in others):
        raise ValidationError(
            "Another claim is a member, or a suspended one. Decide about that one first: suspend it, and have it revoked."
        )
    for other in others:
        check_review(by, other)
        if other.state in (State.IN_REVIEW, State.NEEDS_EVIDENCE):
            reject(application=other, by=by, reason=Reason.TWO_CLAIMS, now=now)
    release(locked(application), by=by)  # read anew: rejecting the last other claim ends the hold already
    decide(application, "settle", by=by, reason=Reason.SETTLED, note=note, now=now)


def check_settle(application: Application, by: User) -> None:
    """A hold has to be there; and where the second look disagreed, whoever verified first does not overrule it alone."""
    if not application.is_held:
        raise ValidationError(NOT_HELD)
    if application.hold_reason == Hold.RECHECK and application.decisions.filter(verdict="verify", by=by).exists():
        raise PermissionDenied(OTHER_REVIEWER)


@audited
def suspend(*, application: Application, by: User, reason: Reason, now: datetime, note: str = "") -> None:
    """Take membership away until somebody decides; sessions and tokens end at once."""
    application = taken(application, by)
    move(application, State.SUSPENDED, by=by, now=now, reason=reason)
    decide(application, "suspend", by=by, reason=reason, note=note, now=now)
    tell(application)


@audited
def reinstate(*, application: Application, by: User, now: datetime, note: str = "") -> None:
    """Give membership back; a proposal to revoke ends with it. The register has to confirm the licence."""
    application = taken(application, by)
    check_verify(application)
    clear_proposal(application)
    move(application, State.VERIFIED, by=by, now=now, reason=Reason.SETTLED)
    decide(application, "reinstate", by=by, reason=Reason.SETTLED, note=note, now=now)
    tell(application)


@audited
def propose_revocation(*, application: Application, by: User, reason: Reason, now: datetime, note: str = "") -> None:
    """The first of two: the member is suspended at once, and another reviewer confirms or gives membership back."""
    application = taken(application, by)
    if application.state in MEMBERS:
        move(application, State.SUSPENDED, by=by, now=now, reason=reason)
    if application.state != State.SUSPENDED:
        raise ValidationError(NOT_PROPOSED)
    application.revocation_by, application.revocation_reason, application.revocation_at = by, reason, now
    application.save(update_fields=["revocation_by", "revocation_reason", "revocation_at"])
    details: Details = {"reason": str(reason)}
    owner = application.user
    log(Action.REVOCATION_PROPOSED, area=Area.MEMBERSHIP, by=by, owner=owner, subject=application, details=details)
    decide(application, "propose", by=by, reason=reason, note=note, now=now)


@audited
def confirm_revocation(*, application: Application, by: User, now: datetime, note: str = "") -> None:
    """The second of two, never the first again: the licence can never be a member's any more."""
    application = taken(application, by)
    if application.state != State.SUSPENDED or application.revocation_at is None:
        raise ValidationError(NOT_PROPOSED)
    if application.revocation_by_id in (None, by.pk):
        raise PermissionDenied(OTHER_REVIEWER)
    reason = application.revocation_reason
    move(application, State.REVOKED, by=by, now=now, reason=reason)
    if reason != Reason.WRONG_PERSON:  # otherwise its true owner could never join
        RevokedLicence.objects.get_or_create(fingerprint=application.fingerprint, defaults={"at": now})
    decide(application, "revoke", by=by, reason=reason, note=note, now=now)
    end_false_vouching(application, reason, by)
    close_the_file(application, by=by)
    tell(application)


@audited
def recheck(*, application: Application, agrees: bool, by: User, now: datetime) -> None:
    """The blind second look at one in ten, by another reviewer; disagreement puts the membership on hold."""
    application = taken(application, by)
    asked = Recheck.objects.select_for_update().filter(application=application, done_at=None).first()
    if asked is None:
        raise ValidationError(NO_RECHECK)
    if application.decisions.filter(verdict="verify", by=by).exists():
        raise PermissionDenied(OTHER_REVIEWER)
    if not Event.objects.has_done(by.reference, Action.IDENTITY_READ, application.reference):
        raise ValidationError(LOOK_FIRST)
    asked.done_at, asked.by, asked.agrees = now, by, agrees
    asked.save()
    details: Details = {"agrees": agrees}
    log(Action.RECHECKED, area=Area.MEMBERSHIP, by=by, owner=application.user, subject=application, details=details)
    erase_pictures(application, by)
    if not agrees:
        hold(application, reason=Hold.RECHECK, now=now)


def clear_proposal(application: Application) -> None:
    application.revocation_by, application.revocation_reason, application.revocation_at = None, "", None


def end_false_vouching(application: Application, reason: str, by: User) -> None:
    """A wrong voucher ends the right to vouch, and its word no longer counts anywhere."""
    if reason != Reason.WRONG_PERSON:
        return
    for voucher in application.vouchers.filter(is_wrong=False).select_related("physician__user"):
        voucher.is_wrong = True
        voucher.save(update_fields=["is_wrong"])
        voucher.physician.may_vouch = False
        voucher.physician.save(update_fields=["may_vouch"])
        log(Action.VOUCHING_ENDED, area=Area.MEMBERSHIP, by=by, owner=voucher.physician.user)


def tell(application: Application) -> None:
    """Say by mail that there is news, and nothing of what it is."""
    address = application.user.email
    transaction.on_commit(lambda: send_news(address=address))
