"""A case that nobody looks after is taken on by whoever says so first."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import Physician
from audit.kinds import Action
from audit.models import Event
from cases.actions.leading import release
from cases.models import AnsweringBan, Case, Offer, PairingRound, Screening
from cases.pairing.actions import accept, take_on
from notices.models import Notice
from tests.factories.cases import OrganisationFactory, in_state, member, moderator, open_case

pytestmark = pytest.mark.django_db


def alone(**fields):
    return open_case(liaison=None, under_coordinator=True, **fields)


def take(case, by):
    return take_on(case=case, by=by, now=timezone.now())


def test_a_member_takes_on_a_case_under_the_coordinator_on_its_page_and_may_write_its_advice(client):
    case, hero = alone(), member()
    client.force_login(hero)
    assert "I will look after it" in client.get(f"/cases/{case.pk}/").content.decode()
    assert client.post(f"/cases/{case.pk}/take-on/")["Location"] == f"/cases/{case.pk}/lead/"
    case.refresh_from_db()
    assert (case.liaison, case.under_coordinator, case.state) == (hero, False, "open")
    assert client.get(f"/cases/{case.pk}/advice/").status_code == 200
    assert Event.objects.filter(action=Action.LIAISON_NAMED, subject=str(case.pk)).exists()
    assert Notice.objects.filter(user=case.owner, happened="moved").exists()


def test_the_second_is_told_that_a_colleague_was_faster(client):
    case, hero, other = alone(), member(), member()
    take(case, hero)
    client.force_login(other)
    assert "I will look after it" not in client.get(f"/cases/{case.pk}/").content.decode()
    answer = client.post(f"/api/hub/v1/cases/{case.pk}/liaison")
    assert answer.status_code == 422 and "already" in answer.json()["detail"]
    assert Case.objects.get(pk=case.pk).liaison == hero


def test_whoever_has_enough_cases_may_not_answer_or_brought_it_takes_none_on():
    full, hidden, own = member(), alone(quarantined_at=timezone.now()), member()
    Physician.objects.filter(user=full).update(cases_at_once=1)
    open_case(liaison=full)
    with pytest.raises(ValidationError, match="as many as you wanted"):
        take(alone(), full)
    suspended = member()
    AnsweringBan.objects.create(
        user=suspended, reason="other", at=timezone.now(), until=timezone.now().replace(year=2099)
    )
    for case, by in ((alone(), suspended), (alone(), moderator()), (hidden, member()), (alone(owner=own), own),
                     (in_state("screened", liaison=None), member())):  # fmt: skip
        with pytest.raises(PermissionDenied):
            take(case, by)


def test_for_everybody_else_there_is_no_such_case(client):
    case = alone()
    for reader in (case.owner, moderator()):
        client.force_login(reader)
        assert client.post(f"/cases/{case.pk}/take-on/").status_code == 404
        assert client.post(f"/api/hub/v1/cases/{case.pk}/liaison").status_code in {403, 404}
        assert Case.objects.get(pk=case.pk).liaison is None


def from_abroad():
    return alone(organisation=OrganisationFactory(requires_same_country=True), country="GB"), member(country="US")


def tied_to_the_organisation():
    organisation, hero = OrganisationFactory(), member()
    organisation.staff.add(hero)
    return alone(organisation=organisation), hero


def screened_before():
    case, hero = alone(organisation=OrganisationFactory()), member()
    Screening.objects.create(
        case=case, round=1, desk="organisation", screener=hero, decision="approved", at=timezone.now()
    )
    return case, hero


def gave_it_back():
    case, hero = alone(), member()
    take(case, hero)
    case.refresh_from_db()
    release(case, by=hero, now=timezone.now())
    return case, hero


@pytest.mark.parametrize(
    ("made", "status"),
    [(from_abroad, 403), (tied_to_the_organisation, 403), (screened_before, 403), (gave_it_back, 422)],
)
def test_what_pairing_rules_out_is_ruled_out_unasked_too_and_has_no_button(client, made, status):
    case, hero = made()
    client.force_login(hero)
    assert "I will look after it" not in client.get(f"/cases/{case.pk}/").content.decode()
    assert client.post(f"/api/hub/v1/cases/{case.pk}/liaison").status_code == status
    client.post(f"/cases/{case.pk}/take-on/")
    assert Case.objects.get(pk=case.pk).liaison is None


def test_whoever_gave_a_case_back_does_not_come_back_to_it_by_an_old_offer():
    case, hero = gave_it_back()
    now = timezone.now()
    made = PairingRound.objects.create(case=case, number=1, seed="a", ranking={}, at=now)
    offer = Offer.objects.create(case=case, hero=hero, round=made, made_at=now, due_at=now, answer=Offer.Answer.MISSED)
    with pytest.raises(ValidationError, match="gave this case back"):
        accept(offer=offer, by=hero, now=now)
    assert Case.objects.get(pk=case.pk).liaison is None
