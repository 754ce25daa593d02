"""What physicians answer: structured replies, blind first opinions, marks, mentions."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models.case import Case
from cases.querysets import ReplyQuerySet


class Confidence(models.TextChoices):
    LOW = "low", "Low"
    MIDDLE = "middle", "Middle"
    HIGH = "high", "High"


class Reply(models.Model):
    """One answer to a case. What is asked of the family goes through the liaison, who answers by `answers`."""

    class Kind(models.TextChoices):
        HYPOTHESIS = "hypothesis", "Hypothesis"
        QUESTION = "question", "Question to the family"
        TEST = "test", "Test suggestion"
        REFERENCE = "reference", "Reference"
        EXPERIENCE = "experience", "Experience"
        ANSWER = "answer", "Answer through the liaison"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="replies")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.TextField(blank=True, max_length=4000)  # mentions as @{reference}: pseudonyms change
    disease = models.ForeignKey("vocabulary.Disease", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    gene = models.ForeignKey("vocabulary.Gene", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confidence = models.CharField(max_length=6, choices=Confidence.choices, blank=True)
    patients_seen = models.PositiveSmallIntegerField(null=True, blank=True)
    reference = models.CharField(max_length=200, blank=True)  # PMID:123, a DOI, or an https address
    answers = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="answered_by")
    is_draft = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)  # could name somebody: a moderator looks first
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_for = models.CharField(max_length=12, blank=True)  # a FlagReason
    helpful_count = models.PositiveIntegerField(default=0)
    credited_at = models.DateTimeField(null=True, blank=True)  # the outcome named it as the one that helped

    wagtail_reference_index_ignore = True
    objects = ReplyQuerySet.as_manager()

    class Meta:
        ordering = ("made_at", "pk")
        indexes = (models.Index(fields=["case", "made_at"], name="cases_replies_in_order"),)
        constraints = (
            models.UniqueConstraint(fields=["case", "author"], condition=Q(is_draft=True), name="cases_one_draft"),
        )

    def __str__(self) -> str:
        return f"reply {self.pk}"


# What answers a case; a question asks, and an answer is the family's.
SUBSTANTIVE = frozenset({Reply.Kind.HYPOTHESIS, Reply.Kind.TEST, Reply.Kind.EXPERIENCE, Reply.Kind.REFERENCE})


class ReplyVersion(models.Model):
    """What a reply said before it was changed more than a quarter of an hour after it was sent."""

    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="versions")
    text = models.TextField()
    until = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("-until",)

    def __str__(self) -> str:
        return f"version {self.pk}"


class Opinion(models.Model):
    """One of up to three diseases that a colleague thought of before seeing what the others wrote; `rank` from 1."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="opinions")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    sheet = models.UUIDField()  # the lines of one colleague share it, and keep it when the account goes
    rank = models.PositiveSmallIntegerField()
    disease = models.ForeignKey("vocabulary.Disease", on_delete=models.PROTECT, related_name="+")
    confidence = models.CharField(max_length=6, choices=Confidence.choices)
    is_blind = models.BooleanField()  # given before anything of the others was shown
    at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("at", "rank")
        constraints = (
            models.UniqueConstraint(fields=["case", "author", "rank"], name="cases_one_opinion_a_rank"),
            models.UniqueConstraint(fields=["sheet", "disease"], name="cases_disease_once_a_sheet"),
            models.CheckConstraint(condition=Q(rank__gte=1, rank__lte=3), name="cases_three_opinions"),
        )

    def __str__(self) -> str:
        return f"opinion {self.pk}"


class JustReading(models.Model):
    """A colleague read what the others wrote before giving an opinion, and no longer counts among the blind ones.

    By choice, or because it was shown: to whoever looked after the case, or once its advice was ready.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "reader"], name="cases_just_reading_once"),)

    def __str__(self) -> str:
        return f"just reading {self.pk}"


class Helpful(models.Model):
    """A colleague found a reply helpful. Nobody sees who."""

    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="+")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = (models.UniqueConstraint(fields=["reply", "reader"], name="cases_helpful_once"),)

    def __str__(self) -> str:
        return f"helpful {self.pk}"


class Mention(models.Model):
    """A colleague who is named in a reply; the text holds the reference, so that the pseudonym of the day is shown."""

    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="mentions")
    named = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = (models.UniqueConstraint(fields=["reply", "named"], name="cases_mentioned_once"),)

    def __str__(self) -> str:
        return f"mention {self.pk}"


class CaseFollow(models.Model):
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="follows")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "reader"], name="cases_followed_once"),)

    def __str__(self) -> str:
        return f"follow {self.pk}"


class CaseReading(models.Model):
    """That a physician opened a case at least once. Told to nobody but as a number from ten on, and to the reader."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="readings")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    first_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "reader"], name="cases_read_once"),)

    def __str__(self) -> str:
        return f"reading {self.pk}"
