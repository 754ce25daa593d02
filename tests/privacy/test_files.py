"""Files become pixels: what is kept of a picture or a document, and what is refused with which words."""

import io

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from common.redrawing import Box
from privacy.files import FILE_MOST, NO_PICTURE, TOO_BIG, TWO_IN_ONE, covered, pages_of
from tests.factories import documents, pictures
from tests.factories.pictures import CANARY, GPS, jpeg


def opened(page):
    return Image.open(io.BytesIO(page.jpeg))


def encoded(picture, form, **saved):
    out = io.BytesIO()
    picture.save(out, form, **saved)
    return out.getvalue()


def refusal_of(file):
    with pytest.raises(ValidationError) as refusal:
        pages_of(file)
    [sentence] = refusal.value.message_dict["file"]
    assert sentence.endswith(".")
    return sentence


def traced():
    """Return a JPEG with every trace that a camera or a program leaves, the thumbnail of the whole picture too."""
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + CANARY + b"</x:xmpmeta>"
    iptc = b"Photoshop 3.0\0008BIM\x04\x04\0\0" + len(CANARY).to_bytes(4, "big") + CANARY
    exif = Image.Exif()
    exif[0x010F] = CANARY.decode()
    exif.get_ifd(GPS).update({1: "N", 2: (51.0, 30.0, 26.0)})
    file = jpeg(exif=exif, comment=CANARY)
    segments = b"".join(
        mark + (len(body) + 2).to_bytes(2, "big") + body for mark, body in ((b"\xff\xe1", xmp), (b"\xff\xed", iptc))
    )
    return file[:2] + segments + file[2:] + b"\xff\xd8" + CANARY


def test_nothing_but_pixels_is_left_of_a_photograph():
    file = traced()
    assert file.count(CANARY) >= 4
    [page] = pages_of(file)
    assert CANARY not in page.jpeg
    assert b"Exif" not in page.jpeg and b"adobe" not in page.jpeg and b"8BIM" not in page.jpeg
    assert dict(opened(page).getexif()) == {}
    assert set(opened(page).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert (page.width, page.height, page.text) == (240, 240, "")


@pytest.mark.parametrize("form", ["PNG", "WEBP", "JPEG"])
def test_pictures_of_each_kind_are_taken(form):
    [page] = pages_of(encoded(Image.new("RGB", (100, 80), "teal"), form))
    assert opened(page).format == "JPEG"
    assert opened(page).size == (page.width, page.height) == (100, 80)


def test_a_picture_is_turned_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    [page] = pages_of(encoded(Image.new("RGB", (200, 100), "teal"), "JPEG", exif=exif))
    assert (page.width, page.height) == (100, 200)


def test_what_is_transparent_stays_unseen():
    hidden = Image.new("RGBA", (100, 100), (255, 0, 0, 0))
    [page] = pages_of(encoded(hidden, "PNG"))
    assert opened(page).getpixel((50, 50)) == (255, 255, 255)


def test_a_film_of_16_bits_of_grey_stays_grey():
    [page] = pages_of(encoded(Image.new("I;16", (100, 100), 32768), "PNG"))
    assert 120 < opened(page).getpixel((50, 50))[0] < 136


def test_a_large_picture_is_made_smaller():
    [page] = pages_of(encoded(Image.new("L", (5000, 2500), 100), "PNG"))
    assert (page.width, page.height) == (2400, 1200)


def test_moving_pictures_are_refused():
    frames = [Image.new("RGB", (100, 100), colour) for colour in ("teal", "red")]
    for form in ("PNG", "WEBP"):
        file = encoded(frames[0], form, save_all=True, append_images=frames[1:], duration=100)
        assert "still picture" in refusal_of(file)


HEADS = {
    "HEIC": b"\0\0\0\x18ftypheic" + b"\0" * 99,
    "film": b"\0\0\0\x18ftypisom" + b"\0" * 99,
    "GIF": encoded(Image.new("P", (99, 99)), "GIF"),
    "TIFF": encoded(Image.new("L", (99, 99)), "TIFF"),
    "DICOM": b"\0" * 128 + b"DICM" + b"\0" * 99,
    "archive": pictures.archive(),
    "office document": b"\xd0\xcf\x11\xe0" + b"\0" * 99,
    "SVG": b"<?xml version='1.0'?>\n<SVG xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
}


@pytest.mark.parametrize("kind", HEADS)
def test_each_kind_that_is_not_taken_is_called_by_its_name(kind):
    assert kind in refusal_of(HEADS[kind])


@pytest.mark.parametrize("name", [name for name in pictures.NOT_PICTURES if name != "too big"])
def test_what_is_no_picture_is_refused_with_a_sentence(name):
    refusal_of(pictures.NOT_PICTURES[name])


@pytest.mark.parametrize("name", documents.TWO_IN_ONE)
def test_two_kinds_of_file_in_one_are_refused(name):
    assert refusal_of(documents.TWO_IN_ONE[name]()) == TWO_IN_ONE


def test_bounds_of_size_are_kept():
    assert refusal_of(jpeg() + b"\0" * FILE_MOST) == TOO_BIG
    assert refusal_of(pictures.bomb()) == TOO_BIG
    assert refusal_of(pictures.bomb(8_000)) == TOO_BIG
    assert "60 pixels" in refusal_of(encoded(Image.new("L", (59, 500)), "PNG"))
    assert "empty" in refusal_of(b"")


@given(st.binary(max_size=300), st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP"]))
def test_no_bytes_bring_anything_but_a_refusal(noise, head):
    assert refusal_of(head + noise)


def test_what_is_covered_is_painted_over_in_the_pixels():
    page = covered(jpeg(), [Box(10, 20, 100, 50), Box(200, 200, 400, 400)])
    for place in ((12, 22), (107, 67), (205, 205), (239, 239)):
        assert max(opened(page).getpixel(place)) < 40
    for place in ((4, 22), (12, 12), (120, 22), (190, 190)):
        assert max(opened(page).getpixel(place)) > 90


def test_what_is_no_picture_has_one_sentence_for_all():
    assert refusal_of(b"This is my letter.") == NO_PICTURE
