"""How often codes are tried from one address, beside the five tries of each link."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from ninja.errors import HttpError

HOUR = 60 * 60
MOST = 30
SENTENCE = "There were too many tries from where you are. Try again in an hour."


class TooOften(HttpError):
    """The API answers it as any other problem; the pages show its sentence."""


def spend_opening(request: HttpRequest) -> None:
    """Count one try; raise TooOften when the hour's are used up."""
    key = f"cases.relay:{get_adapter().get_client_ip(request)}"
    cache.add(key, 0, HOUR)
    try:
        tries = cache.incr(key)
    except ValueError:  # it ran out between the two lines
        tries = 1
    if tries > MOST:
        raise TooOften(429, SENTENCE)
