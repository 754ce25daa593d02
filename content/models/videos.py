from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel
from wagtail.api import APIField
from wagtail.models import Orderable, Page
from wagtailmedia.edit_handlers import MediaChooserPanel

from common.entries import SpokenLine
from content.captions import CaptionError, parse_captions, transcript
from content.models.base import DiseaseTagged, HubPage, LibraryIndexPage, language_code
from content.privacy_checks import Problems, caption_problems, is_leaving
from vocabulary.widgets import DiseasesWidget


class VideoIndexPage(LibraryIndexPage):
    child_kind = "video"
    feed = "videos"
    child_order = ("-recorded_on", "title")
    child_prefetch = ("media", "poster__renditions")
    max_count = 1
    subpage_types: ClassVar[list[str]] = ["content.VideoPage"]
    parent_page_types: ClassVar[list[str]] = ["content.HomePage"]


STILL_TELLS = "What is said in this film could show who a patient is. Look at the captions."
NOT_READY = "A video is published with its file and its captions: they are the transcript that readers search."


class VideoForm(WagtailAdminPageForm):
    def clean(self) -> dict[str, Any]:
        """Refuse to publish, but never to save a draft, while the file or the captions are missing."""
        cleaned: dict[str, Any] = super().clean()
        if is_leaving(self.data):
            self.check_what_is_said()
        if "action-publish" not in self.data:
            return cleaned
        kept = [form for form in self.formsets["captions"].forms if form.has_changed() or form.instance.pk]
        if not cleaned.get("media") or not any(not form.cleaned_data.get("DELETE") for form in kept if form.is_valid()):
            self.add_error("media", NOT_READY)
        return cleaned

    def check_what_is_said(self) -> None:
        """Refuse captions that could show who a patient is, each by line and time."""
        for form in self.formsets["captions"].forms:
            if not form.is_valid() or form.cleaned_data.get("DELETE"):
                continue
            if problems := caption_problems(form.cleaned_data.get("vtt", "")):
                form.add_error("vtt", problems)
                self.add_error("media", STILL_TELLS)


class VideoPage(DiseaseTagged, HubPage):
    """A film of our own, never a third party's player. Captions are also the transcript: each cue is a line with its time."""

    kind = "video"
    kind_label = "Video"
    base_form_class = VideoForm

    summary = models.TextField(max_length=400, help_text="What you will be able to do after watching.")
    media = models.ForeignKey("wagtailmedia.Media", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    poster = models.ForeignKey(
        "wagtailimages.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    speakers = ParentalManyToManyField("content.Person", related_name="+", blank=True)
    recorded_on = models.DateField()
    subpage_types: ClassVar[list[str]] = []
    parent_page_types: ClassVar[list[str]] = ["content.VideoIndexPage"]
    api_fields: ClassVar[list[APIField]] = [
        *HubPage.api_fields,
        APIField("summary"),
        APIField("recorded_on"),
        APIField("disease_keys"),
    ]
    content_panels: ClassVar[list[Panel]] = [
        *Page.content_panels,
        FieldPanel("summary"),
        MediaChooserPanel("media", media_type="video"),
        FieldPanel("poster"),
        FieldPanel("speakers"),
        FieldPanel("recorded_on"),
        InlinePanel("captions", heading="Captions", label="WebVTT file", help_text="Required before publishing."),
        FieldPanel("diseases", widget=DiseasesWidget),
        FieldPanel("specialities"),
    ]

    @transaction.atomic
    def publish(self, *args: Any, **kwargs: Any) -> Any:
        if not (self.media_id and self.captions.exists()):
            raise ValidationError(NOT_READY)
        if self.privacy_problems:
            raise ValidationError(STILL_TELLS)
        return super().publish(*args, **kwargs)

    @property
    def privacy_problems(self) -> Problems:
        found = {caption.label: caption_problems(caption.vtt) for caption in self.captions.all()}
        return {label: sentences for label, sentences in found.items() if sentences}

    @property
    def lines(self) -> list[SpokenLine]:
        """The transcript: the cues of the first caption file."""
        caption = self.captions.first()
        return transcript(caption.vtt) if caption else []

    @property
    def clock(self) -> str:
        """Length of the film as a reader says it: 14:05."""
        return clock(self.media.duration) if self.media else ""


def clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


class Caption(Orderable):
    """A WebVTT text of a video in one language; checked by content.captions before it is stored."""

    video = ParentalKey(VideoPage, on_delete=models.CASCADE, related_name="captions")
    language = models.CharField(max_length=8, default="en", validators=[language_code])
    label = models.CharField(max_length=40, default="English")
    vtt = models.TextField("WebVTT", max_length=500_000)

    class Meta(Orderable.Meta):
        constraints = (
            models.UniqueConstraint(fields=["video", "language"], name="content_caption_once_a_language"),
            models.CheckConstraint(condition=~Q(vtt=""), name="content_caption_not_empty"),
        )

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        super().clean()
        try:
            parse_captions(self.vtt)
        except CaptionError as error:
            raise ValidationError({"vtt": str(error)}) from error
