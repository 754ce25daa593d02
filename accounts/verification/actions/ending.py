"""The end of a claim: what proved it goes, and where one claim on the licence is left, nothing is contested any more."""

from accounts.models.user import User
from accounts.models.verification import Application, Evidence
from accounts.vault.actions import erase_picture
from accounts.verification.actions.moving import release, release_the_last


def end_claim(application: Application, *, by: User | None) -> None:
    """Erase all proofs of an application that was withdrawn, closed or rejected, and what its licence is known by.

    Nothing needs that fingerprint any more: a contest is one of claims that have not ended, and a licence that was revoked
    is kept in a table of its own. What a revocation ends keeps its proofs, so that one mailbox proves no second account.
    """
    close_the_file(application, by=by)
    application.evidence.update(domain="", mailbox="", code="")
    application.fingerprint = application.voucher_code = ""
    application.save(update_fields=["fingerprint", "voucher_code"])


def close_the_file(application: Application, *, by: User | None) -> None:
    """What every end has in common, a revocation too."""
    release(application, by=by)
    release_the_last(application.fingerprint, by=by)
    erase_pictures(application, by)


def erase_pictures(application: Application, by: User | None) -> None:
    for evidence in application.evidence.filter(kind=Evidence.Kind.LICENCE_PICTURE, erased_at=None):
        erase_picture(evidence=evidence, by=by)
