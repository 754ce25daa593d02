"""A one-page PDF with real text, written by hand: a leaflet to print needs no library.

Text is set in Helvetica, which every reader has; characters outside Windows-1252 are refused, not dropped.
"""

import textwrap
from collections.abc import Sequence

WIDTH, HEIGHT, MARGIN = 595, 842, 56  # A4 in points
LINE_LENGTH = 88  # characters of 10.5 point Helvetica that always fit


def leaflet(title: str, notice: str, sections: Sequence[tuple[str, str, int]]) -> bytes:
    """Return a PDF with a heading, sections of (heading, text, number of lines to write on) and a notice at the foot."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) /ViewerPreferences << /DisplayDocTitle true >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R " % (WIDTH, HEIGHT)
        + b"/Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
        stream_object(drawing(title, notice, sections)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        b"<< /Title (%s) >>" % escaped(title),
    ]
    return assembled(objects)


def drawing(title: str, notice: str, sections: Sequence[tuple[str, str, int]]) -> bytes:
    """Return the page's drawing commands, from the top down."""
    y = HEIGHT - 80.0
    commands = [text_at(y, title, "F2", 20)]
    for heading, words, lines in sections:
        y -= 40
        commands.append(text_at(y, heading, "F2", 13))
        for line in textwrap.wrap(words, LINE_LENGTH):
            y -= 17
            commands.append(text_at(y, line, "F1", 10.5))
        for _ in range(lines):
            y -= 24
            commands.append(b"0.6 w 0.42 0.48 0.48 RG %d %.1f m %d %.1f l S" % (MARGIN, y, WIDTH - MARGIN, y))
    if y < MARGIN + 24:
        raise ValueError(f"“{title}” does not fit on one page.")
    return b"\n".join([*commands, text_at(MARGIN - 14, notice, "F1", 9)])


def text_at(y: float, words: str, font: str, size: float) -> bytes:
    return b"BT /%s %.1f Tf %d %.1f Td (%s) Tj ET" % (font.encode(), size, MARGIN, y, escaped(words))


def escaped(words: str) -> bytes:
    encoded = words.encode("cp1252")
    return encoded.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def stream_object(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def assembled(objects: Sequence[bytes]) -> bytes:
    """Return the file: objects numbered from 1, the first the catalogue, the last the information."""
    file, offsets = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (size, len(objects))
    start = b"startxref\n%d\n%%%%EOF\n" % len(file)
    return file + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer + start
