"""Cases in any state, with the people who belong to them."""

import uuid
from datetime import timedelta

import factory
from django.utils import timezone

from accounts.roles import Role
from cases.bands import CHILDREN
from cases.models import NEEDED, Case, CaseSign, Consent, Opinion, Organisation, Origin, Passage, Reply
from cases.states import EDITABLE, HELD, STEPS, Party, State
from tests.factories.accounts import UserFactory, practise
from tests.factories.vocabulary import DiseaseFactory, SignFactory

TEXTS = {
    "title": "Unsteady walking since school age",
    "question": "Is there one illness behind all of this, and which test should come next?",
    "story": "Loose stools from infancy. Both lenses were replaced at school age. Walking got worse over the years.",
    "tests": "The scan of the brain showed bright signal on both sides.",
}


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisation {n}")
    country = "GB"


def family(**fields):
    return UserFactory(role=Role.FAMILY, display_name="", **fields)


def member(country="GB", speciality="neurology", **fields):
    """Return the account of a verified physician with a professional side."""
    user = UserFactory(physician=True, **fields)
    practise(user, country, speciality)
    return user


def moderator(**fields):
    return UserFactory(role=Role.MODERATOR, **fields)


def staff_of(organisation, **fields):
    user = UserFactory(role=Role.ORGANISATION, **fields)
    organisation.staff.add(user)
    return user


class CaseFactory(factory.django.DjangoModelFactory):
    """A family's complete draft; `in_state` gives one further on its way."""

    class Meta:
        model = Case
        skip_postgeneration_save = True

    origin = Origin.FAMILY
    owner = factory.LazyFunction(family)
    state_since = factory.LazyFunction(timezone.now)
    saved_at = factory.LazyFunction(timezone.now)
    country = "GB"
    age_band = "18-29"
    sex = "female"
    onset = "HP:0003593"
    course = "worse"
    related = "no"
    affected = "nobody"
    specialities = factory.LazyFunction(lambda: ["neurology"])
    texts = factory.LazyFunction(lambda: dict(TEXTS))


# The states on the usual way, in order.
WAY = (State.DRAFT, State.SUBMITTED, State.SCREENED, State.PAIRED, State.OPEN, State.ADVICE_READY, State.RELAYED,
       State.OUTCOME_REPORTED, State.CLOSED)  # fmt: skip


def in_state(state, *, signs=3, at=None, **fields):
    """Return a case that came the usual way to `state`, an hour between two steps, with consents, signs and a liaison."""
    at = at or timezone.now()
    way = WAY[1 : WAY.index(state) + 1] if state in WAY else (State.SUBMITTED, state)
    if state in HELD | {State.CLOSED} and "liaison" not in fields:
        fields["liaison"] = member()
    sent = state not in EDITABLE
    if fields.get("liaison"):
        fields.setdefault("liaison_since", at)
    case = CaseFactory(state=state, state_since=at, submitted_at=at if sent else None, **fields)
    for number, step in enumerate(way):
        moment = at - timedelta(hours=len(way) - 1 - number)
        Passage.objects.create(case=case, state=step, party=party_to(step), at=moment)
        if step == State.OPEN:
            case.opened_at = moment
    case.screening_round = 1 if sent else 0
    case.save()
    agreed_by = "guardian" if case.age_band in CHILDREN else "patient"
    for layer in NEEDED:
        Consent.objects.create(
            case=case, layer=layer, agreed_by=agreed_by, has_assent=case.age_band in ("school", "teen"), given_at=at
        )
    for _ in range(signs):
        CaseSign.objects.create(case=case, sign=SignFactory())
    return case


def open_case(**fields):
    return in_state(State.OPEN, **fields)


def party_to(state):
    return min(
        (party for step, parties in STEPS.items() if step.target == state for party in parties), default=Party.HUB
    )


def reply_to(case, *, author=None, kind=Reply.Kind.EXPERIENCE, text="I have seen two such patients.", **fields):
    return Reply.objects.create(
        case=case,
        author=author or member(),
        kind=kind,
        text=text,
        made_at=fields.pop("made_at", timezone.now()),
        **fields,
    )


def opinion_on(case, *, author=None, diseases=None, confidence="middle", is_blind=True):
    """Return the sheet of one colleague: a line for each disease."""
    author, sheet = author or member(), uuid.uuid4()
    return [
        Opinion.objects.create(
            case=case, author=author, sheet=sheet, rank=rank, disease=disease, confidence=confidence, is_blind=is_blind,
            at=timezone.now(),
        )
        for rank, disease in enumerate(diseases or [DiseaseFactory()], start=1)
    ]  # fmt: skip
