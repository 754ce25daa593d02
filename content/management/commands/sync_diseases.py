from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console

from content.actions.disease_pages import sync_disease_pages


class Command(BaseCommand):
    help = "Make or update the page of every disease in the vocabulary. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        console = Console(soft_wrap=True)
        with console.status("Bringing disease pages in line with the vocabulary"):
            synced = sync_disease_pages()
        if not any((synced.created, synced.renamed, synced.unpublished, synced.tagged, synced.documents)):
            console.print("Disease pages: nothing changed.")
            return
        console.print(
            f"Disease pages: {synced.created} created, {synced.renamed} renamed, {synced.unpublished} unpublished, "
            f"{synced.tagged} speciality tags changed, {synced.documents} answers written."
        )
