"""The way back: what the liaison makes of the answers, how it reaches the treating physician, and what became of it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models.case import Case
from cases.models.replies import Reply
from cases.states import Party


class TreatingPhysician(models.Model):
    """Who treats the patient: name, address and telephone in one encrypted text, for the owner and the liaison only."""

    class Contact(models.TextChoices):
        NOT_YET = "not_yet", "Not spoken to yet"
        REACHED = "reached", "Spoken to, and willing to receive the advice"
        NOBODY = "nobody", "The family has none yet"

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="treating")
    sealed = models.BinaryField(null=True, blank=True)
    contact = models.CharField(max_length=8, choices=Contact.choices, default=Contact.NOT_YET)
    reached_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"treating physician {self.pk}"


class Synthesis(models.Model):
    """The liaison's advice. `said` holds ranked hypotheses with for and against, next tests, red flags, references, dissent."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="syntheses")
    number = models.PositiveSmallIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    said = models.JSONField()
    plain_summary = models.TextField(blank=True, max_length=4000)  # for the family, after the treating physician has it
    is_ready = models.BooleanField(default=False)
    family_may_read = models.BooleanField(
        default=False
    )  # by the liaison: after 14 days without a receipt, through staff
    released_at = models.DateTimeField(null=True, blank=True)  # staff gave the summary to the family then
    made_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=["case", "number"], name="cases_synthesis_once"),)

    def __str__(self) -> str:
        return f"synthesis {self.number}"


class RelayLink(models.Model):
    """One way to the advice: a link and, by another channel, a code. Both are kept as digests; it opens once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links")
    synthesis = models.ForeignKey(Synthesis, on_delete=models.CASCADE, related_name="links")
    key_digest = models.CharField(max_length=64, unique=True)
    code_digest = models.CharField(max_length=64, blank=True)
    outcome_digest = models.CharField(max_length=64, blank=True)  # of the key by which the outcome can be told later
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # replaced, or the case withdrawn
    attested = models.BooleanField(default=False)  # by letter or call, as the liaison attests

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return f"link {self.pk}"


class Outcome(models.Model):
    """What became of it. The newest row counts; earlier ones stay as what was known then."""

    class Kind(models.TextChoices):
        CONFIRMED = "confirmed", "The diagnosis is confirmed"
        SUSPECTED = "suspected", "A diagnosis is suspected"
        RULED_OUT = "ruled_out", "What was suspected is ruled out"
        NO_CHANGE = "no_change", "Nothing has changed"
        LOST = "lost", "Nobody could be asked"
        DIED = "died", "The patient has died"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="outcomes")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    disease = models.ForeignKey("vocabulary.Disease", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    party = models.CharField(max_length=9, choices=[(party.value, party.value) for party in Party])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    helpful_reply = models.ForeignKey(Reply, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(kind="confirmed") | Q(disease__isnull=False), name="cases_confirmed_names_a_disease"
            ),
        )

    def __str__(self) -> str:
        return self.kind
