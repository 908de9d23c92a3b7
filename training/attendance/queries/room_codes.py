"""The code on a session's screen, with which people check themselves in."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from secrets import compare_digest

from django.utils.crypto import salted_hmac

from documents.codes import ALPHABET, MISREAD
from training.sessions.models import DOORS_OPEN_BEFORE_START, Session

STEP = timedelta(seconds=30)
LENGTH = 6
BITS = 5  # of each letter: the alphabet has 32
CLOSES_AFTER_END = timedelta(minutes=15)


def room_code(session: Session, *, at: datetime) -> str:
    """Six letters of Crockford's alphabet that stand for this session for half a minute.

    As a time-based one-time password is made (RFC 6238): 30 bits of an HMAC of the session and the number of the step,
    under a key that is derived from SECRET_KEY. So nothing is stored, and every process shows the same.
    """
    mac = salted_hmac("training.attendance.room_code", f"{session.pk}:{_step(at)}", algorithm="sha256").digest()
    number = int.from_bytes(mac[:4], "big") >> (32 - LENGTH * BITS)
    return "".join(ALPHABET[number >> (BITS * place) & 31] for place in reversed(range(LENGTH)))


def seconds_left(at: datetime) -> int:
    """Whole seconds until the code changes, from 30 down to 1."""
    seconds = int(STEP.total_seconds())
    return seconds - int(at.timestamp()) % seconds


def canonical_room_code(typed: str) -> str:
    """The code as it is shown, from however it was typed; empty where it cannot be one."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum()).translate(MISREAD)
    return letters if len(letters) == LENGTH and not set(letters) - set(ALPHABET) else ""


def closes_at(session: Session) -> datetime:
    """Until when they do: a little after the end, for whoever forgot."""
    return session.ends_at + CLOSES_AFTER_END


def sessions_behind(code: str, *, at: datetime) -> list[Session]:
    """The sessions whose screen shows this code now, or showed it the step before: one, but for a chance in a thousand
    million. Every code is compared in the same time, right or wrong."""
    return [session for session in _about(at) if _matches(session, code, at)]


def _matches(session: Session, code: str, at: datetime) -> bool:
    found = False
    for shown in _codes(session, at):
        found |= compare_digest(shown.encode(), code.encode())
    return found


def _codes(session: Session, at: datetime) -> Iterator[str]:
    yield room_code(session, at=at)
    yield room_code(session, at=at - STEP)


def _about(at: datetime) -> Iterator[Session]:
    """Sessions that people check in to now, and those to which they did when the code before was shown."""
    near = Session.objects.scheduled().filter(
        starts_at__lte=at + DOORS_OPEN_BEFORE_START, ends_at__gt=at - CLOSES_AFTER_END - STEP
    )
    return near.select_related("course").order_by("pk").iterator()


def _step(at: datetime) -> int:
    return int(at.astimezone(UTC).timestamp()) // int(STEP.total_seconds())
