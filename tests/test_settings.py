import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
NAMES = (
    *("SECRET_KEY", "AUDIT_KEY", "LICENCE_KEY", "VAULT_KEYS"),
    *("ALLOWED_HOSTS", "BASE_URL", "DATABASE_URL", "EMAIL_URL", "DEFAULT_FROM_EMAIL"),
)


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", "check"]
    environment = {"PATH": "/usr/bin", "DJANGO_SETTINGS_MODULE": "hubsite.settings.production"} | environment
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_production_stops_at_start_and_names_every_missing_variable_at_once():
    result = start()
    assert result.returncode == 1
    assert all(name in result.stderr for name in NAMES)


def base_url(**environment: str) -> str:
    command = [sys.executable, "-c", "from hubsite.settings import dev; print(dev.WAGTAILADMIN_BASE_URL)"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout.strip()


def test_links_of_a_development_server_lead_to_the_address_it_serves():
    assert base_url() == "http://127.0.0.1:8000"
    assert base_url(ADDRESS="127.0.0.1:8001") == "http://127.0.0.1:8001"
    assert base_url(ADDRESS="127.0.0.1:8001", BASE_URL="https://hub.example") == "https://hub.example"


def test_production_names_only_what_is_missing():
    result = start(**dict.fromkeys(NAMES[1:], "x"))
    assert "SECRET_KEY" in result.stderr
    assert "ALLOWED_HOSTS:" not in result.stderr
