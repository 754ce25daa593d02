"""The loader of the demonstration content. Its data is examined in test_demo_data.py, the command in tests/hubsite."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import authenticate
from django.core import mail
from django.core.mail import send_mail
from django.utils import timezone
from wagtail.fields import StreamField
from wagtail.images.models import Image
from wagtail.log_actions import log
from wagtail.models import Page

from accounts.models import Application, RegisterEntry, RegisterLoad, User
from accounts.roles import Role
from accounts.vault.actions import read_identity
from accounts.vault.facts import Reason
from accounts.verification.actions.registers import import_register
from accounts.verification.countries import RULES
from accounts.verification.desk.querysets import numbers_for
from content.demo.accounts import put_accounts, put_members
from content.demo.actions import Edited, Outcome, put_existing_page, put_file
from content.demo.applications import put_applications, put_registers, without_mail
from content.demo.data import FOLDER, document, records
from content.demo.known import Known
from content.demo.load import load_demo
from content.demo.make_pictures import PICTURES, drawn, png
from content.demo.polls import put_poll
from content.models import DiseasePage, HomePage, HubPage, PatientOrganisation, StandardPage
from polls.models import Poll
from tests.content.test_demo_data import orpha_codes
from tests.content.trees import disease, named_diseases
from vocabulary.models import Disease

pytestmark = pytest.mark.django_db


@pytest.fixture
def vocabulary():
    named_diseases(orpha_codes())


def tally() -> Counter[Outcome]:
    return Counter()


def standard_page() -> StandardPage:
    page = StandardPage(title="Help", slug="help", summary="As loaded", live=False)
    HomePage.objects.get().add_child(instance=page)
    page.save_revision().publish()
    return page


def test_the_second_run_changes_nothing(vocabulary):
    first = load_demo()
    assert first[Outcome.CREATED] > 120
    assert first[Outcome.CHANGED] == 16  # fifteen disease pages and the home page
    again = load_demo()
    assert not again[Outcome.CREATED] and not again[Outcome.CHANGED]


def test_every_loaded_page_is_live_marked_as_demonstration_and_valid(vocabulary):
    load_demo()
    pages = [page for page in Page.objects.specific() if isinstance(page, HubPage) and page.kind]
    loaded = [page for page in pages if not isinstance(page, DiseasePage) or page.is_curated]
    assert len(loaded) == 15 + 40
    for page in loaded:
        assert page.live and page.is_demonstration
        page.full_clean()
        for field in page._meta.get_fields():
            if isinstance(field, StreamField):
                field.stream_block.clean(getattr(page, field.name))
    home = HomePage.objects.get()
    assert home.featured_poll and home.featured_collection
    partner = PatientOrganisation.objects.get(is_partner=True)
    assert Poll.objects.exists() and not Poll.objects.filter(is_demonstration=False).exists()
    assert (partner.name, partner.url) == ("Global Genes", "https://globalgenes.org/")


def test_every_role_has_an_account_that_can_sign_in():
    put_accounts(tally())
    password = document("accounts")["password"]
    for role in Role:
        user = User.objects.get(email=f"{role}@demo.example")
        assert user.role == role
        assert user.check_password(password)
        assert EmailAddress.objects.get(user=user, verified=True, primary=True).email == user.email
    assert User.objects.get(email="administrator@demo.example").role == Role.ADMINISTRATOR


def test_an_account_keeps_the_password_that_was_changed_in_it():
    put_accounts(tally())
    user = User.objects.get(email="physician@demo.example")
    user.set_password("another-long-password")
    user.save()
    again = tally()
    put_accounts(again)
    assert set(again) == {Outcome.UNCHANGED}
    assert authenticate(email=user.email, password="another-long-password") == user


def test_what_a_person_edited_is_left_as_it_is():
    page, editor = standard_page(), User.objects.create_user("editor@example.org")
    log(page, "wagtail.edit", user=editor)
    values = {"summary": "As the data says now"}
    assert put_existing_page(page, values=values, children={}, edited=Edited()) == Outcome.KEPT
    assert StandardPage.objects.get().summary == "As loaded"


def test_a_page_whose_data_changed_is_published_again():
    page = standard_page()
    values = {"summary": "As the data says now"}
    assert put_existing_page(page, values=values, children={}, edited=Edited()) == Outcome.CHANGED
    assert StandardPage.objects.get().summary == "As the data says now"
    assert put_existing_page(page, values=values, children={}, edited=Edited()) == Outcome.UNCHANGED


def test_a_picture_is_stored_once_and_again_when_it_changed_or_is_gone():
    def put(key):
        content = png(drawn(PICTURES[key]))
        return put_file(Image, title="A picture", name="a.png", content=content, values={}, edited=Edited())

    image, outcome = put("tendon")
    assert (outcome, image.width, image.height) == (Outcome.CREATED, 1200, 675)
    assert put("tendon")[1] == Outcome.UNCHANGED
    assert put("arteries")[1] == Outcome.CHANGED
    changed = Image.objects.get()
    changed.file.storage.delete(changed.file.name)
    assert put("arteries")[1] == Outcome.CHANGED


def test_the_desk_has_one_of_everything_and_a_second_run_leaves_it_alone():
    first, again = tally(), tally()
    put_accounts(tally())
    for done in (first, again):
        put_registers(done)
        put_applications(done)
    applicants = len(records("applications"))
    assert (first[Outcome.CREATED], again) == (applicants + len(RULES), {Outcome.UNCHANGED: applicants + len(RULES)})
    emails = [record["email"] for record in records("applications")]
    states = dict(Application.objects.filter(user__email__in=emails).values_list("user__email", "state"))
    assert sorted(states.values()) == ["in_review"] * 5 + ["lapsed", "suspended"]
    assert states["penholder@demo.example"] == "lapsed"
    proposed = Application.objects.get(user__email="copperplate@demo.example")
    reviewers = {name: User.objects.get(email=f"{name}@demo.example") for name in ("reviewer", "reviewer-2")}
    assert (proposed.state, proposed.revocation_by) == ("suspended", reviewers["reviewer-2"])
    numbers = numbers_for(reviewers["reviewer"], timezone.now())
    assert (numbers.waiting, numbers.overdue, numbers.held) == (6, 1, 2)
    for application in Application.objects.filter(identity__isnull=False):
        facts = read_identity(application=application, reason=Reason.REGISTER, by=reviewers["reviewer"])
        assert facts.name.startswith("Demonstration ")


def test_every_register_of_the_demonstration_says_that_it_is_invented():
    put_registers(tally())
    assert set(RegisterLoad.objects.values_list("country", flat=True)) == set(RULES)
    assert RegisterEntry.objects.count() == RegisterEntry.objects.filter(name__contains="Demonstration").count() > 20
    for file in (FOLDER / "data" / "registers").glob("*.csv"):
        head, *lines = file.read_text(encoding="utf-8").splitlines()
        assert head.startswith("remark,") and all(line.startswith("invented,") for line in lines)


def test_a_register_that_is_there_is_not_replaced_by_an_invented_one():
    lines = ["number,name,status\n", "1234567,Ada Example,active\n"]
    now = timezone.now()
    import_register(country="GB", lines=lines, as_of=now.date(), now=now)
    put_registers(tally())
    assert RegisterEntry.objects.get(country="GB").name == "Ada Example"


def test_loading_sends_nobody_a_mail(settings):
    before = settings.EMAIL_BACKEND
    with without_mail():
        assert send_mail("Subject", "Text", None, ["somebody@demo.example"]) == 1
    assert (settings.EMAIL_BACKEND, mail.outbox) == (before, [])


def test_a_poll_gets_its_ballots_once():
    disease(79276)
    known = Known(diseases=dict(Disease.objects.values_list("orpha_code", "pk")))
    record = next(record for record in records("polls") if record["key"] == "urine-pbg-time")
    members = put_members(tally())
    for outcome in (Outcome.CREATED, Outcome.UNCHANGED):
        assert put_poll(record, known=known, members=members, edited=Edited())[1] == outcome
    poll = Poll.objects.get()
    assert [option.ballots.count() for option in poll.options.all()] == [6, 9, 8]
    assert poll.ballots.filter(option=None).count() == 6
    assert poll.state(datetime(2026, 11, 22, tzinfo=UTC)) == "closed"
