"""CPU of API answers as ratios to an empty view behind the same middleware, and what a token adds. For `python -m bench`."""

import json
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import django

django.setup()

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.actions import create_token
from accounts.models import User
from accounts.roles import Role
from bench.measure import interleaved
from content.models import PageDocument

ADDRESSES: dict[str, str] = {
    "empty view": "/healthz",
    "disease detail": "/api/hub/v1/diseases/558",
    "disease list": "/api/hub/v1/diseases?size=20",
    "disease list, filtered": "/api/hub/v1/diseases?size=20&inheritance=Autosomal+dominant&onset=Infancy",
    "content list": "/api/hub/v1/content?size=20",
}


WITH_TOKEN = ("disease detail", "disease list")


def main() -> None:
    client = Client(headers={"host": "127.0.0.1"})
    member = Client(headers={"host": "127.0.0.1", "authorization": f"Bearer {token_of_a_member()}"})
    for address in ADDRESSES.values():
        assert client.get(address).status_code == 200, address
    assert member.get("/api/hub/v1/polls").json()["items"], "the token reads what members read"
    calls: dict[str, Callable[[], Any]] = {name: partial(client.get, url) for name, url in ADDRESSES.items()}
    calls |= {f"{name}, with a token": partial(member.get, ADDRESSES[name]) for name in WITH_TOKEN}
    cpu = interleaved(calls)
    queries = {name: count_queries(client, address) for name, address in ADDRESSES.items()}
    rows = {
        name: {"ms": cpu[name], "ratio": cpu[name] / cpu["empty view"], "queries": queries[name]} for name in ADDRESSES
    }
    tokens = {name: cpu[f"{name}, with a token"] - cpu[name] for name in WITH_TOKEN}
    print(json.dumps({"pages": PageDocument.objects.count(), "rows": rows, "token_ms": tokens}))


def token_of_a_member() -> str:
    """Make a verified physician with a second factor, as members are."""
    until = timezone.now() + timedelta(days=1)
    user, _ = User.objects.get_or_create(
        email="bench@bench.example", defaults={"role": Role.PHYSICIAN, "verified_until": until}
    )
    if not Authenticator.objects.filter(user=user).exists():
        TOTP.activate(user, generate_totp_secret())
    return create_token(name="bench", by=user)


def count_queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


if __name__ == "__main__":
    main()
