"""python -m deploy.cluster up|down|status: see `make cluster`."""

import signal
import subprocess
import sys
import time
import urllib.request
from types import FrameType
from typing import NoReturn

from deploy.cluster.parts import HUB, STORES
from deploy.cluster.place import ADDRESS, EVENTS_ADDRESS, FOLDER, LOGS, ROOT, environment
from tests.elasticsearch.distribution import NotAvailable

PREPARING = (
    ("migrate", "--verbosity", "0"),
    ("load_vocabulary",),
    ("sync_diseases",),
    ("load_demo",),
    ("rebuild_search", "--if-needed"),
)


def up() -> None:
    """Start what does not run, prepare the database, and stay until Ctrl-C; then stop everything."""
    check_programs()
    LOGS.mkdir(parents=True, exist_ok=True)
    FOLDER.chmod(0o755)  # the users of PostgreSQL and Elasticsearch have to pass
    signal.signal(signal.SIGTERM, interrupt)
    try:
        run()
    except KeyboardInterrupt:
        print("\nStopping", flush=True)
    finally:
        down()


def check_programs() -> None:
    wanted = sorted({package for part in [*STORES, *HUB] for package in part.missing().split()})
    if wanted:
        sys.exit(f"Something is missing: apt-get install {' '.join(wanted)}")


def interrupt(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def run() -> None:
    for part in STORES:
        print(f"Starting {part.name}", flush=True)
        part.start()
    for command in PREPARING:
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment(), check=True)
    for part in HUB:
        part.start()
    wait_for_answer()
    print(
        f"The hub is at http://{ADDRESS}, with live events at http://{EVENTS_ADDRESS} (no proxy stands in front here). "
        f"What its parts say is in {LOGS.relative_to(ROOT)}/. Ctrl-C stops it.",
        flush=True,
    )
    watch()


def wait_for_answer() -> None:
    for _ in range(120):
        try:
            with urllib.request.urlopen(f"http://{ADDRESS}/readyz", timeout=5):
                return
        except OSError:
            time.sleep(0.5)
    raise SystemExit(f"The web server does not answer: see {LOGS / 'web.log'}")


def watch() -> NoReturn:
    """Say when something ends or comes back; nothing is started again, so that one can see what happens without it."""
    known = states()
    while True:
        time.sleep(2)
        now = states()
        for name in now.keys() & known.keys():
            if now[name] != known[name]:
                print(f"{name} {'runs again' if now[name] else 'is gone'}", flush=True)
        known = now


def states() -> dict[str, bool]:
    return {name: runs for part in [*STORES, *HUB] for name, runs in part.states().items()}


def down() -> None:
    for part in reversed([*STORES, *HUB]):
        part.stop()


def status() -> None:
    for name, runs in states().items():
        print(f"{name:<16} {'runs' if runs else 'is down'}")


def main() -> None:
    verbs = {"up": up, "down": down, "status": status}
    if len(sys.argv) != 2 or sys.argv[1] not in verbs:
        sys.exit(__doc__)
    try:
        verbs[sys.argv[1]]()
    except (NotAvailable, RuntimeError, subprocess.CalledProcessError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
