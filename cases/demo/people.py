"""Who takes part in the demonstration: invented families, the staff of an invented organisation, moderators, members."""

from collections.abc import Iterable
from datetime import datetime

from accounts.models import User
from accounts.physicians.actions import Practice, change_practice
from cases.actions.organising import Said, set_organisation
from cases.models import Case, Organisation

ALLIANCE = "Demonstration Alliance"
STAFF = ("organisation", "organisation-2")
MODERATORS = ("moderator", "moderator-2")
VOLUNTEERS = ("physician", "member-01", "member-02", "member-03", "member-04")
CASES_AT_ONCE = 2
DAYTIME = (8, 20)  # local hours in which offers may arrive


class People:
    """The accounts of the demonstration by what stands before the @, as the records name them."""

    def __init__(self) -> None:
        users = User.objects.filter(email__endswith="@demo.example")
        self.by_name = {user.email.partition("@")[0]: user for user in users}

    def __getitem__(self, name: str) -> User:
        return self.by_name[name]

    def some(self, names: Iterable[str]) -> list[User]:
        return [self[name] for name in names]

    def members(self, but: Iterable[User | None]) -> list[User]:
        """Return the members who answer, in one order for all cases, without those who have another part in one."""
        names = sorted(name for name in self.by_name if name.startswith("member-"))
        return [user for user in self.some(names) if user not in list(but)]

    def screeners_of(self, case: Case) -> list[User]:
        """Return the two who look at a case: a colleague at the organisation and a moderator, or two moderators."""
        moderators = self.some(MODERATORS)
        if case.organisation_id is None:
            return moderators
        staff = [user for user in self.some(STAFF) if user.pk != case.owner_id]
        return [staff[0], moderators[0]]


def put_organisation(people: People) -> Organisation:
    """Return the invented organisation, made by an administrator if it is not there."""
    if known := Organisation.objects.filter(name=ALLIANCE).first():
        return known
    said = Said(ALLIANCE, country="GB", requires_same_country=False, takes_cases=True, staff=people.some(STAFF))
    made = set_organisation(organisation=None, said=said, by=people["administrator"])
    made.is_demonstration = True
    made.save(update_fields=["is_demonstration"])
    return made


def put_volunteers(people: People, now: datetime) -> None:
    """Let some members offer to take on cases, as they would in their profile."""
    for user in people.some(VOLUNTEERS):
        practice = Practice(
            speciality=user.physician.speciality,
            is_available=True,
            hours_from=DAYTIME[0],
            hours_to=DAYTIME[1],
            paused_until=None,
            cases_at_once=CASES_AT_ONCE,
        )
        change_practice(by=user, practice=practice, now=now)
