"""Who may judge an application, and what has to be there before it can be verified."""

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models.user import User
from accounts.models.verification import Application, Evidence, RegisterCheck, RevokedLicence
from accounts.permissions import check_permission
from accounts.roles import Permission
from accounts.verification.states import HOLDERS, MEMBERS

VOUCHERS_NEEDED = 2
NOT_YOURS = "You cannot judge your own application, or one you vouched for."
ONLY_REVIEWERS = "Only a reviewer of licences decides about membership."
HELD = "This application is on hold: two accounts claim the same licence. Settle that first."
TAKEN = "Another account holds this licence, or held it until it was revoked. Decide about that one first."
REVOKED = "This licence was revoked here before and can never be a member’s again. Reject the application."
NO_MATCH = (
    "The register does not yet confirm number, name, status and jurisdiction. Compare them and record what you found."
)
NO_PROOF = (
    "Nothing proves yet that the applicant holds this licence. Accept the institution’s mail or the picture of the "
    "licence, or wait for two vouchers: a right name and a right number are public knowledge."
)
OTHER_REVIEWER = "A second reviewer has to confirm this."


def check_review(reviewer: User, application: Application) -> None:
    """Refuse whoever is no reviewer, or has a part in this application; the twin of `reviewable_by`."""
    check_permission(reviewer, Permission.REVIEW_LICENCES, ONLY_REVIEWERS)
    vouched = application.vouchers.filter(physician__user=reviewer).exists()
    if application.user_id == reviewer.pk or vouched:
        raise PermissionDenied(NOT_YOURS)


def check_verify(application: Application) -> None:
    """Raise ValidationError with the first thing that is missing: no hold, no other holder, register match, proof."""
    if was_revoked(application):
        raise ValidationError(REVOKED)
    if application.is_held:
        raise ValidationError(HELD)
    if is_held_by_another(application):
        raise ValidationError(TAKEN)
    if not is_in_register(application):
        raise ValidationError(NO_MATCH)
    if not has_proof(application):
        raise ValidationError(NO_PROOF)


def is_held_by_another(application: Application) -> bool:
    """Say whether the database would refuse a second holder of this licence."""
    holders = Application.objects.claiming(application.fingerprint).filter(state__in=HOLDERS)
    return holders.exclude(pk=application.pk).exists()


def was_revoked(application: Application) -> bool:
    return RevokedLicence.objects.filter(fingerprint=application.fingerprint).exists()


def is_in_register(application: Application) -> bool:
    """Say whether the newest look into the register found number, name, current status and jurisdiction.

    Whoever was verified before needs a look that is newer than that.
    """
    newest = application.register_checks.last()
    if newest is None or newest.outcome != RegisterCheck.Outcome.MATCH:
        return False
    return application.verified_at is None or newest.at > application.verified_at


def has_proof(application: Application) -> bool:
    """Say whether possession is proved: by accepted evidence, or by two members of the country whose word still counts."""
    if application.evidence.filter(outcome=Evidence.Outcome.ACCEPTED).exists():
        return True
    return counting_vouchers(application) >= VOUCHERS_NEEDED


def counting_vouchers(application: Application) -> int:
    """Count vouchers whose giver is a verified member of the applicant's country at this moment."""
    members = Application.objects.filter(state__in=MEMBERS, held_at=None).values("user")
    good = application.vouchers.filter(is_wrong=False, physician__may_vouch=True, physician__user__in=members)
    return good.filter(physician__country=application.country).count()
