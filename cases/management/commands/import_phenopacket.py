from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from cases.phenopackets.importing import import_phenopacket
from common.limits import TooOften


class Command(BaseCommand):
    help = "Make a draft of a phenopacket (version 2, JSON), and say what of it was not taken."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--owner", required=True, metavar="EMAIL", help="Whose draft it becomes.")

    def handle(self, *args: Any, **options: Any) -> None:
        owner = User.objects.filter(email__iexact=options["owner"]).first()
        if owner is None:
            raise CommandError("There is no account with this address.")
        try:
            file = options["file"].read_bytes()
            case, report = import_phenopacket(file=file, by=owner, now=timezone.now())
        except OSError:
            raise CommandError("This file cannot be read.") from None
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        except (PermissionDenied, TooOften) as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"Draft {case.pk}: {report.signs} signs present, {report.absent} absent.")
        for line in (*report.renamed, *(f"{code} is not known" for code in report.unknown), *report.notes):
            self.stdout.write(f"  {line}")
