"""A case and what belongs to it from its first line on. Nothing of it lives in Wagtail's tree, pictures or documents."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from cases.bands import CASE_ONSETS, Affected, AgeBand, Course, Onset, Related, Sex
from cases.querysets import CaseQuerySet
from cases.sections import QUESTION, TITLE
from cases.states import Party, State
from cases.storage import private_files, random_name
from common.countries import COUNTRY_CHOICES


class Organisation(models.Model):
    """A patient organisation whose staff help families with their cases, and are the first to screen them."""

    name = models.CharField(max_length=120, unique=True)
    country = models.CharField(max_length=2, choices=COUNTRY_CHOICES)
    requires_same_country = models.BooleanField(default=False, help_text="Volunteers of its own country only.")
    takes_cases = models.BooleanField(default=True, help_text="Offered to families to choose from.")
    staff = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="case_organisations", blank=True)
    is_demonstration = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Origin(models.TextChoices):
    FAMILY = "family", "A family"
    ORGANISATION = "organisation", "A patient organisation, with the family"
    PHYSICIAN = "physician", "A physician, about a patient of their own"


class Case(models.Model):
    """One patient's question. `texts` holds the free texts by the keys of `cases.sections.SECTIONS`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    origin = models.CharField(max_length=12, choices=Origin.choices)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="cases"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="cases"
    )
    state = models.CharField(max_length=16, choices=State.choices, default=State.DRAFT)
    state_since = models.DateTimeField()
    saved_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)  # counts saves, so that an older one never overwrites a newer

    country = models.CharField(max_length=2, choices=COUNTRY_CHOICES, blank=True)
    language = models.CharField(max_length=8, default="en")
    age_band = models.CharField(max_length=8, choices=AgeBand.choices, blank=True)
    sex = models.CharField(max_length=6, choices=Sex.choices, blank=True)
    onset = models.CharField(max_length=10, choices=CASE_ONSETS, blank=True)
    course = models.CharField(max_length=7, choices=Course.choices, blank=True)
    related = models.CharField(max_length=7, choices=Related.choices, blank=True)
    affected = models.CharField(max_length=8, choices=Affected.choices, blank=True)
    specialities = models.JSONField(default=list, blank=True)
    key_words = models.JSONField(default=list, blank=True)
    texts = models.JSONField(default=dict, blank=True)

    liaison = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="led_cases"
    )
    liaison_since = models.DateTimeField(null=True, blank=True)
    under_coordinator = models.BooleanField(default=False)  # nobody looks after it, and nobody is asked any more
    screening_round = models.PositiveSmallIntegerField(default=0)  # counts how often it was sent
    is_urgent = models.BooleanField(default=False)  # words of an emergency: screened first
    quarantined_at = models.DateTimeField(null=True, blank=True)
    rewrite_asked_at = models.DateTimeField(null=True, blank=True)  # while it is hidden: the owner is to write it anew
    rewritten_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    relayed_at = models.DateTimeField(null=True, blank=True)  # the last time
    first_reply_at = models.DateTimeField(null=True, blank=True)
    is_demonstration = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True
    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ("-state_since", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=State.values), name="cases_known_state"),
            models.CheckConstraint(
                condition=~Q(state__in=[State.DRAFT, State.RETURNED]) | Q(liaison=None),
                name="cases_no_liaison_of_a_draft",
            ),
        )
        indexes = (
            models.Index(fields=["state", "-opened_at"], name="cases_by_opening"),
            models.Index(fields=["state", "state_since"], name="cases_by_waiting"),
            models.Index(fields=["quarantined_at"], condition=Q(quarantined_at__isnull=False), name="cases_hidden"),
        )

    def __str__(self) -> str:
        return f"case {self.short}"

    def get_absolute_url(self) -> str:
        return reverse("case", args=[self.pk])

    @property
    def short(self) -> str:
        """What people call it: six characters that say nothing of it."""
        return self.id.hex[:6].upper()

    @property
    def title(self) -> str:
        return str(self.texts.get(TITLE, ""))

    @property
    def question(self) -> str:
        return str(self.texts.get(QUESTION, ""))


class CaseSign(models.Model):
    """A sign of HPO that the patient has, or that was looked for and is absent."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="signs")
    sign = models.ForeignKey("vocabulary.Sign", on_delete=models.PROTECT, related_name="+")
    is_absent = models.BooleanField(default=False)
    onset = models.CharField(max_length=10, choices=Onset.choices, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("is_absent", "pk")
        indexes = (models.Index(fields=["sign", "case"], name="cases_with_sign"),)
        constraints = (models.UniqueConstraint(fields=["case", "sign"], name="cases_sign_once"),)

    def __str__(self) -> str:
        return f"sign {self.pk}"


class CaseVersion(models.Model):
    """What a case said before it was opened again with something new, in the form of its API."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    said = models.JSONField()
    until = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=["case", "number"], name="cases_version_once"),)

    def __str__(self) -> str:
        return f"version {self.number}"


class Passage(models.Model):
    """One step of a case, as its owner sees it and as the figures count it. It stays, without text, after a withdrawal."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="passages")
    state = models.CharField(max_length=16, choices=State.choices)
    party = models.CharField(max_length=9, choices=[(party.value, party.value) for party in Party])
    at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("at", "pk")
        indexes = (models.Index(fields=["state", "at"], name="cases_passages_by_state"),)

    def __str__(self) -> str:
        return f"{self.state} {self.at:%Y-%m-%d}"


class Reminder(models.Model):
    """A timer did its work for a case, once for each time the case came into its state."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reminders")
    code = models.CharField(max_length=24)
    since = models.DateTimeField()  # when the state began from which the timer counts
    at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "code", "since"], name="cases_reminded_once"),)

    def __str__(self) -> str:
        return self.code


class Layer(models.TextChoices):
    """What a family agrees to, one by one; each can be taken back at any time."""

    READ = "read", "Verified physicians of the network read the case"
    RELAY = "relay", "The advice is sent to the treating physician"
    PICTURES = "pictures", "They see the pictures and documents"
    MATCHING = "matching", "Other networks are asked for similar cases"
    TEACHING = "teaching", "A summary is published to teach others"
    RESEARCH = "research", "Researchers may ask to be put in touch"


NEEDED = frozenset({Layer.READ, Layer.RELAY})
CONSENT_VERSION = "2026-11"  # of the words in templates/cases/writing/consents.html


class AgreedBy(models.TextChoices):
    """Who said yes, as whoever writes the case tells it."""

    PATIENT = "patient", "The patient"
    GUARDIAN = "guardian", "A parent or guardian"
    CARER = "carer", "The patient, an adult; somebody else writes for them"
    ORGANISATION = "organisation", "The family, in writing; the organisation keeps it"


class Consent(models.Model):
    """One layer, given at one time in the words of one version. Taking it back ends the row; it is never changed."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="consents")
    layer = models.CharField(max_length=8, choices=Layer.choices)
    version = models.CharField(max_length=10, default=CONSENT_VERSION)
    agreed_by = models.CharField(max_length=12, choices=AgreedBy.choices, blank=True)  # empty: not told
    has_assent = models.BooleanField(default=False)  # the child agrees too, as far as it can
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["case", "layer"], condition=Q(ended_at=None), name="cases_one_consent_a_layer"
            ),
        )

    def __str__(self) -> str:
        return self.layer


class Attachment(models.Model):
    """A picture, or one page of a document, redrawn from its pixels; the file that was sent is never kept.

    Two people look at each before a physician sees it: `cleared` counts them.
    """

    class Looks(models.TextChoices):
        WAITING = "waiting", "Waits for two people to look at it"
        CLEARED = "cleared", "Shown to physicians"
        REFUSED = "refused", "Not shown: it could show who the patient is"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="attachments")
    group = models.UUIDField()  # the pages of one document share it
    page = models.PositiveSmallIntegerField(default=1)
    file = models.FileField(storage=private_files, upload_to=random_name)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    caption = models.CharField(max_length=300, blank=True)
    looks = models.CharField(max_length=8, choices=Looks.choices, default=Looks.WAITING)
    first_look_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("added_at", "page", "pk")

    def __str__(self) -> str:
        return f"attachment {self.pk}"
