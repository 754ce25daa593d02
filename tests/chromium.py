"""Chromium, and pages opened in it as somebody."""

import os
import shutil
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium_path() -> str:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path:
        return path
    if os.environ.get("CI") == "true":
        pytest.fail("Chromium is not installed. On the build machine the browser tests may not be left out.")
    pytest.skip("Chromium is not installed: the browser tests are left out.")


@contextmanager
def started():
    """Start Chromium. Its driver runs a loop in this thread, so Django gives the thread another connection and has to be told
    that this is fine.
    """
    path = chromium_path()
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=FLAGS)
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@contextmanager
def pages(chromium, url, cookie_of):
    """Give a function that opens an address in a fresh context and gives the page with what it said and asked for."""
    contexts = []

    def open_page(path, *, width=1280, theme="light", script=True, reader=None):
        context = chromium.new_context(
            base_url=url,
            viewport={"width": width, "height": 900},
            color_scheme=theme,
            java_script_enabled=script,
        )
        contexts.append(context)
        if reader:
            context.add_cookies([cookie_of(reader, url)])
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.said, page.asked = [], []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("request", lambda sent: page.asked.append(sent.url))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def session_cookie(reader, url):
    client = Client()
    client.force_login(reader)
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": url,
    }
