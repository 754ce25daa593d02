import json

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from accounts.models import Identity, SealedFile
from accounts.roles import Role
from accounts.second_factor import MFAAdapter
from accounts.vault.actions import keep_picture, read_identity, read_picture
from accounts.vault.crypto import Unreadable, new_key, seal, unseal
from accounts.vault.facts import Facts, Reason
from audit.kinds import Action
from audit.models import Event
from tests.factories import verification as make
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
NAME = "Quokkina Wombatson"


@pytest.fixture
def application():
    return make.with_picture(claim=make.claim_of(name=NAME))


def test_a_reviewer_reads_with_a_reason_and_it_is_written_down(application):
    by = make.reviewer()
    assert read_identity(application=application, reason=Reason.COMPLAINT, by=by).name == NAME
    event = Event.objects.filter(action=Action.IDENTITY_READ).last()
    assert (event.actor, event.owner) == (by.reference, application.user.reference)
    assert event.details == {"reason": "complaint"}


def test_a_read_without_a_reason_is_none(application):
    with pytest.raises(ValueError, match="curious"):
        read_identity(application=application, reason="curious", by=make.reviewer())


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.REVIEWER}))
def test_no_other_role_opens_the_vault(application, role):
    by = UserFactory(role=role)
    for read in (
        lambda: read_identity(application=application, reason=Reason.REGISTER, by=by),
        lambda: read_picture(evidence=application.evidence.get(), by=by),
    ):
        with pytest.raises(PermissionDenied):
            read()


def test_the_owner_reads_their_own_and_only_by_their_own_wish(application):
    assert read_identity(application=application, reason=Reason.OWN, by=application.user).name == NAME
    with pytest.raises(PermissionDenied):
        read_identity(application=application, reason=Reason.REGISTER, by=application.user)


def test_a_sealed_text_moved_to_another_application_does_not_open(application):
    other = make.with_picture(claim=make.claim_of("NZ"))
    Identity.objects.filter(application=other).update(sealed=bytes(application.identity.sealed))
    with pytest.raises(PermissionDenied):
        read_identity(application=other, reason=Reason.REGISTER, by=make.reviewer())
    one, two = application.evidence.get(), other.evidence.get()
    SealedFile.objects.filter(evidence=two).update(sealed=bytes(one.file.sealed))
    with pytest.raises(PermissionDenied):
        read_picture(evidence=two, by=make.reviewer())


def test_a_changed_text_does_not_open(application):
    sealed = bytearray(application.identity.sealed)
    sealed[40] ^= 1
    Identity.objects.update(sealed=bytes(sealed))
    with pytest.raises(Unreadable):
        read_identity(application=application, reason=Reason.REGISTER, by=make.reviewer())


def test_facts_cannot_be_printed_by_accident():
    facts = Facts(NAME, "1234567")
    assert "Quokkina" not in f"{facts} {facts!r} {[facts]}"


def test_keys_are_changed_without_losing_anything(application, settings, capsys):
    old, new = settings.VAULT_KEYS, [new_key()]
    keep_picture(evidence=application.evidence.get(), picture=b"picture", now=make.now())
    secret = MFAAdapter().encrypt("totp secret")
    settings.VAULT_KEYS = new + old
    call_command("rotate_vault_keys")
    settings.VAULT_KEYS = new
    by = make.reviewer()
    assert read_identity(application=application, reason=Reason.REGISTER, by=by).name == NAME
    assert read_picture(evidence=application.evidence.get(), by=by) == b"picture"
    with pytest.raises(Unreadable):
        MFAAdapter().decrypt(secret)


def test_second_factors_are_sealed_and_change_keys_too(settings):
    from allauth.mfa.totp.internal.auth import TOTP  # noqa: PLC0415  needs the apps

    user = UserFactory()
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    row = user.authenticator_set.get()
    assert "JBSWY3DPEHPK3PXP" not in json.dumps(row.data)
    settings.VAULT_KEYS = [new_key(), *settings.VAULT_KEYS]
    call_command("rotate_vault_keys")
    settings.VAULT_KEYS = settings.VAULT_KEYS[:1]
    row.refresh_from_db()
    assert MFAAdapter().decrypt(row.data["secret"]) == "JBSWY3DPEHPK3PXP"


def test_rotation_without_the_old_key_changes_nothing_and_says_so(application, settings):
    before = bytes(Identity.objects.get().sealed)
    settings.VAULT_KEYS = [new_key()]
    with pytest.raises(CommandError, match="VAULT_KEYS"):
        call_command("rotate_vault_keys")
    assert bytes(Identity.objects.get().sealed) == before


def test_two_texts_alike_are_sealed_differently():
    assert seal(b"same") != seal(b"same")
    assert unseal(seal(b"same")) == b"same"
