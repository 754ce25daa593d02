"""The addresses of the verification desk and applications to look at there."""

from tests.factories import verification as make

QUEUE = "/admin/verification/"
CLAIM = {"name": "Quokkina Wombatson", "number": "7654321"}


def page(application, *parts):
    return "/".join([f"{QUEUE}{application.reference}", *map(str, parts), ""])


def text_of(response):
    return response.content.decode()


def waiting(**changes):
    return make.with_picture(claim=make.claim_of("GB", **(CLAIM | changes)))


def verified(by=None, **changes):
    return make.member(by=by, claim=make.claim_of("GB", **(CLAIM | changes)))


def open_identity(client, application, reason="register"):
    return client.post(page(application, "identity"), {"reason": reason})
