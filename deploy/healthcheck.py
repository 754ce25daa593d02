"""Asks this container's own web server for /healthz, as the proxy in front would: exit status 0 if it answers.

Its port is the one argument; without it 8000.
"""

import os
import sys
import urllib.request


def main() -> None:
    host = os.environ["ALLOWED_HOSTS"].split(",")[0].lstrip(".")
    headers = {"Host": host, "X-Forwarded-Proto": "https"}
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8000
    request = urllib.request.Request(f"http://127.0.0.1:{port}/healthz", headers=headers)
    with urllib.request.urlopen(request, timeout=3) as answer:  # noqa: S310  the address is written above
        sys.exit(answer.status != 200)


if __name__ == "__main__":
    main()
