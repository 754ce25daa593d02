from typing import ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.models import Page

from content.models.base import HubPage


class HomePage(HubPage):
    """The first page: search first, then what is new for this reader."""

    headline = models.CharField(max_length=80, default="Everything known about a rare disease, in one place")
    featured_poll = models.ForeignKey("polls.Poll", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    featured_collection = models.ForeignKey(
        "content.CollectionPage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    max_count = 1
    content_panels: ClassVar[list[Panel]] = [
        *Page.content_panels,
        FieldPanel("headline"),
        FieldPanel("featured_poll"),
        FieldPanel("featured_collection"),
    ]
    subpage_types: ClassVar[list[str]] = [
        "content.DiseaseIndexPage",
        "content.ArticleIndexPage",
        "content.ResearchIndexPage",
        "content.ResourceIndexPage",
        "content.VideoIndexPage",
        "content.CollectionIndexPage",
        "content.StandardPage",
    ]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
