"""Accessible PDFs (PDF/UA-1) from HTML templates."""

import atexit
import functools
import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template import engines

from documents.letterhead import letterhead

NO_CHARACTER = re.compile(rb"<>$")  # of a glyph, in a font's table
STYLES = Path(__file__).with_name("print.css")


class DocumentNotMade(Exception):
    """A document could not be made whole: a file it is made of is missing, its template asks for one elsewhere, or part
    of it could not be drawn."""


def render_pdf(template: str, context: dict[str, Any]) -> bytes:
    """A PDF/UA-1 document from a Jinja template that extends documents/base.html.

    The template is given `partnership` and `site_url` besides its context. Fonts and pictures come from our own static
    files, written `static:theme/...`, and nothing is ever fetched from a network. Raises DocumentNotMade where such a
    file is missing or anything could not be drawn: a document that is kept for years is better late than in the wrong
    letters or with a hole in it.
    """
    from weasyprint import HTML  # here, since importing it fails where Pango is not installed
    from weasyprint.urls import FatalURLFetchingError

    html = engines["jinja2"].get_template(template).render({**letterhead(), **context})
    try:
        fetcher, fonts, styles = _press()
        document = HTML(string=html, url_fetcher=fetcher)
        with _faults() as faults:
            made: bytes = document.write_pdf(
                stylesheets=[styles], font_config=fonts, pdf_variant="pdf/ua-1", finisher=_give_each_glyph_a_character
            )
    except FatalURLFetchingError as error:
        raise DocumentNotMade(str(error)) from error
    if faults:
        raise DocumentNotMade(". ".join(faults))
    return made


@contextmanager
def _faults() -> Iterator[list[str]]:
    """What WeasyPrint, which goes on without a picture that it cannot draw, says in its log of this document."""
    logger, told = logging.getLogger("weasyprint"), _Faults(logging.ERROR)
    logger.addHandler(told)
    try:
        yield told.faults
    finally:
        logger.removeHandler(told)


class _Faults(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.faults: list[str] = []
        self.thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self.thread:  # others draw documents of their own
            self.faults.append(record.getMessage())


def _give_each_glyph_a_character(document: Any, pdf: Any) -> None:
    """Let the vowel signs that some alphabets write before their letter, and the dots that others set apart from it,
    stand for a word joiner, which nobody sees and which parts no word: WeasyPrint leaves them without a character, and
    PDF/UA-1 asks for one of each glyph (ISO 14289-1, 7.21.7)."""
    for each in pdf.objects:
        if b"begincmap" in getattr(each, "stream", ()):
            each.stream = [NO_CHARACTER.sub(b"<2060>", line) for line in each.stream]


def own_files() -> Any:
    """What fetches the files that a document names: static files of ours, as `static:theme/...`, and nothing else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):
        """Reads static files of ours and nothing else."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            """The file behind a `static:` address."""
            scheme, _, name = url.partition(":")
            path = finders.find(name) if scheme == "static" else None
            if not path:
                raise FileNotFoundError(f"{url} is not a static file of ours. Has the theme been built?")
            return URLFetcherResponse(url, Path(path).read_bytes())

    return OwnFiles(fail_on_errors=True)


@functools.cache
def _press() -> tuple[Any, Any, Any]:
    """What is made once and kept, since making it anew takes twice as long as printing a page."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    fetcher, fonts = own_files(), FontConfiguration()
    return fetcher, fonts, CSS(filename=STYLES, font_config=fonts, url_fetcher=fetcher)


# The fonts' temporary folder is removed while Python still can: at the very end it cannot.
atexit.register(_press.cache_clear)
