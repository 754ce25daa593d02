"""How often codes are tried from one address, beside the five tries of each link."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from common.limits import HOUR, spend

MOST = 30
SENTENCE = "There were too many tries from where you are. Try again in an hour."


def spend_opening(request: HttpRequest) -> None:
    """Count one try; raise TooOften when the hour's are used up."""
    spend(f"cases.relay:{get_adapter().get_client_ip(request)}", MOST, HOUR, SENTENCE)
