"""PDFs as people send them, and as they had better not."""

import io
import zlib

import pikepdf
from pikepdf import Dictionary, Name, String

from tests.factories.pictures import archive, jpeg

WORDS = "Letter about the test of the blood"


def document(pages=1, words=WORDS):
    """Return a document that can still be changed: each page says `words`."""
    made = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for _ in range(pages):
        page = made.add_blank_page(page_size=(300, 400))
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        page.Contents = made.make_stream(f"BT /F1 12 Tf 20 300 Td ({words}) Tj ET".encode())
    return made


def pdf(pages=1, words=WORDS):
    return saved(document(pages, words))


def saved(made, **how):
    out = io.BytesIO()
    made.save(out, **how)
    return out.getvalue()


def opening(**action):
    """Return a PDF that does something when it is opened, said where a search in its bytes would not see it."""
    made = document()
    made.Root.OpenAction = made.make_indirect(Dictionary(**action))
    return saved(made, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def spelt(**action):
    """Return the same with its names written as PDF allows: in numbers."""
    made = document()
    made.Root.OpenAction = made.make_indirect(Dictionary(**action))
    return saved(made).replace(b"/JavaScript", b"/Java#53cript")


def with_file():
    made = document()
    made.attachments["list.txt"] = b"names"
    return saved(made)


def with_xfa():
    made = document()
    made.Root.AcroForm = Dictionary(XFA=String("<xdp/>"), Fields=pikepdf.Array())
    return saved(made)


def with_note(words):
    """Return a PDF with a note on its page, which is no part of the page's own text."""
    made = document()
    look = made.make_stream(f"BT /F1 12 Tf 2 2 Td ({words}) Tj ET".encode())
    look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, pikepdf.Array([0, 0, 250, 30])
    look.Resources = made.pages[0].Resources
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.FreeText, Rect=pikepdf.Array([20, 100, 270, 130]), F=4, AP=Dictionary(N=look)
    )
    made.pages[0].Annots = made.make_indirect(pikepdf.Array([made.make_indirect(note)]))
    return saved(made)


def unfolding(content, repeated):
    """Return a small PDF whose one page unfolds to `repeated` times `content`."""
    made = document()
    stream = pikepdf.Stream(made, zlib.compress(content * repeated, 9))
    stream.Filter = Name.FlateDecode
    made.pages[0].Contents = made.make_indirect(stream)
    return saved(made)


LOCKED = {
    "for opening": lambda: saved(document(), encryption=pikepdf.Encryption(owner="a", user="b")),
    "for printing": lambda: saved(document(), encryption=pikepdf.Encryption(owner="a", user="")),
}
ACTING = {
    "program": lambda: opening(S=Name.JavaScript, JS=String("app.alert(1)")),
    "program under a spelt name": lambda: spelt(S=Name.JavaScript),
    "start of a program": lambda: opening(S=Name.Launch, F=String("cmd.exe")),
    "sending": lambda: opening(S=Name.SubmitForm, F=String("https://example.org")),
    "file inside": with_file,
    "form that is a program": with_xfa,
}
TWO_IN_ONE = {
    "picture and archive": lambda: jpeg() + archive(),
    "document and archive": lambda: pdf() + archive(),
    "document and picture": lambda: pdf() + jpeg(),
    "picture and document": lambda: jpeg()[:20] + pdf(),
}
