import zlib
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.verification.actions.registers import COLUMNS, BadFile, import_register, open_text
from accounts.verification.countries import RULES


class Command(BaseCommand):
    help = f"Take in the register of a country: a CSV file (.gz too) with the columns {', '.join(COLUMNS)}."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("country", choices=sorted(RULES))
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--as-of", type=date.fromisoformat, required=True, help="the day of the register: 2026-11-01"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with open_text(options["file"]) as lines:
                number = import_register(
                    country=options["country"], lines=lines, as_of=options["as_of"], now=timezone.now()
                )
        except (BadFile, OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
            raise CommandError(f"{error} Nothing was changed.") from None
        self.stdout.write(
            f"{number} licences of {RULES[options['country']].register}. Now run: manage.py run_verification"
        )
