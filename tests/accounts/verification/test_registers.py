"""`manage.py import_register`: a file is taken in whole, or nothing changes and the sentence says which line is wrong."""

import gzip
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import RegisterEntry, RegisterLoad
from accounts.verification.actions import registers
from accounts.verification.actions.registers import BadFile, rows
from accounts.verification.licences import fingerprint, read_licence
from accounts.verification.registers import adapter_for, compare
from audit.kinds import Action
from audit.models import Event
from common.specialities import SPECIALITIES

HEAD = "number,name,status,region,division,speciality,extra\n"
GOOD = HEAD + "1234567,Ada Example,Registered with a licence to practise,,,,\n7654321,Grace Example,Erased,,,,\n"


def load(path, content, country="GB", day="2026-11-01"):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    call_command("import_register", country, str(path), as_of=date.fromisoformat(day))


def state():
    return (list(RegisterLoad.objects.values()), list(RegisterEntry.objects.values()), Event.objects.count())


@pytest.mark.django_db
def test_a_good_file_is_taken_in_and_looked_up(tmp_path, capsys):
    load(tmp_path / "gmc.csv", GOOD)
    assert "2 licences of General Medical Council" in capsys.readouterr().out
    assert RegisterLoad.objects.get().as_of == date(2026, 11, 1)
    look_up = adapter_for("GB").look_up
    record = look_up(read_licence(country="GB", number="C1234567"))
    assert (record.name, record.status) == ("Ada Example", "active")
    assert look_up(read_licence(country="GB", number="7654321")).status == "removed"
    assert look_up(read_licence(country="GB", number="1111111")) is None
    event = Event.objects.get(action=Action.REGISTER_IMPORTED)
    assert event.details == {"country": "GB", "entries": 2}


@pytest.mark.django_db
def test_the_next_file_takes_the_place_of_the_one_before(tmp_path):
    load(tmp_path / "one.csv", GOOD)
    load(tmp_path / "nz.csv", HEAD + "12345,Mary Example,practising,,,,\n", country="NZ")
    load(tmp_path / "two.csv", HEAD + "1111111,Lise Example,active,,,,\n", day="2026-11-08")
    assert sorted(RegisterEntry.objects.values_list("country", "name")) == [
        ("GB", "Lise Example"),
        ("NZ", "Mary Example"),
    ]


@pytest.mark.django_db
def test_a_compressed_file_with_a_mark_at_its_beginning_is_read_too(tmp_path):
    load(tmp_path / "gmc.csv.gz", gzip.compress(b"\xef\xbb\xbf" + GOOD.encode()))
    assert RegisterEntry.objects.count() == 2


@pytest.mark.django_db
def test_the_number_itself_is_not_kept(tmp_path):
    load(tmp_path / "gmc.csv", GOOD)
    for row in RegisterEntry.objects.values():
        assert not {"1234567", "7654321"} & set(map(str, row.values()))


TWO_LINES = (
    HEAD.replace("\n", "\n123456,Ada Example,active,,Specialist,Neurology,\n")
    + "222222,Lise Example,active,,Specialist,Cardiology,\n"
    + "123456,Ada Example,active,,Specialist,General Internal Medicine,\n"
    + "123456,Ada Example,active,,Specialist,,\n"
)


@pytest.mark.django_db
@pytest.mark.parametrize("batch", [1, 2, 2000])
def test_a_doctor_of_two_specialities_fits_each_of_them(tmp_path, monkeypatch, batch):
    monkeypatch.setattr(registers, "BATCH", batch)
    load(tmp_path / "imc.csv", TWO_LINES, country="IE")
    licence = read_licence(country="IE", number="123456", extra="Specialist")
    record = adapter_for("IE").look_up(licence)
    found = {code: compare(licence, "Ada Example", code, record).is_match for code in SPECIALITIES}
    assert {code for code, fits in found.items() if fits} == {"neurology", "internal-medicine"}


def test_specialities_beyond_what_is_kept_are_left_out_whole_and_never_all():
    assert registers.both("Neurology; Cardiology", "Cardiology ;Neurology") == "Neurology; Cardiology"
    assert registers.both("x" * 100, "General Internal Medicine") == "x" * 100
    assert registers.both("", "x" * 130) == "x" * 120
    assert registers.both("x" * 90, "y" * 28) == "x" * 90 + "; " + "y" * 28


MANY = HEAD + "".join(f"{number},Ada Example {number * number},active,,,,\n" for number in range(1_000_000, 1_003_000))


def damaged(content):
    middle = len(content) // 2
    return content[:middle] + bytes(255 - byte for byte in content[middle : middle + 50]) + content[middle + 50 :]


BAD = {
    "a missing column": ("number,name\n1234567,Ada Example\n", "missing: status"),
    "no head": ("", "missing: number, name, status"),
    "no licence": (HEAD, "The file holds no licence."),
    "a bad line": (GOOD + "12,Too Short,active,,,,\n", r"Line 4: This number cannot be right"),
    "a line of another country": (HEAD + "MED0001234567,Ada Example,active,,,,\n", "Line 2: "),
    "a region where there is none": (HEAD + "1234567,Ada Example,active,NY,,,\n", "Line 2: .*no regions"),
    "not utf-8": (GOOD.encode() + b"1111111,\xff\xfe,active,,,,\n", "utf-8"),
    "cut in the middle": (gzip.compress(MANY.encode())[:-2000], "end-of-stream"),
    "damaged": (damaged(gzip.compress(MANY.encode())), ""),
    "a zero byte": (HEAD + "1234567,Ada\x00Example,active,,,,\n", "Line 2: There is a zero byte"),
    "a field without end": (HEAD + '1234567,"' + "x" * 200_000 + '",active,,,,\n', "Line 2: field larger"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("what", BAD)
def test_a_file_that_cannot_be_read_changes_nothing(tmp_path, what):
    load(tmp_path / "before.csv", GOOD)
    before = state()
    content, sentence = BAD[what]
    name = "bad.csv.gz" if content[:2] == b"\x1f\x8b" else "bad.csv"
    with pytest.raises(CommandError, match=f"{sentence}.*Nothing was changed"):
        load(tmp_path / name, content)
    assert state() == before


@pytest.mark.django_db
def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"nowhere.csv.*Nothing was changed"):
        call_command("import_register", "GB", str(tmp_path / "nowhere.csv"), as_of=date(2026, 11, 1))


@pytest.mark.django_db
def test_a_licence_that_stands_twice_keeps_its_last_line(tmp_path):
    load(tmp_path / "gmc.csv", HEAD + "1234567,Ada Example,active,,,,\nC1234567,Ada Example,suspended,,,,\n")
    entry = RegisterEntry.objects.get()
    assert entry.status == "suspended"
    assert entry.fingerprint == fingerprint(read_licence(country="GB", number="1234567"))


@given(st.text(max_size=200), st.sampled_from(["GB", "US", "CA", "AU", "ZA", "IE", "NZ"]))
def test_no_text_at_all_makes_the_reader_of_registers_fail_in_another_way(text, country):
    load = RegisterLoad(country=country)
    try:
        read = list(rows([HEAD, *text.splitlines(keepends=True)], country, load))
    except BadFile as error:
        assert "Line" in str(error)
    else:
        assert all(row.country == country for row in read)
