"""How much anybody may send, and that more is refused before it is read."""

import http.client
import re
import subprocess
import sys
from io import BytesIO

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from accounts.actions import create_token
from accounts.roles import Role
from hubsite.uploads import FILM_MOST, MEMBER_MOST, VISITOR_MOST, announced, bounded
from tests.factories.accounts import UserFactory
from tests.test_settings import ROOT

pytestmark = pytest.mark.django_db
MULTIPART = "multipart/form-data; boundary=x"


class Unread(BytesIO):
    """A body that nobody may touch."""

    def read(self, *_):
        raise AssertionError("the body was read")

    readline = read


def send(client, path, length, content_type=MULTIPART, **extra):
    body = {"wsgi.input": Unread(), "CONTENT_LENGTH": str(length)}
    return client.post(path, content_type=content_type, **body, **extra)


def is_taken(client, path, length, content_type=MULTIPART, **extra):
    try:
        return send(client, path, length, content_type, **extra).status_code != 413
    except AssertionError:  # somebody began to read it
        return True


def test_a_visitor_sends_sixty_four_kilobytes_and_no_byte_more(client):
    answer = send(client, "/accounts/login/", VISITOR_MOST + 1)
    assert answer.status_code == 413
    assert "64.0\xa0KB" in answer.content.decode()
    with pytest.raises(AssertionError, match="was read"):
        send(client, "/accounts/login/", VISITOR_MOST)


@pytest.mark.parametrize(
    ("role", "path", "most"),
    [
        (Role.REGISTERED, "/accounts/tokens/", MEMBER_MOST),
        (Role.PHYSICIAN, "/accounts/tokens/", MEMBER_MOST),
        (Role.AUTHOR, "/admin/images/multiple/add/", MEMBER_MOST),
        (Role.EDITOR, "/accounts/tokens/", MEMBER_MOST),
        (Role.EDITOR, "/admin/media/video/add/", FILM_MOST),
        (Role.ADMINISTRATOR, "/admin/media/video/add/", MEMBER_MOST),
    ],
)
def test_a_role_sends_as_much_as_its_work_needs(client, role, path, most):
    client.force_login(UserFactory(role=role))
    assert not is_taken(client, path, most + 1)
    assert is_taken(client, path, most)


def test_what_is_no_file_is_small_whoever_sends_it(client):
    client.force_login(UserFactory(editor=True))
    too_much = settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1
    assert send(client, "/admin/account/", too_much, "application/x-www-form-urlencoded").status_code == 413


def test_the_api_says_so_as_a_problem_and_knows_who_sends_a_token(client):
    answer = send(client, "/api/hub/v1/saved-searches", VISITOR_MOST + 1, "application/json")
    assert answer.status_code == 413
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["title"] == "Request Entity Too Large"
    assert answer.json()["detail"].count(".\n") == 0
    token = create_token(name="clinic", by=UserFactory(physician=True))
    headers = {"HTTP_AUTHORIZATION": f"Bearer {token}"}
    with pytest.raises(AssertionError, match="was read"):
        send(client, "/api/hub/v1/saved-searches", VISITOR_MOST + 1, "application/json", **headers)
    headers = {"HTTP_AUTHORIZATION": f"Bearer {token[:-1]}"}
    assert (
        send(client, "/api/hub/v1/saved-searches", VISITOR_MOST + 1, "application/json", **headers).status_code == 413
    )


def test_a_small_body_asks_the_database_for_nobody(django_assert_num_queries):
    request = RequestFactory().post("/", b"x" * 100, content_type="text/plain")
    with django_assert_num_queries(0):
        bounded(lambda request: "answered")(request)


def test_a_body_without_a_length_is_refused_as_a_whole(client):
    answer = client.post("/accounts/login/", HTTP_TRANSFER_ENCODING="chunked")
    assert answer.status_code == 411


@pytest.mark.parametrize("length", ["", "-1", "1e9", "٣", "x"])
def test_a_length_that_is_no_number_is_none(length):
    assert announced(RequestFactory().get("/", CONTENT_LENGTH=length)) == 0


def test_fields_in_a_form_of_files_are_bounded_while_they_are_read():
    client = Client(raise_request_exception=False)
    client.force_login(UserFactory())
    answer = client.post("/accounts/tokens/", {"name": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)})
    assert answer.status_code == 413


def test_the_number_of_files_and_of_fields_is_bounded():
    client = Client(raise_request_exception=False)
    client.force_login(UserFactory())
    files = {f"f{n}": SimpleUploadedFile("a.txt", b"a") for n in range(settings.DATA_UPLOAD_MAX_NUMBER_FILES + 1)}
    answer = client.post("/accounts/tokens/", files)
    assert answer.status_code == 413
    assert "more files than" in answer.content.decode()
    fields = "&".join("a=" for _ in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1))
    answer = client.post("/accounts/tokens/", fields, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400


SERVER = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "hubsite.settings.test"
from gunicorn.app.wsgiapp import run
import sys
sys.argv = ["gunicorn", "--config", "python:deploy.gunicorn", "--bind", "127.0.0.1:0", "--workers", "1"]
run()
"""


@pytest.fixture(scope="module")
def gunicorn():
    """The web server of production over the application."""
    with subprocess.Popen(
        [sys.executable, "-c", SERVER], cwd=ROOT, stderr=subprocess.STDOUT, stdout=subprocess.PIPE, text=True
    ) as process:
        for line in process.stdout:
            if found := re.search(r"Listening at: http://127.0.0.1:(\d+)", line):
                break
        yield int(found[1])
        process.terminate()
        process.stdout.close()


def ask(port, *, method="GET", path="/healthz", body=None, headers=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, body=body, headers=headers or {})
        answer = connection.getresponse()
        answer.read()
        return answer
    finally:
        connection.close()


def test_the_web_server_tells_no_version_and_bounds_the_head_of_a_request(gunicorn):
    answer = ask(gunicorn)
    assert answer.status == 200
    assert not any(sign.isdigit() for sign in answer.headers.get("Server", ""))
    assert "X-Powered-By" not in answer.headers
    assert ask(gunicorn, path="/healthz?" + "a" * 3000).status == 200
    assert ask(gunicorn, path="/healthz?" + "a" * 5000).status == 414
    assert ask(gunicorn, headers={"X-Long": "a" * 9000}).status == 431
    assert ask(gunicorn, headers={f"X-{n}": "a" for n in range(80)}).status == 431


def test_the_web_server_passes_a_refusal_on_without_the_body(gunicorn):
    connection = http.client.HTTPConnection("127.0.0.1", gunicorn, timeout=30)
    connection.putrequest("POST", "/accounts/login/")
    connection.putheader("Content-Type", "application/octet-stream")
    connection.putheader("Content-Length", str(10**9))
    connection.endheaders()
    assert connection.getresponse().status == 413  # nothing of the body was sent
    connection.close()


def test_the_web_server_passes_on_that_a_length_is_wanted(gunicorn):
    answer = ask(
        gunicorn,
        method="POST",
        path="/accounts/login/",
        body=iter([b"a" * 1000]),
        headers={"Transfer-Encoding": "chunked"},
    )
    assert answer.status == 411
