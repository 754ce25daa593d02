"""What an account wrote, uploaded and set in the editors' area. The texts are pages of the hub, not of the account."""

from typing import Any

from django.db.models import Q
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import (
    Comment,
    CommentReply,
    ModelLogEntry,
    Page,
    PageLogEntry,
    PageSubscription,
    Revision,
    TaskState,
    WorkflowState,
)
from wagtail.users.models import UserProfile
from wagtailmedia.models import Media

from accounts.models import User
from common.own_data import rows

SETTINGS = (
    *("submitted_notifications", "approved_notifications", "rejected_notifications"),
    *("updated_comments_notifications", "preferred_language", "current_time_zone", "avatar"),
    *("dismissibles", "theme", "density", "contrast", "keyboard_shortcuts"),
)


def own_data(user: User) -> dict[str, Any]:
    return {"written": written(user), "uploaded": uploaded(user), "editing": editing(user)}


def written(user: User) -> dict[str, Any]:
    comments, replies = Comment.objects.filter(user=user), CommentReply.objects.filter(user=user)
    return {
        "pages": rows(Page.objects.filter(owner=user).order_by("-pk"), "title", "url_path", "live"),
        "revisions": rows(Revision.objects.filter(user=user).order_by("-created_at"), "object_str", "created_at"),
        "comments": rows(comments.order_by("-pk"), "text", "created_at"),
        "replies": rows(replies.order_by("-pk"), "text", "created_at"),
    }


def uploaded(user: User) -> dict[str, Any]:
    return {
        "images": rows(Image.objects.filter(uploaded_by_user=user).order_by("-pk"), "title", "created_at"),
        "documents": rows(Document.objects.filter(uploaded_by_user=user).order_by("-pk"), "title", "created_at"),
        "films": rows(Media.objects.filter(uploaded_by_user=user).order_by("-pk"), "title", "created_at"),
    }


def editing(user: User) -> dict[str, Any]:
    """Return what Wagtail keeps of an editor's work."""
    return {
        "settings": rows(UserProfile.objects.filter(user=user), *SETTINGS),
        "page_log": rows(PageLogEntry.objects.filter(user=user).order_by("-pk"), "label", "action", "timestamp"),
        "other_log": rows(ModelLogEntry.objects.filter(user=user).order_by("-pk"), "label", "action", "timestamp"),
        "submitted": rows(WorkflowState.objects.filter(requested_by=user).order_by("-pk"), "status", "created_at"),
        "reviewed": rows(TaskState.objects.filter(finished_by=user).order_by("-pk"), "status", "finished_at"),
        "locked": rows(Page.objects.filter(locked_by=user).order_by("-pk"), "title", "locked_at"),
        "resolved": Comment.objects.filter(Q(resolved_by=user)).count(),
        "subscriptions": rows(PageSubscription.objects.filter(user=user), "page__title", "comment_notifications"),
    }
