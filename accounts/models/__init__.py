from accounts.models.email_change import EmailChange
from accounts.models.physician import Physician, Profile, Pseudonym
from accounts.models.registers import RegisterEntry, RegisterLoad
from accounts.models.user import User, UserManager, new_access_key
from accounts.models.vault import Identity, SealedFile
from accounts.models.verification import (
    Application,
    Decision,
    Evidence,
    Hold,
    Recheck,
    RegisterCheck,
    RevokedLicence,
    Voucher,
)

__all__ = [
    "Application",
    "Decision",
    "EmailChange",
    "Evidence",
    "Hold",
    "Identity",
    "Physician",
    "Profile",
    "Pseudonym",
    "Recheck",
    "RegisterCheck",
    "RegisterEntry",
    "RegisterLoad",
    "RevokedLicence",
    "SealedFile",
    "User",
    "UserManager",
    "Voucher",
    "new_access_key",
]
