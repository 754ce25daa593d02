"""The one mail about news. It says that something happened and where to read it, and nothing that a stranger could use."""

from collections import Counter
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string

from accounts.mails import address_of


def mail_about(sentences: Iterable[str], address: str, connection: BaseEmailBackend) -> EmailMessage:
    """Return the mail; what happened several times is said once, with its number."""
    context = {
        "site": settings.SITE_NAME,
        "news": sorted(Counter(sentences).items()),
        "inbox": address_of("inbox"),
        "choices": address_of("account_notices"),
    }
    subject, _, body = render_to_string("notices/mail/news.txt", context).partition("\n")
    headers = {"Auto-Submitted": "auto-generated"}
    return EmailMessage(subject, body.strip() + "\n", None, [address], headers=headers, connection=connection)
