"""From a stranger to a member's first search, as the people themselves do it: two browsers, an applicant and a reviewer."""

import re
import time
from io import StringIO

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.management import call_command

from accounts.models import Application, User
from accounts.roles import Role
from audit.kinds import Action
from audit.models import Event
from tests.factories import verification as make
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.slow]
PASSWORD = "calm-stripes-909"
EMAIL = "ada@clinic.example"


@pytest.fixture
def licence(library):
    """What the applicant holds, and the register knows."""
    claim = make.claim_of("AU", name="Ada Quillfeather")
    make.put_in_register(claim)
    return claim


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "licence.png"
    path.write_bytes(make.licence_picture(600))
    return path


def registers(page):
    page.goto("/accounts/signup/")
    page.fill("[name=email]", EMAIL)
    page.fill("[name=password1]", PASSWORD)
    page.fill("[name=password2]", PASSWORD)
    press(page, "main form button[type=submit]")
    link = re.search(r"https?://[^/\s]+(/accounts/confirm-email/\S+)", mail.outbox[-1].body)[1]
    page.goto(link)
    press(page, "main form button[type=submit]")
    if "/accounts/login/" in page.url:
        signs_in(page)


def signs_in(page):
    page.fill("[name=login]", EMAIL)
    page.fill("[name=password]", PASSWORD)
    press(page, "main form button[type=submit]")


def press(page, selector):
    with page.expect_navigation():
        page.locator(selector).first.click()


def follow(page, name):
    with page.expect_navigation():
        page.get_by_role("link", name=name).first.click()


def applies(page, claim, picture):
    page.goto("/membership/details/?country=AU")
    page.fill("[name=name]", claim.name)
    page.select_option("[name=speciality]", claim.speciality)
    page.fill("[name=number]", "MED 12")
    press(page, "main form button[type=submit]")
    assert "MED and ten digits" in page.inner_text("main")
    assert page.input_value("[name=name]") == claim.name, "nothing that was typed is lost"
    page.fill("[name=number]", claim.number)
    press(page, "main form button[type=submit]")
    page.goto("/membership/evidence/")
    page.set_input_files("[type=file]", str(picture))
    press(page, "form:has([type=file]) button[type=submit]")
    page.goto("/membership/")
    assert "reviewer" in page.inner_text("main")


def decides(desk, claim):
    """Find the application in the queue, open the identity, look at the picture, accept it, verify."""
    application = Application.objects.get()
    desk.goto("/admin/verification/")
    assert "Quillfeather" not in desk.inner_text("body")
    follow(desk, re.compile(str(application.reference)[:8]))
    desk.check("[name=reason][value=evidence]")
    press(desk, "form[action$='/identity/'] button")
    assert claim.name in desk.inner_text("body")
    assert claim.number in desk.inner_text("body")
    with desk.context.expect_page() as shown:
        desk.get_by_role("button", name=re.compile("Look at the picture")).click()
    shown.value.wait_for_load_state()
    shown.value.close()
    follow(desk, re.compile("Judge it"))
    desk.locator("[name=is_good]").first.check()
    press(desk, "main form button[type=submit], #main form button[type=submit]")
    desk.goto(f"/admin/verification/{application.reference}/verify/")
    press(desk, "main form button[type=submit], #main form button[type=submit]")
    application.refresh_from_db()
    assert application.state == "verified"


def sets_up_a_second_factor(page):
    page.goto("/accounts/2fa/totp/activate/")
    if page.locator("main [name=password]").count():
        page.fill("main [name=password]", PASSWORD)
        press(page, "main form button[type=submit]")
    secret = re.search(r"\b[A-Z2-7]{32}\b", page.content())[0]
    page.fill("[name=code]", totp(secret))
    press(page, "main form button[type=submit]")


def totp(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_a_stranger_registers_proves_the_licence_and_searches_as_a_member(open_page, library, licence, picture):
    page = open_page("/search/?q=tendon")
    hidden = library.members_article.title
    assert hidden not in page.inner_text("main")
    registers(page)
    applies(page, licence, picture)

    desk = open_page("/admin/verification/", reader=UserFactory(role=Role.REVIEWER))
    decides(desk, licence)

    page.goto("/membership/")
    assert "Verified" in page.inner_text("main") or "member" in page.inner_text("main")
    sets_up_a_second_factor(page)
    page.goto(f"/search/?q={hidden}")
    assert hidden in page.inner_text("main")
    user = User.objects.get(email=EMAIL)
    assert user.display_name in page.content()
    assert "Quillfeather" not in page.content()
    assert Event.objects.filter(action=Action.IDENTITY_READ, owner=user.reference).exists()
    assert not [said for said in (*page.said, *desk.said) if "Content Security Policy" in said]

    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert "all as they were written" in out.getvalue()
