"""Text and numbers that PostgreSQL refuses to compare are a question like any other, never a failure of the server."""

from contextlib import closing

import pytest

from tests.content.trees import article, disease_pages

pytestmark = pytest.mark.django_db

HOSTILE = {"NUL": "a%00", "half a character": "%ED%A0%80", "no UTF-8": "%ff", "a long number": "9" * 30}
DOORS = """
/{0}/
/?q={0}
/diseases/?q={0}
/diseases/?page={0}
/media/{0}.png
/documents/{0}/a.pdf
/documents/1/{0}
/videos/{0}/captions/en.vtt
/polls/{0}/
/polls/?page={0}
/accounts/login/?next=/{0}
/accounts/confirm-email/{0}/
/accounts/password/reset/key/{0}/
/api/v2/pages/?type={0}
/api/v2/pages/?slug={0}
/api/v2/pages/?search={0}
/api/v2/pages/?child_of={0}
/api/v2/pages/?fields={0}
/api/v2/pages/?order={0}
/api/v2/pages/?offset={0}
/api/v2/pages/?locale={0}
/api/v2/pages/?type=content.DiseasePage&title={0}
/api/v2/pages/{0}/
/api/v2/pages/find/?html_path={0}
/api/v2/pages/find/?id={0}
/api/hub/v1/diseases/{0}
/api/hub/v1/content/{0}
/api/hub/v1/polls/{0}
/api/hub/v1/polls?after={0}
/api/hub/v1/polls?limit={0}
"""


@pytest.fixture
def pages():
    article()
    disease_pages(2)


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_no_door_breaks(client, pages, hostile):
    client.raise_request_exception = False
    found = {}
    for door in DOORS.split():
        with closing(client.get(door.format(hostile))) as response:
            found[door] = response.status_code
    assert {door: status for door, status in found.items() if status >= 500} == {}


def test_signing_in_with_such_text_is_a_wrong_form(client):
    client.raise_request_exception = False
    for address in ("/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"):
        sent = {"login": "a\x00@b.example", "email": "a\x00@b.example", "password": "\x00", "password1": "\x00"}
        assert client.post(address, sent).status_code == 200
