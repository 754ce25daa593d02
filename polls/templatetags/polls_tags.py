from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.template import Context
from django.utils import timezone

from polls.cards import card_of
from polls.models import Poll
from polls.permissions import check_read_poll

register = template.Library()


@register.inclusion_tag("polls/card.html", takes_context=True)
def poll_card(context: Context, poll: Poll | None) -> dict[str, Any]:
    """Show a poll to whoever reads the page: nothing at all for a reader who may not know of it.

    `error` and `next` of the surrounding context, if any, come from a vote that was refused.
    """
    request = context.get("request")
    reader, now = getattr(request, "user", AnonymousUser()), timezone.now()
    try:
        if poll is None:
            return {}
        check_read_poll(reader, poll, now)
    except PermissionDenied:
        return {}
    here = f"{request.get_full_path()}#poll-{poll.pk}" if request else poll.get_absolute_url()
    return {
        "card": card_of(poll, reader, now),
        "reader": reader,
        "next": context.get("poll_next") or here,
        "error": context.get("poll_error"),
    }
