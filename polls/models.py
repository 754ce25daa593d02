from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from common.audience import CONTENT_AUDIENCES, CONTENT_VALUES, Audience
from polls.querysets import BallotQuerySet, OptionQuerySet, PollQuerySet


class State(StrEnum):
    """Where a poll stands at a moment; never stored, so no clock has to tick for a poll to close."""

    SCHEDULED = "scheduled"
    OPEN = "open"
    CLOSED = "closed"


class Poll(ClusterableModel):
    """A question to the members. Who may know of it follows `audience`; only members vote."""

    question = models.CharField(max_length=240)
    explanation = models.TextField(blank=True, help_text="Why you ask, in a sentence or two.")
    offers_not_sure = models.BooleanField("offer “not sure”", default=True)
    audience = models.CharField(max_length=10, choices=CONTENT_AUDIENCES, default=Audience.MEMBERS)
    opens_at = models.DateTimeField(default=timezone.now, help_text="Until then only editors see the poll.")
    closes_at = models.DateTimeField(
        null=True, blank=True, help_text="Until then only those who voted see results. Empty: it never closes."
    )
    diseases = models.ManyToManyField("vocabulary.Disease", related_name="polls", blank=True)
    is_demonstration = models.BooleanField(
        default=False, help_text="Shows “demonstration, invented votes” wherever the poll stands."
    )

    objects = PollQuerySet.as_manager()

    class Meta:
        ordering = ("-opens_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="polls_poll_closes_after_opening",
                violation_error_message="A poll closes after it opens.",
            ),
            models.CheckConstraint(condition=Q(audience__in=CONTENT_VALUES), name="polls_poll_known_audience"),
        )

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        return reverse("polls:detail", args=[self.pk])

    def state(self, now: datetime) -> State:
        """Open from `opens_at` on, closed from `closes_at` on: at the very moment of closing no vote counts."""
        if now < self.opens_at:
            return State.SCHEDULED
        return State.CLOSED if self.closes_at and self.closes_at <= now else State.OPEN


class Option(Orderable):
    poll = ParentalKey(Poll, on_delete=models.CASCADE, related_name="options")
    text = models.CharField("answer", max_length=120)

    objects = OptionQuerySet.as_manager()

    class Meta(Orderable.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=["poll", "text"],
                name="polls_option_once_a_poll",
                violation_error_message="Each answer stands once.",
            ),
        )

    def __str__(self) -> str:
        return self.text


class Ballot(models.Model):
    """A member's answer; no option means "not sure". The constraint holds one ballot a member.

    An option somebody chose cannot be deleted without its poll. Wagtail's reference index, which would list ballots as
    places where a poll or a member "is used", stays away: no screen shows who voted or how many did.
    """

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="ballots")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="ballots")
    option = models.ForeignKey(Option, null=True, blank=True, on_delete=models.RESTRICT, related_name="ballots")
    cast_at = models.DateTimeField()

    wagtail_reference_index_ignore = True
    objects = BallotQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["poll", "member"], name="polls_one_ballot_a_member"),)

    def __str__(self) -> str:
        return f"ballot {self.pk}"
