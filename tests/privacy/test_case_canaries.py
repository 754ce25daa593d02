"""Words planted in cases and in what belongs to them come out of no door for anybody who may not read them there."""

from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import Q
from django.test import Client
from django.utils import timezone

from cases import querysets as rules
from cases.actions.withdrawing import withdraw
from cases.attachments.actions import opening as files
from cases.models import Attachment, Case, Layer, Origin
from cases.querysets import CaseQuerySet
from cases.relay.actions.sending import send_link
from cases.signals import case_changed
from cases.states import State
from cases.thread import permissions as thread_rules
from cases.thread import querysets as threads
from cases.thread import sight
from cases.thread.actions.replies import Said, send_reply
from cases.treating import Treating, name_treating
from common.audience import Audience
from notices.mailing.sending import send_due
from notices.models import Notice
from search import views as search
from search import wagtail_hooks as tables
from tests.contract.doors import SAMPLE_UUID, doors
from tests.contract.role_doors.visitors import person
from tests.factories import content as library
from tests.factories.cases import (
    OrganisationFactory,
    family,
    in_state,
    member,
    opinion_on,
    reply_to,
    staff_of,
)
from tests.factories.pictures import CANARY, with_traces
from tests.factories.search import save
from tests.privacy.crawl import LISTS, crawl, search_doors

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PICTURE = "'Content-Type': 'image/jpeg'"
WRITTEN = ("quokkatitle", "quokkaquestion", "quokkastory", "quokkatests", "quokkakeyword", "quokkacaption", PICTURE)
ANSWERED = ("quokkareply", "quokkareason", "quokkaheld", "quokkadraftreply", "quokkasynthesis", "quokkasummary")
DOCTOR = ("quokkadoctor", "quokkamailbox", "020 7946 0999")
ELSEWHERE = ("quokkahidden", "quokkascreened", "quokkadraftcase")
NOBODY = ("quokkafilename", "quokkagone", CANARY.decode())
CANARIES = (*WRITTEN, *ANSWERED, *DOCTOR, *ELSEWHERE, *NOBODY)
# What somebody may read of all this; everything else has to come out never.
MAY = {
    "An": (), "Re": (), "Fa": (), "PO": (), "Ed": (), "Rv": (), "Ad": (), "La": (), "Su": (),
    "VP": WRITTEN,  # without an opinion of their own they read no answer
    "Mo": ("quokkahidden", "quokkascreened", "quokkaheld"),
    "owner": (*WRITTEN, *DOCTOR), "staff": WRITTEN, "liaison": (*WRITTEN, *ANSWERED[:2], *ANSWERED[4:]),
}  # fmt: skip


class World:
    """One open case with a canary in everything that can hold a word, and cases beside it that fewer may read."""

    def __init__(self):
        self.now, self.organisation = timezone.now(), OrganisationFactory()
        self.staff, self.owner, self.liaison = staff_of(self.organisation), family(), member()
        draft = in_state(State.DRAFT, signs=0, owner=self.owner, organisation=self.organisation)
        draft.consents.create(layer=Layer.PICTURES, given_at=self.now)
        self.send_picture(draft)
        self.case = self.opened(draft)
        name_treating(case=self.case, details=Treating(DOCTOR[0], f"{DOCTOR[1]}@example.org", DOCTOR[2]), by=self.owner)
        self.reply = self.answer()
        self.hidden = self.beside(State.OPEN, "quokkahidden", quarantined_at=self.now)
        self.screened = self.beside(State.SUBMITTED, "quokkascreened")
        self.draft = self.beside(State.DRAFT, "quokkadraftcase")
        self.gone = self.beside(State.OPEN, "quokkagone")
        self.others = (self.hidden, self.screened, self.draft, self.gone)
        reply_to(self.gone, text="quokkagone")
        withdraw(case=self.gone, by=self.gone.owner, now=self.now)
        for case in (self.case, *self.others):
            case_changed.send(type(case), case=case)

    def send_picture(self, draft):
        traces = with_traces()
        file = SimpleUploadedFile("quokkafilename.jpg", traces[: traces.index(b"PK\x03\x04")], "image/jpeg")
        client = Client()
        client.force_login(self.owner)
        sent = client.post(f"/api/hub/v1/cases/{draft.pk}/attachments", {"file": file, "caption": "a picture"})
        assert sent.status_code == 201, sent.content
        Attachment.objects.update(caption="quokkacaption", looks=Attachment.Looks.CLEARED)

    def opened(self, case):
        names = ("title", "question", "story", "tests")
        case.texts, case.key_words = {name: f"A quokka{name} word" for name in names}, ["quokkakeyword"]
        case.state, case.opened_at, case.submitted_at = State.OPEN, self.now, self.now
        case.liaison, case.screening_round = self.liaison, 1
        case.save()
        return case

    def beside(self, state, word, **fields):
        theirs = OrganisationFactory()
        texts = {"title": word, "question": word, "story": word}
        return in_state(state, signs=0, owner=staff_of(theirs), origin=Origin.ORGANISATION, organisation=theirs, texts=texts,
                        key_words=[word], **fields)  # fmt: skip

    def answer(self):
        colleague = member()
        opinion_on(self.case, author=colleague)
        said = Said(kind="experience", text="I have seen quokkareply twice.", patients_seen=2)
        sent = send_reply(case=self.case, said=said, by=colleague, now=self.now)
        reply_to(self.case, author=member(), kind="hypothesis", text="quokkareason")
        reply_to(self.case, text="quokkaheld", held_at=self.now)
        reply_to(self.case, text="quokkadraftreply", is_draft=True)
        advice = {"hypotheses": [], "next_tests": ["quokkasynthesis"], "red_flags": "", "references": [], "dissent": "",
                  "letter": ""}  # fmt: skip
        self.case.syntheses.create(number=1, author=self.liaison, said=advice, plain_summary="quokkasummary",
                                   is_ready=True, made_at=self.now)  # fmt: skip
        return sent.reply

    def reader(self, short):
        return {"owner": self.owner, "staff": self.staff, "liaison": self.liaison}.get(short) or person(short)

    def addresses(self):
        """Every door of the hub once, and every door that takes the key of a case with the keys of all of them."""
        everywhere = {
            door.address for door in doors() if "/cases/" not in door.address or SAMPLE_UUID not in door.address
        }
        keyed = {one for case in (self.case, *self.others) for one in self.of_case(case)}
        return sorted((everywhere | keyed) - set(APART))

    def of_case(self, case):
        picture = case.attachments.first()
        keys = {"case_id": case.pk, "pk": case.pk, "reply_id": self.reply.pk, "number": 3, "layer": "read"}
        keys |= {"attachment_id": picture.pk if picture else SAMPLE_UUID}
        return {door.address for door in doors(**keys) if "/cases/" in door.address and "{" not in door.address}


# Doors that are not opened on the way, and why.
APART = {
    "/events/": "a stream without an end; what it says is looked at below",
    "/accounts/logout/": "it signs the reader out, and what follows would be read as nobody",
    "/admin/logout/": "Wagtail takes the cookie of the session along with its refusal of GET",
}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The world is made once; what a test does to it is taken back to here, and all of it in the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        library.make_library()
        yield World()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def nothing_spent():
    cache.clear()


def signed_in(reader):
    client = Client(raise_request_exception=False)
    if reader:
        client.force_login(reader)
    return client


def leaks_in(seen, may):
    """Return address and word of all that came out and is not for this reader; a word that was asked for is their own."""
    return [
        (address, word)
        for address, text in seen.items()
        for word in CANARIES
        if word in text and word not in may and word not in address
    ]


@pytest.mark.parametrize("short", MAY)
def test_no_word_of_a_case_leaves_through_any_door(world, short, caplog):
    reader = world.reader(short)
    client = signed_in(reader)
    if reader:
        save(reader, "q=quokkasto")
    seen = crawl(client, [*LISTS, *world.addresses(), *search_doors(["quokkastory"])], follow=False)
    leaks = leaks_in(seen, MAY[short])
    print(f"{short}: {len(seen)} answers, {len(leaks)} leaks")
    assert leaks == []
    assert len(seen) > 800
    assert client.session.get(SESSION_KEY) == (str(reader.pk) if reader else None), (
        "the reader was signed out on the way"
    )
    assert not [address for address, text in seen.items() if text.startswith(("429", "5"))], (
        "nothing was kept from them"
    )
    whole = "".join(seen.values())
    sees = () if short == "staff" else MAY[short][:3]  # staff read at their desk while a case is screened
    assert [word for word in sees if word not in whole] == [], "the test has to be able to see what it looks for"
    assert not [word for word in CANARIES if word in caplog.text and f"q={word}" not in caplog.text]


def test_no_mail_notice_or_message_of_the_stream_says_a_word_of_a_case(world, django_capture_on_commit_callbacks):
    case = Case.objects.get(pk=world.case.pk)
    case.state = State.ADVICE_READY
    case.save()
    with django_capture_on_commit_callbacks(execute=True):
        code = send_link(case=case, by=world.liaison, now=world.now).code
        for number in range(2):
            said = Said(kind="experience", text=f"quokkareply number {number} again", patients_seen=2)
            send_reply(case=case, said=said, by=member(), now=world.now)
    send_due(world.now + timedelta(days=8))
    assert len(mail.outbox) >= 2
    for message in mail.outbox:
        whole = message.subject + message.body + str(message.message())
        if message.to != [f"{DOCTOR[1]}@example.org"]:
            assert str(case.pk) not in whole
        told, words = message.subject + message.body, (*CANARIES, case.short, code, "Neurology", "United Kingdom")
        found = [word for word in words if word in told]
        assert found == []
    assert not [word for word in CANARIES if word in str(list(Notice.objects.values()))]


def everything(cases, *_):
    return cases.all()


def all_audiences(_):
    return frozenset(Audience.values)


# One way in which each family of doors could leak: whom it must not help, the rule that opens wide, and where and what
# comes out then.
MEMBER = {(rules, "has_permission"): lambda *_: True, (thread_rules, "has_permission"): lambda *_: True}
SHOWN = Q(is_draft=False, hidden_at=None)
LEAKS = {
    "pages of a case": ("Fa", MEMBER, "/cases/", "quokkatitle"),
    "operations of a case": ("Fa", MEMBER, "/api/hub/v1/cases/", "quokkatitle"),
    "the desk": ("VP", {(CaseQuerySet, "to_screen_by"): everything}, "/cases/", "quokkascreened"),
    "what an owner writes": ("Fa", {(CaseQuerySet, "owned_by"): everything}, "/cases/", "quokkadraftcase"),
    "pictures": ("Fa", {(files, "visible_attachments"): lambda _: Attachment.objects.all()}, "/cases/files/", PICTURE),
    "replies": ("liaison", {(threads, "replies_visible_to"): lambda *_: SHOWN}, "/cases/", "quokkaheld"),
    "first opinions": ("VP", {(sight, "has_seen"): lambda *_: True}, "/cases/", "quokkareply"),
    "the search": ("Re", {(search, "audiences_of"): all_audiences}, "/search/", "quokkaquestion"),
    "the table of the search": ("Ed", {(tables, "audiences_of"): all_audiences}, "/admin/search/", "quokkatitle"),
}  # fmt: skip


@pytest.mark.parametrize("family_of_doors", LEAKS)
def test_a_leak_in_one_family_of_doors_is_seen(world, monkeypatch, family_of_doors):
    """Without this the crawl could pass because it does not look, or looks at the wrong doors."""
    short, opened, where, word = LEAKS[family_of_doors]
    client = signed_in(world.reader(short))
    asked = [one for one in (*world.addresses(), *search_doors(["quokkatitle"])) if one.startswith(where)]
    assert [leak for leak in leaks_in(crawl(client, asked, follow=False), MAY[short]) if leak[1] == word] == []
    for (owner, name), rule in opened.items():
        monkeypatch.setattr(owner, name, rule)
    assert word in {leak[1] for leak in leaks_in(crawl(client, asked, follow=False), MAY[short])}
