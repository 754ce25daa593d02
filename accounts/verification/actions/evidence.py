"""Proof that the applicant holds the licence: an institution's mail, a picture of the licence, the word of two members."""

import secrets
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet

from accounts.events import log
from accounts.models.physician import Physician
from accounts.models.user import User
from accounts.models.verification import Application, Evidence, Voucher
from accounts.permissions import check_permission
from accounts.roles import Permission
from accounts.vault.actions import keep_picture, seal_identity, use_identity
from accounts.vault.facts import Purpose
from accounts.vault.pictures import redraw
from accounts.verification.actions.applying import back_to_review
from accounts.verification.actions.moving import YEAR, locked
from accounts.verification.licences import keyed
from accounts.verification.mails import send_code
from accounts.verification.names import same_person
from accounts.verification.permissions import has_proof
from accounts.verification.states import OPEN
from audit.actions import Details, audited
from audit.kinds import Action, Area

CODE_HOURS = 24
CODE_TRIES = 5
CODES_A_DAY = 5
PICTURES_MOST = 4
VOUCHERS_A_YEAR = 3
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is read as another
FREE_MAIL = frozenset(
    (
        "gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk live.com msn.com yahoo.com "
        "yahoo.co.uk ymail.com icloud.com me.com mac.com aol.com proton.me protonmail.com gmx.com gmx.net "
        "gmx.de web.de mail.com zoho.com fastmail.com tutanota.com tuta.io yandex.com hey.com duck.com "
        "xtra.co.nz bigpond.com eircom.net mweb.co.za"
    ).split()
)
NOT_NOW = "Evidence can be given while an application waits for it or is with a reviewer."
TOO_MANY_CODES = f"We sent {CODES_A_DAY} codes today. Try again tomorrow, or prove your licence in another way."
NO_INSTITUTION = (
    "This is a private mailbox. Use the one your hospital, practice, university or health service gave you."
)
WRONG_CODE = "This code does not fit, or it is older than a day. Look into the newest mail, or ask for another code."
# One sentence for every way in which a voucher fails: otherwise codes and names could be tried out.
NO_VOUCHER = "This code and this name do not belong together, or you cannot vouch for this person."
ONLY_MEMBERS_VOUCH = "Only verified physicians vouch for colleagues."
NO_MORE_VOUCHERS = f"You vouched for {VOUCHERS_A_YEAR} colleagues in the last twelve months, and no more are possible."


def new_code(length: int = 10) -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(length))


@audited
def ask_for_code(*, application: Application, address: str, by: User, now: datetime) -> Evidence:
    """Send a code to the applicant's mailbox at an institution; who types it in reads that mailbox.

    Raises ValidationError for private mailboxes and after five codes in a day.
    """
    application = open_and_locked(application)
    address = institution_address(address)
    challenges = application.evidence.filter(kind=Evidence.Kind.INSTITUTION_MAIL)
    if challenges.filter(given_at__gt=now - timedelta(days=1)).count() >= CODES_A_DAY:
        raise ValidationError({"address": TOO_MANY_CODES})
    challenges.filter(outcome=Evidence.Outcome.WAITING).update(expires_at=now, mailbox="")
    code = new_code()
    evidence = Evidence.objects.create(
        application=application,
        kind=Evidence.Kind.INSTITUTION_MAIL,
        outcome=Evidence.Outcome.WAITING,
        given_at=now,
        domain=address.partition("@")[2],
        mailbox=keyed(f"mailbox|{address}"),
        code=keyed(f"code|{code}"),
        expires_at=now + timedelta(hours=CODE_HOURS),
    )
    facts = use_identity(application=application, purpose=Purpose.MAILBOX)
    seal_identity(application=application, facts=facts.with_mailbox(address), now=now)
    transaction.on_commit(lambda: send_code(address=address, code=code, hours=CODE_HOURS))
    return evidence


def institution_address(text: str) -> str:
    """Return the address in small letters; raise ValidationError for what is none, or anybody can get."""
    address = text.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise ValidationError({"address": "Write an address like name@hospital.example."}) from None
    if len(address) > 254 or address.partition("@")[2] in FREE_MAIL:
        raise ValidationError({"address": NO_INSTITUTION})
    return address


@audited
def confirm_code(*, application: Application, code: str, by: User, now: datetime) -> bool:
    """Take the code that was sent; return False for a wrong one, of which five end the challenge."""
    application = open_and_locked(application)
    waiting = application.evidence.filter(kind=Evidence.Kind.INSTITUTION_MAIL, outcome=Evidence.Outcome.WAITING)
    evidence = waiting.filter(expires_at__gt=now, tries__lt=CODE_TRIES).last()
    if evidence is None:
        return False
    evidence.tries += 1
    is_right = secrets.compare_digest(evidence.code, keyed(f"code|{code.strip().upper()}"))
    if is_right and not mailbox_is_taken(evidence):
        evidence.outcome, evidence.given_at = Evidence.Outcome.GIVEN, now
        evidence.code = ""
        take_mailbox(evidence)
        note_given(application, evidence, by, now)
    evidence.save()
    return evidence.outcome == Evidence.Outcome.GIVEN


def mailbox_is_taken(evidence: Evidence) -> bool:
    """One mailbox proves one person: a second applicant with it is told the same as one with a wrong code."""
    return proved_by(evidence).exclude(application__user=evidence.application.user_id).exists()


def take_mailbox(evidence: Evidence) -> None:
    """Move a mailbox from its owner's earlier proofs to this one: whoever applies again still reads it."""
    proved_by(evidence).filter(application__user=evidence.application.user_id).update(mailbox="")


def proved_by(evidence: Evidence) -> QuerySet[Evidence]:
    given = Evidence.objects.filter(mailbox=evidence.mailbox, outcome__in=("given", "accepted"))
    return given.exclude(pk=evidence.pk)


def give_picture(*, application: Application, file: bytes, by: User, now: datetime) -> Evidence:
    """Keep a picture of the licence, redrawn from its pixels and sealed; raise ValidationError for what is no picture."""
    return take_picture(application, redraw(file), by, now)  # drawn first: whoever writes an event waits for this one


@audited
def take_picture(application: Application, picture: bytes, by: User, now: datetime) -> Evidence:
    application = open_and_locked(application)
    pictures = application.evidence.filter(kind=Evidence.Kind.LICENCE_PICTURE)
    if pictures.filter(erased_at=None).count() >= PICTURES_MOST:
        raise ValidationError({"file": f"{PICTURES_MOST} pictures are enough. The reviewer looks at them first."})
    evidence = Evidence.objects.create(
        application=application, kind=Evidence.Kind.LICENCE_PICTURE, outcome=Evidence.Outcome.GIVEN, given_at=now
    )
    keep_picture(evidence=evidence, picture=picture, now=now)
    note_given(application, evidence, by, now)
    return evidence


def note_given(application: Application, evidence: Evidence, by: User, now: datetime) -> None:
    details: Details = {"kind": str(evidence.kind)}
    log(Action.EVIDENCE_GIVEN, area=Area.MEMBERSHIP, by=by, owner=by, subject=application, details=details)
    back_to_review(application, by=by, now=now)


@audited
def make_voucher_code(*, application: Application, by: User) -> str:
    """Return a new code that the applicant gives to colleagues by a way of their own; an earlier one ends."""
    application = open_and_locked(application)
    code = new_code(12)
    application.voucher_code = keyed(f"voucher|{code}")
    application.save(update_fields=["voucher_code"])
    return code


def vouch(*, code: str, name: str, by: User, now: datetime) -> Voucher:
    """Give one's word that the person of this name, who gave the code, is a physician one knows.

    Raises ValidationError with one sentence for whatever does not fit, and PermissionDenied for anybody but a member.
    """
    check_permission(by, Permission.VOUCH, ONLY_MEMBERS_VOUCH)
    voucher = take_word(code, name, by, now)
    if voucher is None:  # raised out here: what was read in the vault meanwhile stays written down
        raise ValidationError(NO_VOUCHER)
    return voucher


@audited
def take_word(code: str, name: str, by: User, now: datetime) -> Voucher | None:
    physician = Physician.objects.select_for_update().filter(user=by).first()
    if physician is None:
        return None
    if Voucher.objects.filter(physician=physician, at__gt=now - YEAR).count() >= VOUCHERS_A_YEAR:
        raise ValidationError(NO_MORE_VOUCHERS)
    key = keyed(f"voucher|{code.strip().upper()}")
    application = Application.objects.open().filter(voucher_code=key).select_for_update().first()
    if application is None or not may_vouch_for(physician, application, name):
        return None
    voucher = Voucher.objects.create(application=application, physician=physician, at=now)
    log(Action.VOUCHED, area=Area.MEMBERSHIP, by=by, subject=application)
    if has_proof(application):
        back_to_review(application, by=None, now=now)
    return voucher


def may_vouch_for(physician: Physician, application: Application, name: str) -> bool:
    """Same country, not oneself, not twice, not on hold, the right not lost, and the name is the applicant's."""
    own = Application.objects.members().filter(user=physician.user).first()
    if not physician.may_vouch or own is None or application.user_id == physician.user_id:
        return False
    if application.country != physician.country or application.vouchers.filter(physician=physician).exists():
        return False
    return same_person(name, use_identity(application=application, purpose=Purpose.VOUCHER).name)


def open_and_locked(application: Application) -> Application:
    application = locked(application)
    if application.state not in OPEN:
        raise ValidationError(NOT_NOW)
    return application
