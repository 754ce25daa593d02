"""Signing up without telling who has an account."""

import secrets

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.hashers import make_password


class AccountAdapter(DefaultAccountAdapter):
    def send_account_already_exists_mail(self, email: str) -> None:
        """Do the work of a new password here too: without it the time of the answer would tell that the address is known."""
        make_password(secrets.token_hex(12))
        super().send_account_already_exists_mail(email)
