"""The mails of verification. None says who somebody is or what was decided: mailboxes are read by others too."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse


def send_code(*, address: str, code: str, hours: int) -> None:
    """Send a code to a mailbox at an institution."""
    send(address, "code", {"code": code, "hours": hours})


def send_news(*, address: str) -> None:
    """Say that something about the application changed."""
    send(address, "news", {})


def send_reminder(*, address: str, days_left: int) -> None:
    """Say that the application waits for its owner, and when it closes."""
    send(address, "reminder", {"days_left": days_left})


def send_renewal(*, address: str, days_left: int) -> None:
    """Say that a membership has to be renewed."""
    send(address, "renewal", {"days_left": days_left})


def send(address: str, name: str, context: dict[str, object]) -> None:
    page = settings.WAGTAILADMIN_BASE_URL + reverse("verification:status")
    text = render_to_string(f"verification/mail/{name}.txt", {"site": settings.SITE_NAME, "page": page, **context})
    subject, _, body = text.partition("\n")
    send_mail(subject, body.strip() + "\n", None, [address])
