"""What the public registers say, as they were imported. Numbers are kept as fingerprints: enough to compare, not to read."""

from django.db import models

from common.countries import COUNTRY_CHOICES


class RegisterLoad(models.Model):
    """One file of a register. Without `entries` it was not read to its end and is not in force."""

    country = models.CharField(max_length=2, choices=COUNTRY_CHOICES)
    as_of = models.DateField(help_text="The day the register was published.")
    loaded_at = models.DateTimeField()
    entries = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-as_of", "-pk")

    def __str__(self) -> str:
        return f"{self.country} {self.as_of}"


class RegisterEntry(models.Model):
    """One licence in the newest file of its register."""

    load = models.ForeignKey(RegisterLoad, on_delete=models.CASCADE, related_name="rows")
    country = models.CharField(max_length=2, choices=COUNTRY_CHOICES)
    fingerprint = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    status = models.CharField(max_length=12)
    region = models.CharField(max_length=8, blank=True)
    division = models.CharField(max_length=80, blank=True)
    speciality = models.CharField(max_length=120, blank=True)
    extra = models.CharField(max_length=64, blank=True)  # fingerprint of the second number, where a register has one

    class Meta:
        constraints = (models.UniqueConstraint(fields=["load", "fingerprint"], name="accounts_register_licence_once"),)

    def __str__(self) -> str:
        return f"{self.country} {self.pk}"
