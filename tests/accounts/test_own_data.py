import json

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from wagtail.models import APIToken, Comment, Page, Task, TaskState, Workflow, WorkflowState

from accounts.actions import create_token
from accounts.models import Application, Physician, User
from accounts.verification.actions import applying, deciding
from audit.actions import record
from audit.kinds import Action, Area
from audit.models import Event
from common import own_data as common_own_data
from hubsite.own_data import EXPORTED, LEFT_OUT, own_data
from tests.factories import verification as make
from tests.factories.accounts import UserFactory
from tests.factories.sign_in import PASSWORD, confirm_password, person
from tests.factories.whole_account import MAIL, NAME, member, signed_in, use_everything

pytestmark = pytest.mark.django_db
EXPORT = "/api/hub/v1/me/export"
# A relation that says whom something belongs to; an inherited one is told once, with the table that holds the column.
ABOUT = (User, Physician, Application)


def relations():
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields(include_hidden=True):
            is_own = field.concrete and field.model is model and not field.many_to_many
            if is_own and field.is_relation and field.related_model in ABOUT:
                yield f"{model._meta.label}.{field.name}"


def test_every_column_that_leads_to_an_account_is_exported_or_left_out_for_a_reason():
    """A new relation turns this red: say in hubsite/own_data.py where the export tells of it, or why not."""
    assert EXPORTED.keys() & LEFT_OUT.keys() == set()
    assert set(relations()) == EXPORTED.keys() | LEFT_OUT.keys()
    assert all(reason.endswith(".") for reason in LEFT_OUT.values())


def found(document, path):
    """Return all that stands at a path; a list on the way is walked through."""
    here = [document]
    for name in path.split("."):
        rows = [one for each in here for one in (each if isinstance(each, list) else [each])]
        here = [row[name] for row in rows]
    return [value for value in here if value not in (None, [], {}, 0)]


def test_every_place_that_is_named_holds_what_the_account_left_there():
    user = member()
    signed_in(user)
    use_everything(user)
    applicant = make.with_picture(claim=make.claim_of(), registered=False)
    Physician.objects.get(user=user).vouchers.create(application=applicant, at=make.now())
    Application.objects.get(user=user).vouchers.create(
        physician=make.member(claim=make.claim_of("NZ")).user.physician, at=make.now()
    )
    use_wagtail_workflow(user)
    document = json.loads(json.dumps(own_data(user, with_identity=True), cls=DjangoJSONEncoder))
    empty = [path for path in EXPORTED.values() if not found(document, path)]
    assert empty == []
    assert found(document, "applications.identity.name") == [NAME]
    assert document["account"]["email"] == MAIL
    assert document["tokens"][0]["name"] == "quokkatoken"
    assert len(document["ballots"]) == 2
    assert document["pseudonyms"][0]["text"] == user.display_name


def use_wagtail_workflow(user):
    """Let the account have submitted and reviewed something, resolved a comment and been given a group."""
    page = Page.objects.get(title="A page that stays")
    state = WorkflowState.objects.create(
        **dict.fromkeys(("content_type", "base_content_type"), page.cached_content_type),
        content_object=page,
        requested_by=user,
        workflow=Workflow.objects.create(name="Peers"),
    )
    TaskState.objects.create(
        workflow_state=state, task=Task.objects.create(name="Look"), revision=page.latest_revision,
        finished_by=user, finished_at=timezone.now(), status="approved",
    )  # fmt: skip
    Comment.objects.update(resolved_by=user)
    user.groups.set(Group.objects.all()[:1])


def test_the_export_holds_no_secret_and_names_nobody_else():
    user = member()
    use_everything(user)
    text = json.dumps(own_data(user, with_identity=True), cls=DjangoJSONEncoder)
    reviewer = User.objects.get(role="reviewer")
    token = APIToken.objects.get(user=user)
    secrets = [user.password, user.access_key, token.key_hash, str(user.reference)]
    secrets += [str(row.data) for row in user.authenticator_set.all()]
    for secret in (*secrets, reviewer.email, reviewer.display_name, str(reviewer.reference)):
        assert secret not in text
    assert '"by": "reviewer"' in text


def test_whoever_is_on_hold_does_not_learn_it_from_the_export():
    claim = make.claim_of()
    first, second = make.with_picture(claim=claim), make.with_picture(claim=claim)
    reviewer = make.reviewer()
    make.accept_picture(first, reviewer)
    before = own_data(first.user, with_identity=False)
    deciding.settle_hold(application=first, by=reviewer, now=make.now(), note="two claims")
    after = own_data(first.user, with_identity=False)
    for document in (before, after, own_data(second.user, with_identity=False)):
        text = json.dumps(document, cls=DjangoJSONEncoder)
        for word in ("hold", "held", "settle", "two claims"):
            assert word not in text.replace("household", "")
    assert [row["verdict"] for row in after["applications"][0]["decisions"]] == ["evidence"]


def test_the_lists_are_bounded(monkeypatch):
    monkeypatch.setattr(common_own_data, "MOST", 2)
    user = UserFactory()
    for number in range(4):
        create_token(name=f"t{number}", by=user)
    assert [row["name"] for row in own_data(user, with_identity=False)["tokens"]] == ["t3", "t2"]


def test_the_page_asks_for_the_password_and_then_sends_the_file():
    user = member()
    browser = signed_in(user)
    before = browser.get("/accounts/export/").content.decode()
    assert "Download the file" not in before
    asked = browser.post("/accounts/export/")
    assert asked["Location"].startswith("/accounts/reauthenticate/")
    assert not Event.objects.filter(action=Action.DATA_EXPORTED).exists()
    browser.post(asked["Location"], {"password": "wrong, wrong, wrong"})
    assert not Event.objects.filter(action=Action.DATA_EXPORTED).exists()
    led = browser.post(asked["Location"], {"password": PASSWORD, "next": "/accounts/export/"})
    assert led["Location"] == "/accounts/export/"
    assert not Event.objects.filter(action=Action.DATA_EXPORTED).exists()
    assert "Download the file" in browser.get("/accounts/export/").content.decode()
    answer = browser.post("/accounts/export/")
    assert answer["Content-Type"] == "application/json"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "no-store" in answer["Cache-Control"]
    assert answer.json()["applications"][0]["identity"]["name"] == NAME
    [event] = Event.objects.filter(action=Action.DATA_EXPORTED)
    assert (event.owner, event.details) == (user.reference, {"identity": True})
    assert Event.objects.filter(action=Action.IDENTITY_READ, actor=user.reference, details={"reason": "own"}).exists()


def test_a_session_without_a_recent_password_is_refused_by_the_api_too():
    browser = signed_in(member())
    assert browser.get(EXPORT).status_code == 403
    confirm_password(browser)
    answer = browser.get(EXPORT)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert answer.json()["applications"][0]["identity"]["name"] == NAME


def test_a_token_gets_everything_but_who_somebody_is(client):
    user = member()
    headers = {"Authorization": f"Bearer {create_token(name='backup', by=user)}"}
    answer = client.get(EXPORT, headers=headers)
    assert answer.status_code == 200
    assert NAME not in answer.content.decode().replace(f"Welcome, {NAME}", "")
    assert not Event.objects.filter(action=Action.IDENTITY_READ, actor=user.reference).exists()


def test_an_account_that_did_nothing_has_an_export_too(client):
    user = person(role="registered")
    document = own_data(user, with_identity=True)
    assert document["applications"] == []
    assert document["physician"] is None
    assert client.get(EXPORT).status_code == 401


def test_whoever_withdraws_does_not_read_in_the_export_that_another_hold_ended():
    first, second = make.with_picture(), make.with_picture()
    Application.objects.filter(pk__in=[first.pk, second.pk]).update(
        fingerprint="f" * 64, held_at=timezone.now(), hold_reason="two_claims"
    )
    first.refresh_from_db()
    applying.withdraw(application=first, by=first.user, now=make.now())
    assert Event.objects.filter(action=Action.APPLICATION_RELEASED).exists()
    record(Action.APPLICATION_RELEASED, area=Area.MEMBERSHIP, actor=first.user.reference)  # as it was once written
    events = own_data(first.user, with_identity=False)["events"]
    assert events
    assert all(event["action"] != Action.APPLICATION_RELEASED and "reason" not in event["details"] for event in events)


def test_the_export_of_a_rejected_applicant_tells_nothing_of_another_claim():
    claim = make.claim_of()
    make.with_picture(claim=claim)
    second = make.with_picture(claim=claim)
    deciding.reject(application=second, by=make.reviewer(), reason="two_claims", now=make.now())
    text = json.dumps(own_data(second.user, with_identity=False), default=str)
    assert "The details could not be confirmed" in text
    assert "two_claims" not in text
