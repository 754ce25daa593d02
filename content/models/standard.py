from typing import ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Page

from content.blocks import BodyBlock
from content.models.base import HubPage


class StandardPage(HubPage):
    """Help, privacy, accessibility: text about the hub itself."""

    kind = "page"
    kind_label = "About the hub"

    summary = models.TextField(max_length=400, blank=True)
    body = StreamField(BodyBlock(), blank=True)
    in_footer = models.BooleanField(default=False)
    api_fields: ClassVar[list[APIField]] = [
        *HubPage.api_fields,
        APIField("summary"),
        APIField("body"),
    ]
    content_panels: ClassVar[list[Panel]] = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel("in_footer"),
    ]
    parent_page_types: ClassVar[list[str]] = ["content.HomePage", "content.StandardPage"]
    subpage_types: ClassVar[list[str]] = ["content.StandardPage"]
