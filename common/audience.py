from django.db import models


class Audience(models.TextChoices):
    """Who may know that something exists. There is no default: whoever asks says for whom."""

    PUBLIC = "public", "Open to everyone"
    MEMBERS = "members", "Physicians only"


def readable_with(audience: str) -> frozenset[str]:
    """Return the audiences whose content every reader of `audience` may know of too."""
    return frozenset({Audience.PUBLIC, audience})
