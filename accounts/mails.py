"""The mails about an account itself: plain text, the first line of a template is the subject."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse


def address_of(name: str, *args: object) -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse(name, args=args)


def send(address: str, name: str, context: dict[str, object]) -> None:
    text = render_to_string(f"account/mail/{name}.txt", {"site": settings.SITE_NAME, **context})
    subject, _, body = text.partition("\n")
    send_mail(subject, body.strip() + "\n", None, [address])


def send_password_changed(*, address: str) -> None:
    """Tell the owner of a new password; whoever did not choose it can still act."""
    send(address, "password_changed", {"page": address_of("account_reset_password")})


def send_second_factor_reset(*, address: str) -> None:
    """Say that the second factor was taken away by the hub's administration."""
    send(address, "second_factor_reset", {"page": address_of("account_login")})
