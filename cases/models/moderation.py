"""Reports of what should not be there, and what two moderators decide about it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models.case import Case
from cases.models.replies import Reply
from cases.reasons import FlagReason


class Flag(models.Model):
    """One report, of a case or of one of its replies. What could show who the patient is hides the case at once."""

    class Answer(models.TextChoices):
        WAITING = "waiting", "Waiting"
        UPHELD = "upheld", "Upheld"
        DISMISSED = "dismissed", "Dismissed"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="flags")
    reply = models.ForeignKey(Reply, null=True, blank=True, on_delete=models.CASCADE, related_name="flags")
    reason = models.CharField(max_length=12, choices=FlagReason.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    answer = models.CharField(max_length=9, choices=Answer.choices, default=Answer.WAITING)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["case", "by"], condition=Q(answer="waiting", reply=None), name="cases_case_flagged_once"
            ),
            models.UniqueConstraint(
                fields=["reply", "by"], condition=Q(answer="waiting"), name="cases_reply_flagged_once"
            ),
        )
        indexes = (models.Index(fields=["answer", "at"], name="cases_flags_waiting"),)

    def __str__(self) -> str:
        return f"flag {self.pk}"


class Return(models.Model):
    """One moderator's yes to showing a hidden case or reply again; it takes two."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="returns")
    reply = models.ForeignKey(Reply, null=True, blank=True, on_delete=models.CASCADE, related_name="returns")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["case", "by"], condition=Q(reply=None), name="cases_case_return_once"),
            models.UniqueConstraint(fields=["reply", "by"], name="cases_reply_return_once"),
        )

    def __str__(self) -> str:
        return f"return {self.pk}"


class AnsweringBan(models.Model):
    """A physician reads and no longer answers, until a day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="answering_bans")
    reason = models.CharField(max_length=12, choices=FlagReason.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField()
    lift_agreed_by = models.ForeignKey(  # one moderator's yes to ending it earlier; it takes two
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("-until",)

    def __str__(self) -> str:
        return f"ban {self.pk}"
