"""Files that people send: what is kept of them, and what is refused."""

import io
import struct
import zlib

import pytest
from PIL import Image

from documents.received_files import LONGEST_SIDE, MOST_BYTES, Refused, receive_file

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
MAKER, GPS = 0x010F, 0x8825


def picture(kind="JPEG", size=(40, 30), *, exif=None, **saved):
    drawn = Image.new("RGB", size, "teal")
    out = io.BytesIO()
    drawn.save(out, kind, **({"exif": exif} if exif else {}), **saved)
    return out.getvalue()


def kept_of(content, name="it.bin"):
    return receive_file(io.BytesIO(content), name=name)


def bomb(side):
    """A PNG of a few bytes that says that it is enormous."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    data = zlib.compress(b"\0" * 10_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def test_a_pdf_is_kept_as_it_came():
    kept = kept_of(PDF, "My notes.PDF")
    assert (kept.name, kept.ending, kept.content) == ("My notes.pdf", "pdf", PDF)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_known_by_what_it_holds_and_kept_as_a_jpeg(kind):
    kept = kept_of(picture(kind), "invoice.pdf")
    assert (kept.name, kept.ending) == ("invoice.jpg", "jpg")
    assert Image.open(io.BytesIO(kept.content)).format == "JPEG"


def test_where_and_with_what_a_photo_was_taken_is_left_out():
    exif = Image.Exif()
    exif[MAKER] = "Example Cameras"
    exif.get_ifd(GPS)[2] = (52.0, 28.0, 59.0)
    sent = picture(exif=exif, comment=b"taken at home")
    assert b"Example Cameras" in sent
    kept = kept_of(sent).content
    assert not Image.open(io.BytesIO(kept)).getexif()
    assert b"Example Cameras" not in kept
    assert b"taken at home" not in kept


def test_what_hides_behind_a_picture_is_left_out():
    hidden = b"<script>alert(1)</script>PK\x03\x04"
    assert hidden not in kept_of(picture() + hidden).content
    assert hidden not in kept_of(picture("PNG") + hidden).content


def test_a_big_picture_is_kept_smaller():
    kept = kept_of(picture(size=(LONGEST_SIDE + 1_000, 100)))
    assert max(Image.open(io.BytesIO(kept.content)).size) == LONGEST_SIDE


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7\n" + b"0" * MOST_BYTES, "too big"),
        (b"%PDF-1.7 and no end", "cut short"),
        (b"%PDF-x.7 %%EOF", "neither a PDF nor"),
        (b"<html><script>alert(1)</script>%PDF-1.7 %%EOF", "neither a PDF nor"),
        (b"GIF89a" + b"0" * 50, "neither a PDF nor"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "neither a PDF nor"),
        (b"PK\x03\x04 a workbook", "neither a PDF nor"),
        (b"MZ\x90\x00", "neither a PDF nor"),
        (b"\xff\xd8\xff and nothing more", "neither a PDF nor"),
        (b"\x89PNG\r\n\x1a\n and nothing more", "neither a PDF nor"),
        (picture()[:200], "neither a PDF nor"),
        (bomb(7_000), "too many pixels"),
        (bomb(100_000), "neither a PDF nor"),
    ],
    ids=[
        *("empty", "big", "cut", "no version", "page before a pdf", "gif", "svg", "zip", "program"),
        *("no jpeg", "no png", "half a jpeg", "bomb", "bigger bomb"),
    ],
)
def test_what_is_no_pdf_or_picture_is_refused_with_words(content, said):
    with pytest.raises(Refused, match=said):
        kept_of(content, "photo.jpg")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\sam\\notes.docx", "notes.pdf"),
        ("invoice\u202egpj.exe", "invoicegpj.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("", "file.pdf"),
        (".pdf", "pdf.pdf"),
        ("x" * 300 + ".pdf", "x" * 96 + ".pdf"),
    ],
)
def test_a_name_keeps_its_words_and_nothing_that_is_not_seen(name, kept):
    assert kept_of(PDF, name).name == kept
