from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import APIToken

from accounts.models import User
from accounts.permissions import check_permission
from accounts.roles import ADMIN_GROUPS, Permission, Role

TOKENS_MOST = 10


@transaction.atomic
def assign_role(*, user: User, role: str, by: User | None) -> bool:
    """Give `user` a role and the admin groups that go with it; return False if nothing changed.

    `by` is None only for commands run on the server itself. Raises PermissionDenied for anyone but an administrator, and
    ValueError for a role that does not exist.
    """
    if by is not None:
        check_permission(by, Permission.ADMINISTER, "Only an administrator gives roles.")
    role = Role(role)
    is_admin = role == Role.ADMINISTRATOR
    groups = set(Group.objects.filter(name=ADMIN_GROUPS.get(role, "")))
    wanted = (role, is_admin, is_admin)
    if (user.role, user.is_staff, user.is_superuser) == wanted and set(user.groups.all()) == groups:
        return False
    user.role, user.is_staff, user.is_superuser = wanted
    user.save(update_fields=["role", "is_staff", "is_superuser"])
    user.groups.set(groups)
    return True


@transaction.atomic
def create_token(*, name: str, by: User) -> str:
    """Make an API token for `by` and return its text, which is shown once and stored nowhere."""
    owner = User.objects.select_for_update().get(pk=by.pk)
    if APIToken.objects.filter(user=owner, revoked_at=None).count() >= TOKENS_MOST:
        raise ValidationError(f"You have {TOKENS_MOST} tokens. Revoke one that you no longer use.")
    _, text = APIToken.create_token(user=owner, name=name)
    return text


def revoke_token(*, token_id: int, by: User) -> bool:
    """End one of your own tokens at once; return False if it has ended already. Raises DoesNotExist for others' tokens."""
    token = APIToken.objects.get(pk=token_id, user=by)
    if token.revoked_at:
        return False
    token.revoke()
    return True
