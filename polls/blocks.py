from typing import Any

from django.utils import timezone
from wagtail.snippets.blocks import SnippetChooserBlock

from common.audience import Audience, readable_with


class PollBlock(SnippetChooserBlock):
    """A poll inside any page; the reader votes in place. Readers outside the poll's audience see nothing of it."""

    class Meta:
        icon = "tick-inverse"
        template = "polls/block.html"
        description = "A question to the members"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("polls.Poll", **kwargs)

    def get_preview_value(self) -> Any:
        """Show the newest open poll in the editor's picker: a poll without ballots and options would show nothing."""
        return self.target_model.objects.open(timezone.now()).first()

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> dict[str, Any] | None:
        """Give id and address, or None where a reader of the page might not be allowed to know of the poll.

        The answer is stored once for all readers of a page, so `context["audience"]` names the page's audience; without
        it the page counts as public. Question, state and results are never inside: they change with reader and hour,
        and the address gives each reader their own, or 404.
        """
        page_audience = (context or {}).get("audience", Audience.PUBLIC)
        if value is None or value.audience not in readable_with(page_audience):
            return None
        return {"id": value.pk, "url": f"/api/hub/v1/polls/{value.pk}"}
