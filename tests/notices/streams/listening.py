"""Readers with a session, and the connections that they open to the real application."""

import asyncio
import json

from django.test import Client
from django.utils import timezone

from notices.actions import pulse, tell
from notices.models import Kind
from tests.factories.accounts import UserFactory
from tests.threads import alone

SOON = 5.0  # seconds; the two looks are much closer here


class Reader:
    """An account with a session, and whatever it is sent."""

    def __init__(self, role="physician"):
        self.user, self.session = alone(lambda: self.sign_in(role))

    def sign_in(self, role):
        user, client = UserFactory(role=role), Client()
        client.force_login(user)
        return user, client.session.session_key


class Connection:
    def __init__(self, application, reader, query="", *, headers=(), takes=0):
        self.sent: asyncio.Queue = asyncio.Queue(takes)
        self.inbox: asyncio.Queue = asyncio.Queue()
        self.inbox.put_nowait({"type": "http.request", "body": b"", "more_body": False})
        cookie = f"sessionid={reader.session}".encode()
        scope = {
            "type": "http", "method": "GET", "path": "/events/", "raw_path": b"/events/", "query_string": query.encode(),
            "headers": [(b"host", b"testserver"), (b"cookie", cookie), *headers],
            "server": ("testserver", 80), "client": ("127.0.0.1", 1), "scheme": "http", "http_version": "1.1",
        }  # fmt: skip
        self.task = asyncio.ensure_future(application(scope, self.inbox.get, self.sent.put))

    async def next(self):
        return await asyncio.wait_for(self.sent.get(), SOON)

    async def head(self):
        message = await self.next()
        return message["status"], dict(message["headers"])

    async def event(self):
        """Return the next event as (name, data, id); heartbeats and the opening are passed over."""
        while True:
            message = await self.next()
            body = message.get("body", b"")
            if not message.get("more_body"):
                return None
            lines = dict(line.split(": ", 1) for line in body.decode().splitlines() if ": " in line[1:])
            if "event" in lines:
                return lines["event"], json.loads(lines["data"]), int(lines["id"])

    async def silence(self, seconds=0.3):
        await asyncio.sleep(seconds)
        return self.sent.empty()

    def leave(self):
        self.inbox.put_nowait({"type": "http.disconnect"})


def do(job):
    """Change something as another process would."""
    return asyncio.to_thread(alone, job)


def news_for(reader, sample):
    tell(users=[reader.user], kind=Kind.OWN_CASES, subject=sample.about, happened="news", now=timezone.now())


def changed(sample):
    pulse(subject=sample.about, users=(), now=timezone.now())
