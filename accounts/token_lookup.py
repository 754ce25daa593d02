"""Who owns a token: one query with all that is asked about the owner, compiled once for a connection.

Programs send a token with every request. Putting the query together costs several times what running it does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Exists, F, OuterRef, QuerySet
from wagtail.models import APIToken

from accounts.models.user import User
from accounts.second_factor import FACTORS

MARK = "hash {}"  # stands for a hash until there is one
FIELDS = [field.attname for field in User._meta.concrete_fields]


@dataclass(frozen=True, slots=True)
class Owner:
    user: User
    token_id: int
    last_used_at: datetime | None
    has_second_factor: bool


def owner_of(text: str) -> Owner | None:
    """Return the active owner of a token that is not revoked, in one query."""
    if not APIToken.validate_token_format(text):
        return None
    hashes = APIToken.candidate_key_hashes(text)
    connection = connections[router.db_for_read(APIToken)]
    lookups: dict[int, Lookup] = vars(connection).setdefault("token_lookups", {})  # goes with its connection
    if len(hashes) not in lookups:
        lookups[len(hashes)] = Lookup(connection, len(hashes))
    return lookups[len(hashes)].find(hashes)


def owners(hashes: list[str]) -> QuerySet[Any, Any]:
    tokens = APIToken.objects.filter(key_hash__in=hashes, revoked_at=None, user__is_active=True)
    factors = Authenticator.objects.filter(FACTORS, user=OuterRef("user"))
    of_user = {f"owner_{name}": F(f"user__{name}") for name in FIELDS}
    names = [f"owner_{name}" for name in FIELDS]
    return tokens.annotate(**of_user, factor=Exists(factors)).values_list(*names, "pk", "last_used_at", "factor")


class Lookup:
    """The compiled query for so many hashes (one for each secret key that is still good)."""

    def __init__(self, connection: BaseDatabaseWrapper, number: int) -> None:
        marks = [MARK.format(place) for place in range(number)]
        self.compiler = owners(marks).query.get_compiler(connection=connection)
        self.sql, params = self.compiler.as_sql()
        self.params: list[Any] = list(params)
        self.places = {self.params.index(mark): place for place, mark in enumerate(marks)}

    @cached_property
    def converters(self) -> Any:
        """What turns the database's own types into Python's, as the ORM does it."""
        return self.compiler.get_converters([column[0] for column in self.compiler.select])

    def find(self, hashes: list[str]) -> Owner | None:
        params = [hashes[self.places[n]] if n in self.places else param for n, param in enumerate(self.params)]
        with self.compiler.connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            row = cursor.fetchone()
        if row is None:
            return None
        convert: Callable[..., Any] = self.compiler.apply_converters
        [values] = convert([row], self.converters)
        user = User.from_db(self.compiler.connection.alias, FIELDS, values[: len(FIELDS)])
        return Owner(user, *values[len(FIELDS) :])
