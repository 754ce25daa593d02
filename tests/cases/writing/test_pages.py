"""Who sees which page of a case of one's own, and what stands on it."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from cases.models import Case, Outcome
from cases.states import State
from cases.writing.actions.starting import DRAFTS_MOST, start_case
from cases.writing.recognising import recognise_by
from search.signs import signs_told
from tests.cases.writing.filling import STORY, fill, send, send_step, step, three_signs
from tests.factories import verification
from tests.factories.accounts import UserFactory
from tests.factories.cases import OrganisationFactory, family, in_state, member, moderator, reply_to, staff_of
from tests.factories.vocabulary import DiseaseFactory, SignFactory
from vocabulary.models import SignName

pytestmark = pytest.mark.django_db
OF_A_CASE = ("write", "autosave", "status", "consent", "treating", "correct", "withdraw", "ask_write")


def pages_of(case):
    return [reverse(f"case_{name}", args=[case.pk]) for name in OF_A_CASE] + [step(case, 3)]


@pytest.mark.parametrize("other", [family, member, moderator, lambda: UserFactory(role=Role.REGISTERED)])
def test_a_case_of_somebody_else_is_no_case_by_any_door(client, other):
    client.force_login(other())
    for case in (in_state("draft"), in_state("relayed")):
        for address in pages_of(case):
            assert client.get(address).status_code == 404, address
            sent = client.post(address, {"fields": "story", "story": "x", "revision": 1})
            assert sent.status_code in (404, 405), address
        assert Case.objects.get(pk=case.pk).texts == case.texts


def test_visitors_are_asked_to_sign_in_and_nothing_is_kept_of_any_page(client):
    case = in_state("draft")
    for address in pages_of(case):
        assert client.get(address).url.startswith("/accounts/login/")
    client.force_login(case.owner)
    for address in pages_of(in_state("relayed", owner=case.owner)):
        answer = client.get(address)
        if answer.status_code == 200:
            assert "no-store" in answer["Cache-Control"] and "private" in answer["Cache-Control"]
            assert b'name="robots" content="noindex"' in answer.content


SORRY = "We are very sorry. Thank you for telling us; it helps others."


@pytest.mark.parametrize("state", ["outcome_reported", "closed"])
def test_after_a_death_the_family_reads_that_we_are_sorry_and_not_a_result(client, state):
    case = in_state(state)
    Outcome.objects.create(case=case, kind="died", party="owner", at=timezone.now())
    client.force_login(case.owner)
    for address in (reverse("case_status", args=[case.pk]), reverse("case_mine")):
        page = client.get(address).content.decode()
        assert SORRY in page
        assert "The patient has died" not in page and "what became of it" not in page
    assert client.get(f"/api/hub/v1/me/cases/{case.pk}").json()["now"] == SORRY


@pytest.mark.parametrize(
    ("origin", "party", "who"),
    [
        ("family", "owner", "Told by the family"),
        ("family", "treating", "Told by the treating physician"),
        ("physician", "owner", "Told by the physician who asked"),
    ],
)
def test_a_solved_case_says_who_told_it(client, origin, party, who):
    case = in_state("outcome_reported", origin=origin)
    Outcome.objects.create(case=case, kind="confirmed", disease=DiseaseFactory(), party=party, at=timezone.now())
    client.force_login(case.owner)
    assert who in client.get(reverse("case_status", args=[case.pk])).content.decode()


@pytest.mark.parametrize("state", State)
def test_every_state_is_told_in_plain_words_and_no_answer_is_shown(client, state):
    case = in_state(state)
    reply_to(case, text="What physicians say among themselves")
    client.force_login(case.owner)
    page = client.get(reverse("case_status", args=[case.pk]), follow=True)
    assert page.status_code == 200
    assert "among themselves" not in page.content.decode()


def test_a_hidden_case_says_so_and_shows_no_word_of_itself(client):
    case = in_state("open", quarantined_at=timezone.now())
    client.force_login(case.owner)
    for address in (reverse("case_status", args=[case.pk]), "/cases/mine/"):
        page = client.get(address).content.decode()
        assert "Hidden for now" in page
        assert case.title not in page


def test_the_summary_is_shown_after_the_treating_physician_has_the_advice(client):
    for state, is_shown in (("advice_ready", False), ("relayed", True), ("closed", True)):
        case = in_state(state)
        case.syntheses.create(
            number=1, said={}, plain_summary="Ask for this test.", is_ready=True, made_at=timezone.now()
        )
        client.force_login(case.owner)
        page = client.get(reverse("case_status", args=[case.pk])).content.decode()
        assert ("Ask for this test." in page) is is_shown


@pytest.mark.parametrize("door", ["/cases/{}/status/", "/api/hub/v1/me/cases/{}"])
def test_of_a_hidden_case_its_owner_reads_neither_the_summary_nor_how_it_ended(client, door):
    case = in_state("closed", quarantined_at=timezone.now())
    case.syntheses.create(number=1, said={}, plain_summary="Mrs Quokka", is_ready=True, made_at=timezone.now())
    disease = DiseaseFactory(name="Quokka disease")
    case.outcomes.create(kind="confirmed", disease=disease, party="liaison", at=timezone.now())
    client.force_login(case.owner)
    answer = client.get(door.format(case.pk))
    assert answer.status_code == 200 and "Quokka" not in answer.text


@pytest.mark.parametrize("role", [Role.EDITOR, Role.MODERATOR, Role.REVIEWER, Role.ADMINISTRATOR])
def test_an_account_with_another_role_never_becomes_a_familys(client, role):
    user = UserFactory(role=role)
    client.force_login(user)
    client.post("/cases/new/join/")
    assert User.objects.get(pk=user.pk).role == role
    assert not Case.objects.exists()


def test_who_applied_for_membership_does_not_become_a_family(client):
    user = verification.apply().user
    client.force_login(user)
    assert "Withdraw the application first" in client.get("/cases/new/").content.decode()
    client.post("/cases/new/join/")
    assert User.objects.get(pk=user.pk).role == Role.REGISTERED


def test_staff_start_a_case_for_a_family_and_choose_between_their_organisations(client):
    one, other = OrganisationFactory(), OrganisationFactory()
    user = staff_of(one)
    client.force_login(user)
    client.post("/cases/new/start/")
    assert Case.objects.get().organisation == one
    other.staff.add(user)
    client.post("/cases/new/start/")
    assert Case.objects.count() == 1
    client.post("/cases/new/start/", {"organisation": other.pk})
    assert Case.objects.filter(origin="organisation", organisation=other).exists()
    foreign = OrganisationFactory()
    client.post("/cases/new/start/", {"organisation": foreign.pk})
    assert not Case.objects.filter(organisation=foreign).exists()


def test_nobody_has_more_than_five_drafts(client):
    owner = family()
    client.force_login(owner)
    for _ in range(DRAFTS_MOST + 1):
        answer = client.post("/cases/new/start/", follow=True)
    assert Case.objects.count() == DRAFTS_MOST
    assert "Finish or withdraw one of them first" in answer.content.decode()


def test_a_stale_page_keeps_what_was_typed_and_sends_it_when_asked_again(client):
    owner = family()
    client.force_login(owner)
    case = start_case(by=owner, now=timezone.now())
    send_step(client, case, 2, title="From elsewhere")
    send_step(client, case, 2, title="From elsewhere again")
    answer = client.post(step(case, 2), {"revision": 1, "title": "Typed here", "question": ""})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="Typed here"' in page
    assert Case.objects.get(pk=case.pk).texts == {"title": "From elsewhere again"}
    client.post(step(case, 2), {"revision": answer.context["revision"], "title": "Typed here"})
    assert Case.objects.get(pk=case.pk).texts == {"title": "Typed here"}


def test_a_text_that_is_too_long_is_refused_where_it_stands_and_not_cut(client):
    owner = family()
    client.force_login(owner)
    case = start_case(by=owner, now=timezone.now())
    answer = send_step(client, case, 3, story="x" * 8001)
    assert answer.status_code == 422
    assert "these are 8001" in answer.content.decode()
    assert "x" * 8001 in answer.content.decode()


def test_autosave_answers_with_what_was_found_and_refuses_what_is_older(client):
    owner = family()
    client.force_login(owner)
    case = start_case(by=owner, now=timezone.now())
    address = reverse("case_autosave", args=[case.pk])
    said = client.post(
        address, {"fields": "story", "story": "Ring 0161 496 0000. She has chest pain.", "revision": 2}
    ).json()
    assert said["revision"] == 2
    assert "<mark>0161 496 0000</mark>" in said["findings"]["story"]
    assert "Call" in said["danger"]
    older = client.post(address, {"fields": "story", "story": "older", "revision": 1})
    assert (older.status_code, older.json()["revision"]) == (409, 2)
    assert older.json()["stored"]["story"].startswith("Ring")
    wrong = client.post(address, {"fields": "country", "country": "XX", "revision": 3})
    assert (wrong.status_code, list(wrong.json()["errors"])) == (422, ["country"])


def test_autosave_needs_the_token_of_the_page(client):
    client.handler.enforce_csrf_checks = True
    case = in_state("draft")
    client.force_login(case.owner)
    assert client.post(reverse("case_autosave", args=[case.pk]), {"fields": ""}).status_code == 403


def test_signs_that_the_story_names_are_asked_for_once(client):
    cataract = SignFactory(name="Juvenile cataract")
    owner = family()
    client.force_login(owner)
    case = start_case(by=owner, now=timezone.now())
    recognise_by(lambda text: [(cataract.hpo_id, False)] if "cataract" in text else [])
    try:
        values = {"story": f"{STORY} She had a cataract.", "onset": "HP:0003593", "course": "worse", "signs_sent": 1}
        answer = send_step(client, case, 3, **values)
        assert answer.status_code == 200
        assert "We understood these signs" in answer.content.decode()
        answer = send_step(client, case, 3, **values, sign=[cataract.hpo_id], offered=[cataract.hpo_id])
        assert answer.status_code == 302
        assert [row.sign for row in case.signs.all()] == [cataract]
    finally:
        recognise_by(signs_told)


def test_the_last_step_lists_signs_in_plain_words_and_says_which_still_wait_for_a_yes(client):
    kept, named = SignFactory(name="Juvenile cataract"), SignFactory(name="Zebra gait")
    SignName.objects.create(sign=kept, text="Cloudy lens", scope="EXACT", is_lay=True)
    case = in_state("draft", texts={"story": f"{STORY} She walks like a zebra."})
    case.signs.create(sign=kept, onset="HP:0003593")
    client.force_login(case.owner)
    recognise_by(lambda text: [(named.hpo_id, False)] if "zebra" in text else [])
    try:
        page = client.get(step(case, 6)).content.decode()
        assert "Cloudy lens" in page
        assert "Doctors call it: Juvenile cataract" in page
        assert "Your texts name signs that are not part of the case yet: <b>Zebra gait</b>" in page
        case.signs.create(sign=named)
        assert "not part of the case yet" not in client.get(step(case, 6)).content.decode()
    finally:
        recognise_by(signs_told)


def test_the_first_sign_is_added_and_the_next_ones_were_missed(client):
    owner, sign = family(), SignFactory()
    case = start_case(by=owner, now=timezone.now())
    client.force_login(owner)
    assert "<b>Add a sign</b>" in client.get(step(case, 3)).content.decode()
    case.signs.create(sign=sign)
    assert "<b>Add something we missed</b>" in client.get(step(case, 3)).content.decode()


def test_a_sign_ticked_both_ways_is_told_and_the_page_keeps_what_was_ticked(client):
    torn, kept = SignFactory(name="Zebra gait"), SignFactory(name="Juvenile cataract")
    owner = family()
    client.force_login(owner)
    case = start_case(by=owner, now=timezone.now())
    answer = send_step(
        client, case, 3, story=STORY, signs_sent=1, sign=[torn.hpo_id, kept.hpo_id], absent=[torn.hpo_id], later=1
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“Zebra gait” is chosen both as present and as absent. Keep one of the two." in page
    assert STORY in page
    assert ticked(page) == {f"sign-{torn.hpo_id}", f"sign-{kept.hpo_id}", f"absent-{torn.hpo_id}"}
    assert not case.signs.exists()


def ticked(page):
    return set(re.findall(r'<input type="checkbox" id="((?:sign|absent)-[^"]+)"[^>]* checked>', page))


def test_what_is_only_found_or_doubted_is_offered_without_a_tick(client):
    cataract, ataxia = SignFactory(name="Juvenile cataract"), SignFactory(name="Zebra gait")
    ataxia.system = ataxia
    ataxia.save()
    owner = family()
    client.force_login(owner)
    case = start_case(by=owner, now=timezone.now())
    recognise_by(lambda text: [(cataract.hpo_id, False)] if "cataract" in text else [])
    try:
        page = send_step(client, case, 3, story=f"{STORY} It might be a cataract.", signs_sent=1).content.decode()
        assert f'id="sign-{cataract.hpo_id}"' in page
        assert ticked(page) == set()
        sure = {"story": f"{STORY} She has a cataract.", "signs_sent": 1}
        assert ticked(send_step(client, case, 3, **sure).content.decode()) == {f"sign-{cataract.hpo_id}"}
        again = send_step(
            client, case, 3, **sure, offered=[cataract.hpo_id], q_present="zebra", find=1
        ).content.decode()
        assert f'id="sign-{ataxia.hpo_id}"' in again
        assert ticked(again) == set()
    finally:
        recognise_by(signs_told)


def test_a_sign_is_looked_for_and_added_without_script(client):
    sign = SignFactory(name="Zebra gait")
    sign.system = sign
    sign.save()
    owner = family()
    client.force_login(owner)
    case = start_case(by=owner, now=timezone.now())
    page = send_step(client, case, 3, signs_sent=1, q_absent="zebra", find_absent=1)
    assert f'name="absent" value="{sign.hpo_id}"' in page.content.decode()
    send_step(client, case, 3, signs_sent=1, absent=[sign.hpo_id], later=1)
    assert case.signs.get().is_absent
    assert client.get("/cases/signs/?q=zebra").json()["signs"][0]["id"] == sign.hpo_id


def test_the_treating_physician_is_sealed_and_shown_to_the_owner_alone(client):
    case = in_state("submitted")
    client.force_login(case.owner)
    address = reverse("case_treating", args=[case.pk])
    assert client.post(address, {"treating_name": "Doctor Example"}).status_code == 422
    client.post(address, {"treating_name": "Doctor Example", "treating_email": "doctor@hospital.example"})
    assert b"Example" not in bytes(case.treating.sealed)
    assert "Doctor Example" in client.get(reverse("case_status", args=[case.pk])).content.decode()
    client.post(address, {"nobody": "on"})
    case.treating.refresh_from_db()
    assert (case.treating.contact, case.treating.sealed) == ("nobody", None)


def test_the_emergency_number_of_the_country_stands_before_the_case_is_sent(client):
    owner = family()
    client.force_login(owner)
    case = start_case(by=owner, now=timezone.now())
    fill(client, case, story=f"{STORY} Since today she has trouble breathing.")
    page = client.get(step(case, 6)).content.decode()
    assert "Call 999" in page and "116 123 (Samaritans)" in page
    assert "116 123 (Samaritans)" in client.get(step(case, 3)).content.decode()
    assert "0800 567 567" in client.get(reverse("case_new")).content.decode()
    assert page.index("Call 999") < page.index("Send the case</button>")
    send(client, case)
    assert Case.objects.get(pk=case.pk).is_urgent


def asked(**more):
    return {
        "revision": 1, "title": "Ataxia and cataract", "question": "Which test next?", "age_band": "18-29", "sex": "female",
        "country": "GB", "onset": "HP:0003593", "course": "worse", "story": STORY, "signs_sent": 1, **more,
    }  # fmt: skip


def test_a_physician_asks_on_one_page_and_confirms_that_the_patient_agreed(client):
    asker = member()
    client.force_login(asker)
    refused = client.post("/cases/ask/", asked(send=1))
    assert refused.status_code == 422
    assert "Confirm that the patient agreed, or it cannot be sent" in refused.content.decode()
    assert "treating physician" not in refused.content.decode()
    case = Case.objects.get()
    assert (case.origin, case.state, case.texts["story"]) == ("physician", "draft", STORY)
    signs = [sign.hpo_id for sign in three_signs()]
    again = asked(revision=refused.context["revision"], agreed=1, send=1, sign=signs)
    answer = client.post(reverse("case_ask_write", args=[case.pk]), again)
    assert answer.url == reverse("case_status", args=[case.pk])
    case.refresh_from_db()
    assert (case.state, case.signs.count()) == ("submitted", 3)


def test_what_is_not_saved_is_not_called_saved(client):
    case = in_state("draft", saved_at=timezone.now())
    Case.objects.filter(pk=case.pk).update(revision=1)
    client.force_login(case.owner)
    assert "Saved just now" in client.get(step(case, 3)).content.decode()
    refused = client.post(step(case, 3), {"revision": 2, "story": STORY, "onset": "no such", "signs_sent": 1})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "It is not saved yet" in page
    assert "Saved just now" not in page
    Case.objects.filter(pk=case.pk).update(saved_at=timezone.now() - timedelta(hours=2))
    assert "Saved 2\xa0hours ago" in client.get(step(case, 3)).content.decode()


def test_a_family_has_no_physicians_form(client):
    client.force_login(family())
    assert client.get("/cases/ask/").status_code == 403
