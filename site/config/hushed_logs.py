"""Log lines written while a request to a survey is answered: that something went wrong, where in the code, and no more.

No path, no query, no exception's own words (a database's error holds the row that it refused), no request.
"""

import logging
from pathlib import Path
from types import TracebackType
from typing import Any

from config.quiet import is_about_a_survey, is_hushed

ROOT = Path(__file__).resolve().parents[2]
SAID = "hushed"  # marks a record whose words are these already


class HushingFilter(logging.Filter):
    """Lets a line about a survey through only where it tells of an error, and without what it says of the request."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Also of what is logged after the request was answered, which only the request itself tells."""
        request = getattr(record, "request", None)
        path = getattr(request, "path_info", "") or getattr(request, "path", "")
        if not getattr(record, SAID, False) and is_about_a_survey(path):
            hush(record)
        if not getattr(record, SAID, False):
            return True
        record.__dict__.pop("request", None)
        return record.levelno >= logging.ERROR


def hush(record: logging.LogRecord) -> None:
    """Take from a record whatever could hold something of the request, in place."""
    error = record.exc_info[0] if record.exc_info else None
    what = f"{error.__name__} at {_where(record.exc_info[2])}" if record.exc_info and error else "Something"
    record.msg = f"{what}, while a survey was asked for (told at {record.module}:{record.lineno})"
    record.args = None
    record.exc_info = record.exc_text = record.stack_info = None
    setattr(record, SAID, True)


def _where(traceback: TracebackType | None) -> str:
    """The last of our own lines that an error came through."""
    place = "?"
    while traceback is not None:
        file = Path(traceback.tb_frame.f_code.co_filename)
        if file.is_relative_to(ROOT) and "site-packages" not in file.parts:
            place = f"{file.relative_to(ROOT)}:{traceback.tb_lineno}"
        traceback = traceback.tb_next
    return place


def hush_logs() -> None:
    """From now on, hush every record that is made while a survey is asked for, whoever makes it and whoever listens."""
    make = logging.getLogRecordFactory()
    if getattr(make, "hushes", False):
        return

    def make_hushed(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = make(*args, **kwargs)
        if is_hushed.get():
            hush(record)
        return record

    make_hushed.hushes = True  # type: ignore[attr-defined]
    logging.setLogRecordFactory(make_hushed)
    hushing = HushingFilter()
    # These are told of the request itself, some only once it is answered.
    for name in ("django.request", "django.security", "django.security.csrf", "django.server", "django"):
        logging.getLogger(name).addFilter(hushing)
    for handler in (*logging.getLogger("django").handlers, *logging.getLogger().handlers):
        handler.addFilter(hushing)
