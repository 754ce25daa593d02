"""Every door of the hub, found by walking its URL patterns, so that one added later is there too."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

# What stands in for a parameter; by its name, else by its kind.
SAMPLE_UUID = "00000000-0000-4000-8000-000000000000"
SAMPLES = {
    "reference": SAMPLE_UUID,
    "evidence": SAMPLE_UUID,
    "pseudonym": "amber-heron-52",
    "path": "images/a.png",
    "orpha_code": "558",
    "language": "en",
    "slug": "a-page",
    "app_label": "content",
    "app_name": "content",
    "model_name": "articlepage",
    "content_type_app_name": "content",
    "content_type_model_name": "articlepage",
    "media_type": "video",
    "name": "verify",
    "action": "publish",
    "action_name": "publish",
    "instance_pk": "1",
    "filter_spec": "width-100",
    "uidb36": "1",
    "uidb64": "MQ",
    "key": "abc-def",
    "token": "abc-def",
    "kind": "articles",
    "section": "pages",
}
PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
GROUP = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")
UNNAMED = re.compile(r"\((?:[^()?]|\([^()]*\))*\)")


@dataclass(frozen=True, slots=True)
class Door:
    address: str
    name: str  # with its namespaces: "search:page"
    route: str


def doors(**samples: object) -> list[Door]:
    """Return one address for each URL pattern; `samples` say what stands for which parameter."""
    return list(walk(get_resolver(), "", (), SAMPLES | {key: str(value) for key, value in samples.items()}))


def walk(resolver: URLResolver, before: str, spaces: tuple[str, ...], samples: dict[str, str]) -> Iterator[Door]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            name = ":".join([*spaces, pattern.name or ""])
            yield Door("/" + filled(route, samples), name, route)
        else:
            inside = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from walk(pattern, route, inside, samples)


def filled(route: str, samples: dict[str, str]) -> str:
    """Put samples in the places of parameters, of both ways to write a pattern."""
    text = GROUP.sub(lambda found: samples.get(found[1], "1"), route)
    text = PARAMETER.sub(lambda found: samples.get(found[2], SAMPLE_UUID if "uuid" in (found[1] or "") else "1"), text)
    text = UNNAMED.sub("1", text)
    return re.sub(r"[\^$?]|\\Z", "", text).replace("\\", "")
