"""The mails of a change of address. What goes to the new mailbox never names the old one: it may be a stranger's."""

from accounts.email_change.links import Side, text_of
from accounts.mails import address_of, send
from accounts.models import EmailChange


def send_requests(change: EmailChange, *, is_taken: bool) -> None:
    """Ask both mailboxes; the owner of an address that has an account already is told so, without a link."""
    send(change.user.email, "change_old", {"page": page_of(change, Side.OLD), "address": change.address})
    if is_taken:
        send(change.address, "change_taken", {"page": address_of("account_login")})
    else:
        send(change.address, "change_new", {"page": page_of(change, Side.NEW)})


def send_done(*, former: str, address: str) -> None:
    """Say on both sides that the address has changed."""
    page = address_of("account_reset_password")
    for mailbox in (former, address):
        send(mailbox, "change_done", {"address": address, "page": page})


def page_of(change: EmailChange, side: Side) -> str:
    return address_of("account_email_confirm_change", text_of(change, side))
