"""Who may do what, readable from top to bottom: no database, no framework."""

from enum import StrEnum

from django.db import models


class Role(models.TextChoices):
    """Stored as a code; the label is for people and may change."""

    REGISTERED = "registered", "Registered, not a member"
    PHYSICIAN = "physician", "Physician (member)"
    AUTHOR = "author", "Author (physician who publishes)"
    EDITOR = "editor", "Editor"
    MODERATOR = "moderator", "Moderator"
    FAMILY = "family", "Family"
    ORGANISATION = "organisation", "Staff of a patient organisation"
    ADMINISTRATOR = "administrator", "Administrator"


class Permission(StrEnum):
    READ_MEMBER_CONTENT = "read_member_content"
    VOTE = "vote"
    WRITE_ARTICLES = "write_articles"
    PUBLISH = "publish"
    MODERATE = "moderate"
    ADMINISTER = "administer"


MEMBER = frozenset({Permission.READ_MEMBER_CONTENT, Permission.VOTE})

PERMISSIONS: dict[str, frozenset[Permission]] = {
    Role.REGISTERED: frozenset(),
    Role.FAMILY: frozenset(),
    Role.ORGANISATION: frozenset(),
    Role.PHYSICIAN: MEMBER,
    Role.AUTHOR: MEMBER | {Permission.WRITE_ARTICLES},
    Role.EDITOR: frozenset({Permission.READ_MEMBER_CONTENT, Permission.WRITE_ARTICLES, Permission.PUBLISH}),
    Role.MODERATOR: frozenset({Permission.READ_MEMBER_CONTENT, Permission.MODERATE}),
    Role.ADMINISTRATOR: frozenset(Permission) - {Permission.VOTE},
}

# The Wagtail groups that carry a role into the admin; their page permissions are set in content/actions/groups.py.
ADMIN_GROUPS: dict[str, str] = {Role.AUTHOR: "Authors", Role.EDITOR: "Editors"}
