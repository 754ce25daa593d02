"""Accounts get a reference for the audit log, a licence that runs out, and a key for their sessions. There is no superuser any more."""

import secrets
import uuid
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from django.db import migrations, models

import accounts.models.user
from accounts.roles import Role

STAFF = ("editor", "moderator", "organisation", "administrator")
ROLES = ["registered", "physician", "author", "editor", "moderator", "reviewer", "family", "organisation", "administrator"]


def fill(apps, editor):
    now = timezone.now()
    users = apps.get_model("accounts", "User").objects
    for user in users.all():
        grace = now + timedelta(days=settings.SECOND_FACTOR_GRACE_DAYS) if user.role in STAFF else None
        users.filter(pk=user.pk).update(second_factor_due=grace)
        users.filter(pk=user.pk).update(reference=uuid.uuid4(), access_key=secrets.token_hex(16), is_superuser=False)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("user", "accounts_user_known_role"),
        migrations.AlterField("user", "role", models.CharField(choices=Role.choices, default="registered", max_length=20)),
        migrations.AddConstraint(
            "user", models.CheckConstraint(condition=models.Q(role__in=ROLES), name="accounts_user_known_role")
        ),
        migrations.AddField("user", "verified_until", models.DateTimeField(blank=True, editable=False, null=True)),
        migrations.AddField("user", "second_factor_due", models.DateTimeField(blank=True, editable=False, null=True)),
        migrations.AddField(
            "user",
            "access_key",
            models.CharField(default=accounts.models.user.new_access_key, editable=False, max_length=32),
        ),
        migrations.AddField("user", "reference", models.UUIDField(null=True, editable=False)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField("user", "reference", models.UUIDField(default=uuid.uuid4, unique=True, editable=False)),
        migrations.AddConstraint(
            "user",
            models.CheckConstraint(condition=models.Q(is_superuser=False), name="accounts_user_no_superuser"),
        ),
    ]
