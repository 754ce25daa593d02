"""Walks every door of the hub as somebody and gives back all that came out: bodies, headers, addresses."""

import re
from collections import deque
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import quote, urldefrag, urljoin

from django.test import Client

LINK = re.compile(r"""(?:href|src|action|hx-get|content)=["']([^"'#][^"']*)["']""")
MOST = 4000


def addresses_in(text: str, base: str) -> Iterator[str]:
    for found in LINK.findall(text):
        address = urldefrag(urljoin(base, found.replace("&amp;", "&")))[0]
        if address.startswith("/") and not address.startswith(("//", "/static/", "/accounts/logout")):
            yield address


def crawl(client: Client, doors: list[str], follow: bool = True) -> dict[str, str]:
    """Open the doors and, to `follow`, every page they lead to; return status, headers and body of each as one text."""
    seen: dict[str, str] = {}
    waiting = deque(doors)
    while waiting and len(seen) < MOST:
        address = waiting.popleft()
        if address in seen:
            continue
        with closing(client.get(address)) as response:
            body = b"".join(response.streaming_content) if response.streaming else response.content
            text = body.decode("utf-8", "replace")
            seen[address] = f"{response.status_code}\n{response.headers}\n{text}"
            if follow and "html" in response.headers.get("Content-Type", ""):
                waiting.extend(addresses_in(text, address))
    assert not waiting, "there is more than was looked at"
    return seen


def search_doors(words: list[str]) -> list[str]:
    """Every way to ask the search about a word, prefixes and misspellings included."""
    doors = []
    for word in words:
        for text in (word, word[:5], word[:-1] + "x", f'"{word}"', f"{word} OR disease"):
            asked = quote(text)
            doors += [
                f"/search/?q={asked}",
                f"/search/?q={asked}&exactly=1",
                f"/search/?q={asked}&audience=members",
                f"/search/suggest/?q={asked}",
                f"/api/hub/v1/search?q={asked}",
                f"/api/hub/v1/search?q={asked}&audience=members",
                f"/api/hub/v1/suggest?q={asked}",
                f"/api/v2/pages/?search={asked}",
            ]
    return doors


LISTS = [
    "/",
    "/search/",
    "/search/?sort=newest",
    "/search/saved/",
    "/inbox/",
    "/api/hub/v1/me/inbox",
    "/polls/",
    "/api/hub/v1/new",
    "/api/hub/v1/saved-searches",
    "/api/hub/v1/content?size=50",
    "/api/hub/v1/content?size=50&audience=members",
    "/api/hub/v1/diseases?size=50",
    "/api/hub/v1/polls",
    "/api/hub/v1/openapi.json",
    "/api/v2/pages/?limit=50&fields=*",
    "/robots.txt",
    "/sitemap.xml",
    *(f"/sitemap-{name}.xml" for name in ("pages", "diseases", "articles", "research", "videos", "resources")),
    "/feeds/",
    *(f"/feeds/{name}/" for name in ("articles", "research", "videos", "resources")),
    "/healthz",
    "/readyz",
    "/metrics",
    "/nothing-here/",
]
