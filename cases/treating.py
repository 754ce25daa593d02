"""Who treats the patient. The only personal data of a case: sealed, for the owner and for the physician who looks after it."""

import json
from dataclasses import asdict, dataclass

from accounts.models import User
from accounts.vault.crypto import Unreadable, seal, unseal
from audit.actions import audited
from audit.kinds import Action
from cases.events import log
from cases.models import Case, TreatingPhysician


@dataclass(frozen=True, slots=True)
class Treating:
    """How to reach the treating physician, as the owner of the case wrote it."""

    name: str
    email: str = ""
    telephone: str = ""


@audited
def name_treating(*, case: Case, details: Treating | None, by: User) -> TreatingPhysician:
    """Write down who treats the patient; None says that there is nobody yet."""
    contact = TreatingPhysician.Contact.NOT_YET if details else TreatingPhysician.Contact.NOBODY
    sealed = seal(json.dumps(asdict(details)).encode()) if details else None
    values = {"sealed": sealed, "contact": contact, "reached_at": None}
    treating, _ = TreatingPhysician.objects.update_or_create(case=case, defaults=values)
    log(Action.TREATING_NAMED, case=case, by=by, details={"known": details is not None})
    return treating


@audited
def read_treating(*, case: Case, by: User) -> Treating | None:
    """Open the address and write down who did; None where nobody is named. Raises accounts.vault.crypto.Unreadable."""
    treating = TreatingPhysician.objects.filter(case=case).exclude(sealed=None).first()
    if treating is None or treating.sealed is None:
        return None
    log(Action.TREATING_READ, case=case, by=by)
    return Treating(**json.loads(unseal(treating.sealed)))


def treating_of(case: Case) -> Treating | None:
    """Open the address for the owner who wrote it; everybody else reads it by `read_treating`, which is an event."""
    row = TreatingPhysician.objects.filter(case=case).exclude(sealed=None).first()
    return Treating(**json.loads(unseal(row.sealed))) if row and row.sealed else None


def has_nobody(case: Case) -> bool:
    """Say whether the family told that nobody treats the patient yet."""
    return TreatingPhysician.objects.filter(case=case, contact=TreatingPhysician.Contact.NOBODY).exists()


def was_reached(case: Case) -> bool:
    """Say whether somebody has spoken to the treating physician, or there is none."""
    return TreatingPhysician.objects.filter(case=case).exclude(contact=TreatingPhysician.Contact.NOT_YET).exists()


def has_telephone(case: Case) -> bool:
    """Say whether a number is written down, without showing it to anybody."""
    try:
        treating = treating_of(case)
    except Unreadable:
        return False
    return bool(treating and treating.telephone)
