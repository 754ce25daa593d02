"""Whoever holds the turn at the audit log keeps everybody waiting: nothing is scanned meanwhile, and nothing long."""

import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

import cases.checking
import cases.scanning
import cases.thread.scanning
from cases.attachments.actions.adding import add_file, write_caption
from cases.desk.actions.returning import ask_to_rewrite
from cases.desk.actions.rewriting import rewrite
from cases.limits import IMPORTS_AN_HOUR
from cases.models import Case
from cases.phenopackets import importing
from cases.sections import SECTIONS
from cases.states import State
from cases.thread.actions.opinions import Named, give_opinion
from cases.thread.actions.replies import TEXT_MOST, Said, change_reply, send_reply
from cases.writing.actions.correcting import correct
from cases.writing.actions.starting import DRAFTS_MOST
from cases.writing.actions.submitting import submit
from common.limits import TooOften
from tests.cases.relay.test_advice import answered, written
from tests.factories.cases import CaseFactory, family, in_state, member, moderator, open_case, opinion_on, reply_to
from tests.factories.documents import pdf
from tests.factories.phenopackets import feature, packet
from tests.factories.vocabulary import DiseaseFactory

pytestmark = pytest.mark.django_db


NOW = timezone.now()


@pytest.fixture(autouse=True)
def scans(monkeypatch):
    """Return the lengths of what is scanned. Scanning in a transaction, as an audited action is one, fails at once."""
    lengths, really = [], cases.checking.scan

    def scan(text):
        assert not connection.savepoint_ids, "scanned in a transaction"
        lengths.append(len(text))
        return really(text)

    for module in (cases.checking, cases.scanning, cases.thread.scanning, importing):
        monkeypatch.setattr(module, "scan", scan)
    return lengths


def file_with(words):
    row = feature("HP:0001250") | {"description": words}
    return json.dumps(packet(phenotypicFeatures=[row])).encode()


def bring(by, words="12 March " * 100_000):
    return importing.import_phenopacket(file=file_with(words), by=by, now=timezone.now())


def test_who_may_bring_no_case_makes_the_scanner_read_nothing(scans):
    with pytest.raises(PermissionDenied):
        bring(moderator())
    assert scans == []


def test_who_has_as_many_drafts_as_may_be_makes_the_scanner_read_nothing(scans):
    by = family()
    CaseFactory.create_batch(DRAFTS_MOST, owner=by)
    with pytest.raises(ValidationError, match="not sent"):
        bring(by)
    assert scans == []


def test_files_are_bounded_by_the_hour_also_those_that_are_refused(scans, client):
    by = family()
    for _ in range(IMPORTS_AN_HOUR):
        with pytest.raises(ValidationError):
            importing.import_phenopacket(file=b"{}", by=by, now=NOW)
    with pytest.raises(TooOften):
        bring(by)
    assert scans == [] and not Case.objects.exists()


def test_no_more_of_a_file_is_scanned_than_a_section_holds(scans):
    case, report = bring(family())
    assert scans == [SECTIONS["story"].most]
    assert "12 March" not in case.texts["story"] and len(case.texts["story"]) <= SECTIONS["story"].most
    assert any("cut" in note for note in report.notes)


def test_a_reply_is_scanned_before_anything_is_locked(scans):
    case, author = open_case(), member()
    opinion_on(case, author=author)
    sent = send_reply(case=case, said=Said(kind="test", text="Ask for copper."), by=author, now=timezone.now()).reply
    change_reply(reply=sent, said=Said(kind="test", text="Ask for iron."), by=author, now=timezone.now())
    assert scans == [15, 13]


def test_a_reply_that_is_refused_for_its_length_or_its_writer_is_not_scanned(scans):
    case, author = open_case(), member()
    with pytest.raises(PermissionDenied):
        send_reply(case=case, said=Said(kind="test", text="Ask."), by=author, now=NOW)
    opinion_on(case, author=author)
    with pytest.raises(ValidationError):
        send_reply(case=case, said=Said(kind="test", text="x" * (TEXT_MOST + 1)), by=author, now=NOW)
    reply = reply_to(case, author=author)
    with pytest.raises(PermissionDenied):
        change_reply(reply=reply, said=Said(kind="test", text="Ask."), by=member(), now=NOW)
    assert scans == []


def test_the_reason_of_an_opinion_is_scanned_before_anything_is_locked(scans):
    named = [Named(DiseaseFactory(), "high")]
    give_opinion(case=open_case(), named=named, reason="It fits.", by=member(), now=timezone.now())
    assert scans == [8]


def test_a_case_is_scanned_before_it_is_sent(scans):
    case = in_state("draft")
    submit(case=case, by=case.owner, now=timezone.now())
    assert case.refresh_from_db() is None and case.state == State.SUBMITTED
    assert sorted(scans) == sorted(map(len, case.texts.values()))


def test_what_is_added_to_a_case_is_scanned_before_it_opens_again(scans):
    case = in_state(State.RELAYED)
    correct(case=case, changes={"tests": "Copper is low.", "key_words": ["copper"]}, by=case.owner, now=timezone.now())
    assert 14 in scans and 6 in scans


def test_what_is_written_anew_is_scanned_before_anything_is_locked(scans):
    case = in_state(State.OPEN, quarantined_at=NOW)
    ask_to_rewrite(case=case, by=moderator(), now=NOW)
    case.refresh_from_db()
    rewrite(case=case, changes={"story": "It began with falls."}, by=case.owner, now=timezone.now())
    assert 20 in scans


def test_the_advice_is_scanned_before_anything_is_locked(scans):
    written(answered())
    assert scans


def test_a_caption_and_the_text_of_a_document_are_scanned_before_anything_is_locked(scans, settings, tmp_path):
    case = CaseFactory()
    [page] = add_file(case=case, file=pdf(pages=1), by=case.owner, now=NOW, caption="A hand")
    write_caption(attachment=page, caption="The left hand", by=case.owner)
    assert 6 in scans and 13 in scans and len(scans) == 3
