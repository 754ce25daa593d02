"""Reading the whole chain back and judging it."""

from collections.abc import Iterator

from audit.actions import key, sealed_values
from audit.chain import Link, Verdict, walk
from audit.models import Event, Head

CHUNK = 2000


def links() -> Iterator[Link]:
    for event in Event.objects.order_by("number").iterator(CHUNK):
        yield Link(event.number, sealed_values(event), event.seal)


def verify(expected: str = "") -> Verdict:
    """Walk the chain and compare its end with the head and with `expected`, an earlier "number:seal" kept elsewhere."""
    verdict = walk(links(), key())
    if verdict.problem:
        return verdict
    head = Head.objects.get()
    if (head.number, head.seal) != (verdict.events, verdict.head):
        return Verdict(verdict.events, verdict.head, f"The log ends at {verdict.events}, its head says {head.number}.")
    if expected and not has_passed(expected):
        return Verdict(verdict.events, verdict.head, "The log no longer holds the expected event.")
    return verdict


def has_passed(expected: str) -> bool:
    number, _, seal = expected.partition(":")
    return number.isdecimal() and Event.objects.filter(number=int(number), seal=seal).exists()
