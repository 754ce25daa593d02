"""A case at the desk and the people around it."""

from django.utils import timezone

from cases.desk.actions.screening import clear_rarity, screen
from cases.models import Case, Origin
from cases.states import State
from tests.factories.cases import OrganisationFactory, in_state, moderator, staff_of


def now():
    return timezone.now()


def with_organisation(**fields):
    """Return a family's case that was sent through an organisation, its staff and a moderator."""
    organisation = fields.pop("organisation", None) or OrganisationFactory()
    case = in_state(State.SUBMITTED, organisation=organisation, **fields)
    return case, staff_of(organisation), moderator()


def approve(case, by, **said):
    """Judge the bands and approve, as a screener who finds nothing else does."""
    clear_rarity(case=case, by=by, now=now())
    return screen(case=case, by=by, decision="approved", now=now(), **said)


def state_of(case):
    return Case.objects.get(pk=case.pk).state


def of_a_physician(physician):
    return in_state(State.SUBMITTED, origin=Origin.PHYSICIAN, owner=physician)
