"""What a reader wants to hear of and how often, what there is to hear, and what browsers are told at once."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from notices.querysets import FollowQuerySet, NoticeQuerySet, PulseQuerySet
from notices.subjects import Whose, address_of, sentence_of


class Kind(models.TextChoices):
    """What news can be about; each account chooses how often it is told of each."""

    MEMBERSHIP = "membership", "My membership"
    FOLLOWED = "followed", "Diseases and signs that I follow"
    LIBRARY = "library", "New in the library"
    POLLS = "polls", "New questions to the members"
    OWN_CASES = "own_cases", "My own cases"
    CASES = "cases", "Cases that I follow or answered"
    OFFERS = "offers", "Cases that ask for a volunteer"
    MENTIONS = "mentions", "When a colleague names me"
    MODERATION = "moderation", "Work that waits for me"


class Frequency(models.TextChoices):
    IMMEDIATE = "immediate", "At once"
    DAILY = "daily", "Once a day"
    WEEKLY = "weekly", "Once a week"
    OFF = "off", "Never"


class Choice(models.Model):
    """How often one account is told of one kind of news; without a row, `notices.choices.DEFAULTS` says it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_choices")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    frequency = models.CharField(max_length=10, choices=Frequency.choices)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "kind"], name="notices_one_choice_a_kind"),)

    def __str__(self) -> str:
        return f"{self.kind}: {self.frequency}"


class Follow(models.Model):
    """One account follows one disease or one sign, and may say of it how often it wants to hear."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    disease = models.ForeignKey("vocabulary.Disease", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    sign = models.ForeignKey("vocabulary.Sign", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    frequency = models.CharField(max_length=10, choices=Frequency.choices, blank=True)  # "": as chosen for the kind

    wagtail_reference_index_ignore = True
    objects = FollowQuerySet.as_manager()

    class Meta:
        ordering = ("-since", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(disease=None, sign__isnull=False) | Q(disease__isnull=False, sign=None),
                name="notices_follow_one_thing",
            ),
            models.UniqueConstraint(fields=["user", "disease"], name="notices_follow_disease_once"),
            models.UniqueConstraint(fields=["user", "sign"], name="notices_follow_sign_once"),
        )

    def __str__(self) -> str:
        return f"follow {self.pk}"

    @property
    def name(self) -> str:
        return (self.disease or self.sign).name  # type: ignore[union-attr]  # the constraint holds one of them

    @property
    def code(self) -> str:
        return self.disease.key if self.disease else self.sign.hpo_id  # type: ignore[union-attr]


class Notice(models.Model):
    """Something happened to a subject that one account wants to hear of. Codes and keys only: no title, no name, no text."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    subject_kind = models.CharField(
        max_length=12, blank=True
    )  # as registered in notices.subjects; "" without a subject
    subject = models.UUIDField(null=True, blank=True)
    happened = models.CharField(max_length=24)
    frequency = models.CharField(
        max_length=10, choices=Frequency.choices, blank=True
    )  # of what is followed; "": the kind's
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)  # a run of `send_notices` is about to mail it
    mailed_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True
    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (
            models.Index("user", models.F("at").desc(), models.F("id").desc(), name="notices_inbox"),
            models.Index(fields=["user"], condition=Q(read_at=None), name="notices_unread"),
            models.Index(fields=["user"], condition=Q(read_at=None, mailed_at=None), name="notices_to_mail"),
            models.Index(fields=["subject_kind", "subject"], name="notices_of_subject"),
            models.Index(fields=["read_at"], condition=Q(read_at__isnull=False), name="notices_read_since"),
        )
        constraints = (  # repeated news raises no second row; an empty subject equals no other for a database
            models.UniqueConstraint(
                fields=["user", "kind", "subject_kind", "subject", "happened"],
                condition=Q(read_at=None, subject__isnull=False),
                name="notices_unread_once",
            ),
            models.UniqueConstraint(
                fields=["user", "kind", "subject_kind", "happened"],
                condition=Q(read_at=None, subject=None),
                name="notices_unread_once_without_subject",
            ),
            models.CheckConstraint(
                condition=Q(subject_kind="", subject=None) | Q(subject__isnull=False) & ~Q(subject_kind=""),
                name="notices_subject_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind}: {self.happened}"

    @property
    def whose(self) -> Whose:
        return Whose(self.user_id, self.subject_kind, self.subject)

    @property
    def sentence(self) -> str:
        return sentence_of(self.subject_kind, self.happened)

    @property
    def address(self) -> str:
        return address_of(self.subject_kind, self.subject)


class Pulse(models.Model):
    """Something changed just now: to a subject, or to what one account has unread. Kept for an hour, for open streams."""

    subject_kind = models.CharField(max_length=12, blank=True)
    subject = models.UUIDField(null=True, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    at = models.DateTimeField()

    wagtail_reference_index_ignore = True
    objects = PulseQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=["subject_kind", "subject", "id"], name="notices_pulse_of_subject"),
            models.Index(fields=["at"], name="notices_pulse_at"),
        )

    def __str__(self) -> str:
        return f"pulse {self.pk}"
