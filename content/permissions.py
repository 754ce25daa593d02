from django.db.models import Model

from accounts.permissions import Reader, audiences_of, has_permission
from accounts.roles import Permission
from content.files import is_used_in_visible_page


def may_read_file(reader: Reader, owner: Model) -> bool:
    """A picture, film or document is for editors, for whoever uploaded it, and for the readers of a live page that uses it."""
    if has_permission(reader, Permission.PUBLISH):
        return True
    uploaded_by = getattr(owner, "uploaded_by_user_id", None)
    return (uploaded_by is not None and uploaded_by == reader.pk) or is_used_in_visible_page(
        owner, audiences_of(reader)
    )
