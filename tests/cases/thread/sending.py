"""Sending and changing replies, as the tests of a thread do it."""

from datetime import timedelta

from django.utils import timezone

from cases.thread.actions.replies import Said, change_reply, send_reply

LATER = timedelta(minutes=16)


def send(case, by, text="Measure cholestanol.", kind="test", *, now=None, to_moderator=False, **fields):
    said = Said(kind=kind, text=text, **fields)
    return send_reply(case=case, said=said, by=by, now=now or timezone.now(), to_moderator=to_moderator)


def change(reply, by, text, *, now=None, to_moderator=False, **fields):
    said = Said(kind=reply.kind, text=text, **fields)
    return change_reply(reply=reply, said=said, by=by, now=now or timezone.now(), to_moderator=to_moderator)
