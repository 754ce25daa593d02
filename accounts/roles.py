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
    REVIEWER = "reviewer", "Reviewer of licences"
    FAMILY = "family", "Family"
    ORGANISATION = "organisation", "Staff of a patient organisation"
    ADMINISTRATOR = "administrator", "Administrator"


class Permission(StrEnum):
    READ_MEMBER_CONTENT = "read_member_content"
    VOTE = "vote"
    VOUCH = "vouch"
    READ_PSEUDONYMS = "read_pseudonyms"
    WRITE_ARTICLES = "write_articles"
    WRITE_RESOURCES = "write_resources"
    PUBLISH = "publish"
    SUBMIT_CASES = "submit_cases"  # for a family, by itself or with the organisation
    READ_CASES = "read_cases"
    ANSWER_CASES = "answer_cases"  # reply, ask the network, look after a case
    SCREEN_FOR_ORGANISATION = "screen_for_organisation"  # its own organisation's families only
    MODERATE = "moderate"
    REVIEW_LICENCES = "review_licences"  # the only one that opens the vault
    READ_CONTENT_AUDIT = "read_content_audit"
    READ_WHOLE_AUDIT = "read_whole_audit"
    ADMINISTER = "administer"


MEMBER = frozenset(
    {
        Permission.READ_MEMBER_CONTENT,
        Permission.VOTE,
        Permission.VOUCH,
        Permission.READ_PSEUDONYMS,
        Permission.READ_CASES,
        Permission.ANSWER_CASES,
    }
)

# Nobody holds REVIEW_LICENCES together with MODERATE or ADMINISTER: who screens cases or gives roles never sees a name.
PERMISSIONS: dict[str, frozenset[Permission]] = {
    Role.REGISTERED: frozenset(),
    Role.FAMILY: frozenset({Permission.SUBMIT_CASES}),
    Role.ORGANISATION: frozenset(
        {Permission.WRITE_RESOURCES, Permission.SUBMIT_CASES, Permission.SCREEN_FOR_ORGANISATION}
    ),
    Role.PHYSICIAN: MEMBER,
    Role.AUTHOR: MEMBER | {Permission.WRITE_ARTICLES},
    Role.EDITOR: frozenset(
        {
            Permission.READ_MEMBER_CONTENT,
            Permission.READ_PSEUDONYMS,
            Permission.WRITE_ARTICLES,
            Permission.WRITE_RESOURCES,
            Permission.PUBLISH,
            Permission.READ_CONTENT_AUDIT,
        }
    ),
    Role.MODERATOR: frozenset(
        {
            Permission.READ_MEMBER_CONTENT,
            Permission.READ_PSEUDONYMS,
            Permission.MODERATE,
            Permission.READ_WHOLE_AUDIT,
        }
    ),
    Role.REVIEWER: frozenset({Permission.REVIEW_LICENCES}),
    Role.ADMINISTRATOR: frozenset({Permission.READ_MEMBER_CONTENT, Permission.READ_WHOLE_AUDIT, Permission.ADMINISTER}),
}

# Roles whose permissions count only while a licence is verified; see User.verified_until.
PHYSICIANS = frozenset({Role.PHYSICIAN, Role.AUTHOR})
# Roles that see what others may not: they sign in with a second factor.
SECOND_FACTOR = PHYSICIANS | {Role.EDITOR, Role.MODERATOR, Role.REVIEWER, Role.ORGANISATION, Role.ADMINISTRATOR}

# The Wagtail groups that carry a role into the admin; their permissions are set in content/actions/groups.py.
ADMIN_GROUPS: dict[str, str] = {
    Role.AUTHOR: "Authors",
    Role.EDITOR: "Editors",
    Role.MODERATOR: "Moderators of the hub",
    Role.REVIEWER: "Reviewers of licences",
    Role.ORGANISATION: "Staff of organisations",
    Role.ADMINISTRATOR: "Administrators",
}
