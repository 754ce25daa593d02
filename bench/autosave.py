"""What becomes of saves while the server dies: `python -m bench.autosave`.

A family types: 1,000 autosaves over HTTP to a server on SQLite, which is killed (SIGKILL) five times in the middle of it and
started again. The client does what the page's script does: it sends a save again until it is acknowledged, with the same
number. After each death and at the end everything acknowledged has to be in the database; printed are saves acknowledged, sent
again, and lost.
"""

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from random import Random
from threading import Thread
from typing import Any, NamedTuple
from urllib.parse import urlencode

from bench.measure import ROOT, environment, percentile

SAVES, KILLS = 1000, 5
SECTIONS = ("title", "question", "why_now", "story", "family", "birth", "tests", "excluded", "treatments", "impression")
DATABASE = ROOT / "var" / "bench" / "autosave.sqlite3"
SETUP = """
from django.utils import timezone
from django.test import Client
from django.conf import settings
from accounts.models import User
from cases.writing.actions.starting import start_case
user = User.objects.create_user("family@example.org", role="family")
client = Client()
client.force_login(user)
print("SESSION", client.cookies[settings.SESSION_COOKIE_NAME].value, start_case(by=user, now=timezone.now()).pk)
"""
PATIENCE = 60  # seconds in which a killed server has to answer again


class Server:
    """gunicorn with one process of four threads, to be killed and started again on the same port."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "hubsite.wsgi", "-b", f"127.0.0.1:{self.port}", "--threads", "4"]
        self.process = subprocess.Popen(
            [*command, "--log-level", "error"], cwd=ROOT, env=environment(DATABASE), start_new_session=True
        )

    def kill(self) -> None:
        """End the process and its workers at once, whatever they are writing."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Answer(NamedTuple):
    status: int
    text: str


class Family:
    """A page that saves: it keeps what is not acknowledged, and sends it again with the same number."""

    def __init__(self, port: int, session: str, case: str) -> None:
        self.port, self.session, self.case, self.revision = port, session, case, 0
        self.again, self.lost, self.times = 0, 0, list[float]()
        self.acknowledged: dict[str, str] = {}
        self.on_its_way = ("", "")
        self.cookie = self.token = ""

    def open_page(self) -> None:
        """Fetch the form, for the token that every save carries."""
        text = self.patiently(lambda: self.ask("GET", f"/cases/{self.case}/write/1/")).text
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
        assert found, text[:500]
        self.token = found[1]

    def ask(self, method: str, path: str, data: dict[str, str] | None = None) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        headers = {"Cookie": f"sessionid={self.session}; {self.cookie}", "X-CSRFToken": self.token}
        if data:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, urlencode(data) if data else None, headers)
        answer = connection.getresponse()
        if not data:
            self.cookie = str(answer.getheader("Set-Cookie", "")).partition(";")[0]
        return Answer(answer.status, answer.read().decode())

    def save(self, section: str, text: str) -> None:
        self.on_its_way = (section, text)
        data = {"fields": section, section: text, "revision": str(self.revision + 1)}
        before = time.monotonic()
        answer = self.patiently(lambda: self.ask("POST", f"/cases/{self.case}/autosave/", data))
        assert answer.status == 200, answer
        self.times.append(time.monotonic() - before)
        self.revision = json.loads(answer.text)["revision"]
        self.acknowledged[section] = text

    def patiently(self, ask: Callable[[], Answer]) -> Answer:
        """Ask until there is an answer: a connection that breaks while the server dies is none."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                answer = ask()
                if answer.status < 500:
                    return answer
            except (OSError, HTTPException):
                pass
            if time.monotonic() > deadline:
                raise TimeoutError("The server did not come back.")
            self.again += 1
            time.sleep(0.05)

    def count_lost(self) -> None:
        """Compare with the database itself what was acknowledged so far; the save on its way may be there or not."""
        known, on_its_way = dict(self.acknowledged), self.on_its_way
        with sqlite3.connect(DATABASE) as database:
            [(text,)] = database.execute("SELECT texts FROM cases_case")
        database.close()
        stored = json.loads(text)
        for section, said in known.items():
            if stored.get(section) not in {said, on_its_way[1] if section == on_its_way[0] else said}:
                self.lost += 1


def shell(code: str, mark: str) -> list[str]:
    """Run Python beside the server, on the same database; return the words of the line that begins with `mark`."""
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    done = subprocess.run(command, cwd=ROOT, env=environment(DATABASE), check=True, stdout=subprocess.PIPE, text=True)
    [line] = [line for line in done.stdout.splitlines() if line.startswith(mark)]
    return line.split(" ", 2)[1:]


def prepare() -> list[str]:
    DATABASE.parent.mkdir(parents=True, exist_ok=True)
    for file in DATABASE.parent.glob(f"{DATABASE.name}*"):
        file.unlink()
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, cwd=ROOT, env=environment(DATABASE), check=True)
    return shell(SETUP, "SESSION")


def run(saves: int = SAVES, kills: int = KILLS, seed: int = 1) -> dict[str, Any]:
    """Type, kill, and compare after every death and at the end; return the figures."""
    session, case = prepare()
    server, chance = Server(), Random(seed)  # noqa: S311  the same run again, no secret
    family = Family(server.port, session, case)
    deaths = set(chance.sample(range(saves // 10, saves), kills))
    try:
        family.open_page()
        for number in range(saves):
            section = chance.choice(SECTIONS)
            death = Thread(target=die, args=(server, family, chance.random() / 20))
            if number in deaths:
                death.start()
            family.save(section, f"Save {number} of {section}.")
            if number in deaths:
                death.join()
    finally:
        server.kill()
    family.count_lost()
    return {
        "saves": saves,
        "kills": kills,
        "acknowledged": len(family.times),
        "sent_again": family.again,
        "lost": family.lost,
        "ms_p50": round(percentile(family.times, 50) * 1000, 1),
        "ms_p95": round(percentile(family.times, 95) * 1000, 1),
    }


def die(server: Server, family: Family, wait: float) -> None:
    """Kill the server while a save is on its way, look what is left, and start another."""
    time.sleep(wait)
    server.kill()
    family.count_lost()
    server.start()


if __name__ == "__main__":
    made = run()
    print(json.dumps(made, indent=1))
    sys.exit(1 if made["lost"] or made["acknowledged"] != made["saves"] else 0)
