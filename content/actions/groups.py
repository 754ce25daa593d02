"""What the roles that work in the admin may do there; run after each migrate, changes nothing the second time."""

from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupApprovalTask, GroupCollectionPermission, GroupPagePermission, Page, Workflow

from accounts.roles import ADMIN_GROUPS, Role
from content.models import ArticleIndexPage, HomePage

SNIPPETS = (
    "content.speciality",
    "content.patientorganisation",
    "content.referralcentre",
    "content.person",
    "polls.poll",
)
APPROVAL = "Editors’ approval"
FILES = ("wagtailimages.image", "wagtaildocs.document", "wagtailmedia.media")


def grant_group_permissions(**kwargs: Any) -> None:
    """Give editors the whole tree, its snippets and files; authors their own drafts below the articles and pictures."""
    home, articles = HomePage.objects.first(), ArticleIndexPage.objects.first()
    if not (home and articles):
        return
    for label in (
        "wagtailadmin",
        "content",
        "polls",
        "vocabulary",
        "search",
        "wagtailimages",
        "wagtaildocs",
        "wagtailmedia",
        "wagtailcore",
    ):
        create_permissions(apps.get_app_config(label), verbosity=0)
    Group.objects.filter(name="Moderators").delete()  # Wagtail's own; the hub's moderators screen cases, not pages
    editors = Group.objects.get_or_create(name=ADMIN_GROUPS[Role.EDITOR])[0]
    authors = Group.objects.get_or_create(name=ADMIN_GROUPS[Role.AUTHOR])[0]
    GroupPagePermission.objects.filter(group=editors).exclude(page=home).delete()
    allow_pages(editors, home, "add_page", "change_page", "publish_page", "lock_page", "unlock_page")
    allow_pages(authors, articles, "add_page")
    allow_files(editors, FILES, ("add", "change", "choose"))
    forbid_files(authors)
    allow_files(authors, FILES[:1], ("add", "choose"))
    approve_by(editors)
    for group in (editors, authors):
        group.permissions.add(permission("wagtailadmin.access_admin"))
    editors.permissions.add(
        *(permission(verbed(model, verb)) for model in SNIPPETS for verb in ("add", "change", "delete", "view")),
        *Permission.objects.filter(content_type__app_label__in=("vocabulary", "search"), codename__startswith="view_"),
    )


def verbed(model: str, verb: str) -> str:
    label, name = model.split(".")
    return f"{label}.{verb}_{name}"


def permission(name: str) -> Permission:
    label, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=label, codename=codename)


def allow_pages(group: Group, page: Page, *codenames: str) -> None:
    for codename in codenames:
        allowed = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.get_or_create(group=group, page_id=page.pk, permission=allowed)


def approve_by(group: Group) -> None:
    """What authors submit waits for editors; Wagtail gave the task to the group that was removed above."""
    for task in GroupApprovalTask.objects.all():
        task.groups.set([group])
    GroupApprovalTask.objects.filter(name="Moderators approval").update(name=APPROVAL)
    Workflow.objects.filter(name="Moderators approval").update(name=APPROVAL)


def forbid_files(group: Group) -> None:
    GroupCollectionPermission.objects.filter(group=group).exclude(permission__codename__endswith="_image").delete()


def allow_files(group: Group, models: tuple[str, ...], verbs: tuple[str, ...]) -> None:
    root = Collection.get_first_root_node()
    for model in models:
        for verb in verbs:
            label, codename = verbed(model, verb).split(".")
            allowed = Permission.objects.filter(content_type__app_label=label, codename=codename).first()
            if allowed:  # media has no "choose"
                GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=allowed)
