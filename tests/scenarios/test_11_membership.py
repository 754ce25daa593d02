import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Application, User
from accounts.verification.actions import deciding
from tests.factories import verification as make
from tests.factories.cases import open_case
from tests.privacy.crawl import LISTS, crawl, search_doors
from tests.scenarios.browsing import API, Person
from tests.scenarios.people import WORD, texts

pytestmark = pytest.mark.django_db
EVIDENCE = "/membership/evidence/"
TICKS = {"number": "on", "name": "on", "status": "on", "jurisdiction": "on"}


@pytest.fixture(autouse=True)
def no_second_looks(monkeypatch):
    """One verified application in ten is drawn for a second look: here none is."""
    monkeypatch.setattr(deciding.secrets, "randbelow", lambda number: 1)


def applies(claim):
    """Send the details of a licence by the form, as whoever knows name and number can."""
    somebody = Person(make.applicant())
    somebody.open(f"/membership/details/?country={claim.country}")
    somebody.press("Send", name=claim.name, number=claim.number, speciality=claim.speciality)
    return somebody


def shows_the_licence(physician):
    file = SimpleUploadedFile("licence.png", make.licence_picture(), "image/png")
    physician.open(EVIDENCE)
    sent = physician.program.post(EVIDENCE, {"way": "picture", "file": file})
    assert sent.status_code == 302


def desk(reviewer, who, *parts, **sent):
    application = Application.objects.get(user=who.user)
    address = "/".join(["/admin/verification", str(application.reference), *map(str, parts), ""])
    reviewer.program.post(address, sent)
    application.refresh_from_db()
    return application


def sees_no_case(somebody, case):
    again = Person(User.objects.get(pk=somebody.user.pk))
    for address in (f"/cases/{case.pk}/", f"/cases/{case.pk}/flag/", f"/cases/{case.pk}/attachments/"):
        again.open(address, status=404)
    for operation in ("", "/replies", "/attachments"):
        assert again.program.get(f"{API}/cases/{case.pk}{operation}").status_code in (403, 404)
    lists = [*LISTS, "/cases/", f"{API}/cases", f"{API}/me/offers", "/cases/offers/", "/cases/desk/"]
    seen = crawl(again.program, [*lists, *search_doors([f"{WORD}story"])], follow=False)
    return not [address for address, said in seen.items() if f"The {WORD}" in said or case.short in said]


def test_given_a_real_doctors_name_and_number_without_proof_a_stranger_never_sees_a_case_and_the_doctor_still_joins():
    case, claim, reviewer = open_case(texts=texts()), make.claim_of(), Person(make.reviewer())
    make.put_in_register(claim)
    stranger = applies(claim)
    assert "proof" in stranger.open("/membership/").lower()
    assert desk(reviewer, stranger, "verify", note="").state == "needs_evidence", "no reviewer can make it a member"
    assert sees_no_case(stranger, case)
    doctor = applies(claim)
    shows_the_licence(doctor)
    desk(reviewer, stranger, "reject", reason="wrong_person", note="")
    desk(reviewer, doctor, "identity", reason="register")
    desk(reviewer, doctor, "register", **TICKS)
    proof = Application.objects.get(user=doctor.user).evidence.get()
    desk(reviewer, doctor, "picture", proof.reference)
    desk(reviewer, doctor, "evidence", proof.reference, is_good="yes")
    desk(reviewer, doctor, "settle", note="")
    assert desk(reviewer, doctor, "verify", note="").state == "verified"
    assert f"{WORD}story" in Person(User.objects.get(pk=doctor.user.pk)).open(f"/cases/{case.pk}/")
    assert sees_no_case(stranger, case)
