"""The pieces an editor builds a page from. Each shows a sample of itself in the editor's picker."""

from typing import Any

from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from polls.blocks import PollBlock

FEATURES = ["bold", "italic", "link", "ul", "ol"]


class SourceBlock(blocks.StructBlock):
    """A reference that a reader can check."""

    text = blocks.CharBlock(max_length=300)
    pmid = blocks.RegexBlock(
        r"^\d{1,9}$", required=False, label="PMID", error_messages={"invalid": "Digits only, like 20301583."}
    )
    doi = blocks.RegexBlock(
        r"^10\.\d{4,9}/\S+$",
        required=False,
        label="DOI",
        error_messages={"invalid": "A DOI starts with 10., like 10.1000/182."},
    )

    class Meta:
        icon = "link"
        template = "content/blocks/source.html"
        description = "A reference with PMID or DOI"
        preview_value = {"text": "Tendon examination in adults: a cohort of 79", "pmid": "20301583", "doi": ""}


class KeyPointsBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=80, default="In short")
    points = blocks.ListBlock(blocks.CharBlock(max_length=240))

    class Meta:
        icon = "list-ul"
        template = "content/blocks/key_points.html"
        description = "What to take away, as a short list"
        preview_value = {
            "title": "In short",
            "points": ["Feel both Achilles tendons.", "Ask about diarrhoea in childhood."],
        }


class FigureBlock(blocks.StructBlock):
    image = ImageChooserBlock()
    alt_text = blocks.CharBlock(max_length=200, help_text="What a reader who cannot see the picture has to know.")
    caption = blocks.CharBlock(max_length=240, required=False)

    class Meta:
        icon = "image"
        template = "content/blocks/figure.html"
        description = "A picture with its description and caption"

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> dict[str, Any]:
        image = value["image"]
        picture = image.get_rendition("width-960|format-webp") if image else None
        return {
            "url": picture.url if picture else None,
            "width": picture.width if picture else None,
            "height": picture.height if picture else None,
            "alt_text": value["alt_text"],
            "caption": value["caption"],
        }


class NoteBlock(blocks.StructBlock):
    tone = blocks.ChoiceBlock(
        choices=[("info", "Good to know"), ("warn", "Take care"), ("bad", "Danger")], default="info"
    )
    text = blocks.RichTextBlock(features=FEATURES)

    class Meta:
        icon = "info-circle"
        template = "content/blocks/note.html"
        description = "A paragraph that must not be overlooked"
        preview_value = {"tone": "warn", "text": "<p><b>Do not stop treatment abruptly.</b></p>"}


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(max_length=600)
    who = blocks.CharBlock(max_length=120, required=False, help_text="Never a name of a patient.")

    class Meta:
        icon = "openquote"
        template = "content/blocks/quote.html"
        description = "Somebody's own words"
        preview_value = {"text": "Nobody had felt her heels.", "who": "A physician in Ireland"}


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=80)
    text = blocks.RichTextBlock(features=["bold", "italic", "link"])

    class Meta:
        icon = "list-ol"
        template = "content/blocks/step.html"
        description = "One numbered step to the diagnosis"
        preview_value = {
            "title": "Plasma cholestanol",
            "text": "<p>Raised five to ten times in most untreated patients.</p>",
        }


class ManagementBlock(blocks.StructBlock):
    problem = blocks.CharBlock(max_length=120)
    what_helps = blocks.CharBlock(max_length=400)
    follow_up = blocks.CharBlock(max_length=300, required=False)
    evidence = blocks.CharBlock(max_length=60, help_text="Trial, cohorts, series, consensus.")

    class Meta:
        icon = "table"
        description = "One row of the management table"
        preview_value = {
            "problem": "Cataract",
            "what_helps": "Surgery as in other cataracts",
            "follow_up": "Yearly",
            "evidence": "Series",
        }


class BodyBlock(blocks.StreamBlock):
    """What every written page may hold."""

    heading = blocks.CharBlock(
        max_length=120,
        form_classname="title",
        icon="title",
        template="content/blocks/heading.html",
        description="A heading between paragraphs",
        preview_value="What I would do differently",
    )
    paragraph = blocks.RichTextBlock(
        features=FEATURES,
        icon="pilcrow",
        template="content/blocks/paragraph.html",
        description="Text with links and lists",
        preview_value="<p>She had been told the number was safe.</p>",
    )
    key_points = KeyPointsBlock()
    figure = FigureBlock()
    note = NoteBlock()
    quote = QuoteBlock()
    poll = PollBlock()
    source = SourceBlock()

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        """Leave out a poll that not every reader of the page may know of: not even an empty place may show it."""
        children: list[dict[str, Any]] = super().get_api_representation(value, context)
        return [child for child in children if child["value"] is not None]
