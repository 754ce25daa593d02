"""What becomes of every table that hangs on a case or on a reply when the case is withdrawn: erased, or kept and why."""

import pytest
from django.apps import apps
from django.utils import timezone

from cases.actions.withdrawing import SAID, withdraw
from cases.models import Attachment, Case, CaseFollow, CaseReading, Helpful, JustReading, Mention, Reply
from tests.factories.cases import member, open_case, reply_to

pytestmark = pytest.mark.django_db
ERASED = {model._meta.label for model in (*SAID, Attachment)}
KEPT = {
    "cases.Passage": "the steps and their days, without text: the figures count them",
    "cases.Consent": "what was agreed to, and when it ended",
    "cases.Screening": "who decided what, by codes",
    "cases.Reminder": "that a timer acted, by its code",
    "cases.PairingRound": "how volunteers were ranked: the report on fairness is made of it",
    "cases.Offer": "who was asked and answered what; one that waits is ended",
    "cases.SteppedBack": "who gave it back: no word of the patient",
    "cases.Flag": "reports of the case, by their reason; those of a reply go with it",
    "cases.Return": "whose yes it was to showing it again; those of a reply go with it",
    "cases.CaseFollow": "who is to learn that it was withdrawn",
}
GO_WITH_THE_REPLY = {"cases.ReplyVersion", "cases.Helpful", "cases.Mention"}


def models_that_point_to(*targets):
    """Return all that has a foreign key to one of these, of whatever app, and for each whether it goes with the target."""
    return {
        model._meta.label: {field.remote_field.model: field.remote_field.on_delete.__name__ for field in fields}
        for model in apps.get_models(include_auto_created=True)
        if (fields := [one for one in model._meta.concrete_fields if one.is_relation and one.related_model in targets])
    }


def test_of_every_table_that_hangs_on_a_case_somebody_decided_whether_it_is_erased():
    pointing = models_that_point_to(Case)
    assert set(pointing) == ERASED | set(KEPT)
    assert not ERASED & set(KEPT)


def test_of_every_table_that_hangs_on_a_reply_the_rows_go_with_it():
    pointing = models_that_point_to(Reply)
    beyond = {"cases.Reply", "cases.Hold", "cases.Flag", "cases.Return", "cases.Outcome"}
    assert set(pointing) == GO_WITH_THE_REPLY | beyond
    assert {label for label, targets in pointing.items() if targets[Reply] != "CASCADE"} == {"cases.Outcome"}
    assert "cases.Outcome" in ERASED


def test_a_withdrawn_case_forgets_who_read_it_who_chose_to_and_who_was_named_or_praised():
    case, reader, now = open_case(), member(), timezone.now()
    reply = reply_to(case)
    JustReading.objects.create(case=case, reader=reader)
    CaseReading.objects.create(case=case, reader=reader, first_at=now)
    Helpful.objects.create(reply=reply, reader=reader)
    Mention.objects.create(reply=reply, named=reader)
    withdraw(case=case, by=case.owner, now=now)
    for model in (JustReading, CaseReading, Helpful, Mention, Reply):
        assert not model.objects.exists(), model
    assert list(CaseFollow.objects.values_list("reader", flat=True)) == [reply.author_id]
