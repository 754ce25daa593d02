import re

import pytest
from django.core import mail
from django.core.cache import cache

from accounts.models import Application
from accounts.vault.actions import read_identity
from accounts.vault.facts import Reason
from accounts.verification.actions import evidence
from accounts.verification.limits import MOST_A_DAY, Limited
from tests.accounts.verification.pages import EVIDENCE, brought_to, page, text
from tests.factories import verification as make
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
QUERIES_MOST = 14


@pytest.fixture(autouse=True)
def nothing_tried_before():
    cache.clear()


def code_sent():
    return next(line.strip() for line in mail.outbox[-1].body.splitlines() if line.startswith("    "))


def ask_for_code(client, capture, address="ada@hospital.example"):
    with capture(execute=True):
        return client.post(EVIDENCE, {"way": "mail", "address": address})


def test_a_code_sent_to_an_institution_brings_the_application_to_a_reviewer(client, django_capture_on_commit_callbacks):
    application = make.apply()
    client.force_login(application.user)
    ask_for_code(client, django_capture_on_commit_callbacks)
    assert "Waits for your code" in text(client.get("/membership/"))
    wrong = client.post(EVIDENCE, {"way": "code", "code": "AAAAAAAAAA"})
    assert wrong.status_code == 422
    assert "This code does not fit" in text(wrong)
    assert client.post(EVIDENCE, {"way": "code", "code": code_sent()})["Location"] == "/membership/"
    application.refresh_from_db()
    assert application.state == "in_review"


def test_a_private_mailbox_is_refused_and_kept_in_the_field(client, django_capture_on_commit_callbacks):
    client.force_login(make.apply().user)
    answer = ask_for_code(client, django_capture_on_commit_callbacks, "ada@gmail.com")
    assert "private mailbox" in text(answer)
    assert 'value="ada@gmail.com"' in text(answer)
    assert mail.outbox == []


def test_whoever_applies_again_proves_it_with_the_same_mailbox(client, django_capture_on_commit_callbacks):
    claim = make.claim_of()
    user = make.apply(claim=claim).user
    client.force_login(user)
    for _ in range(2):
        ask_for_code(client, django_capture_on_commit_callbacks)
        client.post(EVIDENCE, {"way": "code", "code": code_sent()})
        assert Application.objects.current(user).state == "in_review"
        client.post("/membership/withdraw/")
        make.apply(claim=claim, user=user)


def test_codes_are_sent_ten_times_a_day_to_one_account_however_often_it_applies(
    client, django_capture_on_commit_callbacks
):
    client.force_login(make.apply().user)
    for _ in range(MOST_A_DAY[Limited.CODE]):
        assert ask_for_code(client, django_capture_on_commit_callbacks).status_code != 429
    refused = ask_for_code(client, django_capture_on_commit_callbacks)
    assert refused.status_code == 429
    assert "try again tomorrow" in text(refused)


def test_a_code_for_colleagues_is_shown_once_and_the_page_counts_words_without_names(client):
    colleague = make.member()
    application = make.apply()
    client.force_login(application.user)
    made = re.search(r"<code>(\w{12})</code>", text(client.post(EVIDENCE, {"way": "voucher"}))).group(1)
    assert made not in text(client.get(EVIDENCE))
    evidence.vouch(code=made, name=named(application), by=colleague.user, now=make.now())
    shown = text(client.get(EVIDENCE))
    assert "<b>1 of 2</b>" in shown
    assert colleague.user.display_name not in shown


def named(application):
    return read_identity(application=application, reason=Reason.OWN, by=application.user).name


def asking(country="GB", **kwargs):
    """Return an application that asks for words, its code and its name."""
    application = make.apply(claim=make.claim_of(country), **kwargs)
    return application, evidence.make_voucher_code(application=application, by=application.user), named(application)


def vouch(client, by, code, name):
    client.force_login(by)
    return client.post("/membership/vouch/", {"code": code, "name": name})


def test_every_word_that_cannot_count_is_refused_with_the_same_page(client):
    by = make.member().user
    application, code, name = asking()
    _, foreign, foreigner = asking("NZ")
    assert vouch(client, by, code, name).status_code == 302
    client.get("/membership/")  # reads what was said about the one that counts
    refused = [
        vouch(client, by, *pair)
        for pair in ((code, name), (foreign, foreigner), (code, "Somebody Else"), ("NOSUCHCODE22", name))
    ]
    assert {answer.status_code for answer in refused} == {422}
    plain = {re.sub(r'value="[^"]*"', "", text(answer)) for answer in refused}
    assert len(plain) == 1
    assert evidence.NO_VOUCHER in plain.pop()
    assert application.vouchers.count() == 1


def test_nobody_vouches_for_themselves(client):
    application = make.member()
    code, name = "ABCDEFGHJKLM", named(application)
    Application.objects.filter(pk=application.pk).update(voucher_code=evidence.keyed(f"voucher|{code}"))
    answer = vouch(client, application.user, code, name)
    assert answer.status_code == 422
    assert evidence.NO_VOUCHER in text(answer)


def test_a_fourth_word_in_a_year_is_refused(client):
    by = make.member().user
    for _ in range(3):
        _, code, name = asking()
        assert vouch(client, by, code, name).status_code == 302
    _, code, name = asking()
    assert evidence.NO_MORE_VOUCHERS in text(vouch(client, by, code, name))


def test_codes_of_colleagues_cannot_be_tried_out(client):
    by = make.member().user
    _, code, name = asking()
    for _ in range(MOST_A_DAY[Limited.VOUCH]):
        assert vouch(client, by, "NOSUCHCODE22", name).status_code == 422
    assert vouch(client, by, code, name).status_code == 429


@pytest.mark.parametrize("state", ["in_review", "suspended"])
def test_only_members_open_the_page_for_vouching(client, state):
    answer = page(client, brought_to(state).user, "/membership/vouch/")
    assert answer.status_code == 403
    assert evidence.ONLY_MEMBERS_VOUCH in text(answer)


def test_a_physician_without_a_professional_side_is_told_the_same(client):
    answer = vouch(client, UserFactory(physician=True), "ABCDEFGHJKLM", "Ada Example")
    assert evidence.NO_VOUCHER in text(answer)
