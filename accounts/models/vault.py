"""The vault: who a physician is, sealed. Only `accounts.vault` reads and writes these tables (pyproject.toml holds it)."""

from django.db import models

from accounts.models.verification import Application, Evidence


class Identity(models.Model):
    """Name, licence number and the like of one application, encrypted as one text that also names its owner."""

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="identity")
    sealed = models.BinaryField()
    sealed_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name_plural = "identities"

    def __str__(self) -> str:
        return f"identity {self.pk}"


class SealedFile(models.Model):
    """The picture of a licence, redrawn and encrypted; erased after the decision, or the second look at it, within 30 days."""

    evidence = models.OneToOneField(Evidence, on_delete=models.CASCADE, related_name="file")
    sealed = models.BinaryField()
    sealed_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"file {self.pk}"
