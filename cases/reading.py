"""How an operation of the API comes to the case it is about."""

from typing import cast
from uuid import UUID

from django.http import HttpRequest

from accounts.models import User
from cases.models import Case


def reader(request: HttpRequest) -> User:
    return cast(User, request.user)  # the two ways to sign in let nobody else through


def known_case(request: HttpRequest, case_id: UUID) -> Case:
    """Return a case of which the caller may know; raises DoesNotExist, which is answered as 404, for every other."""
    return Case.objects.known_to(reader(request)).get(pk=case_id)


def shown_case(request: HttpRequest, case_id: UUID) -> Case:
    """Return a case of which the caller may know and that is not hidden for now; raises DoesNotExist for every other."""
    return Case.objects.known_to(reader(request)).filter(quarantined_at=None).get(pk=case_id)


def case_of_a_part(request: HttpRequest, case_id: UUID) -> Case:
    """Return a case in which the caller has a part: its owner, its organisation, its liaison; raises DoesNotExist."""
    cases = Case.objects.all()
    return cases.filter(cases.part_of(reader(request))).get(pk=case_id)


def readable_case(request: HttpRequest, case_id: UUID) -> Case:
    """Return a case that the caller may read; raises DoesNotExist for every other."""
    return Case.objects.readable_by(reader(request)).get(pk=case_id)
