"""What the roles that work in the admin may do there; run after each migrate, changes nothing the second time."""

from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db.models import QuerySet
from wagtail.models import Collection, GroupApprovalTask, GroupCollectionPermission, GroupPagePermission, Page, Workflow

from accounts.models import User
from accounts.roles import ADMIN_GROUPS, Role
from content.models import ArticleIndexPage, HomePage, ResourceIndexPage

SNIPPETS = (
    "content.speciality",
    "content.patientorganisation",
    "content.referralcentre",
    "content.person",
    "polls.poll",
)
ADMINISTRATION = ("accounts.add_user", "accounts.change_user", "accounts.view_user", "wagtailcore.change_site")
PERMITTED = (
    *("wagtailadmin", "accounts", "audit", "content", "polls", "vocabulary", "search"),
    *("wagtailimages", "wagtaildocs", "wagtailmedia", "wagtailcore"),
)
APPROVAL = "Editors’ approval"
FILES = ("wagtailimages.image", "wagtaildocs.document", "wagtailmedia.media")


def grant_group_permissions(**kwargs: Any) -> None:
    """Give each role that works in the admin its part, and nothing beside it.

    Editors have the whole tree, its snippets and files; authors and staff of organisations their own drafts below one index.
    Reviewers and moderators only come in: what they see there asks for their role.
    """
    home, articles, resources = (model.objects.first() for model in (HomePage, ArticleIndexPage, ResourceIndexPage))
    if not (home and articles and resources):
        return
    for label in PERMITTED:
        create_permissions(apps.get_app_config(label), verbosity=0)
    Group.objects.filter(name="Moderators").delete()  # Wagtail's own; the hub's moderators screen cases, not pages
    groups = {role: Group.objects.get_or_create(name=name)[0] for role, name in ADMIN_GROUPS.items()}
    let_edit(groups[Role.EDITOR], home)
    let_write(groups[Role.AUTHOR], articles)
    let_write(groups[Role.ORGANISATION], resources)
    for role, group in groups.items():
        group.permissions.add(permission("wagtailadmin.access_admin"))
        group.user_set.add(*User.objects.filter(role=role).exclude(groups=group))  # who had the role before its group
    groups[Role.ADMINISTRATOR].permissions.add(*map(permission, ADMINISTRATION), *what_loaders_wrote())


def let_edit(group: Group, home: Page) -> None:
    """Give the whole tree, its snippets and files, and the word on what others submit."""
    GroupPagePermission.objects.filter(group=group).exclude(page=home).delete()
    allow_pages(group, home, "add_page", "change_page", "publish_page", "lock_page", "unlock_page")
    allow_files(group, FILES, ("add", "change", "choose"))
    approve_by(group)
    group.permissions.add(
        *(permission(verbed(model, verb)) for model in SNIPPETS for verb in ("add", "change", "delete", "view")),
        *what_loaders_wrote(),
    )


def let_write(group: Group, index: Page) -> None:
    """Give own drafts below one index, and pictures for them."""
    allow_pages(group, index, "add_page")
    forbid_files(group)
    allow_files(group, FILES[:1], ("add", "choose"))


def what_loaders_wrote() -> QuerySet[Permission]:
    """Return the right to look at the vocabulary and the index; nobody changes these by hand."""
    return Permission.objects.filter(content_type__app_label__in=("vocabulary", "search"), codename__startswith="view_")


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
