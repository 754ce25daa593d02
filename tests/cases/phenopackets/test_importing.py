"""A phenopacket becomes a draft, and whoever brings it hears of everything that was not taken."""

import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.roles import Role
from audit.models import Event
from cases.bands import AgeBand, Onset, Sex
from cases.models import Case, CaseSign
from cases.phenopackets.exporting import phenopacket_of
from cases.phenopackets.importing import NO_CODE, import_phenopacket
from cases.states import State
from tests.factories.accounts import UserFactory
from tests.factories.cases import (
    CaseFactory,
    OrganisationFactory,
    family,
    member,
    moderator,
    open_case,
    staff_of,
)
from tests.factories.phenopackets import at_age, at_class, feature, packet
from tests.factories.vocabulary import DiseaseFactory, SignFactory
from vocabulary.models import SignAlias, SourceRelease

pytestmark = pytest.mark.django_db
CANARIES = ("QUOKKINA", "Quokkina", "WOMBATSON", "2001-02-03")


def file_of(**parts):
    return json.dumps(packet(**parts)).encode()


def brought(by=None, **parts):
    return import_phenopacket(file=file_of(**parts), by=by or family(), now=timezone.now())


def stored(case):
    case.refresh_from_db()
    return repr([vars(case), *case.signs.values_list("sign__hpo_id", "is_absent", "onset")])


def signs_in(case):
    return {row.sign.hpo_id: (row.is_absent, row.onset) for row in case.signs.select_related("sign")}


def test_signs_ages_and_sex_become_a_draft():
    here, absent = SignFactory(), SignFactory()
    case, report = brought(
        subject={"sex": "FEMALE", "timeAtLastEncounter": at_age("P7Y2M")},
        phenotypicFeatures=[
            feature(here.hpo_id, onset=at_age("P3Y")),
            feature(absent.hpo_id, excluded=True, onset=at_class("HP:0003623")),
        ],
    )
    assert (case.state, case.sex, case.age_band, case.onset) == (State.DRAFT, "female", "school", Onset.CHILDHOOD)
    assert signs_in(case) == {here.hpo_id: (False, Onset.CHILDHOOD), absent.hpo_id: (True, Onset.NEONATAL)}
    assert (report.signs, report.absent, report.unknown, report.renamed, report.notes) == (1, 1, [], [], [])


def test_former_ids_are_followed_and_unknown_ones_reported():
    sign = SignFactory()
    SignAlias.objects.create(hpo_id="HP:9990001", sign=sign)
    case, report = brought(
        phenotypicFeatures=[
            feature("HP:9990001"),
            feature("HP:9999999"),
            feature("NCIT:C123"),
            feature("Anna Wombatson"),
        ]
    )
    assert signs_in(case) == {sign.hpo_id: (False, "")}
    assert report.renamed == [f"HP:9990001 is now {sign.hpo_id}"]
    assert report.unknown == ["HP:9999999", "NCIT:C123", "an entry without a code"]


@pytest.mark.parametrize("word", ["Erika:Mustermann", "HP:Mustermann", "ORPHA:Erika", "OMIM:Mustermann.1980"])
def test_a_report_holds_no_word_of_the_file_also_not_one_that_looks_like_a_code(word):
    _, report = brought(phenotypicFeatures=[feature(word)])
    assert report.unknown == [NO_CODE] and word.partition(":")[2] not in repr(report)


def test_a_sign_named_twice_is_kept_once():
    sign = SignFactory()
    case, report = brought(phenotypicFeatures=[feature(sign.hpo_id), feature(sign.hpo_id)])
    assert signs_in(case) == {sign.hpo_id: (False, "")}
    assert report.notes == [f"{sign.hpo_id} is named more than once and kept once."]


def test_a_sign_named_as_present_and_as_absent_is_told_and_taken_as_neither():
    sign, other = SignFactory(), SignFactory()
    SignAlias.objects.create(hpo_id="HP:9990001", sign=sign)
    case, report = brought(
        phenotypicFeatures=[feature(sign.hpo_id, excluded=True), feature(other.hpo_id), feature("HP:9990001")]
    )
    assert signs_in(case) == {other.hpo_id: (False, "")}
    assert report.signs == 1
    assert report.notes == [f"{sign.hpo_id} is named both as present and as absent; check it. It is taken as neither."]


def test_each_part_that_has_no_place_is_told():
    mild = {"id": "HP:0012825", "label": "Mild"}
    _, report = brought(
        subject={"vitalStatus": {"status": "DECEASED"}},
        phenotypicFeatures=[feature(SignFactory().hpo_id, severity=mild, modifiers=[mild], resolution=at_age("P3Y"))],
        diseases=[{"term": {"id": "MONDO:9999999", "label": "x"}, "onset": at_age("P3Y")}],
        interpretations=[diagnosis(genomicInterpretations=[{"interpretationStatus": "CAUSATIVE"}])],
    )
    told = " ".join(report.notes)
    for what in ("severities", "modifiers", "signs went away", "onsets of diseases", "variants", "patient lives"):
        assert what in told


def diagnosis(name="Invented", progress=None, **parts):
    disease = {"id": "MONDO:9999998", "label": name}
    return {"id": "x", "progressStatus": progress, "diagnosis": {"disease": disease} | parts}


@pytest.mark.parametrize(
    ("one", "is_taken"),
    [
        (diagnosis(progress="SOLVED"), True),
        (diagnosis(progress="UNSOLVED"), False),
        (diagnosis(progress="REJECTED"), False),
        (diagnosis(genomicInterpretations=[{"interpretationStatus": "REJECTED"}]), False),
        (diagnosis(genomicInterpretations=[{"interpretationStatus": "REJECTED"}, {"interpretationStatus": "CANDIDATE"}]), True),
    ],
)  # fmt: skip
def test_a_diagnosis_that_was_given_up_is_not_taken(one, is_taken):
    case, report = brought(interpretations=[one])
    assert (case.texts.get("impression") == "Invented") == is_taken
    assert any("A diagnosis is left out" in note for note in report.notes) != is_taken


def test_dates_in_place_of_ages_are_told_plainly():
    date = {"timestamp": "2001-02-03T00:00:00Z"}
    _, report = brought(
        subject={"timeAtLastEncounter": date}, phenotypicFeatures=[feature(SignFactory().hpo_id, onset=date)]
    )
    assert {note.partition(".")[0] for note in report.notes} == {
        "The age is given as a date",
        "The onset of some signs is given as a date",
    }


def test_null_is_missing():
    sign = SignFactory()
    case, _ = brought(phenotypicFeatures=[{"type": {"id": sign.hpo_id, "label": None}, "onset": None}], diseases=None)
    assert signs_in(case) == {sign.hpo_id: (False, "")}
    case, report = brought(phenotypicFeatures=None)
    assert (signs_in(case), report.notes) == ({}, [])


def test_more_signs_than_a_case_takes_are_reported():
    signs = SignFactory.create_batch(63)
    case, report = brought(phenotypicFeatures=[feature(sign.hpo_id) for sign in signs])
    assert case.signs.count() == report.signs == 60
    assert report.unknown == [sign.hpo_id for sign in signs[60:]]


def test_nothing_that_shows_who_it_is_is_kept_anywhere():
    case, report = brought(
        subject={
            "id": "QUOKKINA-9", "alternateIds": ["QUOKKINA-10"], "dateOfBirth": "2001-02-03T00:00:00Z", "sex": "MALE",
            "timeAtLastEncounter": {"timestamp": "2001-02-03T00:00:00Z"},
        },
        phenotypicFeatures=[feature(SignFactory().hpo_id, onset={"timestamp": "2001-02-03T00:00:00Z"}, evidence=["QUOKKINA"])],
        biosamples=[{"id": "QUOKKINA-11"}],
        files=[{"uri": "file:///QUOKKINA.vcf"}],
    )  # fmt: skip
    everywhere = stored(case) + repr(report) + repr([vars(event) for event in Event.objects.all()])
    assert not any(canary in everywhere for canary in CANARIES)
    assert len(report.notes) == 5


def test_free_text_goes_through_the_scanner():
    case, report = brought(
        phenotypicFeatures=[
            feature(SignFactory().hpo_id, description="Worse since spring. Write to anna.wombatson@example.org.")
        ]
    )
    assert case.texts["story"].startswith("Worse since spring.")
    assert "example.org" not in stored(case)
    assert any("show who the patient is" in note for note in report.notes)


def test_diseases_stand_by_their_names():
    disease = DiseaseFactory()
    case, _ = brought(
        diseases=[
            {"term": {"id": disease.key.replace("ORPHA", "Orphanet"), "label": "other spelling"}, "excluded": True},
            {"term": {"id": "MONDO:9999999", "label": "Rare invented syndrome"}},
        ],
        interpretations=[{"id": "QUOKKINA", "diagnosis": {"disease": {"id": disease.key, "label": "x"}}}],
    )
    assert case.texts["excluded"] == disease.name
    assert case.texts["impression"] == f"Rare invented syndrome\n{disease.name}"
    assert not any(canary in stored(case) for canary in CANARIES)


def test_text_that_no_database_takes_is_written_without_it():
    case, _ = brought(phenotypicFeatures=[feature(SignFactory().hpo_id, description="Weak \x00\x1b legs " * 1500)] * 3)
    assert case.texts["story"].startswith("Weak")
    assert len(case.texts["story"]) <= 8000


def test_who_brings_no_cases_makes_no_draft():
    for by in (UserFactory(role=Role.REGISTERED), moderator()):
        with pytest.raises(PermissionDenied):
            brought(by=by)
    assert not Case.objects.exists()


def test_a_file_that_is_refused_leaves_no_draft():
    with pytest.raises(ValidationError):
        import_phenopacket(file=b"{}", by=family(), now=timezone.now())
    assert not Case.objects.exists()


def test_the_command_tells_what_was_taken(tmp_path, capsys):
    owner, file = family(), tmp_path / "packet.json"
    file.write_bytes(file_of(phenotypicFeatures=[feature("HP:9999999")]))
    call_command("import_phenopacket", file, owner=owner.email)
    assert "HP:9999999 is not known" in capsys.readouterr().out
    assert Case.objects.get().owner == owner
    for path, email in ((file, "nobody@example.org"), (tmp_path / "none", owner.email)):
        with pytest.raises(CommandError):
            call_command("import_phenopacket", path, owner=email)
    file.write_bytes(b"{}")
    with pytest.raises(CommandError):
        call_command("import_phenopacket", file, owner=owner.email)


def upload(content):
    return {"file": SimpleUploadedFile("packet.json", content)}


def test_the_page_makes_a_draft_and_says_once_what_was_not_taken(client):
    owner = family()
    client.force_login(owner)
    address = reverse("case_import")
    assert client.get(address).status_code == 200
    assert "Choose a file" in client.post(address).content.decode()
    assert "no phenopacket" in client.post(address, upload(b'{"id": "x"}')).content.decode()
    answer = client.post(address, upload(file_of(phenotypicFeatures=[feature("HP:9999999")])))
    page = client.get(answer["Location"])
    assert "HP:9999999" in page.content.decode() and "no-store" in page["Cache-Control"]
    client.force_login(family())
    assert client.get(answer["Location"]).status_code == 404


def test_staff_of_two_organisations_say_for_which(client):
    first, second = OrganisationFactory(), OrganisationFactory()
    staff = staff_of(first)
    second.staff.add(staff)
    client.force_login(staff)
    address = reverse("case_import")
    assert client.post(address, upload(file_of())).status_code == 200
    assert client.post(address, upload(file_of()) | {"organisation": second.pk}).status_code == 302
    assert Case.objects.get().organisation == second


API = "/api/hub/v1/cases"


def test_the_api_takes_a_phenopacket_and_gives_an_open_case_as_one(client):
    client.force_login(family())
    made = client.post(f"{API}/import", upload(file_of(phenotypicFeatures=[feature("HP:9999999")])))
    assert made.status_code == 201 and made.json()["report"]["unknown"] == ["HP:9999999"]
    draft, case = made.json()["case"], open_case()
    client.force_login(member())
    given_out = client.get(f"{API}/{case.pk}/phenopacket")
    assert given_out.status_code == 200 and "no-store" in given_out["Cache-Control"]
    assert len(given_out.json()["phenotypicFeatures"]) == case.signs.count()
    hidden = client.get(f"{API}/{draft}/phenopacket")
    client.force_login(family())
    assert hidden.status_code == client.get(f"{API}/{case.pk}/phenopacket").status_code == 404


def test_a_case_goes_out_without_text_dates_and_anything_that_leads_back():
    SourceRelease.objects.create(
        source="hpo",
        version="v2026-01-01",
        released="2026",
        licence="x",
        credit="x",
        checksum="x",
        rows=1,
        loaded_at=timezone.now(),
    )
    case = open_case()
    now = timezone.now()
    first, second = phenopacket_of(case, now=now), phenopacket_of(case, now=now)
    assert first["id"] != second["id"] and first["subject"]["id"] != second["subject"]["id"]
    told = json.dumps(first)
    assert str(case.pk) not in told and case.title not in told and case.owner.email not in told
    [hpo] = first["metaData"]["resources"]
    assert hpo["version"] == "v2026-01-01"


ROWS = st.lists(
    st.tuples(st.integers(0, 7), st.booleans(), st.sampled_from(["", *Onset.values])), unique_by=lambda row: row[0]
)


@pytest.fixture
def eight():
    return SignFactory.create_batch(8)


@given(rows=ROWS, sex=st.sampled_from(["", *Sex.values]), age=st.sampled_from(["", *AgeBand.values]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
def test_a_case_that_goes_out_comes_back_the_same(eight, rows, sex, age):
    signs = eight
    case = CaseFactory(sex=sex, age_band=age, state=State.OPEN)
    CaseSign.objects.bulk_create(
        CaseSign(case=case, sign=signs[n], is_absent=absent, onset=onset) for n, absent, onset in rows
    )
    file = json.dumps(phenopacket_of(case, now=timezone.now())).encode()
    again, report = import_phenopacket(file=file, by=family(), now=timezone.now())
    assert signs_in(again) == signs_in(case)
    assert (again.sex, again.age_band) == (sex, age)
    assert not (report.unknown or report.renamed or report.notes)
    again.delete()
