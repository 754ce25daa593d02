import io

import pytest
from django.core.cache import cache
from PIL import Image

from accounts.models import Application, Identity, SealedFile
from accounts.vault.actions import read_picture
from accounts.verification import limits
from accounts.verification.actions import registers
from accounts.verification.countries import RULES
from tests.accounts.verification.pages import EVIDENCE, page, text, upload
from tests.factories import verification as make
from tests.factories.pictures import CANARY, NOT_PICTURES, with_traces

pytestmark = pytest.mark.django_db
QUERIES_MOST = 14


@pytest.fixture(autouse=True)
def nothing_tried_before():
    cache.clear()


def send(client, **changes):
    claim = make.claim_of()
    form = {"country": "GB", "name": claim.name, "speciality": claim.speciality, "number": claim.number}
    return client.post("/membership/details/", form | changes)


def test_a_physician_comes_from_the_country_to_the_proof_without_script(client):
    user = make.applicant()
    assert "?country=NZ" in text(page(client, user, "/membership/details/"))
    assert "HPI person number" in text(client.get("/membership/details/?country=NZ"))
    assert send(client)["Location"] == EVIDENCE
    assert Application.objects.get().state == "needs_evidence"
    assert client.get("/membership/details/?country=GB")["Location"] == "/membership/"


@pytest.mark.parametrize(
    ("typed", "registered", "outcome"),
    [
        ("Sukarno", "SUKARNO", "match"),
        ("Sukarno", "Ahmed Sukarno", "mismatch"),
        ("王伟", "王伟", "match"),
        ("王伟", "Wang Wei", "mismatch"),
        ("Md Abdul Rahman", "ABDUL RAHMAN, MD", "mismatch"),
    ],
)
def test_whoever_has_one_name_or_writes_it_in_another_script_applies_and_a_reviewer_looks(typed, registered, outcome):
    number = make.number_of("GB", 1)
    lines = ["number,name,status\n", f'{number},"{registered}",active\n']
    registers.import_register(country="GB", lines=lines, as_of=make.now().date(), now=make.now())
    application = make.apply(claim=make.claim_of(serial=1, name=typed))
    assert application.register_checks.get().outcome == outcome
    assert application.state == "needs_evidence"


def test_the_form_says_in_which_order_a_name_is_written(client):
    shown = text(page(client, make.applicant(), "/membership/details/?country=GB"))
    assert "Given name first, surname last, as in the register." in shown


WRONG = {
    "US": (
        {"number": "1234567890", "region": "", "extra": "!"},
        ["check digit", "state of the licence", "3 to 15 letters"],
    ),
    "GB": ({"number": "12"}, ["seven digits"]),
    "CA": ({"number": "x1", "region": "XX"}, ["3 to 6 digits", "province or territory"]),
    "AU": ({"number": "MED12"}, ["MED and ten digits"]),
    "ZA": ({"number": "12"}, ["MP and six to eight digits"]),
    "IE": ({"number": "1", "extra": ""}, ["five or six digits", "Choose the division of the register you are in."]),
    "NZ": ({"number": "1", "extra": "99"}, ["four to six digits", "two digits and four letters"]),
}


@pytest.mark.parametrize("country", RULES)
def test_all_that_is_wrong_is_said_at_its_field_with_the_expected_form_and_nothing_typed_is_lost(client, country):
    changes, sentences = WRONG[country]
    client.force_login(make.applicant())
    answer = send(client, country=country, name="Dr.", speciality="witchcraft", **changes)
    shown = text(answer)
    assert answer.status_code == 422
    assert not [
        sentence for sentence in [*sentences, "given name first", "Choose the speciality"] if sentence not in shown
    ]
    for name in ("name", "speciality", *changes):
        assert f'id="id_{name}_error"' in shown
        assert f'href="#id_{name}"' in shown
    assert 'value="Dr."' in shown
    assert f'value="{changes["number"]}"' in shown
    assert not Application.objects.exists()
    assert not Identity.objects.exists()


def test_the_summary_names_a_field_once(client):
    client.force_login(make.applicant())
    shown = text(send(client, country="GB", number="12"))
    assert "GMC reference number: This number cannot be right." in shown
    assert "number: this number" not in shown


@pytest.mark.parametrize("name", ["A", "someone@example.org"])
def test_a_letter_or_an_address_is_no_full_name(client, name):
    client.force_login(make.applicant())
    answer = send(client, country="GB", name=name, number="1234567")
    assert answer.status_code == 422
    assert "Write your name as it stands in the register" in text(answer)
    assert not Application.objects.exists()


def test_only_details_that_are_well_formed_use_up_tries(client, monkeypatch):
    monkeypatch.setitem(limits.MOST_A_DAY, limits.Limited.DETAILS, 1)
    user = make.applicant()
    client.force_login(user)
    cache.clear()
    for _ in range(3):
        assert send(client, country="GB", number="12").status_code == 422
    assert send(client, country="GB", number="1234567").status_code == 302
    client.post("/membership/withdraw/")
    refused = send(client, country="GB", number="1234567")
    assert refused.status_code == 429
    assert "<h1>Please try again tomorrow</h1>" in text(refused)
    assert "try again tomorrow." in text(refused)
    assert send(client, country="GB", number="12").status_code == 422


def test_the_register_of_canada_is_that_of_the_province(client):
    shown = text(page(client, make.applicant(), "/membership/details/?country=CA"))
    assert "its register: the register of your province’s college." in shown


def test_an_unknown_country_is_answered_with_the_list(client):
    client.force_login(make.applicant())
    assert send(client, country="XX").status_code == 422
    assert "not one of the network" in text(client.get("/membership/details/?country=XX"))


@pytest.mark.parametrize("name", ["name", "number", "speciality", "country"])
def test_impossible_text_is_refused_and_breaks_nothing(client, name):
    client.force_login(make.applicant())
    for value in ("x" * 100_000, "a\0b", "٣" * 7, "<script>"):
        answer = send(client, **{name: value})
        assert answer.status_code == 422
        assert "<script>alert" not in text(answer)


@pytest.mark.parametrize("kind", NOT_PICTURES)
def test_what_is_no_picture_or_too_big_is_refused_in_one_sentence_and_kept_nowhere(client, kind):
    application = make.apply()
    client.force_login(application.user)
    answer = upload(client, NOT_PICTURES[kind])
    assert answer.status_code == 422
    assert ("too big" if kind.startswith(("bomb", "too big")) else "no picture that can be read") in text(answer)
    assert not SealedFile.objects.exists()
    application.refresh_from_db()
    assert application.state == "needs_evidence"


def test_an_upload_without_a_file_says_what_to_do(client):
    client.force_login(make.apply().user)
    assert "Choose a picture first." in text(client.post(EVIDENCE, {"way": "picture"}))


def test_place_camera_comment_and_whatever_hangs_on_a_picture_are_gone_from_what_is_kept(client):
    application = make.apply()
    client.force_login(application.user)
    sent = with_traces()
    assert CANARY in sent
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(0x8825)
    assert upload(client, sent)["Location"] == "/membership/"
    [proof] = application.evidence.all()
    kept = read_picture(evidence=proof, by=make.reviewer())
    picture = Image.open(io.BytesIO(kept))
    assert picture.size == (240, 240)
    assert not picture.getexif()
    assert "exif" not in picture.info
    assert CANARY not in kept
    assert b"PK\x03\x04" not in kept
