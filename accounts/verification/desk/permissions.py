"""The desk is there for reviewers of licences only: to everybody else, administrators included, none of it exists."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponseBase
from wagtail_modeladmin.helpers import PermissionHelper

from accounts.permissions import has_permission
from accounts.roles import Permission

View = Callable[..., HttpResponseBase]


def is_reviewer(user: Any) -> bool:
    return has_permission(user, Permission.REVIEW_LICENCES)


def reviewers_only(view: View) -> View:
    """Answer everybody else as an unknown address does, whatever the method; Wagtail sends the anonymous to sign in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_reviewer(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


class ReviewersOnly(PermissionHelper):
    """Reviewers look; what they decide goes through the actions, and nobody edits a row."""

    def user_can_list(self, user: Any) -> bool:
        return is_reviewer(user)

    def user_can_inspect_obj(self, user: Any, obj: Model) -> bool:
        return False

    def user_can_create(self, user: Any) -> bool:
        return False

    def user_can_edit_obj(self, user: Any, obj: Model) -> bool:
        return False

    def user_can_delete_obj(self, user: Any, obj: Model) -> bool:
        return False
