"""Who somebody is must not come out of any door: canary people are planted, and every role opens everything there is."""

import io
import json
import logging
from contextlib import closing
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client

from accounts.actions import create_token
from accounts.models import Application, Evidence
from accounts.physicians.actions import change_pseudonym
from accounts.roles import Role
from accounts.vault.actions import read_picture
from accounts.verification.actions import deciding, evidence, timers
from tests.contract.doors import doors
from tests.factories import content as make_content
from tests.factories import verification as make
from tests.factories.accounts import UserFactory
from tests.factories.pictures import CANARY, with_traces
from tests.privacy.crawl import LISTS, crawl, search_doors

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

NAMES = ("Quokkina", "Wombatson", "Bilbina", "Numbatova")
NUMBERS = ("7654321", "MED0009876543")
MAILBOXES = ("quokka@quokkahospital.example", "quokkahospital")
ADDRESSES = ("quokkalogin@canary.example", "numbatlogin@canary.example")
NOTES = ("quokkanote",)
IDENTITY = NAMES + NUMBERS + MAILBOXES + NOTES


class People:
    """An applicant in the middle of the desk's work and a member, each with all that the vault holds of a person."""

    def __init__(self, monkeypatch):
        for module in (evidence, deciding, timers):
            monkeypatch.setattr(module.transaction, "on_commit", lambda job: job())
        monkeypatch.setattr(deciding.secrets, "randbelow", lambda number: 1)
        one = make.claim_of("GB", name="Bilbina Numbatova", number=NUMBERS[0])
        other = make.claim_of("AU", name="Quokkina Wombatson", number=NUMBERS[1])
        make.put_in_register(one, other)
        self.member = make.member(claim=one, user=make.applicant(email=ADDRESSES[1]))
        self.applicant = make.apply(claim=other, user=make.applicant(email=ADDRESSES[0]))
        by = self.applicant.user
        evidence.ask_for_code(application=self.applicant, address=MAILBOXES[0], by=by, now=make.now())
        evidence.give_picture(application=self.applicant, file=with_traces(), by=by, now=make.now())
        self.reviewer = make.reviewer()
        deciding.ask_for_evidence(
            application=self.applicant, by=self.reviewer, reason="no_proof", note=NOTES[0], now=make.now()
        )
        self.former = self.member.user.display_name
        self.pseudonym = change_pseudonym(by=self.member.user, now=make.now())

    def doors(self):
        """Return every address that somebody could know or guess of these two."""
        known = [
            f"/physicians/{self.pseudonym}/",
            f"/physicians/{self.former}/",
            f"/api/hub/v1/physicians/{self.pseudonym}",
            f"/api/hub/v1/physicians/{self.former}",
            *(f"/admin/users/edit/{person.user_id}/" for person in (self.member, self.applicant)),
            *(f"/admin/verification/{person.reference}/" for person in (self.member, self.applicant)),
            *(
                f"/admin/verification/{proof.application.reference}/{part}/{proof.reference}/"
                for proof in Evidence.objects.all()
                for part in ("picture", "evidence")
            ),
            *(f"/admin/users/?q={word}" for word in (*IDENTITY, self.pseudonym)),
            *(f"/admin/verification/?q={word}" for word in IDENTITY),
            *(f"/admin/verification/?user__email__startswith={word}" for word in ADDRESSES),
        ]
        every = [door.address for door in doors(pk=self.member.user_id, reference=self.applicant.reference)]
        operations = [path.replace("{", "").replace("}", "") for path in api_paths()]
        return [*LISTS, *known, *every, *operations, *search_doors([NAMES[0], self.pseudonym])]


def api_paths():
    stored = Path(__file__).parents[1] / "contract" / "openapi_v1.json"
    return json.loads(stored.read_text())["paths"]


@pytest.fixture
def people(monkeypatch):
    make_content.make_library()
    return People(monkeypatch)


def leaks(seen, words):
    """Return (address, word) for each word that came out without having been asked for."""
    return [(address, word) for address, text in seen.items() for word in words if word in text and word not in address]


def ties(seen, people):
    """Return the answers that hold a pseudonym beside anything that belongs to its bearer's account."""
    bearer = (ADDRESSES[1], str(people.member.user.reference), str(people.member.reference))
    return [
        address
        for address, text in seen.items()
        if people.pseudonym in text.replace(address, "") and any(word in text for word in bearer)
    ]


def opened(client, addresses):
    """Open each address as it is, without following links: there are many, and every one is in the list already."""
    seen = {}
    for address in dict.fromkeys(addresses):
        with closing(client.get(address)) as answer:
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            seen[address] = (
                f"{answer.status_code}\n{answer.headers}\n{answer.cookies}\n{body.decode('utf-8', 'replace')}"
            )
    return seen


@pytest.mark.parametrize("role", [None, *Role])
def test_no_role_learns_who_somebody_is_by_opening_anything(people, role, caplog):
    """Not by a page, an operation, a header, a cookie or a log line; nor which pseudonym belongs to which account."""
    client = Client(raise_request_exception=False)
    if role:
        client.force_login(UserFactory(role=role))
    with caplog.at_level(logging.DEBUG):
        seen = opened(client, people.doors())
    assert len(seen) > 400
    # Reviewers read what reviewers wrote; whoever gives roles knows accounts by their address.
    assert leaks(seen, IDENTITY if role != Role.REVIEWER else NAMES + NUMBERS + MAILBOXES) == []
    assert leaks(seen, ADDRESSES) == [] or role == Role.ADMINISTRATOR
    assert ties(seen, people) == []
    said = "\n".join(f"{record.getMessage()} {record.args}" for record in caplog.records)
    asked = [word for word in IDENTITY + ADDRESSES if word in said and not any(word in address for address in seen)]
    assert asked == []


@pytest.mark.parametrize("role", [Role.PHYSICIAN, Role.FAMILY, None])
def test_a_program_learns_no_more_than_a_person(people, role):
    reader = UserFactory(role=role) if role else None
    headers = {"Authorization": f"Bearer {create_token(name='x', by=reader)}"} if reader else {}
    client = Client(headers=headers, raise_request_exception=False)
    seen = opened(client, [address for address in people.doors() if address.startswith("/api/")])
    assert leaks(seen, IDENTITY + ADDRESSES) == []


def test_no_mail_says_who_somebody_is_or_what_was_decided(people):
    deciding.suspend(application=people.member, by=people.reviewer, reason="conduct", now=make.now())
    assert len(mail.outbox) >= 4
    for sent in mail.outbox:
        text = f"{sent.subject}\n{sent.body}\n{sent.extra_headers}\n{sent.from_email}\n{sent.reply_to}\n{sent.alternatives}"
        private = [*NAMES, *NUMBERS, *NOTES, *ADDRESSES, people.pseudonym, people.former, "conduct", "suspend"]
        assert [word for word in private if word in text] == []
        assert len(sent.to) == 1 and not sent.cc and not sent.bcc


def test_a_picture_keeps_no_place_date_or_thumbnail(people):
    [proof] = Evidence.objects.filter(kind="licence_picture", application=people.applicant)
    kept = read_picture(evidence=proof, by=people.reviewer)
    assert CANARY not in kept
    assert b"Exif" not in kept
    assert io.BytesIO(kept).read(2) == b"\xff\xd8"


def test_an_old_pseudonym_leads_nowhere_and_looks_like_one_that_never_was(people):
    client = Client()
    client.force_login(UserFactory(role=Role.PHYSICIAN))
    answers = [client.get(f"/api/hub/v1/physicians/{name}") for name in (people.former, "nobody-ever-11")]
    assert {answer.status_code for answer in answers} == {404}
    assert answers[0].content == answers[1].content


def test_the_reviewer_who_opens_the_identity_does_see_it(people):
    """Without this the tests above would pass on a hub that holds nothing."""
    client = Client()
    client.force_login(people.reviewer)
    Application.objects.filter(pk=people.applicant.pk).update(state="in_review")
    answer = client.post(f"/admin/verification/{people.applicant.reference}/identity/", {"reason": "register"})
    assert all(word in answer.content.decode() for word in ("Quokkina Wombatson", NUMBERS[1], MAILBOXES[0]))
    assert "no-store" in answer["Cache-Control"]
    crawled = crawl(client, ["/admin/verification/"])
    assert leaks(crawled, NAMES + NUMBERS + MAILBOXES) == []
