from django.db import models


class Audience(models.TextChoices):
    """Who may know that something exists. There is no default: whoever asks says for whom."""

    PUBLIC = "public", "Open to everyone"
    MEMBERS = "members", "Physicians only"
    CASES = "cases", "Verified physicians only"  # the case forum: not even editors and administrators


# What a page or a poll may be for; cases are never content.
CONTENT_AUDIENCES = [(value, label) for value, label in Audience.choices if value != Audience.CASES]
CONTENT_VALUES = [value for value, _ in CONTENT_AUDIENCES]
NARROWING = (Audience.PUBLIC, Audience.MEMBERS, Audience.CASES)


def readable_with(audience: str) -> frozenset[str]:
    """Return the audiences whose content every reader of `audience` may know of too."""
    return frozenset(NARROWING[: NARROWING.index(Audience(audience)) + 1])
