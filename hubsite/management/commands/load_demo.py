from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from rich.console import Console
from rich.table import Table

from cases.demo.load import load_cases
from content.demo.accounts import account_table
from content.demo.actions import Outcome
from content.demo.applications import without_mail
from content.demo.data import document
from content.demo.known import MissingError
from content.demo.load import load_demo

REFUSAL = "Demonstration content, with accounts that have a known password, needs settings with DEMO_ALLOWED = True."


class Command(BaseCommand):
    help = "Load the demonstration content, cases and accounts. Safe to run again; what people have edited stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--accounts", action="store_true", help="only print the demonstration accounts")

    def handle(self, *args: Any, **options: Any) -> None:
        if not getattr(settings, "DEMO_ALLOWED", False):
            raise CommandError(REFUSAL)
        console = Console(soft_wrap=True)
        if not options["accounts"]:
            with console.status("Loading the demonstration content"):
                console.print(sentence(load()))
        print_accounts(console)


def load() -> Counter[Outcome]:
    """Load pages, accounts and cases, all or nothing; what would be mailed after the commit is not mailed either."""
    try:
        with without_mail(), transaction.atomic():
            tally, cases = load_demo(), load_cases()
    except MissingError as error:
        raise CommandError(str(error)) from error
    tally[Outcome.CREATED] += cases.created
    tally[Outcome.UNCHANGED] += cases.unchanged
    return tally


def sentence(tally: Counter[Outcome]) -> str:
    done = [f"{tally[outcome]} {outcome}" for outcome in Outcome if outcome != Outcome.UNCHANGED and tally[outcome]]
    if not tally[Outcome.CREATED] and not tally[Outcome.CHANGED]:
        kept = f" {tally[Outcome.KEPT]} kept as edited." if tally[Outcome.KEPT] else ""
        return f"Demonstration content: nothing changed.{kept}"
    return f"Demonstration content: {', '.join(done)}, {tally[Outcome.UNCHANGED]} unchanged."


def print_accounts(console: Console) -> None:
    accounts = account_table()
    if not accounts:
        console.print("There are no demonstration accounts here; run load_demo first.")
        return
    table = Table("Role", "E-mail", title=f"Demonstration accounts, password: {document('accounts')['password']}")
    for role, email in accounts:
        table.add_row(role, email)
    console.print(table)
