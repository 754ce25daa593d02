from datetime import datetime

from allauth.account.models import EmailAddress
from django.db.models import QuerySet

from accounts.email_change.links import Link
from accounts.models import EmailChange, User
from accounts.models.email_change import GOOD_FOR


def open_change_of(user: User, now: datetime) -> EmailChange | None:
    return EmailChange.objects.filter(user=user, asked_at__gt=now - GOOD_FOR).first()


def waiting_for(link: Link, now: datetime) -> QuerySet[EmailChange]:
    """Return the change that this link can still confirm: no older than a day, and not confirmed from this mailbox."""
    unused = {f"{link.side}_confirmed_at": None}
    changes = EmailChange.objects.filter(pk=link.change, key=link.key, asked_at__gt=now - GOOD_FOR, **unused)
    return changes.filter(user__is_active=True)


def is_taken(address: str, user: User) -> bool:
    """Say whether an address belongs to another account, confirmed or not."""
    others = User.objects.exclude(pk=user.pk)
    return (
        others.filter(email__iexact=address).exists()
        or EmailAddress.objects.exclude(user=user).filter(email__iexact=address).exists()
    )
