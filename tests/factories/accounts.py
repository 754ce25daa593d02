from datetime import timedelta

import factory
from django.contrib.auth.models import Group
from django.utils import timezone

from accounts.models import Physician, Pseudonym, User
from accounts.roles import ADMIN_GROUPS, PHYSICIANS, SECOND_FACTOR, Role


def in_a_year():
    return timezone.now() + timedelta(days=365)


class UserFactory(factory.django.DjangoModelFactory):
    """An account whose role counts: a physician's licence is verified, and the second factor is not due yet."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    display_name = factory.Sequence(lambda n: f"amber-heron-{n}")
    role = Role.REGISTERED
    verified_until = factory.LazyAttribute(lambda made: in_a_year() if made.role in PHYSICIANS else None)
    second_factor_due = factory.LazyAttribute(lambda made: in_a_year() if made.role in SECOND_FACTOR else None)

    class Params:
        physician = factory.Trait(role=Role.PHYSICIAN)
        editor = factory.Trait(role=Role.EDITOR)
        administrator = factory.Trait(role=Role.ADMINISTRATOR, is_staff=True)

    @factory.post_generation
    def admin_groups(self, create, extracted, **kwargs):
        if create and self.role in ADMIN_GROUPS:
            self.groups.set(Group.objects.filter(name=ADMIN_GROUPS[self.role]))


def give_role(user, role):
    """Give any role to an account that is there already, a physician's with its licence."""
    user.role = role
    user.is_staff = role == Role.ADMINISTRATOR
    user.verified_until = in_a_year() if role in PHYSICIANS else None
    user.second_factor_due = in_a_year()
    user.save()
    user.groups.set(Group.objects.filter(name=ADMIN_GROUPS.get(role, "")))
    return user


def practise(user, country="GB", speciality="neurology", given_at=None):
    """Give a member's account its professional side, with the display name as its pseudonym."""
    physician = Physician.objects.create(user=user, country=country, speciality=speciality)
    Pseudonym.objects.create(text=user.display_name, physician=physician, given_at=given_at or timezone.now())
    return physician


def members(number, country="GB", speciality="neurology"):
    """Return the accounts of so many members of one cell."""
    made = [UserFactory(physician=True) for _ in range(number)]
    for user in made:
        practise(user, country, speciality)
    return made
