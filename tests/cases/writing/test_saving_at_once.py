"""Two windows of one case that save in the same moment, each with a connection of its own."""

from django.utils import timezone

from cases.models import Case
from cases.writing.actions.saving import Stale, save_draft
from cases.writing.actions.starting import start_case
from tests.factories.cases import family
from tests.threads import alone, at_once


def test_saves_at_once_of_one_number_keep_one_and_refuse_the_others(own_database):
    case = alone(lambda: start_case(by=family(), now=timezone.now()))

    def save(text):
        try:
            save_draft(case=case, changes={"story": text}, revision=1, by=case.owner, now=timezone.now())
        except Stale:
            return "stale"
        return text

    answers = at_once(save, ["one", "two", "three", "four"])
    [kept] = [answer for answer in answers if answer != "stale"]
    assert alone(lambda: Case.objects.get().texts) == {"story": kept}
