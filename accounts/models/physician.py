"""What colleagues may know of a physician, and how each account wants to be reached. No name stands here: see vault."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.querysets import PhysicianQuerySet
from common.countries import COUNTRY_CHOICES
from common.specialities import SPECIALITY_CHOICES


class Physician(models.Model):
    """A member's professional side. It outlives a lapse and a suspension; `User.verified_until` says whether it counts."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="physician")
    country = models.CharField(max_length=2, choices=COUNTRY_CHOICES)
    speciality = models.CharField(max_length=40, choices=SPECIALITY_CHOICES)
    may_vouch = models.BooleanField(default=True)
    pseudonym_changed_at = models.DateTimeField(null=True, blank=True)
    is_available = models.BooleanField(default=False, help_text="Takes on cases as a volunteer.")
    hours_from = models.PositiveSmallIntegerField(default=8)  # local hours in which offers may arrive
    hours_to = models.PositiveSmallIntegerField(default=20)
    paused_until = models.DateField(null=True, blank=True)
    cases_at_once = models.PositiveSmallIntegerField(default=2)

    wagtail_reference_index_ignore = True
    objects = PhysicianQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(hours_from__lt=24) & Q(hours_to__lte=24) & ~Q(hours_from=models.F("hours_to")),
                name="accounts_physician_hours",
            ),
        )

    def __str__(self) -> str:
        return f"physician {self.pk}"


class Pseudonym(models.Model):
    """Every pseudonym ever given. It stays when its bearer goes, without a tie to anybody, so that it is never given again."""

    text = models.CharField(max_length=40, unique=True)
    physician = models.ForeignKey(
        Physician, null=True, blank=True, on_delete=models.SET_NULL, related_name="pseudonyms"
    )
    given_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.text


def english() -> list[str]:
    return ["en"]


class Profile(models.Model):
    """What every account may say of itself: the languages it reads and when its day is."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="profile")
    languages = models.JSONField(default=english)
    time_zone = models.CharField(max_length=40, default="UTC")

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"profile {self.pk}"
