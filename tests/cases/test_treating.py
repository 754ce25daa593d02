"""Who treats the patient, sealed: the only personal data of a case."""

import pytest
from django.core.management import call_command

from accounts.vault.crypto import Unreadable, new_key, unseal
from cases.models import TreatingPhysician
from cases.treating import Treating, name_treating, treating_of
from tests.factories.cases import in_state

pytestmark = pytest.mark.django_db


def test_who_treats_the_patient_is_found_after_the_keys_changed_and_the_old_one_is_gone(settings, capsys):
    case, nobody = in_state("relayed"), in_state("relayed")
    name_treating(case=case, details=Treating("Dr Quokkina", "q@example.org"), by=case.owner)
    name_treating(case=nobody, details=None, by=nobody.owner)
    before, new = bytes(case.treating.sealed), [new_key()]
    settings.VAULT_KEYS = new + settings.VAULT_KEYS
    call_command("rotate_vault_keys")
    assert "1 texts" in capsys.readouterr().out
    settings.VAULT_KEYS = new
    assert treating_of(case) == Treating("Dr Quokkina", "q@example.org")
    assert TreatingPhysician.objects.get(case=nobody).sealed is None
    with pytest.raises(Unreadable):
        unseal(before)
