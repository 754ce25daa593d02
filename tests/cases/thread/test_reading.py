"""By how many physicians a case was read: counted once each, told in tens, and gone with the case or the account."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.actions.withdrawing import withdraw
from cases.models import CaseReading
from cases.states import State
from common.pagination import encode_cursor
from tests.factories.accounts import UserFactory
from tests.factories.cases import in_state, member, moderator, open_case

pytestmark = pytest.mark.django_db


def read(case, user):
    CaseReading.objects.create(case=case, reader=user, first_at=timezone.now())


def test_a_physician_counts_once_by_page_and_api_however_often_they_read(browse):
    case, reader, other = open_case(), member(), member()
    page, api = f"/cases/{case.pk}/", f"/api/hub/v1/cases/{case.pk}"
    browse(reader).get(page)
    first = CaseReading.objects.get().first_at
    browse(reader).get(api)
    cache.clear()  # an hour later
    browse(reader).get(page)
    assert CaseReading.objects.get().first_at == first
    browse(other).get(api)
    assert set(case.readings.values_list("reader", flat=True)) == {reader.pk, other.pk}


def test_who_brought_it_looks_after_it_or_moderates_is_no_reader(browse):
    asks = member()
    case = open_case(owner=asks, origin="physician")
    flagged = in_state(State.OPEN, quarantined_at=timezone.now())
    for user in (asks, case.liaison, moderator()):
        browse(user).get(f"/cases/{case.pk}/")
    browse(member()).get(f"/cases/{flagged.pk}/")
    browse(flagged.liaison).get(f"/cases/{flagged.pk}/")
    paired = in_state(State.PAIRED)
    browse(paired.liaison).get(f"/cases/{paired.pk}/")
    assert not CaseReading.objects.exists()


def test_counting_costs_one_statement_at_most_once_an_hour(browse):
    case, reader = open_case(), member()
    client, address = browse(reader), f"/cases/{case.pk}/"
    client.get(f"/cases/{open_case().pk}/")  # what is asked once a minute is known then

    def statements():
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured), sum("cases_casereading" in one["sql"] for one in captured)

    first, again = statements(), statements()
    assert (first[1], again[1]) == (1, 0)
    assert first[0] == again[0] + 1


@pytest.mark.parametrize(
    ("readers", "words"),
    [
        (0, "Read by fewer than 10 physicians"),
        (9, "Read by fewer than 10 physicians"),
        (10, "Read by 10 physicians"),
        (19, "Read by 10 physicians"),
    ],
)
def test_the_owner_is_told_in_tens(browse, readers, words):
    case = open_case()
    for _ in range(readers):
        read(case, UserFactory())
    assert f"{words}." in browse(case.owner).get(f"/cases/{case.pk}/status/").text


def test_a_case_that_physicians_have_not_seen_says_nothing_of_readers(browse):
    case = in_state(State.SUBMITTED)
    assert "Read by" not in browse(case.owner).get(f"/cases/{case.pk}/status/").text


def test_who_read_it_goes_with_the_case_and_with_the_account():
    kept, ended, reader = open_case(), open_case(), member()
    for case in (kept, ended):
        read(case, reader)
    withdraw(case=ended, by=ended.owner, now=timezone.now() + timedelta(seconds=1))
    assert CaseReading.objects.get().case == kept
    reader.delete()
    assert not CaseReading.objects.exists()


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_moment_that_has_no_year_in_utc_is_refused_in_an_address_and_in_a_cursor(browse, moment):
    case, client = open_case(), browse(member())
    address = f"/api/hub/v1/cases/{case.pk}/replies/new"
    assert client.get(address, {"since": moment}).status_code == 422
    cursor = encode_cursor([1, 0, moment, "0" * 32])
    assert client.get("/api/hub/v1/cases", {"cursor": cursor}).status_code == 422
