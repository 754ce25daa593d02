"""What an account reads of itself."""

from accounts.models import Physician, Profile, User


def profile_of(user: User) -> Profile:
    """Return what the account says of itself, or what stands for it until it says something."""
    return Profile.objects.filter(user=user).first() or Profile(user=user)


def practice_of(user: User) -> Physician | None:
    return Physician.objects.filter(user=user).select_related("user").first()
