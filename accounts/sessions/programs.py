"""The program and the system that a user agent names, in words. Programs name their forebears too: the first fit counts."""

import re

MOST = 80
UNKNOWN = "Unknown program"
BROWSERS = (
    ("Edge", r"Edg(e|A|iOS)?/"),
    ("Opera", r"OPR/|Opera/"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Vivaldi", r"Vivaldi/"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrome/|CriOS/|Chromium/"),
    ("Safari", r"Version/[\d.]+ .*Safari/"),
)
SYSTEMS = (
    ("iPhone", r"\(iPhone"),
    ("iPad", r"\(iPad"),
    ("Android", r"Android"),
    ("Windows", r"Windows NT"),
    ("ChromeOS", r"CrOS"),
    ("macOS", r"Macintosh"),
    ("Linux", r"Linux|X11"),
)


def program_of(user_agent: str) -> str:
    """Return words like “Firefox on Linux”, and for what is no known browser its own text, shortened."""
    browser, system = first_in(BROWSERS, user_agent), first_in(SYSTEMS, user_agent)
    if not browser:
        text = " ".join(user_agent.split()) or UNKNOWN
        return text if len(text) <= MOST else text[: MOST - 1] + "…"
    return f"{browser} on {system}" if system else browser


def first_in(names: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for name, pattern in names if re.search(pattern, user_agent)), "")
