"""What the tests of the membership pages share."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Application
from accounts.verification.actions import deciding
from tests.factories import verification as make

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
EVIDENCE = "/membership/evidence/"


def page(client, user, address="/membership/", **kwargs):
    client.force_login(user)
    return client.get(address, **kwargs)


def text(answer):
    return TOKEN.sub("", answer.content.decode())


def brought_to(state):
    """Return an application in a state, with a decision where one leads there."""
    act = {"by": make.reviewer(), "now": make.now(), "note": "Please send the other side."}
    if state in ("registered", "email_confirmed"):
        application = Application.objects.create(user=make.applicant(), state=state, since=make.now())
    elif state == "needs_evidence":
        application = make.with_picture()
        deciding.ask_for_evidence(application=application, reason=deciding.Reason.UNREADABLE, **act)
    elif state == "rejected":
        application = make.with_picture()
        deciding.reject(application=application, reason=deciding.Reason.NO_MATCH, **act)
    elif state in ("suspended", "revoked"):
        application = make.member()
        deciding.propose_revocation(application=application, reason=deciding.Reason.CONDUCT, **act)
        if state == "revoked":
            act |= {"by": make.reviewer()}
            deciding.confirm_revocation(application=application, **act)
    elif state == "verified":
        application = make.member()
    else:
        application = make.with_picture()
        Application.objects.filter(pk=application.pk).update(state=state)
    return Application.objects.select_related("user").get(pk=application.pk)


def upload(client, file, name="licence.jpg"):
    return client.post(EVIDENCE, {"way": "picture", "file": SimpleUploadedFile(name, file, "image/jpeg")})
