"""What a log holds of a request: when, where, what came of it, for whom by reference. Never what somebody sent."""

import io
import json
import logging
from contextlib import suppress

import pytest
from django.test import Client
from django.urls import path
from django.views.debug import ExceptionReporter

from deploy import gunicorn as configuration
from hubsite import urls
from hubsite.logs import NothingPersonal, OneLine
from hubsite.middleware import logger as access
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
CANARY = "quokkasecret"
WORDS = {CANARY, "heron@clinic.example", "amber-heron"}


def breaks(request, key=""):
    """A view of these tests that fails with what it was sent in its hands, in its words, and in what led to it."""
    held = request.POST.get("note", "") + request.GET.get("q", "") + request.headers.get("X-Note", "")
    try:
        int(held)
    except ValueError as error:
        raise RuntimeError(f"cannot do {held} {request.user.email}") from error


def complains(request):
    logging.getLogger("somewhere.else").warning("took %s", request.GET["q"])
    logging.getLogger("somewhere.else").warning(f"took {request.GET['q']}")
    raise PermissionError(request.GET["q"])


urlpatterns = [
    path("breaks/", breaks),
    path("breaks/<key>/", breaks),
    path("complains/", complains),
    *urls.urlpatterns,
]
handler400 = urls.handler400


@pytest.fixture
def lines(monkeypatch):
    """Everything that is logged, as production writes it."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(OneLine())
    root = logging.getLogger()
    root.addHandler(handler)
    monkeypatch.setattr(access, "level", logging.INFO)
    access.manager._clear_cache()
    yield lambda: [json.loads(line) for line in out.getvalue().splitlines()]
    root.removeHandler(handler)
    access.manager._clear_cache()


@pytest.fixture
def reader(settings):
    settings.ROOT_URLCONF = __name__
    client = Client(raise_request_exception=False)
    client.user = UserFactory(email="heron@clinic.example", display_name="amber-heron", physician=True)
    client.force_login(client.user)
    return client


def test_a_request_that_fails_leaves_nothing_of_what_was_sent_in_any_line(reader, lines):
    sent = {"note": CANARY, "headers": {"X-Note": CANARY, "User-Agent": CANARY, "Referer": f"http://{CANARY}/"}}
    headers = sent.pop("headers")
    reader.cookies["taste"] = CANARY
    assert reader.post(f"/breaks/?q={CANARY}", sent, headers=headers).status_code == 500
    assert reader.get(f"/complains/?q={CANARY}").status_code == 500
    assert reader.get("/", headers={"Host": f"{CANARY}.example"}).status_code == 400
    strict = Client(enforce_csrf_checks=True)
    strict.post("/accounts/login/", {"login": CANARY}, headers={"Origin": f"https://{CANARY}.example"})
    told = lines()
    assert len(told) >= 8
    for word in WORDS:
        assert word not in json.dumps(told)


def test_the_line_of_a_failure_says_what_broke_and_where_and_what_led_to_it(reader, lines):
    reader.post("/breaks/?q=x", {"note": CANARY})
    (failure,) = [line for line in lines() if line["level"] == "ERROR"]
    assert [error["type"] for error in failure["exceptions"]] == ["builtins.RuntimeError", "builtins.ValueError"]
    assert failure["exceptions"][0]["at"][-1].endswith(" breaks")
    assert failure["path"] == "/breaks/"
    (answered,) = [line for line in lines() if line["message"] == "answered"]
    assert answered["request"] == failure["request"] != ""


def test_each_answer_is_one_line_with_the_readers_reference_only(reader, lines):
    reader.get("/accounts/tokens/?q=tendon")
    (line,) = lines()
    assert (line["method"], line["path"], line["status"]) == ("GET", "/accounts/tokens/", 200)
    assert line["user"] == str(reader.user.reference)
    assert 0 < line["ms"] < 60_000


def test_the_log_asks_no_database_who_reads(lines, django_assert_num_queries, client):
    with django_assert_num_queries(0):
        client.get("/healthz")
    assert lines()[0]["user"] is None


def test_each_request_has_a_number_of_its_own(lines, client):
    client.get("/healthz")
    client.get("/healthz")
    first, second = (line["request"] for line in lines())
    assert first != second
    logging.getLogger("hubsite").warning("between requests")
    assert lines()[-1]["request"] == ""


def test_a_part_of_an_address_that_opens_something_is_not_written(reader, lines):
    reader.get("/accounts/confirm-email/MQ:1abcdef/")
    reader.get(f"/breaks/{CANARY}/")
    told = lines()
    assert "MQ:1abcdef" not in json.dumps(told)
    assert CANARY not in json.dumps(told)


def test_no_invented_address_makes_a_line_of_its_own(client, lines):
    client.get("/nothing%0A%7B%22level%22:%22CRITICAL%22%7D/" + "a" * 5000)
    told = lines()
    assert {line["level"] for line in told} == {"WARNING", "INFO"}
    assert all(len(line["path"]) <= 200 for line in told)


def test_a_report_of_an_error_holds_no_form_no_cookie_and_no_variable(rf, settings):
    settings.DEFAULT_EXCEPTION_REPORTER_FILTER = "hubsite.logs.NothingPersonal"
    request = rf.post("/", {"note": CANARY}, headers={"X-Note": CANARY})
    request.COOKIES["taste"] = CANARY
    reporter = ExceptionReporter(request, None, None, None)
    assert isinstance(reporter.filter, NothingPersonal)
    with suppress(KeyError):
        held = CANARY
        try:
            raise KeyError("nothing")
        except KeyError as error:
            reporter = ExceptionReporter(request, KeyError, error, error.__traceback__)
            data = reporter.get_traceback_data()
            variables = [frame["vars"] for frame in data["frames"]]
            raise
    assert held not in json.dumps([data["request_meta"], variables, data["settings"]], default=str)
    assert list(data["filtered_POST_items"]) == []
    assert data["request_COOKIES_items"] is None or CANARY not in str(list(data["request_COOKIES_items"]))


def test_the_web_server_writes_no_log_of_its_own_beside_it():
    assert configuration.accesslog is None
