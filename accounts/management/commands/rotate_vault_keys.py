from collections.abc import Iterator
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.db.models import Model
from rich.progress import track

from accounts.events import log
from accounts.second_factor import rotate_authenticators
from accounts.vault.actions import rotate
from accounts.vault.crypto import Unreadable, new_key
from accounts.vault.sealed import sealed_models
from audit.kinds import Action, Area

BATCH = 100


class Command(BaseCommand):
    help = (
        "Encrypt the vault again with the first of VAULT_KEYS. To change keys: put a new one in front, restart, run this, "
        "and take the old one away."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--new", action="store_true", help="only print a new key")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["new"]:
            self.stdout.write(new_key())
            return
        try:
            done = sum(self.rotate_all())
        except Unreadable as error:
            raise CommandError(f"{error} Add the key it was sealed with to VAULT_KEYS and run this again.") from None
        log(Action.KEYS_ROTATED, area=Area.MEMBERSHIP, by=None, details={"rows": done})
        self.stdout.write(f"{done} texts are encrypted with the first key now.")

    def rotate_all(self) -> Iterator[int]:
        sealed = ((model, rotate) for model in sealed_models())
        for model, act in (*sealed, (Authenticator, rotate_authenticators)):
            filled = {"sealed__isnull": False} if act is rotate else {}
            keys = list(model._default_manager.filter(**filled).order_by("pk").values_list("pk", flat=True))
            for start in track(range(0, len(keys), BATCH), description=str(model._meta.verbose_name_plural)):
                yield self.batch(model, keys[start : start + BATCH], act)

    @transaction.atomic
    def batch(self, model: type[Model], keys: list[int], act: Any) -> int:
        rows = model._default_manager.select_for_update().filter(pk__in=keys)
        return int(act(list(rows)))
