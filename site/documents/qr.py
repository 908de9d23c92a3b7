"""QR codes: as SVG for pages and paper, as PNG for emails and calendars."""

from collections.abc import Iterator
from io import BytesIO
from itertools import groupby

import qrcode
from markupsafe import Markup

QUIET_ZONE = 4  # modules of white around the code, as ISO/IEC 18004 asks
PIXELS = 8  # of a module in a PNG: sharp at twice the size at which emails show it


def qr_svg(text: str, title: str) -> Markup:
    """A QR code of the text, to be placed in HTML; `title` is what a screen reader says of it.

    One path for all modules is small and quick to print; the title is an element, since PDF makers and older screen
    readers pass over attributes.
    """
    rows = _code(text).get_matrix()
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" class="qr" viewBox="0 0 {size} {size}" role="img">'
        '<title>{title}</title><path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="{path}"/></svg>'
    ).format(size=len(rows), title=title, path="".join(_runs(rows)))


def qr_png(text: str) -> bytes:
    """A QR code of the text as a small PNG, black on white; the same to the byte for the same text."""
    file = BytesIO()
    _code(text).make_image().save(file)
    return file.getvalue()


def _code(text: str) -> qrcode.QRCode:
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=QUIET_ZONE, box_size=PIXELS)
    code.add_data(text)
    return code


def _runs(rows: list[list[bool]]) -> Iterator[str]:
    """A rectangle for each run of dark modules in a row."""
    for y, row in enumerate(rows):
        x = 0
        for is_dark, modules in groupby(row):
            width = len(list(modules))
            if is_dark:
                yield f"M{x} {y}h{width}v1H{x}z"
            x += width
