"""What can have happened, as codes: an event says what was done to what by whom, and never a word that somebody wrote."""

from django.db import models


class Area(models.TextChoices):
    """Who answers for it; editors read the events of their own area only."""

    ACCOUNTS = "accounts", "Accounts"
    MEMBERSHIP = "membership", "Membership"
    CONTENT = "content", "Content"


class Action(models.TextChoices):
    ROLE_GIVEN = "role_given", "Role given"
    TOKEN_MADE = "token_made", "API token made"
    TOKEN_REVOKED = "token_revoked", "API token revoked"
    SIGNED_IN = "signed_in", "Signed in"
    SIGN_IN_FAILED = "sign_in_failed", "Sign-in failed"
    SESSION_ENDED = "session_ended", "Session ended"
    ACCESS_ENDED = "access_ended", "All sessions and tokens ended"
    PASSWORD_CHANGED = "password_changed", "Password changed"
    EMAIL_CHANGE_ASKED = "email_change_asked", "Change of e-mail address asked for"
    EMAIL_CHANGED = "email_changed", "E-mail address changed"
    SECOND_FACTOR_ADDED = "second_factor_added", "Second factor added"
    SECOND_FACTOR_REMOVED = "second_factor_removed", "Second factor removed"
    DATA_EXPORTED = "data_exported", "Own data exported"
    ACCOUNT_DELETED = "account_deleted", "Account deleted"
    APPLICATION_MOVED = "application_moved", "Application moved on"
    APPLICATION_HELD = "application_held", "Application put on hold"
    APPLICATION_RELEASED = "application_released", "Hold ended"
    EVIDENCE_GIVEN = "evidence_given", "Evidence given"
    EVIDENCE_SEEN = "evidence_seen", "Evidence seen"
    EVIDENCE_ERASED = "evidence_erased", "Evidence erased"
    REGISTER_CHECKED = "register_checked", "Register checked"
    REGISTER_IMPORTED = "register_imported", "Register imported"
    VOUCHED = "vouched", "Vouched for an applicant"
    VOUCHING_ENDED = "vouching_ended", "Right to vouch ended"
    REVOCATION_PROPOSED = "revocation_proposed", "Revocation proposed"
    RECHECKED = "rechecked", "Decision checked again"
    PSEUDONYM_CHANGED = "pseudonym_changed", "Pseudonym changed"
    PROFILE_CHANGED = "profile_changed", "Profile changed"
    IDENTITY_SEALED = "identity_sealed", "Identity put into the vault"
    IDENTITY_READ = "identity_read", "Identity read"
    IDENTITY_ERASED = "identity_erased", "Identity erased"
    KEYS_ROTATED = "keys_rotated", "Keys of the vault rotated"
    PAGE_PUBLISHED = "page_published", "Page published"
    PAGE_UNPUBLISHED = "page_unpublished", "Page unpublished"
    PAGE_DELETED = "page_deleted", "Page deleted"
