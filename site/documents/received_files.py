"""Files that people send us to keep: PDFs and pictures. A file is hostile until it is shown not to be: what it is, is
read from what it holds, and a picture is drawn anew as every photo is."""

import io
import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO

from documents.photos import NoPhoto, PhotoRefused, clean_photo

MOST_BYTES = 5 * 1024 * 1024
LONGEST_SIDE = 3_000  # points: a page photographed with this many can be read, and printed
LONGEST_NAME = 100

CONTENT_TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}  # png of earlier ones
PDF_BEGINS = re.compile(rb"%PDF-[12]\.\d")
PDF_ENDS = b"%%EOF"
NEAR_THE_END = 2_048  # bytes: some programs write a little after the end


class Refused(Exception):
    """A file that is not kept, with a message fit to show beside the field where another can be chosen."""


@dataclass(frozen=True)
class ReceivedFile:
    """What is kept of a file: its true kind, as in pdf, and a name that ends in it."""

    name: str
    ending: str
    content: bytes


def receive_file(file: IO[bytes], *, name: str) -> ReceivedFile:
    """What can be kept of a PDF, JPEG, PNG or WebP of at most five megabytes, whatever its name says that it is.

    A picture becomes a JPEG, upright and at most 3,000 points long: where and with what it was taken, and anything
    hidden in it or behind it, is left out. A PDF is kept as it came, so it must never be shown inside a page.
    Refused: an empty or bigger file, any other kind, a PDF that is cut short, and a picture that no photo could be.
    """
    content = file.read(MOST_BYTES + 1)
    if not content:
        raise Refused("This file is empty. Choose another.")
    if len(content) > MOST_BYTES:
        raise Refused("This file is too big: it can have at most 5 megabytes. Save it smaller, and choose it again.")
    if PDF_BEGINS.match(content):
        if PDF_ENDS not in content[-NEAR_THE_END:]:
            raise Refused("This PDF is cut short: its end is missing. Save it again, and choose it once more.")
        return ReceivedFile(_plain_name(name, "pdf"), "pdf", content)
    try:
        picture = clean_photo(io.BytesIO(content), longest=LONGEST_SIDE)
    except NoPhoto as error:
        raise Refused(
            "This is neither a PDF nor a picture that we can read. Choose a PDF, or a JPEG, PNG or WebP picture."
        ) from error
    except PhotoRefused as error:
        raise Refused(str(error)) from error
    return ReceivedFile(_plain_name(name, "jpg"), "jpg", picture)


def _plain_name(name: str, ending: str) -> str:
    """What its person called the file, without folders and without characters that are not seen, such as those that
    turn the direction of what follows; with its true ending."""
    seen = "".join(each for each in name if unicodedata.category(each)[0] != "C")
    stem = PurePath(seen.replace("\\", "/")).stem.strip(" .")
    return f"{stem[: LONGEST_NAME - len(ending) - 1].strip() or 'file'}.{ending}"
