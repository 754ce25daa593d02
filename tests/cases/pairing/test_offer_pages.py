"""What a volunteer sees and answers."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from accounts.models import Physician
from accounts.roles import Role
from cases.models import Case, Offer, PairingRound
from cases.pairing.listing import report
from cases.states import State
from tests.cases.pairing.people import volunteer
from tests.factories.accounts import UserFactory
from tests.factories.cases import TEXTS, in_state, member, open_case

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def asked(hero=None, case=None):
    case = case or in_state(State.SCREENED)
    made = PairingRound.objects.create(case=case, number=case.rounds.count() + 1, seed="s", ranking={}, at=NOW)
    return Offer.objects.create(
        case=case, hero=hero or volunteer(), round=made, made_at=NOW, due_at=NOW + timedelta(hours=2)
    )


def test_an_offer_tells_area_band_and_country_and_never_the_story(client):
    offer = asked()
    client.force_login(offer.hero)
    page = client.get("/cases/offers/").content.decode()
    assert "Neurology" in page
    assert "18 to 29, United Kingdom" in page
    for text in TEXTS.values():
        assert text not in page


def test_who_accepts_goes_on_to_the_case(client):
    offer = asked()
    client.force_login(offer.hero)
    response = client.post(f"/cases/offers/{offer.pk}/", {"answer": "accept"})
    assert response.headers["Location"] == f"/cases/{offer.case_id}/lead/"
    assert Case.objects.get(pk=offer.case_id).liaison == offer.hero
    assert "You look after this case now" in client.get(response.headers["Location"]).text


def test_who_is_second_is_thanked(client):
    first = asked()
    second = asked(case=first.case)
    for offer in (first, second):
        client.force_login(offer.hero)
        page = client.post(f"/cases/offers/{offer.pk}/", {"answer": "accept"}, follow=True).content.decode()
    assert "A colleague was faster" in page
    assert Case.objects.get(pk=first.case_id).liaison == first.hero


def test_declining_has_no_consequence_and_needs_no_reason(client):
    offer = asked()
    client.force_login(offer.hero)
    page = client.post(f"/cases/offers/{offer.pk}/", {"answer": "decline"}, follow=True).content.decode()
    assert "You are asked again for other cases" in page


def test_anybody_elses_offer_does_not_exist(client):
    offer = asked()
    client.force_login(volunteer())
    assert client.post(f"/cases/offers/{offer.pk}/", {"answer": "accept"}).status_code == 404
    assert Case.objects.get(pk=offer.case_id).liaison is None


def test_a_pause_is_taken_and_ended_on_the_page(client):
    hero = volunteer()
    client.force_login(hero)
    client.post("/cases/offers/", {"until": (NOW + timedelta(days=9)).date().isoformat()})
    assert "You take a pause" in client.get("/cases/offers/").content.decode()
    client.post("/cases/offers/return/")
    assert Physician.objects.get(user=hero).paused_until is None


def test_a_pause_of_more_than_a_year_is_refused_beside_its_field(client):
    client.force_login(volunteer())
    response = client.post("/cases/offers/", {"until": (NOW + timedelta(days=500)).date().isoformat()})
    assert response.status_code == 422


@pytest.mark.parametrize("role", [Role.FAMILY, Role.EDITOR, Role.MODERATOR, Role.REGISTERED])
def test_there_are_no_offers_for_others(client, role):
    client.force_login(UserFactory(role=role))
    assert client.get("/cases/offers/").status_code == 404


@pytest.mark.parametrize(("role", "status"), [(Role.MODERATOR, 200), (Role.ADMINISTRATOR, 200), (Role.EDITOR, 404)])
def test_the_report_is_for_those_who_watch_over_it(client, role, status):
    asked()
    client.force_login(UserFactory(role=role))
    assert client.get("/cases/pairing/").status_code == status
    assert client.get("/api/hub/v1/cases/pairing/report").status_code == (200 if status == 200 else 403)


def test_programs_read_and_answer_offers_as_the_page_does(client):
    offer = asked()
    client.force_login(offer.hero)
    [told] = client.get("/api/hub/v1/me/offers").json()["items"]
    assert (told["id"], told["areas"], told["case_id"]) == (str(offer.pk), ["Neurology"], None)
    answer = client.post(f"/api/hub/v1/me/offers/{offer.pk}", {"answer": "accept"}, content_type="application/json")
    assert answer.json()["answer"] == "accepted"
    client.force_login(member())
    assert (
        client.post(
            f"/api/hub/v1/me/offers/{offer.pk}", {"answer": "decline"}, content_type="application/json"
        ).status_code
        == 404
    )


@pytest.mark.parametrize("answer", ["waiting", "missed", "accepted"])
def test_an_offer_of_a_hidden_case_is_neither_told_nor_answered_until_the_case_is_shown(client, answer):
    offer = asked(case=in_state(State.SCREENED, quarantined_at=NOW, specialities=["neurology"]))
    Offer.objects.filter(pk=offer.pk).update(answer=answer)
    client.force_login(offer.hero)
    assert client.get("/api/hub/v1/me/offers").json()["items"] == []
    assert "Neurology" not in client.get("/cases/offers/").text
    address, said = f"/api/hub/v1/me/offers/{offer.pk}", {"answer": "decline"}
    assert client.post(address, said, content_type="application/json").status_code == 404
    assert client.post(f"/cases/offers/{offer.pk}/", said).status_code == 404
    Case.objects.filter(pk=offer.case_id).update(quarantined_at=None)
    assert len(client.get("/api/hub/v1/me/offers").json()["items"]) == 1


def test_many_offers_have_pages_and_those_that_wait_come_first(client, django_assert_max_num_queries):
    first = asked()
    hero = first.hero
    Offer.objects.filter(pk=first.pk).update(made_at=NOW - timedelta(days=9))
    for number in range(25):
        round = PairingRound.objects.create(case=open_case(), number=1, seed="x", ranking={}, at=NOW)
        answer = "waiting" if number % 5 else "missed"
        Offer.objects.create(case=round.case, hero=hero, round=round, made_at=NOW, due_at=NOW, answer=answer)
    client.force_login(hero)
    client.get("/cases/offers/")
    with django_assert_max_num_queries(40):
        page = client.get("/cases/offers/").content.decode()
    assert (page.count("I look after it"), "waiting=2" in page) == (20, True)
    assert client.get("/cases/offers/?waiting=2").content.decode().count("I look after it") == 1
    told = client.get("/api/hub/v1/me/offers?limit=21").json()
    assert {one["answer"] for one in told["items"]} == {"waiting"}
    assert str(first.pk) == told["items"][-1]["id"]
    assert [one["answer"] for one in client.get(told["next"]).json()["items"]] == ["missed"] * 5


def test_the_report_is_counted_once_an_hour(client):
    cache.clear()
    asked()
    client.force_login(UserFactory(role=Role.MODERATOR))
    assert client.get("/api/hub/v1/cases/pairing/report").json()["offers"] == 1
    Offer.objects.all().delete()
    assert client.get("/api/hub/v1/cases/pairing/report").json()["offers"] == 1
    assert report(timezone.now() + timedelta(hours=1)).offers == 0
