"""The verification desk by HTTP: from the queue to the decision, and shut for everybody but reviewers of licences."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Application, Evidence, RegisterCheck
from accounts.roles import Role
from accounts.vault.actions import read_identity
from accounts.vault.facts import Reason
from accounts.verification.actions import deciding, evidence
from accounts.verification.actions.moving import hold
from accounts.verification.desk.acts import ACTS
from accounts.verification.working_days import overdue_before
from audit.kinds import Action
from audit.models import Event
from tests.accounts.verification.desk import CLAIM, QUEUE, open_identity, page, text_of, waiting
from tests.factories import verification as make
from tests.factories.accounts import UserFactory, give_role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_looks")]


def test_a_reviewer_goes_from_the_queue_to_the_decision(client, reviewer):
    application = waiting()
    RegisterCheck.objects.all().delete()  # as where no register was imported
    queue = text_of(client.get(QUEUE))
    assert page(application) in queue
    assert "To be judged" in queue
    before = text_of(client.get(page(application)))
    assert "Nobody has looked yet" in before and "gmc-uk.org" in before

    opened = open_identity(client, application)
    assert CLAIM["name"] in text_of(opened) and CLAIM["number"] in text_of(opened)

    proof = application.evidence.get()
    picture = client.post(page(application, "picture", proof.reference))
    assert picture.status_code == 200 and picture.content.startswith(b"\xff\xd8")

    ticks = {"number": "on", "name": "on", "status": "on", "jurisdiction": "on"}
    assert client.post(page(application, "register"), ticks).status_code == 302
    assert client.post(page(application, "evidence", proof.reference), {"is_good": "yes"}).status_code == 302
    note = {"note": "Welcome to the network"}
    assert client.post(page(application, "verify"), note).url == page(application)

    application.refresh_from_db()
    assert application.state == "verified"
    assert application.register_checks.get().by == reviewer
    after = text_of(client.get(page(application)))
    assert "Welcome to the network" in after and "The applicant is a member now." in after


def test_what_leaves_the_vault_is_kept_nowhere(client, reviewer):
    application = waiting()
    opened = open_identity(client, application)
    picture = client.post(page(application, "picture", application.evidence.get().reference))
    for response in (opened, picture):
        assert "no-store" in response["Cache-Control"] and "private" in response["Cache-Control"]
    assert picture["Content-Type"] == "image/jpeg"
    assert picture["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in picture["Content-Security-Policy"]
    assert CLAIM["name"] not in text_of(client.get(page(application)))


def test_every_look_into_the_vault_is_written_down_with_its_reason(client, reviewer):
    application = waiting()
    proof = application.evidence.get()
    open_identity(client, application, "complaint")
    client.post(page(application, "picture", proof.reference))
    [read] = Event.objects.filter(action=Action.IDENTITY_READ, actor=reviewer.reference)
    assert read.details == {"reason": "complaint"}
    assert (read.subject, read.owner) == (str(application.reference), application.user.reference)
    [seen] = Event.objects.filter(action=Action.EVIDENCE_SEEN, actor=reviewer.reference)
    assert seen.details == {"evidence": str(proof.reference)}


@pytest.mark.parametrize("reason", ["", "own", "curiosity"])
def test_without_a_reason_of_a_reviewer_the_vault_stays_shut(client, reviewer, reason):
    application = waiting()
    answer = text_of(open_identity(client, application, reason))
    assert CLAIM["name"] not in answer and "Open the identity" in answer
    assert not Event.objects.filter(action=Action.IDENTITY_READ, actor=reviewer.reference).exists()
    with pytest.raises(PermissionDenied):
        read_identity(application=application, reason=Reason.OWN, by=reviewer)


def test_reading_an_address_opens_nothing(client, reviewer):
    application = waiting()
    for address in (page(application, "identity"), page(application, "picture", application.evidence.get().reference)):
        assert client.get(address).url == page(application)
    assert not Event.objects.filter(actor=reviewer.reference).exists()


def test_an_erased_identity_is_said_in_words(client, reviewer):
    application = waiting()
    application.identity.delete()
    assert "The vault holds no identity" in text_of(open_identity(client, application))


def institution_mail(application, address="quokkina@wombat-hospital.example"):
    proof = evidence.ask_for_code(application=application, address=address, by=application.user, now=make.now())
    Evidence.objects.filter(pk=proof.pk).update(outcome="given", code="")
    Application.objects.filter(pk=application.pk).update(state="in_review")
    return proof


def test_no_page_before_opening_can_tell_who_the_applicant_is(client, reviewer):
    application = make.apply(
        claim=make.claim_of("GB", **CLAIM), user=make.applicant(email="quokkina@mail.example", display_name="Quokkina")
    )
    proof = institution_mail(application)
    pages = [QUEUE, page(application), page(application, "evidence", proof.reference), "/admin/"]
    pages += [page(application, name) for name in ACTS if name != "second-look"]
    for address in pages:
        shown = client.get(address)
        assert shown.status_code == 200, address
        for secret in ("quokkina", "wombat", CLAIM["number"]):
            assert secret not in text_of(shown).lower(), address
    assert "At wombat-hospital.example" in text_of(open_identity(client, application))


def test_the_list_cannot_be_asked_for_what_it_does_not_show(client, reviewer):
    application = waiting()
    for probe in ("user__email__startswith", "fingerprint__startswith", "decisions__by", "evidence__domain"):
        assert page(application) in text_of(client.get(QUEUE, {probe: "zzz"})), probe
    assert client.get(QUEUE, {"export": "csv"})["Content-Type"].startswith("text/html")


def test_what_a_reviewer_has_a_part_in_is_not_there_for_them(client):
    application = waiting()
    own = give_role(application.user, Role.REVIEWER)
    client.force_login(own)
    another = waiting(number="7654322")
    queue = text_of(client.get(QUEUE))
    assert page(application) not in queue and page(another) in queue
    assert client.get(page(application)).status_code == 404
    assert open_identity(client, application).status_code == 404


OTHERS = [role for role in Role if role != Role.REVIEWER]


@pytest.mark.parametrize("role", OTHERS)
def test_for_every_other_role_the_desk_is_an_unknown_address(client, role):
    application = waiting()
    proof = application.evidence.get()
    client.force_login(UserFactory(role=role, is_staff=role == Role.ADMINISTRATOR))
    unknown = client.get("/admin/nothing-here/")
    assert unknown.status_code == 404 or unknown.url.startswith("/admin/login/")
    addresses = [QUEUE, page(application), page(application, "identity")]
    addresses += [page(application, "picture", proof.reference), page(application, "evidence", proof.reference)]
    addresses += [page(application, name) for name in (*ACTS, "nothing")]
    before = Event.objects.count()
    for address in addresses:
        for method in (client.get, client.post, client.head, client.options, client.put):
            answer = method(address)
            assert answer.status_code == unknown.status_code, (address, method)
            if answer.status_code == 404 and method == client.get:
                assert answer.content == unknown.content
    assert Event.objects.count() == before
    home = client.get("/admin/")
    assert home.status_code in (200, 302) and "Verification desk" not in text_of(home)


def test_the_anonymous_are_sent_to_sign_in(client):
    application = waiting()
    for address in (QUEUE, page(application), page(application, "identity"), page(application, "verify")):
        for method in (client.get, client.post):
            assert method(address).url.startswith("/admin/login/?next=")


def test_what_waits_comes_first_and_of_that_the_oldest(client, reviewer):
    done, young, old = (make.member(by=make.reviewer()), make.with_picture(), make.with_picture())
    Application.objects.filter(pk=old.pk).update(since=make.now() - timedelta(days=1))
    Application.objects.filter(pk=done.pk).update(since=make.now() - timedelta(days=9))
    html = text_of(client.get(QUEUE))
    places = [html.index(page(application)) for application in (old, young, done)]
    assert places == sorted(places)


def test_the_list_shows_marks_and_is_filtered(client, reviewer):
    held, other = make.with_picture(claim=make.claim_of("NZ")), make.with_picture(claim=make.claim_of("ZA"))
    hold(held, reason="two_claims", now=make.now())
    proposed = make.member(claim=make.claim_of("IE"))
    deciding.propose_revocation(
        application=proposed, by=make.reviewer(), reason=deciding.Reason.CONDUCT, now=make.now()
    )
    html = text_of(client.get(QUEUE))
    assert "On hold</span>" in html and "Proposed</span>" in html
    shown = {
        one: {row for row in (held, other, proposed) if page(row) in text_of(client.get(f"{QUEUE}?{one}"))}
        for one in ("hold=yes", "hold=no", "country=ZA", "state=suspended", "country=XX", "state=%00")
    }
    assert shown == {
        "hold=yes": {held},
        "hold=no": {other, proposed},
        "country=ZA": {other},
        "state=suspended": {proposed},
        "country=XX": set(),
        "state=%00": set(),
    }
    assert "No application fits these filters" in text_of(client.get(f"{QUEUE}?country=XX"))


def test_an_empty_desk_says_so(client, reviewer):
    assert "Nobody has applied yet" in text_of(client.get(QUEUE))
    assert "Nothing waits for you." in text_of(client.get("/admin/"))


def queries_of(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_a_longer_queue_asks_the_database_no_more_often(client, reviewer):
    application = make.with_picture()
    client.get(QUEUE)
    few = {address: queries_of(client, address) for address in (QUEUE, "/admin/", page(application))}
    for country in ("NZ", "ZA", "IE", "AU"):
        make.with_picture(claim=make.claim_of(country))
    make.member(claim=make.claim_of("CA"))
    for _ in range(3):
        evidence.give_picture(application=application, file=make.licence_picture(), by=application.user, now=make.now())
        deciding.ask_for_evidence(
            application=application, by=make.reviewer(), reason=deciding.Reason.NO_PROOF, note="", now=make.now()
        )
    assert {address: queries_of(client, address) for address in few} == few


MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("since", "due"),
    [
        (MONDAY, MONDAY + timedelta(days=2)),
        (MONDAY + timedelta(days=3), MONDAY + timedelta(days=7)),  # Thursday to Monday
        (MONDAY + timedelta(days=4), MONDAY + timedelta(days=8)),  # Friday to Tuesday
        (MONDAY + timedelta(days=5), datetime(2026, 12, 2, tzinfo=UTC)),  # Saturday: Monday and Tuesday count
        (MONDAY + timedelta(days=6), datetime(2026, 12, 2, tzinfo=UTC)),
    ],
)
def test_two_working_days_leave_out_the_weekend(since, due):
    minute = timedelta(minutes=1)
    assert not since < overdue_before(due - minute)
    assert since < overdue_before(due + minute)


def test_what_waits_for_more_than_two_working_days_is_marked_and_counted(client, reviewer):
    late, fresh = make.with_picture(), make.with_picture()
    Application.objects.filter(pk=late.pk).update(since=make.now() - timedelta(days=6))
    make.apply(claim=make.claim_of("NZ"))  # waits for its applicant, not for a reviewer
    html = text_of(client.get(QUEUE))
    assert html.count("Overdue</span>") == 1
    assert html.index(page(late)) < html.index("Overdue</span>") < html.index(page(fresh))
    home = " ".join(text_of(client.get("/admin/")).split())
    assert "2 applications wait for a decision" in home and "1 overdue" in home and "0 on hold" in home
