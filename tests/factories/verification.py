"""Applications brought to where a test needs them, by the same actions as in the hub."""

import io
from itertools import count

from allauth.account.models import EmailAddress
from django.utils import timezone
from PIL import Image

from accounts.models import Application, RegisterLoad
from accounts.roles import Role
from accounts.vault.actions import read_identity, read_picture
from accounts.vault.facts import Reason
from accounts.verification.actions import applying, deciding, evidence, registers
from accounts.verification.actions.applying import Claim
from accounts.verification.countries import RULES
from tests.factories.accounts import UserFactory

numbers = count(1)
EXTRAS = {"US": {"region": "NY", "extra": "ABC12345"}, "CA": {"region": "ON"}, "IE": {"extra": "SPECIALIST"}}
NAMES = ("Ada", "Grace", "Rosalind", "Mary", "Elizabeth", "Lise", "Emmy", "Dorothy", "Barbara", "Gerty")


def now():
    return timezone.now()


def number_of(country, serial):
    """Return a well-formed number that no other call gives for another serial."""
    if country == "US":
        body = f"1{serial:08}"
        return next(f"{body}{digit}" for digit in range(10) if RULES["US"].is_sound(f"{body}{digit}"))
    patterns = {"GB": "{:07}", "CA": "{:05}", "AU": "MED{:010}", "ZA": "MP{:06}", "IE": "{:06}", "NZ": "{:06}"}
    return patterns[country].format(serial + 100_000 if country == "ZA" else serial)


def claim_of(country="GB", serial=None, **changes):
    """Return what an applicant of a country types in, everything right."""
    serial = serial or next(numbers)
    values = {
        "name": f"{NAMES[serial % len(NAMES)]} Example{'abcdefghij'[serial % 10]}",
        "speciality": "neurology",
        "country": country,
        "number": number_of(country, serial),
    }
    return Claim(**(values | EXTRAS.get(country, {}) | changes))


def applicant(**fields):
    """Return an account with a confirmed address and no role."""
    user = UserFactory(role=Role.REGISTERED, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def put_in_register(*claims, status="active", as_of=None):
    """Import one register a country that holds exactly these claims."""
    for country in {claim.country for claim in claims}:
        lines = ["number,name,status,region,division,speciality,extra\n"]
        for claim in claims:
            if claim.country == country:
                division, extra = (claim.extra, "") if country == "IE" else ("", claim.extra)
                lines.append(f"{claim.number},{claim.name},{status},{claim.region},{division},,{extra}\n")
        # The division of Ireland is a second field of the form, and a column of its own in the register.
        if country == "IE":
            lines[1:] = [line.rstrip("\n") + f"{claims[0].extra}\n" for line in lines[1:]]
        registers.import_register(country=country, lines=lines, as_of=as_of or now().date(), now=now())


def apply(claim=None, user=None, registered=True):
    """Return an application whose details were sent; with `registered`, the register knows the licence."""
    claim, user = claim or claim_of(), user or applicant()
    if registered and not RegisterLoad.objects.filter(country=claim.country).exists():
        put_in_register(claim)
    application = applying.start(user=user, now=now())
    return applying.send_details(application=application, claim=claim, by=user, now=now())


def licence_picture(side=240):
    out = io.BytesIO()
    Image.new("RGB", (side, side), "white").save(out, "PNG")
    return out.getvalue()


def with_picture(**kwargs):
    """Return an application that waits for a reviewer, with the picture of a licence."""
    application = apply(**kwargs)
    evidence.give_picture(application=application, file=licence_picture(), by=application.user, now=now())
    application.refresh_from_db()
    return application


def waiting_for_code(**kwargs):
    """Return an application for which a code was sent to a mailbox at an institution."""
    application = apply(**kwargs)
    address = "ada@hospital.example"
    evidence.ask_for_code(application=application, address=address, by=application.user, now=now())
    return application


def reviewer(**fields):
    return UserFactory(role=Role.REVIEWER, **fields)


def accept_picture(application, by):
    """Look at identity and picture and accept the proof, as a reviewer does."""
    read_identity(application=application, reason=Reason.EVIDENCE, by=by)
    [proof] = application.evidence.filter(kind="licence_picture", outcome="given")
    read_picture(evidence=proof, by=by)
    deciding.judge_evidence(evidence=proof, is_good=True, by=by, now=now())


def member(by=None, **kwargs):
    """Return the application of a verified physician."""
    application, by = with_picture(**kwargs), by or reviewer()
    accept_picture(application, by)
    deciding.verify(application=application, by=by, now=now())
    return Application.objects.select_related("user__physician").get(pk=application.pk)
