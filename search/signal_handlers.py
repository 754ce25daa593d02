"""Keeping the search in step with pages, polls and cases, inside the transaction that changes them; no rule lives here."""

from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from cases.models import Case
from cases.search_entries import case_entry
from cases.signals import case_changed
from content.models import DiseasePage, HubPage
from content.search_entries import page_entry
from content.signals import pages_changed
from polls.models import Option, Poll
from polls.search_entries import poll_entry
from search.actions import remove, upsert


@receiver(page_published)
def on_published(instance: Page, **kwargs: Any) -> None:
    refresh_page(instance)


@receiver(page_unpublished)
def on_unpublished(instance: Page, **kwargs: Any) -> None:
    """Wagtail unpublishes what is about to be deleted, and all that lies below it."""
    forget_page(instance.specific)


@receiver([page_slug_changed, post_page_move])
def on_address_changed(instance: Page, **kwargs: Any) -> None:
    """The addresses of all that lies below have changed too; Wagtail tells of it after the commit."""
    pages = instance.get_descendants(inclusive=True).live().specific()
    upsert(entry for page in pages.iterator() if (entry := page_entry(page)))


@receiver(pages_changed)
def on_pages_changed(pages: list[HubPage], **kwargs: Any) -> None:
    """The cards of pages tell names that were changed elsewhere."""
    upsert(entry for page in pages if (entry := page_entry(page)))


@receiver([post_save, post_delete], sender=Option)
def on_option_changed(instance: Option, **kwargs: Any) -> None:
    refresh_poll(instance.poll_id)


@receiver(post_save, sender=Poll)
def on_poll_saved(instance: Poll, **kwargs: Any) -> None:
    refresh_poll(instance.pk)


@receiver(m2m_changed, sender=Poll.diseases.through)
def on_poll_tagged(instance: Any, action: str, **kwargs: Any) -> None:
    if action.startswith("post_") and isinstance(instance, Poll):
        refresh_poll(instance.pk)


@receiver(post_delete, sender=Poll)
def on_poll_deleted(instance: Poll, **kwargs: Any) -> None:
    """After its options, whose end asks for the poll once more."""
    remove(kind="poll", key=str(instance.pk))


@receiver(case_changed)
def on_case_changed(case: Case, **kwargs: Any) -> None:
    """A case that is hidden, withdrawn or not open yet leaves a tombstone that says nothing of it."""
    entry = case_entry(case)
    if entry:
        upsert([entry])
    else:
        remove(kind="case", key=str(case.pk))


def refresh_page(page: Page) -> None:
    entry = page_entry(page)
    if entry:
        upsert([entry])
    else:
        forget_page(page.specific)


def forget_page(page: Page) -> None:
    if isinstance(page, HubPage) and page.kind:
        remove(kind=page.kind, key=page.disease.key if isinstance(page, DiseasePage) else str(page.pk))


def refresh_poll(pk: int) -> None:
    """Read the poll anew: what was saved comes in pieces, and each piece asks for this."""
    poll = Poll.objects.filter(pk=pk).first()
    entry = poll_entry(poll) if poll else None
    if entry:
        upsert([entry])
    else:
        remove(kind="poll", key=str(pk))
