"""Demonstration accounts: one for each role, and members without a password whose ballots fill the polls."""

from collections import Counter

from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.actions import assign_role
from accounts.models import Application, User
from accounts.roles import PHYSICIANS, Role
from accounts.verification.actions.moving import move
from accounts.verification.licences import keyed
from accounts.verification.states import State
from content.demo.actions import Outcome
from content.demo.data import document, records

PRACTICES = (
    ("GB", "neurology"),
    ("US", "clinical-genetics"),
    ("IE", "paediatrics"),
    ("GB", "neurology"),
    ("AU", "neurology"),
)
COLOURS = ("amber", "ashen", "cobalt", "coral", "dusky", "fawn", "golden", "hazel", "ivory", "jade")
BIRDS = ("bunting", "dotterel", "godwit", "harrier", "kestrel", "linnet", "merlin", "osprey", "pipit", "redshank")


def put_accounts(tally: Counter[Outcome]) -> None:
    """Make the accounts that are not there. An existing one keeps what was changed in it."""
    known = set(User.objects.values_list("email", flat=True))
    for record in records("accounts"):
        if record["email"] in known:
            tally[verified_since(User.objects.get(email=record["email"]))] += 1
            continue
        make_account(record["email"], record["display_name"], record["role"], document("accounts")["password"])
        tally[Outcome.CREATED] += 1


def put_members(tally: Counter[Outcome]) -> list[User]:
    """Return the members who vote; they cannot sign in."""
    emails = [f"member-{number:02}@demo.example" for number in range(1, document("accounts")["members"] + 1)]
    known = {user.email: user for user in User.objects.filter(email__in=emails)}
    for member in known.values():
        tally[verified_since(member)] += 1
    for number, email in enumerate(emails):
        if email not in known:
            known[email] = make_account(email, pseudonym(number), Role.PHYSICIAN, None)
            tally[Outcome.CREATED] += 1
    return [known[email] for email in emails]


def make_account(email: str, display_name: str, role: str, password: str | None) -> User:
    user = User.objects.create_user(email, password, display_name=display_name)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    if role in PHYSICIANS:
        make_member(user)
    assign_role(user=user, role=role, by=None)
    return user


def verified_since(user: User) -> Outcome:
    """Verify a demonstration physician who was made before licences were; say whether that was needed."""
    if user.role not in PHYSICIANS or user.applications.exists():
        return Outcome.UNCHANGED
    make_member(user)
    return Outcome.CHANGED


def make_member(user: User) -> None:
    """Verify an invented physician without a licence: nobody else comes to membership without evidence and a reviewer."""
    now = timezone.now()
    country, speciality = PRACTICES[user.pk % len(PRACTICES)]
    application = Application.objects.create(
        user=user,
        state=State.IN_REVIEW,
        since=now,
        sent_at=now,
        country=country,
        speciality=speciality,
        fingerprint=keyed(f"demonstration|{user.reference}"),
    )
    name = user.display_name
    move(application, State.VERIFIED, by=None, now=now, reason="demonstration")
    user.refresh_from_db()
    if name:
        user.display_name = name
        user.save(update_fields=["display_name"])
        user.physician.pseudonyms.update(text=name)


def pseudonym(number: int) -> str:
    colour, bird = COLOURS[number % len(COLOURS)], BIRDS[(number * 3 + number // 10) % len(BIRDS)]
    return f"{colour}-{bird}-{(number * 7 + 11) % 90 + 10}"


def account_table() -> list[tuple[str, str]]:
    """Return (role, e-mail) of the accounts that can sign in and are there."""
    there = set(User.objects.filter(is_active=True).values_list("email", flat=True))
    return [
        (str(Role(record["role"]).label), record["email"]) for record in records("accounts") if record["email"] in there
    ]
