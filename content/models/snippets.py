"""Things that many pages name: edited once, chosen everywhere."""

from typing import ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, Panel

from common.countries import COUNTRY_CHOICES


class Speciality(models.Model):
    """A medical speciality, with the Orphanet heads of classification that belong to it."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(unique=True)
    orpha_heads = models.JSONField(
        default=list, blank=True, help_text="ORPHA codes of the classifications whose diseases belong here: [98006]."
    )
    panels: ClassVar[list[Panel]] = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("orpha_heads")]

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "specialities"

    def __str__(self) -> str:
        return self.name


class PatientOrganisation(models.Model):
    name = models.CharField(max_length=120, unique=True)
    url = models.URLField()
    countries = models.JSONField(
        default=list, blank=True, help_text='Country codes: ["US", "IE"]; empty for everywhere.'
    )
    offers = models.CharField(max_length=240, blank=True, help_text="What a family finds there, in one line.")
    is_partner = models.BooleanField(default=False, help_text="A founding partner, named on the home page.")
    diseases = models.ManyToManyField("vocabulary.Disease", related_name="organisations", blank=True)
    checked_on = models.DateField(null=True, blank=True)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class ReferralCentre(models.Model):
    name = models.CharField(max_length=160)
    city = models.CharField(max_length=80)
    country = models.CharField(max_length=2, choices=COUNTRY_CHOICES)
    how_to_refer = models.CharField(max_length=240, blank=True)
    url = models.URLField(blank=True)
    diseases = models.ManyToManyField("vocabulary.Disease", related_name="centres", blank=True)
    specialities = models.ManyToManyField(Speciality, related_name="centres", blank=True)
    checked_on = models.DateField(null=True, blank=True)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ("country", "city", "name")
        constraints = (models.UniqueConstraint(fields=["name", "city"], name="content_centre_once"),)

    def __str__(self) -> str:
        return f"{self.name}, {self.city}"


class Person(models.Model):
    """Somebody who writes or reviews. A physician is shown under a pseudonym; the account behind it is never shown."""

    name = models.CharField(max_length=80, unique=True, help_text="Pseudonym, or the name of a member of staff.")
    role = models.CharField(max_length=120, blank=True, help_text="Metabolic medicine; patient editor.")
    competing_interests = models.CharField(max_length=240, blank=True)
    is_demonstration = models.BooleanField(default=False)
    panels: ClassVar[list[Panel]] = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("role")]),
        FieldPanel("competing_interests"),
    ]

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.name
