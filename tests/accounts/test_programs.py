"""A user agent in words."""

import pytest

from accounts.sessions.programs import MOST, program_of

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
KNOWN = {
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0": "Firefox on Linux",
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/141.0.0.0 Safari/537.36": "Chrome on Windows",
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0": "Edge on Windows",
    f"Mozilla/5.0 (Windows NT 10.0) {WEBKIT} Chrome/141.0.0.0 Safari/537.36 OPR/122.0.0.0": "Opera on Windows",
    f"Mozilla/5.0 (Linux; Android 15; K) {WEBKIT} Chrome/141.0.0.0 Mobile Safari/537.36": "Chrome on Android",
    f"Mozilla/5.0 (Linux; Android 15) {WEBKIT} SamsungBrowser/28.0 Chrome/130.0.0.0 Safari/537.36": (
        "Samsung Internet on Android"
    ),
    f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {WEBKIT} Chrome/141.0.0.0 Safari/537.36": "Chrome on ChromeOS",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15": (
        "Safari on macOS"
    ),
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 "
    "Mobile/15E148 Safari/604.1": "Safari on iPhone",
    "Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/140.0 Mobile/15E148 "
    "Safari/605.1.15": "Firefox on iPad",
    "Firefox/140.0": "Firefox",
}


@pytest.mark.parametrize(("agent", "words"), KNOWN.items())
def test_a_known_browser_is_named_with_its_system(agent, words):
    assert program_of(agent) == words


def test_what_is_no_known_browser_is_shown_as_it_names_itself_and_shortened():
    assert program_of("curl/8.14.1") == "curl/8.14.1"
    assert program_of("") == program_of("  ") == "Unknown program"
    long = program_of("x" * 500)
    assert len(long) == MOST and long.endswith("…")
