"""PDFs become pictures of their pages, and a hostile one costs nobody but its sender."""

import io
import subprocess
import sys
import time

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from privacy import documents as opening
from privacy.files import pages_of
from tests.factories import documents
from tests.factories.documents import pdf, unfolding, with_note


def refusal_of(file):
    with pytest.raises(ValidationError) as refusal:
        pages_of(file)
    [sentence] = refusal.value.message_dict["file"]
    return sentence


def test_each_page_becomes_a_picture_with_its_text_for_the_scanner():
    pages = pages_of(pdf(pages=2))
    assert [page.text.strip() for page in pages] == [documents.WORDS] * 2
    for page in pages:
        picture = Image.open(io.BytesIO(page.jpeg))
        assert picture.format == "JPEG" and picture.size == (page.width, page.height)
        assert max(picture.size) <= 2400
        assert picture.convert("L").getextrema()[0] < 60  # the words are on it


def test_words_of_a_note_are_drawn_and_scanned():
    [page] = pages_of(with_note("Call Mr Quokkina"))
    assert "Quokkina" in page.text


@pytest.mark.parametrize("name", documents.LOCKED)
def test_locked_documents_are_refused(name):
    assert "password" in refusal_of(documents.LOCKED[name]())


@pytest.mark.parametrize("name", documents.ACTING)
def test_documents_that_do_something_are_refused(name):
    assert "holds programs" in refusal_of(documents.ACTING[name]())


def test_ten_pages_are_taken_and_eleven_are_not():
    assert len(pages_of(pdf(pages=10))) == 10
    assert "10 pages" in refusal_of(pdf(pages=11))


@pytest.mark.parametrize("file", [b"%PDF-1.7\n" + b"x" * 500, pdf()[:300], b"%PDF-"], ids=["noise", "cut", "head"])
def test_broken_documents_are_refused(file):
    assert refusal_of(file) == opening.UNREADABLE


def test_a_document_that_unfolds_to_more_than_fits_ends_its_own_process_only():
    started = time.monotonic()
    assert refusal_of(unfolding(b"0 0 m 595 842 l S ", 40_000_000)) == opening.TOO_MUCH
    assert time.monotonic() - started < opening.SECONDS + 10


def test_a_document_that_does_not_come_to_an_end_is_given_up(monkeypatch, tmp_path):
    endless = tmp_path / "endless.py"
    endless.write_text("while True: pass")
    monkeypatch.setattr(opening, "PROGRAM", endless)
    monkeypatch.setattr(opening, "SECONDS", 1)
    assert refusal_of(pdf()) == opening.TOO_MUCH


def test_the_program_that_opens_documents_knows_nothing_of_the_hub(monkeypatch, tmp_path):
    told = tmp_path / "told"
    program = tmp_path / "program.py"
    program.write_text(f"import os; open({str(told)!r}, 'w').write(repr(dict(os.environ)) + os.getcwd())")
    monkeypatch.setattr(opening, "PROGRAM", program)
    monkeypatch.setenv("SECRET_KEY", "never-for-strangers")
    refusal_of(pdf())
    assert "never-for-strangers" not in told.read_text()
    assert "DJANGO" not in told.read_text()
    assert told.read_text().endswith("/")


def test_what_the_program_answers_is_believed_only_as_a_picture(monkeypatch, tmp_path):
    program = tmp_path / "program.py"
    program.write_text("import sys; sys.stdout.buffer.write((9).to_bytes(4, 'big') + b'<script/>' + bytes(4))")
    monkeypatch.setattr(opening, "PROGRAM", program)
    assert "no picture" in refusal_of(pdf())


def test_only_a_few_documents_are_opened_at_once(monkeypatch):
    monkeypatch.setattr(opening, "SECONDS_TO_WAIT", 0.01)
    held = [opening.places.acquire() for _ in range(opening.AT_ONCE)]
    try:
        assert refusal_of(pdf()) == opening.BUSY
    finally:
        for _ in held:
            opening.places.release()
    assert len(pages_of(pdf())) == 1


def test_the_program_bounds_itself_before_it_reads(tmp_path):
    """It writes no file beyond its bound, and dumps no core with a document in it."""
    script = tmp_path / "limits.py"
    script.write_text(
        "import importlib.util as u, resource as r\n"
        f"s = u.spec_from_file_location('rendering', {str(opening.PROGRAM)!r}); m = u.module_from_spec(s)\n"
        "s.loader.exec_module(m); m.limit()\n"
        "print([r.getrlimit(k)[1] for k in (r.RLIMIT_CPU, r.RLIMIT_AS, r.RLIMIT_FSIZE, r.RLIMIT_CORE)])\n"
    )
    told = subprocess.run([sys.executable, "-I", script], capture_output=True, text=True, check=True).stdout
    assert told.strip() == f"[15, {1024**3}, {48 * 1024**2}, 0]"
