"""Ways in which somebody could learn, keep or get more of a case than is theirs; numbers as in the list of threats."""

import re
import uuid
from contextlib import closing

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.actions import create_token
from accounts.roles import Role
from accounts.vault.actions import read_identity
from accounts.vault.facts import Reason
from accounts.verification.actions import deciding
from audit.kinds import Action
from audit.models import Event
from cases.actions.withdrawing import withdraw
from cases.limits import CASES_AN_HOUR, spend_reading
from cases.models import Case, Offer, PairingRound
from cases.relay.actions.releasing import release_summary
from cases.relay.actions.sending import send_link
from cases.signals import case_changed
from cases.states import State
from cases.treating import Treating, name_treating
from notices.streams.passes import Pass, pass_of, stamp_of, still_good
from search.models import SearchEntry
from tests.audit.rows import tamper
from tests.cases.pairing.people import screened, volunteer, volunteers
from tests.contract.doors import doors
from tests.factories import verification
from tests.factories.accounts import UserFactory
from tests.factories.attachments import cleared_picture_of, picture_of
from tests.factories.cases import (
    OrganisationFactory,
    family,
    in_state,
    member,
    moderator,
    open_case,
    reply_to,
    staff_of,
)
from tests.factories.content import make_article

pytestmark = pytest.mark.django_db
API = "/api/hub/v1"
FOREIGN = re.compile(r"<(?:link|script|img|iframe|source|video)[^>]+(?:src|href)=[\"'](?:https?:)?//")
SECRETS = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|nonce-[\w+/=]+|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}'
)


@pytest.fixture(autouse=True)
def nothing_spent():
    cache.clear()


def of_a_case(key, **more):
    """Return every address of the hub that takes the key of a case."""
    found = {door.address for door in doors(case_id=key, pk=key, **more)}
    keyed = sorted(address for address in found if f"/cases/{key}" in address)
    return [
        f"{address}?since=2026-01-01T00:00:00Z" if address.endswith("/replies/new") else address for address in keyed
    ]


READERS = {
    "family": family, "physician": member, "moderator": moderator, "staff": lambda: staff_of(OrganisationFactory()),
    "editor": lambda: UserFactory(role=Role.EDITOR), "administrator": lambda: UserFactory(administrator=True),
}  # fmt: skip


@pytest.mark.parametrize("who", READERS)
def test_11_missing_and_forbidden_cost_and_say_the_same(who):
    """Keys are random; status, body and the number of queries tell nobody that a key fits."""
    case, absent = in_state(State.PAIRED), uuid.uuid4()
    assert case.pk.version == 4
    client = Client()
    client.force_login(READERS[who]())
    for address in of_a_case(case.pk):
        told = []
        for one in (address, address.replace(str(case.pk), str(absent))):
            client.get(one)  # what a first visit writes
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(one)
            told.append((answer.status_code, SECRETS.sub("", answer.content.decode()), len(queries)))
        assert told[0] == told[1], address
        assert told[0][0] in (302, 403, 404, 405), (address, told[0][0])


def test_12_after_a_withdrawal_nobody_reads_anything(client):
    case = open_case(texts={"title": "Quokkatitle", "question": "Quokkatitle?", "story": "quokkatitle"})
    picture, reply, reader = cleared_picture_of(case), reply_to(case), member()
    case_changed.send(Case, case=case)
    client.force_login(reader)
    assert client.get(f"{API}/search?q=quokkatitle").json()["total"] == 1
    withdraw(case=case, by=case.owner, now=timezone.now())
    for person in (reader, case.liaison, moderator()):
        client.force_login(person)
        for address in of_a_case(case.pk, attachment_id=picture.pk, reply_id=reply.pk):
            assert client.get(address).status_code in (302, 404, 405), address
        for address in (
            f"/cases/files/{picture.pk}/",
            f"{API}/cases/attachments/{picture.pk}/file",
            f"{API}/cases/{case.pk}",
        ):
            assert client.get(address).status_code == 404, address
        assert client.get(f"{API}/search?q=quokkatitle").json()["total"] == 0


def test_14_each_reading_because_of_work_is_written_down_and_staff_act_for_their_own_organisation_only(client):
    case, one = in_state(State.SUBMITTED), moderator()
    client.force_login(one)
    assert client.get(f"{API}/cases/{case.pk}/screening").status_code == 200
    event = Event.objects.get(action=Action.CASE_READ)
    assert (event.actor, event.subject) == (one.reference, str(case.pk))
    ready = in_state(
        State.ADVICE_READY, at=timezone.now() - timezone.timedelta(days=20), organisation=OrganisationFactory()
    )
    ready.syntheses.create(number=1, said={}, is_ready=True, family_may_read=True, made_at=timezone.now())
    with pytest.raises(PermissionDenied):
        release_summary(case=ready, by=staff_of(OrganisationFactory()), now=timezone.now())
    assert release_summary(case=ready, by=staff_of(ready.organisation), now=timezone.now()).released_at


def test_16_a_member_who_copies_cases_is_stopped_at_every_door_that_reads_one(client):
    copier = member()
    client.force_login(copier)
    for _ in range(CASES_AN_HOUR):
        spend_reading(copier)
    case = open_case()
    api = f"{API}/cases/{case.pk}"
    for address in (f"/cases/{case.pk}/", api, f"{api}/replies", f"{api}/phenopacket"):
        cache.delete(f"cases:read:{copier.pk}:{case.pk}")
        assert client.get(address).status_code == 429, address
    assert not {"texts", "sections", "question"} & set(client.get(f"{API}/cases").json()["items"][0]), (
        "no texts in bulk"
    )


def test_21_staff_of_another_organisation_open_no_door_of_a_family(client):
    client.force_login(staff_of(OrganisationFactory()))
    for state in (State.DRAFT, State.SUBMITTED, State.OPEN, State.RELAYED):
        case = in_state(state, organisation=OrganisationFactory(), signs=0)
        tried = of_a_case(case.pk)
        assert len(tried) > 40
        for address in tried:
            for method in (client.get, client.post, client.put, client.delete):
                answer = method(address, {}, content_type="application/json")
                is_hidden = (
                    answer.status_code in (400, 403, 404, 405, 422) or answer["Location"] == f"/cases/{case.pk}/"
                )
                assert is_hidden and case.title not in answer.content.decode(), (state, address, answer.status_code)
        assert Case.objects.get(pk=case.pk).state == state


def test_22_words_of_a_request_that_fails_are_in_no_log(caplog, monkeypatch):
    caplog.set_level("DEBUG")
    case, client = in_state(State.DRAFT), Client(raise_request_exception=False)
    client.force_login(case.owner)
    sent = {"revision": 1, "texts": {"story": "quokkapatient Smith"}}
    monkeypatch.setattr("cases.writing.api.save_draft", lambda **_: 1 / 0)
    broken = client.patch(f"{API}/cases/{case.pk}/draft", sent, content_type="application/json")
    assert broken.status_code == 500
    wrong = client.patch(f"{API}/cases/{case.pk}/draft", sent | {"revision": "x"}, content_type="application/json")
    assert wrong.status_code == 422
    client.post(f"/cases/{case.pk}/write/3/", {"story": "quokkapatient", "revision": "x"})
    loggers = [record for record in caplog.records if record.name.startswith(("django", "hub", "cases", "ninja"))]
    assert loggers
    assert not [
        record for record in loggers if "quokkapatient" in record.getMessage() and record.name != "django.db.backends"
    ]
    assert "quokkapatient" not in broken.content.decode()


def test_22_pages_of_cases_ask_nobody_else_for_anything(client):
    case = open_case()
    for reader in (member(), case.owner, case.liaison):
        client.force_login(reader)
        for address in ("/cases/", *of_a_case(case.pk)):
            answer = client.get(address)
            if answer.status_code == 200 and "html" in answer["Content-Type"]:
                loaded = FOREIGN.findall(answer.content.decode())
                assert loaded == [], address
                assert "no-store" in answer["Cache-Control"] or "no-cache" in answer["Cache-Control"], address


@pytest.mark.parametrize("who", [Role.EDITOR, Role.ADMINISTRATOR])
def test_8_the_table_of_the_search_in_the_editors_area_knows_no_case(client, who):
    """Whoever looks after the index reads no cases: neither in its list, by filter or words, nor one by its number."""
    page = make_article(title="A page of the library")
    case = open_case(texts={"title": "Quokkatitle", "question": "Quokkatitle?", "story": "quokkatitle"})
    case_changed.send(Case, case=case)
    entries = {entry.key: entry for entry in SearchEntry.objects.all()}
    hidden, shown = entries.pop(str(case.pk)), next(iter(entries.values()))
    client.force_login(UserFactory(role=who, is_staff=who == Role.ADMINISTRATOR))
    table = "/admin/search/searchentry/"
    assert page.title in client.get(table).content.decode()
    for query in ("", "?audience=cases", "?audience__exact=cases", "?kind=case", "?kind__exact=case", f"?q={case.pk}"):
        answer = client.get(table + query)
        assert answer.status_code in (200, 302), query
        told = answer.content.decode()
        assert "Quokkatitle" not in told and f"inspect/{hidden.pk}/" not in told, query
    assert client.get(f"{table}inspect/{shown.pk}/").status_code == 200
    assert [client.get(f"{table}inspect/{number}/").status_code for number in (hidden.pk, 99_999_999)] == [404, 404]


def test_10_no_answer_about_a_case_is_kept_by_a_cache(client):
    """Pages, operations, lists and pictures, for whoever has a part in it and whoever reads because of their work."""
    case = open_case()
    picture, reply = cleared_picture_of(case), reply_to(case)
    keyed = of_a_case(case.pk, attachment_id=picture.pk, reply_id=reply.pk)
    files = [f"/cases/files/{picture.pk}/", f"{API}/cases/attachments/{picture.pk}/file"]
    lists = [
        "/cases/",
        "/cases/mine/",
        "/cases/desk/",
        "/cases/offers/",
        f"{API}/cases",
        f"{API}/me/cases",
        f"{API}/me/offers",
    ]
    shown = 0
    for reader in (case.owner, case.liaison, member(), moderator()):
        client.force_login(reader)
        for address in (*keyed, *files, *lists):
            with closing(client.get(address)) as answer:
                kept = answer.headers.get("Cache-Control", "")
            if answer.status_code == 200:
                shown += 1
                assert "no-store" in kept and "private" in kept, (address, kept)
            assert "public" not in kept, (address, kept)
    assert shown > 30


def test_14_a_moderator_who_screens_a_case_opens_no_vault(client):
    """Neither of who brought it, nor of who answers it; and no look is taken for one."""
    author, one = verification.member(), moderator()
    case = in_state(State.SUBMITTED)
    reply_to(case, author=author.user)
    client.force_login(one)
    assert client.get(f"/cases/{case.pk}/screen/").status_code == 200
    desk = f"/admin/verification/{author.reference}/"
    for address in (desk, f"{desk}identity/", f"{desk}picture/"):
        for method in (client.get, client.post):
            assert method(address, {"reason": "register"}).status_code in (302, 403, 404, 405), address
    with pytest.raises(PermissionDenied):
        read_identity(application=author, by=one, reason=Reason.REGISTER)
    assert not Event.objects.filter(action=Action.IDENTITY_READ, actor=one.reference).exists()


def test_15_a_forged_line_about_a_case_is_found():
    """What was done to a case is in the chain: changing who did it, or taking it out, turns the check red."""
    case = in_state(State.OPEN, owner=family())
    withdraw(case=case, by=case.owner, now=timezone.now())
    call_command("verify_audit")
    event = Event.objects.filter(subject=str(case.pk)).latest("number")
    tamper("UPDATE audit_event SET actor_role = %s WHERE number = %s", "moderator", event.number)
    with pytest.raises(CommandError, match=f"Event {event.number} was changed"):
        call_command("verify_audit")


def test_17_of_twenty_who_accept_by_api_one_wins_and_an_offer_that_is_over_is_taken_by_nobody():
    case, people = screened(at=timezone.now()), volunteers(20)
    made = PairingRound.objects.create(case=case, number=1, seed="1", ranking={}, at=timezone.now())
    due = timezone.now() + timezone.timedelta(hours=2)
    offers = [
        Offer.objects.create(case=case, hero=one, round=made, made_at=timezone.now(), due_at=due) for one in people
    ]
    answers = [accepted_by_api(offer, offer.hero) for offer in offers]
    assert [answer.json()["answer"] for answer in answers] == ["accepted", *["thanked"] * 19]
    assert Case.objects.get(pk=case.pk).liaison == people[0]
    assert accepted_by_api(offers[0], people[1]).status_code == 404, "an offer is its volunteer's alone"

    gone = screened(at=timezone.now())
    late = volunteer()
    round_of_it = PairingRound.objects.create(case=gone, number=1, seed="1", ranking={}, at=timezone.now())
    past = timezone.now() - timezone.timedelta(hours=2)
    offer = Offer.objects.create(case=gone, hero=late, round=round_of_it, made_at=past, due_at=past)
    withdraw(case=gone, by=gone.owner, now=timezone.now())
    answer = accepted_by_api(offer, late)
    assert answer.status_code in (403, 404) or answer.json()["answer"] != "accepted"
    assert Case.objects.get(pk=gone.pk).liaison is None


def accepted_by_api(offer, hero):
    client = Client()
    client.force_login(hero)
    return client.post(f"{API}/me/offers/{offer.pk}", {"answer": "accept"}, content_type="application/json")


@pytest.mark.parametrize("door", ["page", "API"])
def test_18_links_are_not_found_by_guessing(client, door, django_capture_on_commit_callbacks):
    """A link that is there and one that is not answer alike to a wrong code, and nobody tries for long from one place."""
    case = in_state(State.ADVICE_READY)
    case.syntheses.create(number=1, author=case.liaison, said={}, is_ready=True, made_at=timezone.now())
    name_treating(case=case, details=Treating("Dr Quokka", "quokka@example.org", ""), by=case.owner)
    with django_capture_on_commit_callbacks(execute=True):
        send_link(case=case, by=case.liaison, now=timezone.now())
    key = re.search(r"/cases/relay/([\w-]+)/", mail.outbox[-1].body)[1]

    def tried(key):
        if door == "page":
            return client.post(f"/cases/relay/{key}/", {"code": "AAAA AAAA"})
        return client.post(f"{API}/relay/receipts", {"key": key, "code": "AAAAAAAA"}, content_type="application/json")

    real, made_up = tried(key), tried("x" * len(key))
    assert real.status_code == made_up.status_code != 200
    bodies = [SECRETS.sub("", answer.content.decode().replace(used, "")) for answer, used in
              ((real, key), (made_up, "x" * len(key)))]  # fmt: skip
    assert bodies[0] == bodies[1]
    codes = [tried(f"guess{number}").status_code for number in range(29)]
    assert codes == [made_up.status_code] * 28 + [429]
    assert tried(key).status_code == 429


def test_21_a_picture_of_another_case_is_no_picture_of_ones_own(client):
    """Whoever owns case A and knows the key of a picture of case B gets the answer for one that is nowhere."""
    mine, theirs = in_state(State.DRAFT, signs=0), in_state(State.DRAFT, signs=0)
    picture, absent = picture_of(theirs), uuid.uuid4()
    client.force_login(mine.owner)
    tries = [
        ("get", "/cases/files/{}/"), ("post", "/cases/files/{}/caption/"), ("post", "/cases/files/{}/remove/"),
        ("post", "/cases/files/{}/cover/"), ("post", "/cases/files/{}/look/"), ("get", f"{API}/cases/attachments/{{}}/file"),
        ("delete", f"{API}/cases/{mine.pk}/attachments/{{}}"), ("delete", f"{API}/cases/{theirs.pk}/attachments/{{}}"),
    ]  # fmt: skip
    for method, address in tries:
        told = [getattr(client, method)(address.format(key)) for key in (picture.pk, absent)]
        assert [answer.status_code for answer in told] == [404, 404], address
        assert SECRETS.sub("", told[0].content.decode()) == SECRETS.sub("", told[1].content.decode()), address
    assert theirs.attachments.filter(pk=picture.pk).exists()
    assert picture.file.storage.exists(picture.file.name)


def test_a_suspended_physician_loses_token_stream_and_session_at_every_door_of_a_case():
    """The token made before, the stream that is open, and the browser that is signed in."""
    application = verification.member()
    user, case, client = application.user, open_case(), Client()
    headers = {"Authorization": f"Bearer {create_token(name='old', by=user)}"}
    client.force_login(user)
    assert Client().get(f"{API}/cases/{case.pk}", headers=headers).status_code == 200
    asked = RequestFactory().get(f"/events/?case={case.pk}", headers=headers)
    passes = {pass_of(asked), Pass(user.pk, stamp_of(user, timezone.now()), session=client.session.session_key)}
    assert still_good(passes, timezone.now()) == passes

    deciding.suspend(application=application, by=verification.reviewer(), reason="conduct", now=timezone.now())

    assert still_good(passes, timezone.now()) == set()
    for address in (*of_a_case(case.pk), f"{API}/cases", f"{API}/me/offers"):
        by_token = Client().get(address, headers=headers)
        assert by_token.status_code in (302, 401, 404, 405), address
        by_session = client.get(address)
        assert by_session.status_code in (302, 401, 403, 404, 405), address
        assert case.title not in by_token.content.decode() + by_session.content.decode()
