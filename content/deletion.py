"""What the editors' area keeps beside an account. Pages stay, without their owner."""

from django.contrib.contenttypes.models import ContentType
from wagtail.admin.models import FormState
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from accounts.models import User


def erase(user: User) -> None:
    """Unlock what the user locked, part Wagtail's log from them, and forget what administrators typed about them."""
    Page.objects.filter(locked_by=user).update(locked=False, locked_at=None, locked_by=None)
    for model in (PageLogEntry, ModelLogEntry):
        model.objects.filter(user=user).update(user=None)  # the database does not do it: Wagtail keeps the bare number
    about = {"content_type": ContentType.objects.get_for_model(User), "object_id": str(user.pk)}
    ModelLogEntry.objects.filter(**about).delete()
    FormState.objects.filter(**about).delete()
