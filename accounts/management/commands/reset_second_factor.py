from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.actions import reset_second_factor
from accounts.models import User


class Command(BaseCommand):
    help = (
        "Take away the second factors of an account whose owner lost their devices and recovery codes. All its sessions and "
        "tokens end, and the next sign-in asks for a new second factor. Make sure first who asks for this."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address the account signs in with")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError("There is no account with this address. Nothing was changed.")
        number = reset_second_factor(user=user, by=None, now=timezone.now())
        self.stdout.write(f"Second factors and sets of recovery codes removed: {number}.")
        self.stdout.write("Every session and every token of this account has ended. The owner gets a mail.")
        self.stdout.write("The next sign-in asks for a new second factor if the role needs one.")
