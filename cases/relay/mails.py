"""The mail to a treating physician: that there is advice, and where; never about whom, or about what."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from cases.treating import Treating


def mail_link(treating: Treating, *, key: str) -> None:
    page = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("case_relay_open", args=[key])
    text = render_to_string("cases/relay/mail/link.txt", {"site": settings.SITE_NAME, "page": page})
    subject, _, body = text.partition("\n")
    send_mail(subject, body.strip() + "\n", None, [treating.email])
