"""A family's form as a browser sends it, step by step."""

from django.urls import reverse

from cases.models import Case
from tests.factories.vocabulary import SignFactory

STORY = (
    "She was a happy baby but her nappies were always runny. At school age she could not see the board, and both eyes "
    "were operated. A year later she fell on the stairs, and since then walking got worse and worse."
)
WHO = {"age_band": "18-29", "sex": "female", "country": "GB", "language": "en"}
QUESTION = {
    "title": "Unsteady walking",
    "question": "Is there one illness behind all of this?",
    "key_words": "cataract, walking",
}
STORY_STEP = {"story": STORY, "onset": "HP:0003593", "course": "worse", "signs_sent": "1"}
CONSENT = {"agreed_by": "patient", "layers": ["read", "relay"], "nobody": "on"}


def step(case, number):
    return reverse("case_write_step", args=[case.pk, number])


def send_step(client, case, number, follow=False, **values):
    revision = Case.objects.values_list("revision", flat=True).get(pk=case.pk) + 1
    return client.post(step(case, number), {"revision": revision, **values}, follow=follow)


def fill(client, case, **story):
    """Send every step but the last; return the answers."""
    steps = {1: WHO, 2: QUESTION, 3: STORY_STEP | story, 4: {"tests": "A scan was normal."}, 5: CONSENT}
    return {number: send_step(client, case, number, **values) for number, values in steps.items()}


def send(client, case):
    return client.post(step(case, 6))


def three_signs():
    return [SignFactory() for _ in range(3)]
