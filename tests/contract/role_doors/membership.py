"""Applications, the vault and pseudonyms."""

from django.core.exceptions import ValidationError

from audit.kinds import Action
from audit.models import Event
from tests.contract.role_doors.visitors import refused, shows
from tests.factories import verification
from tests.factories.accounts import UserFactory, practise
from tests.factories.sign_in import confirm_password


def waiting():
    return verification.with_picture(claim=verification.claim_of("GB", number="7654321", name="Quokkina Wombatson"))


def at_the_desk(who, own):
    if own:
        return None
    application = waiting()
    return shows(who.client.get(f"/admin/verification/{application.reference}/"), str(application.reference)[:8])


def open_vault(who, own):
    if own:
        return None
    application = waiting()
    before = Event.objects.filter(action=Action.IDENTITY_READ).count()
    answer = who.client.post(f"/admin/verification/{application.reference}/identity/", {"reason": "register"})
    worked = shows(answer, "7654321")
    assert Event.objects.filter(action=Action.IDENTITY_READ).count() == before + worked, "each opening is an event"
    return worked


def own_vault(export):
    """One's own name and number come out with the export; nobody else's ever does."""

    def attempt(who, own):
        number = "7654321"
        if not own:
            waiting()
        elif who.user is None:
            return None
        elif who.short in ("La", "Su"):
            number = "GB"  # the application of the time as a member is there already
        else:
            try:
                claim = verification.claim_of("GB", number=number, name="Quokkina Wombatson")
                verification.with_picture(claim=claim, user=who.user)
            except ValidationError:
                return False  # this role has no application, and so nothing of its own in the vault
        if who.user:
            confirm_password(who.client)
        answer = export(who)
        if own and who.short in ("La", "Su"):
            return bool(answer.json()["applications"][0]["identity"].get("number"))
        return number in answer.content.decode() or (answer.status_code != 200 and refused(answer))

    return {"R": attempt}


def sees_colleague(address):
    def attempt(who, own):
        if own:
            return None
        member = UserFactory(physician=True, display_name="amber-heron-52")
        practise(member)
        return shows(who.client.get(address), "amber-heron-52")

    return {"R": attempt}
