"""The questions of the bench as requests for wrk: to the hub, and to Elasticsearch just as the hub sends them.

Run with the name of a folder by bench.scale; prints its findings as JSON.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import django

django.setup()

import orjson
from django.http import QueryDict

from bench.scale.client import Asked
from bench.search import names, word_pairs
from common.audience import Audience
from search.engines import remote_engine
from search.engines.elasticsearch.connection import Connection
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.query import parse

READER = frozenset({Audience.PUBLIC.value})
SCRIPT = """local asked = {%s}
local place = 0
request = function()
  place = place %% #asked + 1
  return wrk.format(asked[place][1], asked[place][2], {["Content-Type"] = "application/json"}, asked[place][3])
end
"""


class Recorded(Connection):
    """Keeps what it was asked."""

    asked: list[tuple[str, Mapping[str, Any]]]

    def ask(self, path: str, body: Mapping[str, Any], deadline: float) -> Any:
        self.asked.append((path, body))
        return super().ask(path, body, deadline + 60)


def recorded(texts: list[str]) -> tuple[list[Asked], list[Asked]]:
    """Return the requests to the hub and to Elasticsearch for questions that it answers in one round."""
    remote = remote_engine()
    assert isinstance(remote, ElasticsearchEngine)
    remote.connection.__class__ = Recorded
    connection = remote.connection
    assert isinstance(connection, Recorded)
    hub: list[Asked] = []
    raw: list[Asked] = []
    for text in texts:
        connection.asked = []
        params = QueryDict(mutable=True)
        params["q"] = text
        found = remote.search(parse(params), READER)
        asked = connection.asked
        if len(asked) == 1 and found.total:
            hub.append(("GET", f"/api/hub/v1/search?{urlencode({'q': text})}", ""))
            raw.append(("POST", asked[0][0], orjson.dumps(asked[0][1]).decode()))
    return hub, raw


def script(asked: list[Asked]) -> str:
    return SCRIPT % ", ".join("{" + ", ".join(f"[==[{part}]==]" for part in one) + "}" for one in asked)


def main() -> None:
    folder = Path(sys.argv[1])
    hub, raw = recorded([*word_pairs(), *names()])
    for name, asked in (("hub", hub), ("raw", raw)):
        (folder / f"{name}.json").write_text(json.dumps(asked))
        (folder / f"{name}.lua").write_text(script(asked))
    print(json.dumps({"questions": len(hub), "body": sum(len(one[2]) for one in raw) // len(raw)}))


if __name__ == "__main__":
    main()
