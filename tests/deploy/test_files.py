"""compose.yaml, Dockerfile and what they name. No container is started: that what is written fits together."""

import os
import re
import shlex
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

from tests.test_settings import NAMES

ROOT = Path(__file__).parents[2]
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]
HUB = {name: service for name, service in SERVICES.items() if service["image"] == "rare-disease-hub"}
DOCKERFILE = (ROOT / "Dockerfile").read_text()
EXAMPLE = (ROOT / ".env.example").read_text()
DEPLOYING = (ROOT / "docs" / "deploying.md").read_text()
VARIABLE = re.compile(r"\$\{(\w+)(:[-?][^}]*)?\}")


def words(service):
    """Everything a service runs, as words; scripts of a shell too."""
    return [word for part in service.get("command", []) for word in shlex.split(part.replace(";", " "))]


def commands_of(service):
    found = words(service)
    return [after for word, after in pairwise(found) if word == "manage.py"]


@pytest.mark.parametrize("name", HUB)
def test_every_variable_that_production_requires_is_given(name):
    assert set(NAMES) <= HUB[name]["environment"].keys()


def test_production_starts_with_what_compose_gives():
    values = {
        "SECRET_KEY": "x" * 60,
        "AUDIT_KEY": "a",
        "LICENCE_KEY": "l",
        "VAULT_KEYS": "v",
        "ALLOWED_HOSTS": "hub.example",
        "BASE_URL": "https://hub.example",
    }
    values |= {"EMAIL_URL": "smtp://mail", "DEFAULT_FROM_EMAIL": "a@b.example", "POSTGRES_PASSWORD": "secret"}

    def fill(found):
        return values.get(found[1]) or found[2].removeprefix(":-")

    given = {name: VARIABLE.sub(fill, value) for name, value in HUB["web"]["environment"].items()}
    code = "import django; django.setup(); from django.conf import settings as s; print(s.DATABASES, s.CACHES, s.SEARCH_URL)"
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "hubsite.settings.production"} | given
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    for expected in (
        "'HOST': 'database'",
        "'PASSWORD': 'secret'",
        "hubsite.cache.SharedCache",
        "redis://cache",
        "search-3",
    ):
        assert expected in told.stdout


@pytest.mark.parametrize(("service", "command"), [(name, each) for name in HUB for each in commands_of(HUB[name])])
def test_every_command_exists(service, command):
    assert command in get_commands()


def test_the_parts_of_the_hub_are_all_there():
    assert [each for name in HUB for each in commands_of(HUB[name])] == [
        "send_notices",
        "run_timers",
        "search_worker",
        "publish_scheduled",
        "rebuild_search",
        "migrate",
        "load_vocabulary",
        "sync_diseases",
        "rebuild_search",
    ]


def test_images_are_pinned_to_a_release():
    images = [service["image"] for service in SERVICES.values() if service not in HUB.values()]
    images += re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    assert len(images) == 6
    assert all(re.fullmatch(r"[a-z]+:\d+\.\d+(\.\d+)?(-[a-z-]+)?", image) for image in images)


def test_only_the_two_web_servers_have_a_port_and_by_default_on_this_machine_only():
    assert {name for name, service in SERVICES.items() if "ports" in service} == {"web", "events"}
    for name, number in (("web", 8000), ("events", 8001)):
        [port] = SERVICES[name]["ports"]
        assert VARIABLE.sub(lambda found: found[2].removeprefix(":-"), port) == f"127.0.0.1:{number}:{number}"
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert {tuple(service["networks"]) for name, service in SERVICES.items() if name not in HUB} == {("inside",)}


def test_no_secret_is_written_anywhere():
    secret = re.compile(r"PASSWORD|_KEYS?$|EMAIL_URL")
    for service in SERVICES.values():
        for name, value in service["environment"].items() if "environment" in service else ():
            assert not secret.search(name) or re.fullmatch(r"\$\{\w+:\?\}", value)
    for name in ("SECRET_KEY", "AUDIT_KEY", "LICENCE_KEY", "VAULT_KEYS", "EMAIL_URL", "POSTGRES_PASSWORD"):
        assert re.search(rf"^{name}=$", EXAMPLE, re.MULTILINE)
    assert "SECRET_KEY=unused" in DOCKERFILE


def test_the_example_and_the_guide_know_every_variable():
    used = {found[0] for found in VARIABLE.findall((ROOT / "compose.yaml").read_text())}
    assert used == set(re.findall(r"^#?([A-Z_]+)=", EXAMPLE, re.MULTILINE))
    assert all(f"`{name}`" in DEPLOYING for name in used | set(HUB["web"]["environment"]))


def test_every_volume_and_every_dependency_is_declared():
    mounted = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    assert mounted == COMPOSE["volumes"].keys()
    for service in SERVICES.values():
        assert service.get("depends_on", {}).keys() <= SERVICES.keys()


def test_what_others_wait_for_says_when_it_is_well():
    for service in SERVICES.values():
        for name, when in service.get("depends_on", {}).items():
            assert when["condition"] != "service_healthy" or "healthcheck" in SERVICES[name]


def test_the_image_runs_as_nobody_special_and_holds_what_it_needs():
    assert DOCKERFILE.index("collectstatic") < DOCKERFILE.index("USER hub") < DOCKERFILE.index("CMD")
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "bench"}
    assert packages | {"templates", "manage.py", "requirements.txt"} <= kept
    assert all((ROOT / name).exists() for name in kept)


def test_the_healthcheck_asks_as_the_proxy_does():
    """Otherwise production redirects to https, or refuses the name."""
    checked = (ROOT / "deploy" / "healthcheck.py").read_text()
    assert 'CMD ["python", "-m", "deploy.healthcheck"]' in DOCKERFILE
    assert all(word in checked for word in ("X-Forwarded-Proto", "ALLOWED_HOSTS", "/healthz"))
