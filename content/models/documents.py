from django.db import models
from wagtail.models import Page

from common.audience import CONTENT_AUDIENCES


class PageDocument(models.Model):
    """The API's answer for one live page, made when it is published: one indexed read, no serialising in a request."""

    page = models.OneToOneField(Page, primary_key=True, on_delete=models.CASCADE, related_name="+")
    orpha_code = models.PositiveIntegerField(unique=True, null=True)
    audience = models.CharField(max_length=10, choices=CONTENT_AUDIENCES)
    etag = models.CharField(max_length=34)
    body = models.BinaryField()

    def __str__(self) -> str:
        return f"document of page {self.page_id}"


class PageRead(models.Model):
    """How often a page was opened in a month; who opened it is never stored."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    month = models.DateField(help_text="First day of the month.")
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["page", "month"], name="content_read_once_a_month"),)

    def __str__(self) -> str:
        return f"page {self.page_id}, {self.month:%B %Y}: {self.count}"


class BuildStamp(models.Model):
    """From which state of the content something derived was last built as a whole, so that a second build is free."""

    name = models.CharField(max_length=20, primary_key=True)
    stamp = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.name} {self.stamp}"
