"""Photos that people upload: decoded within limits, drawn anew, and nothing of the file kept but the picture."""

import contextlib
import io
import struct
import zlib

import pytest
from PIL import Image

from documents.photos import LONGEST_SIDE, MOST_BYTES, PhotoRefused, clean_photo

SECRET = b"52.4862N"


def encoded(kind, size=(60, 40), mode="RGB", colour="red", **options):
    made = io.BytesIO()
    Image.new(mode, size, colour).save(made, kind, **options)
    return made.getvalue()


def cleaned(content):
    return Image.open(io.BytesIO(clean_photo(io.BytesIO(content))))


def refusal(content):
    with pytest.raises(PhotoRefused) as refused:
        clean_photo(io.BytesIO(content))
    return str(refused.value)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_becomes_a_jpeg(kind):
    picture = cleaned(encoded(kind))
    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (60, 40))
    red, green, blue = picture.getpixel((30, 20))
    assert red > 230
    assert green < 25
    assert blue < 25


def with_place():
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()  # description
    exif.get_ifd(0x8825)[1] = SECRET.decode()  # where it was taken
    return exif


def test_where_it_was_taken_and_all_else_that_the_file_says_goes():
    made = io.BytesIO()
    Image.new("RGB", (60, 40)).save(made, "JPEG", exif=with_place(), comment=SECRET, icc_profile=SECRET)
    hidden = made.getvalue() + b"PK\x03\x04" + SECRET
    assert hidden.count(SECRET) == 5
    kept = clean_photo(io.BytesIO(hidden))
    assert SECRET not in kept
    assert b"PK\x03\x04" not in kept
    assert dict(Image.open(io.BytesIO(kept)).getexif()) == {}


def test_words_in_a_png_go_too():
    from PIL.PngImagePlugin import PngInfo

    notes = PngInfo()
    notes.add_text("Comment", SECRET.decode())
    kept = clean_photo(io.BytesIO(encoded("PNG", pnginfo=notes)))
    assert SECRET not in kept


def test_a_photo_taken_sideways_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: its top is at the right
    assert cleaned(encoded("JPEG", exif=exif)).size == (40, 60)


def test_a_large_photo_is_made_smaller_and_keeps_its_shape():
    picture = cleaned(encoded("JPEG", (6_000, 3_000)))
    assert picture.size == (LONGEST_SIDE, LONGEST_SIDE // 2)


@pytest.mark.parametrize(("mode", "colour"), [("CMYK", (0, 255, 255, 0)), ("L", 128)])
def test_other_kinds_of_colour_are_read(mode, colour):
    assert cleaned(encoded("JPEG", mode=mode, colour=colour)).mode == "RGB"


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "1"])
def test_what_shows_through_a_png_is_white(mode):
    empty = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    made = io.BytesIO()
    (empty if mode == "RGBA" else Image.new(mode, (60, 40), 1)).save(made, "PNG")
    picture = cleaned(made.getvalue())
    assert picture.mode == "RGB"
    if mode == "RGBA":
        assert picture.getpixel((5, 5)) == (255, 255, 255)


def test_of_a_moving_picture_the_first_is_kept():
    made = io.BytesIO()
    first, second = Image.new("RGB", (60, 40), "red"), Image.new("RGB", (60, 40), "blue")
    first.save(made, "WEBP", save_all=True, append_images=[second])
    assert cleaned(made.getvalue()).getpixel((5, 5))[0] > 230


@pytest.mark.parametrize("kind", ["GIF", "TIFF", "BMP", "ICO", "PPM"])
def test_other_formats_are_refused_whatever_their_name(kind):
    assert "JPEG, PNG or WebP" in refusal(encoded(kind))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html><script>alert(1)</script></html>",
        b"%PDF-1.7",
        b"\xff\xd8\xff\xe0" + b"\0" * 500,
        b"\x89PNG\r\n\x1a\n" + b"\0" * 500,
        b"RIFF\x00\x00\x00\x00WEBPVP8 " + b"\xff" * 100,
    ],
)
def test_what_is_no_picture_is_refused(content):
    assert "JPEG, PNG or WebP" in refusal(content)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_is_cut_off_is_refused_or_drawn_as_far_as_it_goes(kind):
    """Which of the two hangs on WeasyPrint: where it runs in the same process, it lets Pillow draw what there is."""
    noise = Image.effect_noise((300, 300), 90).convert("RGB")
    made = io.BytesIO()
    noise.save(made, kind)
    half = made.getvalue()[: len(made.getvalue()) // 2]
    with contextlib.suppress(PhotoRefused):
        assert cleaned(half).size == (300, 300)


def test_a_photo_of_an_iphone_is_refused_kindly():
    content = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\0" * 100
    assert "“Most compatible”" in refusal(content)


def test_more_than_ten_megabytes_are_refused_unread():
    assert "at most 10 megabytes" in refusal(encoded("JPEG") + b"\0" * MOST_BYTES)


def bomb(width, height):
    """A PNG of a few bytes that says it is of this size."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(6_000, 6_000), (12_000, 10_000), (60_000, 60_000)])
def test_a_few_bytes_that_unpack_to_a_giant_are_refused_before_they_are_unpacked(size):
    assert refusal(bomb(*size))


def test_words_that_unpack_to_a_giant_are_refused():
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    words = b"Comment\0\0" + zlib.compress(b"\0" * 100_000_000)
    start = encoded("PNG")
    content = start[:33] + chunk(b"zTXt", words) + start[33:]
    try:
        kept = clean_photo(io.BytesIO(content))
    except PhotoRefused:
        return
    assert len(kept) < 10_000  # the words were left aside, which is as good
