import secrets
import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, Group, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.roles import ADMIN_GROUPS, PHYSICIANS, SECOND_FACTOR, Role


def new_access_key() -> str:
    return secrets.token_hex(16)


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make the first administrator. The hub has no superuser: nobody passes every rule."""
        user = self.create_user(email, password, role=Role.ADMINISTRATOR, is_staff=True)
        user.groups.set(Group.objects.filter(name=ADMIN_GROUPS[Role.ADMINISTRATOR]))
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in by e-mail. Others never see the e-mail, only `display_name`; logs only `reference`."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # what the audit log knows
    email = models.EmailField(unique=True)
    display_name = models.CharField(max_length=80, blank=True, help_text="What others see; a pseudonym for physicians.")
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.REGISTERED)
    verified_until = models.DateTimeField(null=True, blank=True, editable=False)
    second_factor_due = models.DateTimeField(null=True, blank=True, editable=False)
    access_key = models.CharField(max_length=32, default=new_access_key, editable=False)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ("email",)
        constraints = (
            models.CheckConstraint(condition=Q(role__in=Role.values), name="accounts_user_known_role"),
            models.CheckConstraint(condition=Q(is_superuser=False), name="accounts_user_no_superuser"),
            models.UniqueConstraint(Lower("email"), name="accounts_user_email_whatever_case"),
        )

    def __str__(self) -> str:
        return self.get_short_name()

    def get_full_name(self) -> str:
        return self.display_name or self.email

    def get_short_name(self) -> str:
        return self.get_full_name()

    def is_verified(self, now: datetime) -> bool:
        """Say whether a licence stands behind this account at this moment; only `accounts.verification` writes the field."""
        return self.verified_until is not None and now < self.verified_until

    def acts_as(self, now: datetime) -> str:
        """Return the role that counts: a physician's only while the licence is verified."""
        if self.role in PHYSICIANS and not self.is_verified(now):
            return Role.REGISTERED
        return self.role

    def needs_second_factor(self, now: datetime) -> bool:
        """Say whether the time is over in which this account could do without a second factor."""
        if self.acts_as(now) not in SECOND_FACTOR:
            return False
        return self.second_factor_due is None or self.second_factor_due <= now

    def _get_session_auth_hash(self, secret: Any = None) -> str:
        """Tie every session to `access_key` as well as to the password: a new key ends them all at once."""
        salt = "accounts.User.session"
        return salted_hmac(salt, self.password + self.access_key, secret=secret, algorithm="sha256").hexdigest()
