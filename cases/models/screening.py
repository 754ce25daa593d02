"""What two people look at before a physician reads a case."""

from django.conf import settings
from django.db import models

from cases.models.case import Attachment, Case
from cases.models.replies import Reply
from cases.reasons import Declined, Returned


class Desk(models.TextChoices):
    """From where a screener looks: the organisation that knows the family, or the hub."""

    ORGANISATION = "organisation", "The patient organisation"
    HUB = "hub", "The hub"


class Screening(models.Model):
    """What one person decided in one round; a case that is sent again begins a new round."""

    class Decision(models.TextChoices):
        APPROVED = "approved", "Approved"
        RETURNED = "returned", "Returned"
        DECLINED = "declined", "Declined"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="screenings")
    round = models.PositiveSmallIntegerField()
    desk = models.CharField(max_length=12, choices=Desk.choices)
    screener = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decision = models.CharField(max_length=8, choices=Decision.choices)
    reason = models.CharField(max_length=12, choices=[*Returned.choices, *Declined.choices], blank=True)
    at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["case", "round", "screener"], name="cases_screened_once_a_person"),
        )

    def __str__(self) -> str:
        return f"{self.decision} by the {self.desk}"


class Hold(models.Model):
    """A finding of the scanner that a person decides about: its kind and place, never the words."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="holds")
    attachment = models.ForeignKey(Attachment, null=True, blank=True, on_delete=models.CASCADE, related_name="holds")
    reply = models.ForeignKey(Reply, null=True, blank=True, on_delete=models.CASCADE, related_name="holds")
    section = models.CharField(max_length=20)  # a key of SECTIONS, "key_words", "caption" or "reply"
    kind = models.CharField(max_length=10)
    rule = models.CharField(max_length=40)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    print = models.CharField(max_length=64)  # HMAC of the words: what was cleared once is not held again
    owner_says_no = models.BooleanField(default=False)  # the owner marked it as no name, no place
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("section", "start")

    def __str__(self) -> str:
        return f"{self.kind} in {self.section}"
