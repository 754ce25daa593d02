"""A person at the hub without a browser: opens pages, fills in the forms that stand there and presses their buttons.

What is sent is what the form on the page would send, hidden fields and what is chosen already included. A field or a
button that is not on the page fails the test.
"""

import json
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from django.test import Client

API = "/api/hub/v1"
ALIKE = ("checkbox", "radio")


class Person:
    """Somebody with a session, or a visitor without one."""

    def __init__(self, user=None):
        self.user = user
        self.client = Client(enforce_csrf_checks=True)
        self.program = Client()
        if user:
            self.client.force_login(user)
            self.program.force_login(user)

    def open(self, address, status=200):
        """Open a page, follow where it leads, and return what it says."""
        self.answer = self.client.get(address, follow=True)
        return self._read(address, status)

    def press(self, button, *, status=200, **filled):
        """Press the first button of these words, after `filled` was put into the fields of its form by their names."""
        pressed = self._button(button)
        form = pressed.find_parent("form")
        sent = fields_of(form)
        for name, value in filled.items():
            assert form.find(attrs={"name": name}), f"no field {name} beside the button {button}"
            sent[name] = value
        if pressed.get("name"):
            sent[pressed["name"]] = pressed.get("value", "")
        address = urljoin(self.address, form.get("action") or self.address).partition("#")[0]
        send = self.client.post if form.get("method", "get").lower() == "post" else self.client.get
        self.answer = send(address, sent, follow=True, headers={"Referer": f"http://testserver{self.address}"})
        return self._read(address, status)

    def follow(self, words):
        """Open the link of these words."""
        link = next(link for link in self.page.find_all("a", href=True) if words in link.get_text(" ", strip=True))
        return self.open(urljoin(self.address, link["href"]).partition("#")[0])

    def ask(self, operation, status=200, **sent):
        """Ask the API as a program with the same rights, with a body if something is sent; return what it answers."""
        if sent:
            answer = self.program.post(API + operation, json.dumps(sent), content_type="application/json")
        else:
            answer = self.program.get(API + operation)
        assert answer.status_code == status, (operation, answer.content)
        return answer.json() if answer.content else None

    def _read(self, address, status):
        hops = [urlsplit(hop).path for hop, _ in getattr(self.answer, "redirect_chain", [])]
        self.address = hops[-1] if hops else address
        self.html = self.answer.content.decode()
        assert self.answer.status_code == status, (address, self.answer.status_code)
        self.page = BeautifulSoup(self.html, "html.parser")
        return " ".join((self.page.find("main") or self.page).get_text(" ").split())

    def offers(self, words):
        """Return the buttons that begin with these words."""
        buttons = self.page.find("main").find_all("button")
        return [one for one in buttons if " ".join(one.get_text(" ").split()).startswith(words)]

    def _button(self, words):
        found = self.offers(words)
        assert found, f"no button {words} at {self.address}"
        return found[0]


def fields_of(form: Tag) -> dict[str, object]:
    """Return what a browser would send of a form as it stands, without its buttons."""
    sent: dict[str, object] = {}
    for field in form.find_all(["input", "select", "textarea"]):
        name, kind = field.get("name"), field.get("type", "")
        if not name or field.has_attr("disabled") or kind in ("submit", "file"):
            continue
        if field.name == "select":
            chosen = field.find("option", selected=True) or field.find("option")
            sent[name] = chosen.get("value", chosen.get_text()) if chosen else ""
        elif field.name == "textarea":
            sent[name] = field.get_text().removeprefix("\n")
        elif kind not in ALIKE:
            sent[name] = field.get("value", "")
        elif field.has_attr("checked"):
            before = sent.get(name, [])
            sent[name] = [*before, field.get("value", "on")] if kind == "checkbox" else field.get("value", "on")
    return sent
