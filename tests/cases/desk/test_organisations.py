"""Organisations of cases: set by administrators in the editors' area, and written down."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import ModelLogEntry

from accounts.roles import Role
from audit.kinds import Action
from audit.models import Event
from cases.actions.organising import Said, set_organisation
from cases.models import Case, Organisation
from cases.states import State
from tests.factories.accounts import UserFactory, give_role
from tests.factories.cases import OrganisationFactory, in_state, member, staff_of

pytestmark = pytest.mark.django_db
LIST, NEW = "/admin/case_organisations/", "/admin/case_organisations/new/"


def said(**changes):
    usual = {"name": "Zebra Alliance", "country": "IE", "requires_same_country": True, "takes_cases": True, "staff": ()}
    return Said(**(usual | changes))


@pytest.fixture
def administrator(client):
    user = give_role(UserFactory(), Role.ADMINISTRATOR)
    client.force_login(user)
    return user


def form(**changes):
    return {"name": "Zebra Alliance", "country": "IE", "requires_same_country": "on", "takes_cases": "on"} | changes


def test_an_administrator_makes_an_organisation_and_gives_it_staff(client, administrator):
    staff = UserFactory(role=Role.ORGANISATION)
    assert staff.email in client.get(NEW).content.decode()
    client.post(NEW, form(staff=[staff.pk]))
    made = Organisation.objects.get()
    assert (made.name, made.country, made.requires_same_country, list(made.staff.all())) == (
        "Zebra Alliance", "IE", True, [staff],
    )  # fmt: skip
    events = Event.objects.filter(action=Action.ORGANISATION_CHANGED).order_by("number")
    assert [(event.owner, event.details) for event in events] == [
        (None, {"new": True}),
        (staff.reference, {"staff": "added"}),
    ]
    assert {event.actor for event in events} == {administrator.reference}
    assert not ModelLogEntry.objects.exists()
    assert made.name in client.get(LIST).content.decode()


def test_staff_that_is_taken_away_no_longer_knows_the_cases(client, administrator):
    organisation = OrganisationFactory()
    staff = staff_of(organisation)
    case = in_state(State.SUBMITTED, organisation=organisation)
    assert Case.objects.to_screen_by(staff).filter(pk=case.pk).exists()
    client.post(f"/admin/case_organisations/edit/{organisation.pk}/", form(name=organisation.name))
    assert not Case.objects.known_to(staff).exists()
    assert Event.objects.get(owner=staff.reference).details == {"staff": "removed"}


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_nobody_else_finds_the_page(client, role):
    organisation, user = OrganisationFactory(), give_role(UserFactory(), role)
    client.force_login(user)
    for address in (LIST, NEW, f"/admin/case_organisations/edit/{organisation.pk}/"):
        assert client.get(address).status_code in (302, 403, 404)
        client.post(address, form())
    assert list(Organisation.objects.all()) == [organisation]
    with pytest.raises(PermissionDenied):
        set_organisation(organisation=None, said=said(), by=user)


def test_nothing_is_deleted_there(client, administrator):
    organisation = OrganisationFactory()
    for way in ("delete", "history", "usage"):
        assert client.post(f"/admin/case_organisations/{way}/{organisation.pk}/").status_code == 404
    assert Organisation.objects.exists()


def test_only_accounts_with_the_role_become_staff(client, administrator):
    physician = member()
    with pytest.raises(ValidationError):
        set_organisation(organisation=None, said=said(staff=[physician]), by=administrator)
    answer = client.post(NEW, form(staff=[physician.pk]))
    assert answer.status_code == 200 and not Organisation.objects.exists()


def test_a_name_is_given_once(client, administrator):
    OrganisationFactory(name="Zebra Alliance")
    with pytest.raises(ValidationError):
        set_organisation(organisation=None, said=said(), by=administrator)
    assert client.post(NEW, form()).status_code == 200
    assert Organisation.objects.count() == 1
