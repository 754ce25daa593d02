"""Files as people send them, and as they had better not."""

import io
import struct
import zipfile
import zlib

from PIL import Image

CANARY = b"QUOKKINA-WOMBATSON"
GPS, MAKE, DESCRIPTION = 0x8825, 0x010F, 0x010E


def jpeg(side=240, **saved):
    out = io.BytesIO()
    Image.new("RGB", (side, side), "teal").save(out, "JPEG", **saved)
    return out.getvalue()


def with_traces():
    """Return a JPEG that says where and with what it was taken, with a comment and a file behind its end."""
    exif = Image.Exif()
    exif[MAKE] = exif[DESCRIPTION] = CANARY.decode()
    exif.get_ifd(GPS).update({1: "N", 2: (51.0, 30.0, 26.0), 3: "W", 4: (0.0, 7.0, 39.0)})
    return jpeg(exif=exif, comment=CANARY) + archive()


def archive():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("canary.txt", CANARY)
    return out.getvalue()


def bomb(side=20_000):
    """Return a small PNG that says it is 400 million pixels wide and high."""

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    )


NOT_PICTURES = {
    "text": b"This is my licence.",
    "page": b"<html><script>alert(1)</script></html>",
    "drawing": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "pdf before a picture": b"%PDF-1.7\n" + jpeg(),
    "archive before a picture": archive() + jpeg(),
    "gif": b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
    "cut short": jpeg()[:200],
    "bomb": bomb(),
    "bomb under Pillow's own limit": bomb(8_000),
    "too big": jpeg() + b"\0" * (8 * 1024 * 1024),
}
