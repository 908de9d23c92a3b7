"""Photos that people upload. A file is hostile until it is shown not to be: it is decoded within limits and drawn anew,
so that nothing of it stays but the picture: no place, no device, no hidden data, no second format."""

import io
from typing import IO

from PIL import Image, ImageOps

MOST_BYTES = 10 * 1024 * 1024
# A JPEG is decoded at a smaller size at once; the others must be held whole in memory, four bytes for each pixel.
MOST_PIXELS = {"JPEG": 60_000_000, "PNG": 25_000_000, "WEBP": 25_000_000}
LONGEST_SIDE = 2_000  # points: what is on a sign-in sheet can be read
QUALITY = 82
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"heif"}


class PhotoRefused(Exception):
    """A file that is not kept, with a message fit to show beside the field where another can be chosen."""


class NoPhoto(PhotoRefused):
    """What cannot be read as a photo at all."""

    def __init__(self) -> None:
        super().__init__("We could not read this file as a photo. Choose a JPEG, PNG or WebP picture.")


def clean_photo(file: IO[bytes], *, longest: int = LONGEST_SIDE) -> bytes:
    """The picture as a new JPEG of at most so many pixels each way, upright, without anything else that the file held.

    Refused: more than ten megabytes, too many pixels, and anything that is no JPEG, PNG or WebP, whatever its name.
    """
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise PhotoRefused("This photo is too big: it can have at most 10 megabytes. Take it again at a smaller size.")
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        raise PhotoRefused(
            "This photo is in Apple’s HEIC format, which we cannot read. In the phone’s settings for the camera choose "
            "“Most compatible”, or choose a screenshot of it."
        )
    try:
        with Image.open(io.BytesIO(content), formats=list(MOST_PIXELS)) as opened:
            return _drawn_anew(opened, longest)
    except PhotoRefused:
        raise
    except Exception as error:  # whatever a broken picture does to the library, it is only refused
        raise NoPhoto from error


def _drawn_anew(opened: Image.Image, longest: int) -> bytes:
    width, height = opened.size
    if width * height > MOST_PIXELS[opened.format or ""]:
        raise PhotoRefused("This photo has too many pixels. Take it again at a smaller size.")
    if opened.format == "JPEG":
        opened.draft("RGB", (longest, longest))
    upright = ImageOps.exif_transpose(opened)
    upright.thumbnail((longest, longest))
    made = io.BytesIO()
    _on_white(upright).save(made, "JPEG", quality=QUALITY)
    return made.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    """The picture in red, green and blue alone: a copy, which has nothing of the file's own notes."""
    paper = Image.new("RGB", picture.size, "white")
    if picture.has_transparency_data:
        seen = picture.convert("RGBA")
        paper.paste(seen, mask=seen.getchannel("A"))
    else:
        paper.paste(picture.convert("RGB"))
    return paper
