"""`manage.py load_demo`: content, accounts and cases in one run. What it loads is examined where the loaders are."""

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from wagtail.images.models import Image

from accounts.models import User
from cases.models import Case
from content.demo.accounts import put_accounts
from content.demo.data import records
from tests.cases.demo.vocabulary import orpha_codes_of_cases, put_signs
from tests.content.test_demo_data import orpha_codes
from tests.content.test_load_demo import tally
from tests.content.trees import named_diseases

pytestmark = pytest.mark.django_db


@pytest.fixture
def vocabulary():
    cache.clear()
    named_diseases(set(orpha_codes()) | orpha_codes_of_cases())
    put_signs()


def test_the_second_run_changes_nothing_and_says_so(vocabulary, capsys):
    call_command("load_demo")
    assert "created" in capsys.readouterr().out
    assert Case.objects.count() == 20
    call_command("load_demo")
    said = capsys.readouterr().out
    assert "Demonstration content: nothing changed." in said
    assert all(record["email"] in said for record in records("accounts"))


def test_outside_a_demonstration_it_refuses_and_writes_nothing(settings):
    settings.DEMO_ALLOWED = False
    with pytest.raises(CommandError, match="needs settings with DEMO_ALLOWED = True"):
        call_command("load_demo")
    with pytest.raises(CommandError, match="DEMO_ALLOWED"):
        call_command("load_demo", accounts=True)
    assert not User.objects.exists()


def test_without_the_vocabulary_it_says_what_to_run_first_and_writes_nothing():
    with pytest.raises(CommandError, match="run load_vocabulary"):
        call_command("load_demo")
    assert not User.objects.exists() and not Image.objects.exists() and not Case.objects.exists()


def test_only_the_accounts_are_printed_on_request(capsys):
    call_command("load_demo", accounts=True)
    assert "run load_demo first" in capsys.readouterr().out
    put_accounts(tally())
    call_command("load_demo", accounts=True)
    assert "physician@demo.example" in capsys.readouterr().out
