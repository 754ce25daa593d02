from datetime import datetime, timedelta

from django.db import models

from accounts.models.user import User, new_access_key

GOOD_FOR = timedelta(hours=24)


class EmailChange(models.Model):
    """A change of address that waits until both mailboxes have said yes; a new wish takes the place of the one before."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="email_change")
    address = models.EmailField()
    key = models.CharField(max_length=32, default=new_access_key, editable=False)
    asked_at = models.DateTimeField()
    old_confirmed_at = models.DateTimeField(null=True, blank=True)
    new_confirmed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"change {self.pk}"

    def is_open(self, now: datetime) -> bool:
        return self.asked_at <= now < self.asked_at + GOOD_FOR

    def is_confirmed(self) -> bool:
        return self.old_confirmed_at is not None and self.new_confirmed_at is not None
