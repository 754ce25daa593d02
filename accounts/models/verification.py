"""A physician's way to membership. Nothing here says who somebody is; that is in the vault."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.verification.querysets import ApplicationQuerySet
from accounts.verification.states import ENDED, HOLDERS, State
from common.countries import COUNTRY_CHOICES
from common.specialities import SPECIALITY_CHOICES

USER = settings.AUTH_USER_MODEL


class Hold(models.TextChoices):
    TWO_CLAIMS = "two_claims", "Two accounts claim this licence"
    RECHECK = "recheck", "The second look disagreed"
    REVOKED = "revoked", "This licence was revoked here before"


class Application(models.Model):
    """One person's request to be a member, from the first step to the end of the membership."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="applications")
    state = models.CharField(max_length=16, choices=State.choices, default=State.REGISTERED)
    since = models.DateTimeField()  # when it came to this state
    country = models.CharField(max_length=2, choices=COUNTRY_CHOICES, blank=True)
    speciality = models.CharField(max_length=40, choices=SPECIALITY_CHOICES, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True, db_index=True)  # of register and number
    sent_at = models.DateTimeField(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)  # the last time: a year runs from here
    held_at = models.DateTimeField(null=True, blank=True)
    hold_reason = models.CharField(max_length=12, choices=Hold.choices, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    voucher_code = models.CharField(max_length=64, blank=True, db_index=True)  # hash of what colleagues type in
    revocation_by = models.ForeignKey(
        USER, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # the first of two reviewers
    revocation_reason = models.CharField(max_length=20, blank=True)
    revocation_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True
    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ("since", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=State.values), name="accounts_application_known_state"),
            models.UniqueConstraint(
                fields=["user"], condition=~Q(state__in=ENDED), name="accounts_one_open_application"
            ),
            models.UniqueConstraint(
                fields=["fingerprint"], condition=Q(state__in=HOLDERS), name="accounts_one_member_a_licence"
            ),
        )

    def __str__(self) -> str:
        return f"application {self.reference}"

    @property
    def is_held(self) -> bool:
        return self.held_at is not None


class Evidence(models.Model):
    """One proof that the applicant holds the licence: control of an institution's mailbox, or a picture of the licence."""

    class Kind(models.TextChoices):
        INSTITUTION_MAIL = "institution_mail", "Mail at an institution"
        LICENCE_PICTURE = "licence_picture", "Picture of the licence"

    class Outcome(models.TextChoices):
        WAITING = "waiting", "Waits for the applicant"  # a code was sent and not yet typed in
        GIVEN = "given", "Given"
        ACCEPTED = "accepted", "Accepted"
        REFUSED = "refused", "Refused"

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    given_at = models.DateTimeField()
    judged_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    erased_at = models.DateTimeField(null=True, blank=True)
    domain = models.CharField(max_length=120, blank=True)  # of the institution; the address is in the vault
    mailbox = models.CharField(max_length=64, blank=True)  # fingerprint: one mailbox proves one applicant
    code = models.CharField(max_length=64, blank=True)  # hash
    tries = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("given_at", "pk")
        verbose_name_plural = "evidence"
        constraints = (
            models.UniqueConstraint(
                fields=["mailbox"],
                condition=Q(outcome__in=("given", "accepted")) & ~Q(mailbox=""),
                name="accounts_mailbox_proves_one",
            ),
        )

    def __str__(self) -> str:
        return f"evidence {self.reference}"


class RegisterCheck(models.Model):
    """One look into the register: by the imported file, or by a reviewer with own eyes (`by`)."""

    class Outcome(models.TextChoices):
        MATCH = "match", "Match"
        MISMATCH = "mismatch", "Something differs"
        NOT_FOUND = "not_found", "Not found"
        UNAVAILABLE = "unavailable", "No register at hand"

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="register_checks")
    at = models.DateTimeField()
    by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    number_fits = models.BooleanField(null=True)
    name_fits = models.BooleanField(null=True)
    status_fits = models.BooleanField(null=True)
    jurisdiction_fits = models.BooleanField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.application_id} {self.outcome}"


class Voucher(models.Model):
    """A verified physician's word for an applicant of the same country. The applicant never learns whose it is."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="vouchers")
    physician = models.ForeignKey("accounts.Physician", on_delete=models.CASCADE, related_name="vouchers")
    at = models.DateTimeField()
    is_wrong = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = (models.UniqueConstraint(fields=["application", "physician"], name="accounts_voucher_once"),)

    def __str__(self) -> str:
        return f"voucher {self.pk}"


class Decision(models.Model):
    """What a reviewer decided and why; `note` is read by reviewers, and by the applicant unless a hold was settled."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="decisions")
    at = models.DateTimeField()
    by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    verdict = models.CharField(max_length=20)
    reason = models.CharField(max_length=20)
    note = models.CharField(max_length=500, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.application_id} {self.verdict}"


class Recheck(models.Model):
    """One in ten verified applications, judged again by another reviewer who is not told what the first one found."""

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="recheck")
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    agrees = models.BooleanField(null=True)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"recheck {self.pk}"


class RevokedLicence(models.Model):
    """A licence that may not join again. It names nobody and stays when the account is deleted."""

    fingerprint = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"revoked {self.pk}"
