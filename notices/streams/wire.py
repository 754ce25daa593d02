"""Events as they are sent: https://html.spec.whatwg.org/multipage/server-sent-events.html. Numbers and keys only."""

import json

RETRY = 3000  # ms until a browser that was cut off comes back
OPENING = f"retry: {RETRY}\n\n".encode()
HEARTBEAT = b": still here\n\n"


def event(name: str, data: dict[str, str | int], number: int) -> bytes:
    """Return one event; `number` is where whoever was cut off after it goes on."""
    return f"id: {number}\nevent: {name}\ndata: {json.dumps(data)}\n\n".encode()
