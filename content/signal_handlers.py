"""Keeping the API's answers in step with the pages; no rule lives here."""

from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Page, PageLogEntry
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from accounts.events import log
from audit.kinds import Action, Area
from content.actions.documents import forget_builds, remove_document, write_document
from content.models import CollectionItem, CollectionPage, DiseasePage, Speciality
from content.querysets import SHOWN_BY, advised_pages, pages_of_diseases, pages_showing
from content.signals import pages_changed

AUDITED = {
    "wagtail.publish": Action.PAGE_PUBLISHED,
    "wagtail.unpublish": Action.PAGE_UNPUBLISHED,
    "wagtail.delete": Action.PAGE_DELETED,
}


@receiver(page_published)
def on_published(instance: Page, **kwargs: Any) -> None:
    write_document(instance)
    rewrite_collections_with(instance)


@receiver(page_unpublished)
def on_unpublished(instance: Page, **kwargs: Any) -> None:
    remove_document(instance.pk)
    rewrite_collections_with(instance)


@receiver([page_published, page_unpublished], sender=DiseasePage)
def on_advice_changed(instance: DiseasePage, **kwargs: Any) -> None:
    """The entries of diseases without advice of their own say where there is some."""
    pages_changed.send(sender=DiseasePage, pages=advised_pages(instance))


@receiver(m2m_changed, sender=DiseasePage.covers.through)
def on_no_longer_covered(action: str, pk_set: set[int], **kwargs: Any) -> None:
    if action == "post_remove":
        pages_changed.send(sender=DiseasePage, pages=pages_of_diseases(pk_set))


def rewrite_collections_with(page: Page) -> None:
    """A collection tells title and address of its items, so it follows their audience, name and end."""
    for collection in CollectionPage.objects.live().filter(items__page_id=page.pk):
        write_document(collection)


@receiver(pre_delete, sender=Page)
def on_deleted(instance: Page, **kwargs: Any) -> None:
    """Take the page out of collections before it goes, so that their documents are made again without it."""
    items = CollectionItem.objects.filter(page_id=instance.pk)
    collections = list(items.values_list("collection_id", flat=True))
    items.delete()
    for collection in CollectionPage.objects.live().filter(pk__in=collections):
        write_document(collection)


@receiver([pre_delete, m2m_changed])
def before_named_changes(instance: Any, action: str = "pre_delete", **kwargs: Any) -> None:
    """Remember who shows what is about to go or to lose its diseases: afterwards nobody can tell."""
    if type(instance) in SHOWN_BY and action in ("pre_delete", "pre_remove", "pre_clear"):
        instance.shown_before = pages_showing(instance)


@receiver([post_save, post_delete, m2m_changed])
def on_named_changed(instance: Any, action: str = "post_save", **kwargs: Any) -> None:
    """Make the documents anew of all pages that show a person, an organisation or a centre, and tell the search."""
    if type(instance) not in SHOWN_BY or not action.startswith("post_"):
        return
    pages = {page.pk: page for page in [*getattr(instance, "shown_before", ()), *pages_showing(instance)]}
    for page in pages.values():
        write_document(page)
    pages_changed.send(sender=type(instance), pages=list(pages.values()))


@receiver(post_save, sender=Speciality)
def on_speciality_saved(**kwargs: Any) -> None:
    """Thousands of pages may show it: the next `sync_diseases` and `rebuild_search --if-needed` carry its name over."""
    forget_builds()


@receiver([page_slug_changed, post_page_move])
def on_address_changed(instance: Page, **kwargs: Any) -> None:
    """Rewrite what lies below too: every address in it has changed."""
    for page in instance.get_descendants(inclusive=True).live().specific():
        write_document(page)


@receiver(post_save, sender=PageLogEntry)
def on_page_logged(instance: PageLogEntry, created: bool, **kwargs: Any) -> None:
    """Audit what a person did to a page. Wagtail notes it for forms, workflows, bulk actions and pages below alike.

    What programs do has no user and stays out.
    """
    action = AUDITED.get(instance.action)
    if created and action and instance.user:
        log(action, area=Area.CONTENT, by=instance.user, about=("page", instance.page_id))
