"""The end of an account in every app, in one transaction, from the top of the imports down."""

from django.db import transaction

import accounts.deletion
import cases.deletion
import content.deletion
from accounts.mails import send
from accounts.models import User
from audit.actions import audited

ERASERS = (
    content.deletion.erase,
    cases.deletion.erase,
    accounts.deletion.erase,
)  # the account itself last; its other rows go with it


@audited
def delete_account(*, by: User) -> None:
    """Delete the account of `by`; raise ValidationError for the last administrator. A mail says that it is done."""
    user = User.objects.select_for_update().get(pk=by.pk)
    accounts.deletion.check_delete(user)
    address = user.email
    for erase in ERASERS:
        erase(user)
    transaction.on_commit(lambda: send(address, "deleted", {}))
