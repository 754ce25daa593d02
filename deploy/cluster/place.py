"""Where everything is: folders, ports, and the environment of the hub's processes."""

import os
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "var" / "cluster"
LOGS = FOLDER / "logs"
ADDRESS = os.environ.get("ADDRESS", "127.0.0.1:8000")
EVENTS_ADDRESS = os.environ.get("EVENTS_ADDRESS", "127.0.0.1:8001")
DATABASE_PORT = 25432
CACHE_PORT = 26379
SEARCH_PORTS = [29200, 29201, 29202]


def environment() -> dict[str, str]:
    """What the web server, the worker and the commands are told, as compose.yaml tells its containers."""
    nodes = ",".join(f"127.0.0.1:{port}" for port in SEARCH_PORTS)
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "hubsite.settings.cluster",
        "DATABASE_URL": f"postgres://hub@127.0.0.1:{DATABASE_PORT}/postgres",
        "CACHE_URL": f"redis://127.0.0.1:{CACHE_PORT}/0",
        "SEARCH_URL": f"elasticsearch://{nodes}/hub",
        "MEDIA_ROOT": str(FOLDER / "media"),
        "PRIVATE_ROOT": str(FOLDER / "private"),
        "BASE_URL": f"http://{ADDRESS}",
        "BIND": ADDRESS,
        "EVENTS_BIND": EVENTS_ADDRESS,
        "PYTHONUNBUFFERED": "1",
    }
