from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from accounts.models import Physician, User
from cases.models import Case, Offer
from tests.cases.pairing.people import volunteer, volunteers
from tests.factories.accounts import UserFactory
from tests.factories.cases import in_state, open_case
from tests.scenarios.browsing import Person
from tests.scenarios.people import WORD, all_that_reached, texts
from tests.threads import alone, at_once

A = Offer.Answer
EVENING = datetime(2026, 11, 26, 21, 30, tzinfo=ZoneInfo("Europe/London")).astimezone(UTC)
NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


def screened(at):
    """Return a family's case that two people have read; its treating physician is no member."""
    return in_state("screened", at=at, texts=texts(), key_words=[f"{WORD}keyword"])


def asked(case, answer=A.WAITING):
    return {offer.hero for offer in Offer.objects.filter(case=case, answer=answer).select_related("hero")}


def changed(user, **fields):
    Physician.objects.filter(user=user).update(**fields)
    return user


def those_who_may_not_be_asked():
    full = volunteer(cases_at_once=1)
    open_case(liaison=full)
    return {
        "sleeps": changed(volunteer(), hours_from=8, hours_to=21),
        "sleeps too": changed(volunteer("NZ"), hours_from=11, hours_to=20),
        "no volunteer": changed(volunteer(), is_available=False),
        "pauses": changed(volunteer(), paused_until=EVENING.date() + timedelta(days=3)),
        "not verified": volunteer_whose_licence_lapsed(),
        "looks after enough": full,
        "speaks no language of the case": volunteer(languages=["fr"]),
    }


def volunteer_whose_licence_lapsed():
    user = volunteer()
    User.objects.filter(pk=user.pk).update(verified_until=EVENING - timedelta(days=1))
    return user


@pytest.mark.django_db
def test_given_pairing_starts_at_half_past_nine_local_only_awake_eligible_heroes_are_asked(clock, timers):
    clock.at(EVENING)
    kept_out = those_who_may_not_be_asked()
    awake = {volunteer(), volunteer("US"), volunteer("NZ")}
    case = screened(EVENING)
    timers()
    assert len(asked(case)) == 1
    assert next(iter(asked(case))).physician.country == "GB", "who is awake in the same country comes first"
    for _ in range(3):  # the search widens; who sleeps at half past nine may be awake later
        clock.forward(minutes=7)
        for hero in asked(case):
            visit = Person(hero)
            visit.open("/cases/offers/")
            visit.press("Not this one")
    assert asked(case) == set()
    assert asked(case, A.DECLINED) == awake, kept_out


@pytest.mark.django_db
def test_the_reasons_of_the_order_are_stored(clock, timers):
    clock.at(EVENING)
    those_who_may_not_be_asked()
    hero = volunteer()
    case = screened(EVENING)
    timers()
    ranking = case.rounds.get().ranking
    first = ranking["order"][0]
    assert first["hero"] == hero.reference.hex
    assert first["reasons"], "why this one came first"
    assert ranking["excluded"] == {"full": 1, "paused": 1, "language": 1}, "and why others were left out"
    assert WORD not in str(ranking)


@pytest.mark.django_db
def test_an_offer_says_no_word_of_the_story_by_page_api_notice_or_mail(clock, timers):
    clock.at(EVENING)
    hero, case = volunteer(), screened(EVENING)
    timers()
    visit = Person(hero)
    seen = [visit.open("/cases/offers/"), visit.html, visit.open("/inbox/"), visit.html, str(visit.ask("/me/offers"))]
    assert "18 to 29, United Kingdom" in seen[0], "what an offer tells: area, band, country"
    told = all_that_reached(hero, mail.outbox)
    assert "Somebody asks whether you can look after a case" in told
    assert "Neurology" not in told and str(case.pk) not in told
    assert WORD not in "".join([*seen, told, str(visit.ask("/me/inbox"))])
    visit.open(f"/cases/{case.pk}/", status=404)
    visit.ask(f"/cases/{case.pk}", 404)


@pytest.mark.django_db
def test_nobody_is_woken_up_for_an_offer(clock, timers):
    clock.at(EVENING)
    sleeper = changed(volunteer(), hours_from=8, hours_to=21)
    case = screened(EVENING)
    timers()
    assert asked(case) == set()
    clock.at(datetime(2026, 11, 27, 8, 1, tzinfo=UTC))
    timers()
    assert asked(case) == {sleeper}


@pytest.mark.django_db
def test_two_hours_in_which_a_hero_sleeps_are_no_silence(clock, timers):
    clock.at(datetime(2026, 11, 26, 21, tzinfo=UTC))
    volunteers(5)
    case = screened(clock.now)
    timers()
    clock.forward(hours=2, minutes=30)
    timers()
    assert (len(asked(case)), asked(case, A.MISSED)) == (1, set())
    clock.at(datetime(2026, 11, 27, 9, 1, tzinfo=UTC))
    timers()
    assert (len(asked(case)), len(asked(case, A.MISSED))) == (3, 1)


def test_after_two_waking_hours_of_silence_three_are_asked_and_one_of_two_who_accept_wins(own_database, clock, timers):
    clock.at(NOON)
    case = alone(lambda: volunteers(6) and screened(NOON))
    alone(timers)
    [silent] = alone(lambda: asked(case))
    clock.forward(hours=1, minutes=59)
    alone(timers)
    assert alone(lambda: asked(case)) == {silent}
    clock.forward(minutes=1)
    alone(timers)
    three = alone(lambda: sorted(asked(case), key=lambda hero: hero.pk))
    assert len(three) == 3 and silent not in three
    visits = alone(lambda: [at_their_offers(hero) for hero in three])
    said = at_once(lambda visit: visit.press("I look after it"), visits[:2])
    winner, thanked = sorted(zip(visits[:2], said, strict=True), key=lambda pair: "A colleague was faster" in pair[1])
    assert winner[0].address == f"/cases/{case.pk}/lead/"
    assert "A colleague was faster. Thank you for being there." in thanked[1]
    alone(lambda: Case.objects.get(pk=case.pk, state="paired", liaison=winner[0].user))
    alone(timers)
    third = visits[2].user
    assert "A colleague has taken the case. Thank you" in all_that_reached(third, mail.outbox)
    assert alone(lambda: Person(third).ask("/me/offers"))["items"][0]["answer"] == "thanked"


def at_their_offers(hero):
    visit = Person(hero)
    visit.open("/cases/offers/")
    return visit


@pytest.mark.django_db
def test_given_nobody_accepts_in_72_hours_the_case_opens_under_the_coordinator_and_its_family_is_told_the_truth(
    clock, timers
):
    clock.at(NOON)
    case, reader, moderator = screened(NOON), UserFactory(physician=True), UserFactory(role="moderator")
    volunteers(4)
    while clock.now < NOON + timedelta(hours=71, minutes=30):
        timers("run_timers")
        clock.forward(minutes=30)
    family = Person(case.owner)
    assert "A physician who looks after it is looked for" in family.open(f"/cases/{case.pk}/status/")
    Person(reader).open(f"/cases/{case.pk}/", status=404)
    clock.at(NOON + timedelta(hours=72))
    timers()
    told = Person(case.owner).open(f"/cases/{case.pk}/status/")
    assert "No volunteer has been found yet, so the coordinator looks after it" in told
    assert "Physicians can read and answer it already" in told
    assert "A physician looks after it" not in told
    assert f"{WORD}story" in Person(reader).open(f"/cases/{case.pk}/")
    assert "One of your cases has moved on" in all_that_reached(case.owner, mail.outbox)
    assert "Nobody has taken a case for two days" in Person(moderator).open("/inbox/")
