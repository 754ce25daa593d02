"""A picture holds nothing but its pixels wherever a reader gets it, and what is no picture is not taken for one."""

import io
import zipfile

import pytest
from django.core.cache import cache
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as Picture
from PIL import ImageCms
from PIL.ExifTags import GPS, IFD, Base
from wagtail.images.models import Image
from wagtailmedia.models import Media

from accounts.roles import Role
from common.audience import Audience
from content.pictures import redrawn
from tests.factories.accounts import UserFactory
from tests.factories.content import make_image, make_video

pytestmark = pytest.mark.django_db
CANARY = b"quokkaplace"
UPLOAD = {"headers": {"X-Requested-With": "XMLHttpRequest"}}


def exif(orientation=1):
    made = Picture.Exif()
    made[Base.ImageDescription] = CANARY.decode()
    made[Base.Artist] = CANARY.decode()
    made[Base.Orientation] = orientation
    made.get_ifd(IFD.Exif)[Base.UserComment] = CANARY
    made.get_ifd(IFD.GPSInfo)[GPS.GPSLatitudeRef] = "N"
    made.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (53.0, 20.0, 59.0)
    return made


def photograph(kind="JPEG", orientation=1):
    """A photograph as a telephone takes it: place, description, XMP, a comment, a colour profile, a thumbnail in its EXIF."""
    out = io.BytesIO()
    extra = {"comment": CANARY} if kind == "JPEG" else {}
    xmp = b"<x:xmpmeta>" + CANARY + b"</x:xmpmeta>"
    if kind == "PNG":
        extra = {}
    else:
        extra["xmp"] = xmp
    thumbnail = io.BytesIO()
    Picture.new("RGB", (160, 90), "#803010").save(thumbnail, "JPEG", comment=CANARY)
    data = exif(orientation).tobytes() + thumbnail.getvalue()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Picture.new("RGB", (640, 360), "#14313a").save(out, kind, exif=data, icc_profile=profile, **extra)
    return out.getvalue()


def upload(client, name, content, content_type="image/jpeg"):
    form = {"files[]": SimpleUploadedFile(name, content, content_type), "title": "x", "collection": 1}
    return client.post("/admin/images/multiple/add/", form, **UPLOAD)


@pytest.fixture(autouse=True)
def no_renditions_of_another_test():
    cache.clear()


@pytest.fixture
def editor():
    client = Client()
    client.user = UserFactory(role=Role.EDITOR)
    client.force_login(client.user)
    return client


def appended():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("quokkaplace.html", b"<script>alert('quokkaplace')</script>")
    return out.getvalue()


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")])
def test_an_uploaded_picture_is_kept_without_place_words_thumbnail_or_anything_appended(editor, kind, name):
    content = photograph(kind) + appended()
    assert content.count(CANARY) >= 3
    answer = upload(editor, name, content, f"image/{kind.lower()}")
    assert answer.json()["success"], answer.json()
    with Image.objects.get().file.open() as file:
        kept = file.read()
    assert CANARY not in kept
    assert not zipfile.is_zipfile(io.BytesIO(kept))
    with Picture.open(io.BytesIO(kept)) as picture:
        assert (picture.format, picture.size) == (kind, (640, 360))
        assert dict(picture.getexif()) == {}
        assert picture.info["icc_profile"]


@pytest.mark.parametrize(
    "spec", ["fill-320x180", "width-300|format-webp", "width-300|format-jpeg", "width-300|format-png", "original"]
)
@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_no_rendition_tells_more_than_pixels_of_a_picture_that_came_without_a_form(spec, kind):
    file = ImageFile(io.BytesIO(photograph(kind)), f"a.{kind.lower()}")
    image = Image.objects.create(title="a", file=file, width=640, height=360)
    with image.get_rendition(spec).file.open() as made:
        served = made.read()
    assert CANARY not in served
    with Picture.open(io.BytesIO(served)) as picture:
        assert dict(picture.getexif()) == {}
        assert not {"xmp", "comment", "exif", "photoshop"} & set(picture.info)


def test_a_picture_taken_upright_stays_upright():
    with Picture.open(io.BytesIO(redrawn(photograph(orientation=6)))) as picture:
        assert picture.size == (360, 640)


def test_a_picture_of_several_in_one_file_is_kept_as_its_first():
    out = io.BytesIO()
    frames = [Picture.new("RGB", (64, 36), colour) for colour in ("red", "blue")]
    frames[0].save(out, "MPO", save_all=True, append_images=frames[1:])
    with Picture.open(io.BytesIO(redrawn(out.getvalue()))) as picture:
        assert (picture.format, getattr(picture, "n_frames", 1)) == ("JPEG", 1)


@pytest.mark.parametrize(
    "content",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"<html><script>alert(1)</script></html>",
        b"%PDF-1.4 /OpenAction << /S /JavaScript /JS (app.alert(1)) >>",
        b"GIF89a" + b"\x00" * 40,
        b"\xff\xd8\xff\xe0" + b"<script>alert(1)</script>",
        b"",
    ],
    ids=["svg", "html", "pdf", "gif", "html behind the start of a jpeg", "nothing"],
)
@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.svg", "a.html"])
def test_what_is_no_picture_is_refused_where_one_is_expected(editor, content, name):
    assert not upload(editor, name, content).json()["success"]
    assert not Image.objects.exists()


def test_a_reader_gets_renditions_and_never_the_picture_as_it_was_uploaded(client, editor):
    image = make_image()
    image.uploaded_by_user = uploader = UserFactory(role=Role.AUTHOR)
    image.save()
    make_video(poster=image, audience=Audience.PUBLIC)
    rendition = image.get_rendition("fill-640x360|format-webp")

    def status(of, reader=None):
        of.logout() if of is client else None
        if reader:
            of.force_login(reader)
        seen = []
        for address in (rendition.url, image.file.url):
            answer = of.get(address)
            b"".join(answer)
            answer.close()
            seen.append(answer.status_code)
        return seen

    assert status(client) == [200, 404]
    assert status(client, UserFactory(physician=True)) == [200, 404]
    assert status(client, UserFactory(role=Role.AUTHOR)) == [200, 404]
    assert status(client, uploader) == [200, 200]
    assert status(editor) == [200, 200]


def film(editor, name, content, **more):
    form = {"title": "x", "duration": "3", "collection": "1", "file": SimpleUploadedFile(name, content, "video/mp4")}
    return editor.post("/admin/media/video/add/", form | more)


@pytest.mark.parametrize(
    "content", [b"<html><script>alert(1)</script>", b"%PDF-1.4", b"x"], ids=["html", "pdf", "short"]
)
@pytest.mark.parametrize("name", ["a.mp4", "a.webm", "a.html"])
def test_a_film_is_one_in_content_and_not_only_called_so(editor, content, name):
    film(editor, name, content)
    assert not Media.objects.exists()


def test_the_still_of_a_film_is_kept_as_pixels_or_refused(editor):
    content = b"\x00\x00\x00\x20ftypisom" + b"\x00" * 20
    film(editor, "a.mp4", content, thumbnail=SimpleUploadedFile("a.svg", b"<svg><script/></svg>", "image/svg+xml"))
    assert not Media.objects.exists()
    film(editor, "a.mp4", content, thumbnail=SimpleUploadedFile("a.jpg", photograph(), "image/jpeg"))
    with Media.objects.get().thumbnail.open() as kept:
        assert CANARY not in kept.read()


def test_a_film_without_a_still_is_taken(editor):
    film(editor, "a.mp4", b"\x00\x00\x00\x20ftypisom" + b"\x00" * 20)
    assert Media.objects.exists()
