"""What every answer carries: pages, API, feeds, files and refusals alike."""

import json
import os
import subprocess
import sys
from contextlib import closing

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client

from accounts.roles import Role
from hubsite import headers
from hubsite.headers import policy_for
from hubsite.settings.security import ADMIN_POLICY, PERMISSIONS_POLICY, PREVIEW_POLICY, SITE_POLICY
from tests.browser.addresses import ADDRESSES, SIGNED_IN
from tests.factories.accounts import UserFactory
from tests.factories.content import make_library
from tests.privacy.crawl import LISTS
from tests.test_settings import NAMES, ROOT

pytestmark = pytest.mark.django_db
SITE = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def directives(policy):
    return {part.split()[0]: part.split()[1:] for part in policy.split(";") if part.strip()}


def lacking(answer, policy=SITE):
    """Return the names of headers that are missing or say something else."""
    wrong = [name for name, value in ALWAYS.items() if answer.headers.get(name) != value]
    if directives(answer.headers.get("Content-Security-Policy", "")) != directives(policy):
        wrong.append("Content-Security-Policy")
    permissions = answer.headers.get("Permissions-Policy", "")
    if "camera=()" not in permissions or "publickey-credentials-get=(self)" not in permissions:
        wrong.append("Permissions-Policy")
    told = [name for name in ("Server", "X-Powered-By") if name in answer.headers]
    return wrong + told


def fetch(client, address):
    with closing(client.get(address)) as answer:
        b"".join(answer)
    return answer


def test_every_page_door_and_file_carries_the_whole_set(client):
    cache.clear()  # it remembers renditions of other tests
    library = make_library()
    client.force_login(UserFactory(physician=True))
    poster = library.video.poster.get_rendition("fill-640x360|format-webp")
    files = [poster.url, library.video.media.url, f"{library.video.url}captions/en.vtt"]
    api = ["/api/hub/v1/docs", f"/api/hub/v1/content/{library.article.pk}", "/api/hub/v1/diseases/404404"]
    pages = [address(library) for address in (ADDRESSES | SIGNED_IN).values()]
    wrong = {address: lacking(fetch(client, address)) for address in [*pages, *LISTS, *api, *files]}
    assert {address: names for address, names in wrong.items() if names} == {}
    assert fetch(client, poster.url).status_code == 200


def test_refusals_and_failures_carry_it_too(client, monkeypatch):
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    forbidden = client.post("/accounts/login/")
    assert (forbidden.status_code, lacking(forbidden)) == (403, [])
    elsewhere = client.get("/", headers={"Host": "elsewhere.example"})
    assert (elsewhere.status_code, lacking(elsewhere)) == (400, [])
    monkeypatch.setattr("hubsite.health.connection", None)
    answer = client.get("/readyz")
    assert answer.status_code == 500
    assert lacking(answer) == []


def test_a_document_keeps_its_stricter_policy(client):
    library = make_library()
    answer = fetch(client, library.resource.document.url)
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
    assert lacking(answer) == ["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("path", "policy"),
    [
        ("/", SITE_POLICY),
        ("/administration/", SITE_POLICY),
        ("/api/hub/v1/docs", SITE_POLICY),
        ("/articles/admin/", SITE_POLICY),
        ("/admin/", ADMIN_POLICY),
        ("/admin/pages/1/edit/", ADMIN_POLICY),
        ("/admin/pages/1/edit/preview/", PREVIEW_POLICY),
        ("/admin/pages/add/content/articlepage/3/preview/", PREVIEW_POLICY),
        ("/preview/", SITE_POLICY),
    ],
)
def test_the_address_chooses_the_policy(path, policy):
    assert policy_for(path) is policy


def test_no_reader_page_allows_what_a_page_says_itself_to_be_run():
    for policy in (SITE_POLICY, PREVIEW_POLICY):
        assert not {"'unsafe-inline'", "'unsafe-eval'", "data:", "*"} & {
            word for row in policy.values() for word in row
        }
    assert "'unsafe-eval'" not in ADMIN_POLICY["script-src"]


def test_the_editors_area_has_its_own_policy(client):
    client.force_login(UserFactory(role=Role.EDITOR))
    answer = client.get("/admin/")
    assert lacking(answer) == ["Content-Security-Policy"]
    told = directives(answer.headers["Content-Security-Policy"])
    assert told["script-src"] == ["'self'", "'unsafe-inline'"]
    assert told["frame-ancestors"] == ["'none'"]


def test_what_no_page_needs_is_switched_off():
    allowed = {name for name, origins in PERMISSIONS_POLICY.items() if origins}
    assert allowed == {
        "clipboard-write",
        "fullscreen",
        "picture-in-picture",
        "publickey-credentials-create",
        "publickey-credentials-get",
    }


def test_scripts_read_no_cookie(client):
    user = UserFactory()
    user.set_password("calm-stripes-909")
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client.get("/accounts/login/")
    client.post("/accounts/login/", {"login": user.email, "password": "calm-stripes-909"})
    assert set(client.cookies) >= {"csrftoken", "sessionid"}
    assert all(cookie["httponly"] and cookie["samesite"] == "Lax" for cookie in client.cookies.values())


PRODUCTION = """
import django, json, logging
from django.conf import settings as s
s.WHITENOISE_USE_FINDERS = True
django.setup()
from django.contrib.auth.hashers import get_hasher
from django.core.cache import cache
from django.test import Client
client = Client(headers={"host": "hub.example", "x-forwarded-proto": "https"})
page = client.get("/healthz")
static = client.get("/static/hub/img/mark.svg")
form = client.get("/accounts/tokens/")
print(json.dumps({
    "hsts": page.headers["Strict-Transport-Security"],
    "page": dict(page.headers),
    "static": dict(static.headers),
    "status": static.status_code,
    "names": [s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME],
    "secure": [s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE],
    "domains": [s.SESSION_COOKIE_DOMAIN, s.CSRF_COOKIE_DOMAIN, s.SESSION_COOKIE_PATH, s.CSRF_COOKIE_PATH],
    "hasher": get_hasher().algorithm,
    "admins": list(s.ADMINS),
    "handlers": [type(one).__name__ for one in (*logging.getLogger("django").handlers, *logging.getLogger().handlers)],
}))
"""


@pytest.fixture(scope="module")
def production(tmp_path_factory):
    """What production says, started as it would be, with static files as they are in the apps."""
    folder = tmp_path_factory.mktemp("production")
    values = dict.fromkeys(NAMES, "x" * 60) | {
        "ALLOWED_HOSTS": "hub.example",
        "BASE_URL": "https://hub.example",
        "DATABASE_URL": f"sqlite:///{folder}/none.sqlite3",
        "EMAIL_URL": "consolemail://",
        "DEFAULT_FROM_EMAIL": "hub@hub.example",
    }
    environment = os.environ | values | {"DJANGO_SETTINGS_MODULE": "hubsite.settings.production"}
    told = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PRODUCTION],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout.splitlines()[-1]), told.stderr


def test_in_production_a_static_file_carries_the_set_and_is_for_this_site_only(production):
    told, _ = production
    assert told["status"] == 200
    for headers_of in (told["page"], told["static"]):
        assert {name: headers_of.get(name) for name in ALWAYS} == ALWAYS
        assert directives(headers_of["Content-Security-Policy"]) == directives(SITE)
        assert "Access-Control-Allow-Origin" not in headers_of
        assert headers_of["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"


def test_in_production_browsers_hold_cookies_to_this_host(production):
    told, _ = production
    assert told["names"] == ["__Host-sessionid", "__Host-csrftoken"]
    assert told["secure"] == [True, True]  # without these a browser takes no cookie of such a name
    assert told["domains"] == [None, None, "/", "/"]


def test_in_production_passwords_are_kept_by_argon2(production):
    assert production[0]["hasher"] == "argon2"


def test_in_production_nobody_is_mailed_a_request_and_each_is_one_line(production):
    told, lines = production
    assert told["admins"] == []
    assert told["handlers"] == ["StreamHandler"]
    assert '"path": "/healthz"' in lines


def test_without_the_middleware_the_test_of_all_doors_would_fail(client, settings):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith(f"{headers.__name__}.")]
    assert lacking(Client().get("/healthz")) == ["Cross-Origin-Resource-Policy", "Content-Security-Policy"]
