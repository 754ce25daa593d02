"""The only door of the vault. Every opening is written into the audit log, in the same transaction."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.events import log
from accounts.models.user import User
from accounts.models.vault import Identity, SealedFile
from accounts.models.verification import Application, Evidence
from accounts.permissions import check_permission
from accounts.roles import Permission
from accounts.vault.crypto import reseal, seal, unseal
from accounts.vault.facts import Facts, Purpose, Reason
from accounts.verification.permissions import check_review
from audit.actions import Details, audited
from audit.kinds import Action, Area

PICTURE_DAYS = 30
NO_READER = "Only a reviewer of licences opens the vault, and only for an application that is not their own."
CHANGED = "This text does not belong to this application."


@audited
def seal_identity(*, application: Application, facts: Facts, now: datetime) -> None:
    """Put the facts into the vault in place of earlier ones. The text names its owner, so no two can be exchanged."""
    text = json.dumps({"of": str(application.reference), **facts.as_dict()}).encode()
    Identity.objects.update_or_create(application=application, defaults={"sealed": seal(text), "sealed_at": now})
    log(Action.IDENTITY_SEALED, area=Area.MEMBERSHIP, by=None, owner=application.user, subject=application)


@audited
def read_identity(*, application: Application, reason: Reason, by: User) -> Facts:
    """Return who the applicant is. Raises PermissionDenied for anybody but the applicant and a reviewer who may judge it."""
    if by.pk != application.user_id:
        check_permission(by, Permission.REVIEW_LICENCES, NO_READER)
        check_review(by, application)
    if (by.pk == application.user_id) != (reason == Reason.OWN):
        raise PermissionDenied(NO_READER)
    return opened(application, Reason(reason).value, by)


@audited
def use_identity(*, application: Application, purpose: Purpose) -> Facts:
    """Return the facts for a comparison that the hub makes itself and shows to nobody."""
    return opened(application, Purpose(purpose).value, None)


def opened(application: Application, reason: str, by: User | None) -> Facts:
    """Raises Identity.DoesNotExist where nothing was given yet, or it was erased."""
    identity = Identity.objects.get(application=application)
    details: Details = {"reason": reason}
    log(Action.IDENTITY_READ, area=Area.MEMBERSHIP, by=by, owner=application.user, subject=application, details=details)
    values = json.loads(unseal(identity.sealed))
    if values.pop("of") != str(application.reference):
        raise PermissionDenied(CHANGED)
    return Facts(**values)


@audited
def erase_identity(*, application: Application, by: User | None) -> None:
    """Take the identity and all pictures out of the vault."""
    for file in SealedFile.objects.filter(evidence__application=application).select_related("evidence"):
        erase_picture(evidence=file.evidence, by=by)
    if Identity.objects.filter(application=application).delete()[0]:
        log(Action.IDENTITY_ERASED, area=Area.MEMBERSHIP, by=by, owner=application.user, subject=application)


def keep_picture(*, evidence: Evidence, picture: bytes, now: datetime) -> None:
    """Seal a picture that `accounts.vault.pictures.redraw` made."""
    text = str(evidence.reference).encode() + b"\n" + picture
    SealedFile.objects.update_or_create(evidence=evidence, defaults={"sealed": seal(text), "sealed_at": now})


@audited
def read_picture(*, evidence: Evidence, by: User) -> bytes:
    """Return the picture of a licence to a reviewer who may judge it; raises SealedFile.DoesNotExist when it is erased."""
    check_permission(by, Permission.REVIEW_LICENCES, NO_READER)
    check_review(by, evidence.application)
    file = SealedFile.objects.get(evidence=evidence)
    owner = evidence.application.user
    details: Details = {"evidence": str(evidence.reference)}
    subject = evidence.application
    log(Action.EVIDENCE_SEEN, area=Area.MEMBERSHIP, by=by, owner=owner, subject=subject, details=details)
    of, _, picture = unseal(file.sealed).partition(b"\n")
    if of.decode() != str(evidence.reference):
        raise PermissionDenied(CHANGED)
    return picture


@audited
def erase_picture(*, evidence: Evidence, by: User | None) -> None:
    Evidence.objects.filter(pk=evidence.pk, erased_at=None).update(erased_at=timezone.now())
    if SealedFile.objects.filter(evidence=evidence).delete()[0]:
        owner = evidence.application.user
        log(Action.EVIDENCE_ERASED, area=Area.MEMBERSHIP, by=by, owner=owner, subject=evidence.application)


def pictures_past_keeping(now: datetime) -> list[Evidence]:
    """Return the pictures that have to go now: a day early, so that with one run a day none is kept longer than promised."""
    old = SealedFile.objects.filter(sealed_at__lte=now - timedelta(days=PICTURE_DAYS - 1))
    return [file.evidence for file in old.select_related("evidence__application__user")]


@audited
def rotate(rows: list[Any]) -> int:
    """Encrypt these rows of a model with `sealed` again with the first key; return how many."""
    for row in rows:
        row.sealed = reseal(row.sealed)
        row.save(update_fields=["sealed"])
    return len(rows)
