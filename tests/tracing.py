"""Looks everywhere for what was left behind: every table and column, the cache, the queue, mail, log lines, files.

It knows nothing of what it looks for. `watch()` notes what is there; `found` tells what has come since that holds a
marker, in plain or in one of the ways in which things are disguised, or a moment near to now; and `changed` tells every
place that anything has come to at all.
"""

import base64
import hashlib
import logging
import pickle
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.core.cache import caches
from django.db import connection
from django.utils import timezone

from config.settings.test import PROCESS

NEAR = timedelta(minutes=15)
STAMP = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")
SECONDS = re.compile(r"(?<![\d.])(1[5-9]\d{8}|[2-3]\d{9})(?:\.\d+)?(?!\d)")
SESSION = re.compile(r"\.?[A-Za-z0-9_-]+:[A-Za-z0-9]{6}:[A-Za-z0-9_-]{43}")  # packed, and signed with its time
BASE64 = re.compile(r"[A-Za-z0-9+/=_-]{24,}")
TEST_DATABASE = re.compile(r"test.*\.sqlite3")
# Built files, what test databases are copied from, and which queues there are.
OUTSIDE = ("static", "test-template", "queue-control")


class Listener(logging.Handler):
    """Hears every record of every logger, at any level."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


class Watch:
    """What was there at first, and what has come since."""

    def __init__(self) -> None:
        self.listener = Listener()
        self.mails = len(getattr(mail, "outbox", []))
        self.before = dict(self._all())

    def _all(self) -> Iterator[tuple[str, Counter]]:
        yield from _tables()
        yield from _caches()
        yield "files", _files()
        yield "queue", _queue()

    def news(self) -> Iterator[tuple[str, str]]:
        """Each place to which something has come, and what, as text."""
        for place, now in self._all():
            for each in (now - self.before.get(place, Counter())).elements():
                for part, value in each:
                    yield (f"{place}.{part}" if part else place), value
        for message in getattr(mail, "outbox", [])[self.mails :]:
            yield (
                "mail",
                f"{message.subject} {message.body} {message.to} {message.extra_headers} {message.alternatives}",
            )
        for record in self.listener.records:
            yield "log", _line(record)

    def changed(self) -> set[str]:
        """The places to which anything has come: tables, not columns."""
        return {place.partition(".")[0] for place, _ in self.news()}

    def found(self, **markers: str) -> set[tuple[str, str]]:
        """(marker, place) for whatever is found; "a moment" is one that is near to now."""
        hits = set()
        for place, value in self.news():
            for text in _readings(value):
                hits |= {(name, place) for name, marker in markers.items() if _holds(text, marker)}
                hits |= {("a moment", place)} if _tells_moment(text) else set()
        return hits


@contextmanager
def watch() -> Iterator[Watch]:
    """Note what is there now, and listen to all loggers meanwhile."""
    watching = Watch()
    loggers = [logging.getLogger()] + [
        each for each in logging.root.manager.loggerDict.values() if isinstance(each, logging.Logger)
    ]
    levels = [(each, each.level, each.propagate) for each in loggers]
    for each in loggers:
        if each is logging.root or not each.propagate:
            each.addHandler(watching.listener)
        each.setLevel(logging.DEBUG)
    try:
        yield watching
    finally:
        for each, level, _ in levels:
            each.setLevel(level)
            each.removeHandler(watching.listener)


# --- What there is -------------------------------------------------------------------------------------------------


def _tables() -> Iterator[tuple[str, Counter]]:
    """Every table that the database has, by its own account, with every row: (column, value) for each column."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            rows = (tuple(zip(names, map(_text, row), strict=True)) for row in cursor.fetchall())
            yield table, Counter(rows)


def _caches() -> Iterator[tuple[str, Counter]]:
    """What each cache keeps, in memory or in Redis; one that is kept in the database is there."""
    for alias in settings.CACHES:
        cache = caches[alias]
        entries = dict(getattr(cache, "_cache", {})) if hasattr(cache, "_expire_info") else _redis_entries(alias)
        yield f"cache {alias}", Counter((("", f"{key}={_unpickled(value)}"),) for key, value in entries.items())


def _redis_entries(alias: str) -> dict[str, bytes]:
    url = str(settings.CACHES[alias].get("LOCATION", ""))
    if not url.startswith("redis"):
        return {}
    import redis

    client = redis.Redis.from_url(url)
    return {key.decode(): client.dump(key) or b"" for key in client.scan_iter()}


def _queue() -> Counter:
    """Tasks that wait, where they wait in Redis, but those of tests that run at the same time; where they wait in files
    they are among these."""
    if not settings.CELERY_BROKER_URL.startswith("redis"):
        return Counter()
    import redis

    client = redis.Redis.from_url(settings.CELERY_BROKER_URL)
    of_others = re.compile(rf"test-gw(?!{PROCESS.removeprefix('gw')}\b)")
    lists = [key for key in client.scan_iter() if client.type(key) == b"list" and not of_others.match(key.decode())]
    return Counter((("", _text(value)),) for key in lists for value in client.lrange(key, 0, -1))


def _files() -> Counter:
    """Every file under the folders that the product writes to, but the database's own: name, content, when changed."""
    roots = {Path(settings.VAR_DIR), Path(settings.MEDIA_ROOT)}
    found: Counter = Counter()
    for file in sorted({each for root in roots for each in root.rglob("*") if each.is_file()}):
        if any(part.startswith(OUTSIDE) for part in file.parts) or _is_of_another_process(file):
            continue
        found[(("name", file.name), ("content", _text(file.read_bytes())), ("changed", str(file.stat().st_mtime)))] += 1
    return found


def _is_of_another_process(file: Path) -> bool:
    """Whether a test that runs at the same time writes it. Databases are read as tables."""
    own, all_of_them = Path(settings.MEDIA_ROOT).parent, Path(settings.VAR_DIR) / "test-files"
    if TEST_DATABASE.match(file.name):
        return True
    if file.parent.name == "queue":
        return f".{settings.CELERY_TASK_DEFAULT_QUEUE}." not in file.name
    return file.is_relative_to(all_of_them) and not file.is_relative_to(own)


# --- How it is read ------------------------------------------------------------------------------------------------


def _text(value: Any) -> str:
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).decode("latin-1")
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def _unpickled(value: Any) -> str:
    try:
        return str(pickle.loads(value))
    except Exception:
        return _text(value)


def _line(record: logging.LogRecord) -> str:
    """A line as it would be written, with everything that the record carries. What is said at levels that nobody
    writes down has no time."""
    told = {key: value for key, value in vars(record).items() if key not in LOG_TIMES}
    when = datetime.fromtimestamp(record.created, UTC).isoformat() if record.levelno >= logging.WARNING else ""
    return f"{when} {logging.Formatter().format(record)} {told}"


LOG_TIMES = {"created", "msecs", "relativeCreated", "asctime"}


def _readings(value: str) -> Iterator[str]:
    """A value as it stands, and what it says once it is unpacked."""
    yield value
    with suppress(zlib.error, UnicodeEncodeError):
        yield zlib.decompress(value.encode("latin-1")).decode("utf-8", "replace")
    if SESSION.fullmatch(value):
        yield str(SessionStore().decode(value))
    elif BASE64.fullmatch(value):
        with suppress(ValueError):
            yield base64.urlsafe_b64decode(value + "=" * (-len(value) % 4)).decode("latin-1")


def _holds(text: str, marker: str) -> bool:
    return any(disguise in text or disguise in text.lower() for disguise in _disguises(marker))


def _disguises(marker: str) -> set[str]:
    plain = {marker, marker.lower(), marker.replace("-", ""), quote(marker, safe="")}
    raw = [each.encode() for each in (marker, marker.lower())]
    plain |= {base64.b64encode(each).decode().rstrip("=") for each in raw} | {each.hex() for each in raw}
    return plain | {hashlib.new(name, each).hexdigest() for each in raw for name in ("md5", "sha1", "sha256", "sha512")}


def _tells_moment(text: str) -> bool:
    now = timezone.now()
    stamps = [_parsed(each) for each in STAMP.findall(text)]
    stamps += [datetime.fromtimestamp(int(each), UTC) for each in SECONDS.findall(text)]
    return any(stamp is not None and abs(now - stamp) < NEAR for stamp in stamps)


def _parsed(stamp: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(stamp)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
