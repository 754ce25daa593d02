"""CPU of the list of cases and of a thread, as ratios to an empty page for the same member. For `python -m bench`.

Everything is written in one transaction that is taken back, so any migrated database will do.
"""

import json
from functools import partial
from typing import Any

import django

django.setup()

from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.template import RequestContext, Template
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.utils import timezone

from bench.measure import interleaved
from cases.models import Case
from hubsite.urls import urlpatterns as of_the_site
from tests.factories.accounts import UserFactory, practise
from tests.factories.cases import member, open_case, opinion_on, reply_to

ROWS, LONG = 30, 100
EMPTY = Template('{% extends "base.html" %}{% block title %}Empty{% endblock %}')


def empty(request: HttpRequest) -> HttpResponse:
    """A page with nothing on it: middleware, session, reader, header and footer."""
    return HttpResponse(EMPTY.render(RequestContext(request)))


urlpatterns = [path("empty/", empty), *of_the_site]


@override_settings(ROOT_URLCONF="bench.cases")
def main() -> None:
    with transaction.atomic():
        rows = measured()
        transaction.set_rollback(True)
    cache.clear()
    print(json.dumps({"rows": rows}))


def measured() -> dict[str, dict[str, float]]:
    reader, case, long_case = people_and_cases()
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(reader)
    api = f"/api/hub/v1/cases/{case.pk}"
    addresses = {
        "empty view": "/healthz",
        "empty page": "/empty/",
        "list, 20 of 30 cases": "/cases/",
        "thread, 30 replies": f"/cases/{case.pk}/",
        "thread, 30 replies, earlier ones": f"/cases/{case.pk}/?page=2",
        "thread, 100 replies": f"/cases/{long_case.pk}/",
        "API: list, 20 cases": "/api/hub/v1/cases",
        "API: 30 replies": f"{api}/replies",
    }
    calls = {name: partial(client.get, address) for name, address in addresses.items()}
    for name, call in calls.items():
        assert call().status_code == 200, name
    cpu = interleaved(calls, times=10)
    base, least = cpu["empty page"], cpu["empty view"]
    return {
        name: {
            "ms": ms,
            "ratio": ms / base,
            "bare": ms / least,
            "queries": asked(client, addresses[name]),
        }
        for name, ms in cpu.items()
    }


def people_and_cases() -> tuple[Any, Case, Case]:
    """Return a reader who gave an opinion, and cases with 30 and with 100 replies among 30 open ones."""
    reader = UserFactory(physician=True, email="bench-cases@bench.example", display_name="bench-heron-1")
    practise(reader)
    cases = [open_case() for _ in range(ROWS)]
    talk(cases[0], reader, ROWS)
    talk(cases[1], reader, LONG)
    return reader, cases[0], cases[1]


def talk(case: Case, reader: Any, replies: int) -> None:
    """Fill a thread with questions that name the reader, some of them answered, tests that were changed, and experience."""
    opinion_on(case, author=reader)
    for number in range(replies * 3 // 8):
        question = reply_to(case, kind="question", text=f"Question {number}, @{{{reader.reference}}}?")
        question.mentions.create(named=reader)
        if number % 3 == 0:
            reply_to(case, kind="answer", text="Five weeks, and not since.", answers=question, author=case.liaison)
            continue
        reply_to(case, kind="test", text="A test. " * 20, edited_at=timezone.now(), author=member())
        reply_to(case, text="I have seen two such patients. " * 10)


def asked(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


if __name__ == "__main__":
    main()
