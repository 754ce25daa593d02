"""Who a physician is, as it leaves the vault."""

from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from django.db import models


class Reason(models.TextChoices):
    """Why somebody looks into the vault. Whoever looks names one of these; it is written down."""

    REGISTER = "register", "To compare with the register"
    EVIDENCE = "evidence", "To compare with the evidence"
    HOLD = "hold", "To settle two claims on one licence"
    COMPLAINT = "complaint", "A complaint about this member"
    OWN = "own", "The physician’s own wish"


class Purpose(StrEnum):
    """Reasons of the hub itself; no person can give them."""

    REGISTER_RUN = "register_run"
    VOUCHER = "voucher"
    MAILBOX = "mailbox"


@dataclass(frozen=True, slots=True, repr=False)
class Facts:
    """Has no readable `repr`: a name in a traceback or a log would be a leak."""

    name: str
    number: str
    region: str = ""
    extra: str = ""  # the second number or the division, where the country asks for one
    mailbox: str = ""

    def as_dict(self) -> dict[str, str]:
        return asdict(self)

    def with_mailbox(self, address: str) -> "Facts":
        return replace(self, mailbox=address)
