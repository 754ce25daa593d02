"""The one-time link: two halves, once, for three days."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from cases.models import Consent, Layer, RelayLink, TreatingPhysician
from cases.relay.actions.receiving import TRIES, open_link
from cases.relay.actions.sending import Way, attest, send_link
from cases.states import State
from cases.treating import Treating, name_treating
from cases.writing.actions.treating import say_who_treats
from notices.models import Notice
from tests.cases.relay.test_advice import answered, written
from tests.factories.cases import opinion_on, reply_to
from tests.factories.vocabulary import DiseaseFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
KEY = re.compile(r"/cases/relay/([\w-]+)/")


def sent(capture, case=None):
    """Return a case with advice on its way, the key that was mailed, and the code."""
    if case is None:
        case = answered()
        name_treating(case=case, details=Treating("Dr Quokka", "quokka@example.org"), by=case.owner)
        written(case, next_tests=["Plasma cholestanol"])
    with capture(execute=True):
        code = send_link(case=case, by=case.liaison, now=NOW).code
    return case, KEY.search(mail.outbox[-1].body)[1], code


def opened(key, code, after=timedelta(minutes=1)):
    return open_link(key=key, code=code, now=NOW + after)


def test_link_and_code_show_the_advice_once_and_are_the_receipt(django_capture_on_commit_callbacks):
    case, key, code = sent(django_capture_on_commit_callbacks)
    assert opened(key, code)["next_tests"] == ["Plasma cholestanol"]
    case.refresh_from_db()
    assert case.state == State.RELAYED
    assert opened(key, code) is None


def test_a_code_is_taken_however_it_is_typed(django_capture_on_commit_callbacks):
    _, key, code = sent(django_capture_on_commit_callbacks)
    assert opened(key, f" {code[:3].lower()}-{code[3:]} ")


def test_the_mail_says_nothing_of_the_case_and_does_not_hold_the_code(django_capture_on_commit_callbacks):
    case, _, code = sent(django_capture_on_commit_callbacks)
    [message] = mail.outbox
    assert message.to == ["quokka@example.org"]
    for word in (code, case.short, case.title, "cholestanol", str(case.pk), "Quokka"):
        assert word not in message.subject + message.body


def test_neither_key_nor_code_is_kept(django_capture_on_commit_callbacks):
    _, key, code = sent(django_capture_on_commit_callbacks)
    row = str(RelayLink.objects.values().get())
    assert key not in row
    assert code not in row


def test_a_link_ends_after_three_days(django_capture_on_commit_callbacks):
    _, key, code = sent(django_capture_on_commit_callbacks)
    assert opened(key, code, after=timedelta(hours=72)) is None


def test_five_wrong_codes_end_a_link(django_capture_on_commit_callbacks):
    _, key, code = sent(django_capture_on_commit_callbacks)
    assert [opened(key, "AAAA AAAA") for _ in range(TRIES)] == [None] * TRIES
    assert opened(key, code) is None


def test_four_wrong_codes_do_not(django_capture_on_commit_callbacks):
    _, key, code = sent(django_capture_on_commit_callbacks)
    for _ in range(TRIES - 1):
        opened(key, "AAAA AAAA")
    assert opened(key, code)


def test_a_new_link_ends_the_one_before(django_capture_on_commit_callbacks):
    case, key, code = sent(django_capture_on_commit_callbacks)
    case.refresh_from_db()
    _, new_key, new_code = sent(django_capture_on_commit_callbacks, case)
    assert opened(key, code) is None
    assert opened(new_key, new_code)


def test_the_code_of_one_link_opens_no_other(django_capture_on_commit_callbacks):
    _, key, _ = sent(django_capture_on_commit_callbacks)
    _, _, other = sent(django_capture_on_commit_callbacks)
    assert opened(key, other) is None


@pytest.mark.parametrize("ends", ["quarantine", "withdrawal"])
def test_a_hidden_or_withdrawn_case_is_not_shown_by_its_link(django_capture_on_commit_callbacks, ends):
    case, key, code = sent(django_capture_on_commit_callbacks)
    case.refresh_from_db()
    if ends == "quarantine":
        case.quarantined_at = NOW
    else:
        case.state = State.WITHDRAWN
    case.save()
    assert opened(key, code) is None


def test_wrong_unknown_and_used_links_look_the_same(client, django_capture_on_commit_callbacks):
    _, key, code = sent(django_capture_on_commit_callbacks)
    opened(key, code)

    def page(address, typed):
        response = client.post(f"/cases/relay/{address}/", {"code": typed})
        return response.status_code, re.sub(
            r'name="csrfmiddlewaretoken" value="\w+"|nonce-[\w+/=]+', "", response.content.decode()
        )

    assert page(key, code) == page("never-made", code)


def test_the_page_shows_the_advice_and_nothing_afterwards(client, django_capture_on_commit_callbacks):
    _, key, code = sent(django_capture_on_commit_callbacks)
    assert "Plasma cholestanol" not in client.get(f"/cases/relay/{key}/").content.decode()
    shown = client.post(f"/cases/relay/{key}/", {"code": code})
    assert "Plasma cholestanol" in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    assert shown.headers["Referrer-Policy"] == "same-origin"
    assert "Plasma cholestanol" not in client.post(f"/cases/relay/{key}/", {"code": code}).content.decode()


@pytest.mark.parametrize(
    ("address", "answer"), [("/cases/relay/{}/", {"code": "AAAA AAAA"}), ("/cases/told/{}/", {"kind": "negative"})]
)
def test_a_browser_can_send_the_form_of_a_colleague_without_an_account(address, answer):
    """Chromium sends `Origin: null` from a page whose policy is `no-referrer`, and else the origin itself."""
    browser, address = Client(enforce_csrf_checks=True), address.format("key")
    page = browser.get(address)
    origin = "null" if page.headers["Referrer-Policy"] == "no-referrer" else "http://testserver"
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())[1]
    sent_form = browser.post(address, {"csrfmiddlewaretoken": token, **answer}, headers={"origin": origin})
    assert sent_form.status_code == 422


def letter(client, capture, case=None, *, opinions=(), **said):
    """Return the page of the treating physician, and the case."""
    case = case or answered(age_band="40-49", sex="male", course="steps")
    case.signs.filter(pk=case.signs.last().pk).update(is_absent=True)
    for disease in opinions:
        opinion_on(case, diseases=[disease])
    name_treating(case=case, details=Treating("Dr Quokka", "quokka@example.org"), by=case.owner)
    written(case, **said)
    _, key, code = sent(capture, case)
    return case, client.post(f"/cases/relay/{key}/", {"code": code}).content.decode()


def test_the_treating_physician_reads_what_was_asked_and_on_what_the_advice_rests(
    client, django_capture_on_commit_callbacks
):
    disease = DiseaseFactory()
    hypotheses = [{"orpha_code": disease.orpha_code, "arguments_for": "The gait."}]
    case, page = letter(client, django_capture_on_commit_callbacks, hypotheses=hypotheses, opinions=[disease])
    there, absent = case.signs.filter(is_absent=False).first(), case.signs.get(is_absent=True)
    for words in (
        case.question, "40 to 49", "Male", "As a baby, before the first birthday", "Getting worse in steps",
        there.sign.name, absent.sign.name, "1 physician wrote answers, and 1 gave a first opinion", "The gait.",
        "It is no diagnosis", "written from what the family told",
        "Nobody of the network examined the patient", "To ask back", "Version 1, written", "you answer for it",
    ):  # fmt: skip
        assert words in page, words
    assert ("For:" in page, "Against:" in page) == (True, False)
    assert page.index(there.sign.name) < page.index("Looked for and absent") < page.index(absent.sign.name)
    for name in ("Quokka", "quokka", case.owner.email, case.liaison.email, case.liaison.display_name, str(case.pk)):
        assert name not in page, name


def test_what_colleagues_thought_of_is_not_kept_from_the_treating_physician(client, django_capture_on_commit_callbacks):
    named, first, second, replied, hidden = (DiseaseFactory() for _ in range(5))
    case = answered()
    opinion_on(case, diseases=[first, second, named])
    reply_to(case, kind="hypothesis", disease=replied, confidence="high", text="I do not agree with the others.")
    reply_to(case, kind="hypothesis", disease=hidden, confidence="high", hidden_at=NOW)
    reply_to(case, kind="hypothesis", disease=hidden, confidence="high", held_at=NOW)
    _, page = letter(client, django_capture_on_commit_callbacks, case, hypotheses=[{"orpha_code": named.orpha_code}])
    names = ", ".join(sorted(one.name for one in (first, second, replied)))
    assert f"Colleagues also thought of: {names}." in page
    assert hidden.name not in page


def test_the_page_never_says_that_nobody_disagreed(client, django_capture_on_commit_callbacks):
    _, page = letter(client, django_capture_on_commit_callbacks, next_tests=["Cholestanol"])
    assert "disagreed" not in page
    assert "saw otherwise" not in page


def test_the_liaison_sees_what_the_advice_leaves_out(client):
    case, disease = answered(), DiseaseFactory()
    reply_to(case, kind="hypothesis", disease=disease, confidence="high")
    client.force_login(case.liaison)
    page = client.get(f"/cases/{case.pk}/advice/").content.decode()
    assert disease.name in page
    written(case, hypotheses=[{"orpha_code": disease.orpha_code}])
    assert "Named by colleagues" not in client.get(f"/cases/{case.pk}/advice/").content.decode()


@pytest.mark.parametrize("is_demonstration", [True, False])
def test_the_letter_of_an_invented_case_says_so(client, django_capture_on_commit_callbacks, is_demonstration):
    case = answered(is_demonstration=is_demonstration)
    _, page = letter(client, django_capture_on_commit_callbacks, case)
    assert ("Demonstration, an invented case" in page) is is_demonstration


def relay_page(client, case):
    client.force_login(case.liaison)
    return client.get(f"/cases/{case.pk}/relay/").text


@pytest.mark.parametrize("telephone", ["", "020 7946 0000"])
def test_the_liaison_is_warned_where_no_number_is_known_and_nobody_was_spoken_to(client, telephone):
    case = answered()
    name_treating(case=case, details=Treating("Dr Quokka", "quokka@example.org", telephone), by=case.owner)
    written(case)
    page = relay_page(client, case)
    assert ("No telephone number is written down" in page) is (not telephone)
    assert "Nobody has spoken to the treating physician yet" in page
    assert "7946" not in page
    TreatingPhysician.objects.update(contact="reached")
    assert "Nobody has spoken" not in relay_page(client, case)


def test_a_physician_who_asked_is_not_told_to_call_anybody(client):
    case = answered(origin="physician")
    written(case)
    page = relay_page(client, case)
    assert "Nobody has spoken" not in page and "No telephone number" not in page


def test_the_liaison_reads_the_letter_before_it_is_sent(client):
    case, disease = answered(), DiseaseFactory()
    reply_to(case, kind="hypothesis", disease=disease, confidence="high")
    written(case, next_tests=["Cholestanol"])
    page = relay_page(client, case)
    for words in ("What the treating physician will read", "Cholestanol", disease.name, "It is no diagnosis"):
        assert words in page, words


def test_dissent_that_is_written_is_shown(client, django_capture_on_commit_callbacks):
    _, page = letter(
        client, django_capture_on_commit_callbacks, next_tests=["Cholestanol"], dissent="One thinks of the gut."
    )
    assert "One thinks of the gut." in page


def test_a_link_shows_nothing_once_the_family_does_not_agree_any_more(django_capture_on_commit_callbacks):
    case, key, code = sent(django_capture_on_commit_callbacks)
    Consent.objects.filter(case=case, layer=Layer.RELAY).update(ended_at=NOW)
    assert opened(key, code) is None


def test_codes_cannot_be_tried_for_ever_from_one_place(client):
    answers = [
        client.post(f"/cases/relay/key{n}/", {"code": "AAAA AAAA"}, REMOTE_ADDR="127.9.9.9").status_code
        for n in range(31)
    ]
    assert answers == [422] * 30 + [429]


def test_nothing_is_sent_without_the_familys_consent():
    case = answered()
    name_treating(case=case, details=Treating("Dr Quokka", "quokka@example.org"), by=case.owner)
    written(case)
    Consent.objects.filter(case=case, layer=Layer.RELAY).update(ended_at=NOW)
    with pytest.raises(ValidationError, match="does not agree"):
        send_link(case=case, by=case.liaison, now=NOW)


def test_nothing_is_sent_before_the_advice_is_ready():
    case = answered()
    written(case, ready=False)
    with pytest.raises(ValidationError, match="mark it as ready"):
        send_link(case=case, by=case.liaison, now=NOW)


def test_without_an_address_the_liaison_attests_a_letter_or_a_call():
    case = answered()
    written(case)
    with pytest.raises(ValidationError, match="attest it here"):
        send_link(case=case, by=case.liaison, now=NOW)
    attest(case=case, way=Way.LETTER, by=case.liaison, now=NOW)
    case.refresh_from_db()
    assert case.state == State.RELAYED


def test_five_links_a_day_are_sent_and_the_next_one_leaves_the_last_as_it_is(django_capture_on_commit_callbacks):
    case, key, code = sent(django_capture_on_commit_callbacks)
    for _ in range(4):
        _, key, code = sent(django_capture_on_commit_callbacks, case)
    with pytest.raises(ValidationError, match="5 links were sent since yesterday"):
        sent(django_capture_on_commit_callbacks, case)
    assert len(mail.outbox) == 5
    assert opened(key, code)
    assert send_link(case=case, by=case.liaison, now=NOW + timedelta(days=1, minutes=1))


def test_a_corrected_address_ends_the_link_to_the_one_before_and_the_liaison_hears_of_it(
    django_capture_on_commit_callbacks,
):
    case, key, code = sent(django_capture_on_commit_callbacks)
    say_who_treats(case=case, details=Treating("Dr Quokka", "quokka@example.org"), by=case.owner, now=NOW)
    assert not Notice.objects.filter(user=case.liaison).exists()  # the same again
    say_who_treats(case=case, details=Treating("Dr Wombat", "wombat@example.org"), by=case.owner, now=NOW)
    assert opened(key, code) is None
    assert Notice.objects.filter(user=case.liaison, happened="reply").exists()
    _, key, code = sent(django_capture_on_commit_callbacks, case)
    assert mail.outbox[-1].to == ["wombat@example.org"]
    assert opened(key, code)
