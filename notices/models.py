"""What a reader wants to hear of, and how often."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from notices.querysets import FollowQuerySet


class Kind(models.TextChoices):
    """What news can be about; each account chooses how often it is told of each."""

    MEMBERSHIP = "membership", "My membership"
    FOLLOWED = "followed", "Diseases and signs that I follow"
    LIBRARY = "library", "New in the library"
    POLLS = "polls", "New questions to the members"


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
    """One account follows one disease or one sign."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    disease = models.ForeignKey("vocabulary.Disease", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    sign = models.ForeignKey("vocabulary.Sign", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()

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
