from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from hubsite.dashboard import DuePanel, FailedPanel, WantedPanel


@hooks.register("construct_homepage_panels")
def dashboard(request: HttpRequest, panels: list[Any]) -> None:
    """Put the hub's panels first for whoever publishes; authors see only their own drafts."""
    if request.user.has_perm("content.change_speciality"):
        panels[:0] = [DuePanel(), WantedPanel(), FailedPanel()]
