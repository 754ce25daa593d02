"""The search for a volunteer: every ranking that was made, and every offer that was sent."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models.case import Case


class PairingRound(models.Model):
    """One wave: who was ranked how, and why. `ranking` names accounts by their reference and holds coded reasons only."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    seed = models.CharField(max_length=64)
    ranking = models.JSONField()
    at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["case", "number"], name="cases_round_once"),)

    def __str__(self) -> str:
        return f"round {self.number}"


class Offer(models.Model):
    """A volunteer is asked for one case; told its area, age band, country and effort, never its story."""

    class Answer(models.TextChoices):
        WAITING = "waiting", "Waiting for an answer"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        MISSED = "missed", "Not answered in time"
        THANKED = "thanked", "A colleague was faster"
        ENDED = "ended", "The case needs nobody any more"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="offers")
    hero = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="offers")
    round = models.ForeignKey(PairingRound, on_delete=models.CASCADE, related_name="offers")
    answer = models.CharField(max_length=8, choices=Answer.choices, default=Answer.WAITING)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("made_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=["case", "hero"], name="cases_offered_once"),
            models.UniqueConstraint(fields=["case"], condition=Q(answer="accepted"), name="cases_one_winner"),
        )
        indexes = (
            models.Index(fields=["hero", "-made_at"], name="cases_offers_of_a_hero"),
            models.Index(fields=["answer", "due_at"], name="cases_offers_due"),
        )

    def __str__(self) -> str:
        return f"offer {self.pk}"


class SteppedBack(models.Model):
    """A liaison who gave the case back, or knows the patient: not asked again for this case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    hero = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "hero"], name="cases_stepped_back_once"),)

    def __str__(self) -> str:
        return f"stepped back {self.pk}"
