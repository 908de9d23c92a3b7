"""What somebody who arrives at a moment has of a session, and which code stands behind what was scanned or typed."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from documents.codes import canonical_code
from training.attendance.models import AttendanceStatus
from training.sessions.models import Session

GROUPS_IN_A_CODE = 2
# Until so long after the start nobody is late, and from so long before the end nobody left early: coats, chairs, a
# queue at the door, a goodbye.
GRACE = timedelta(minutes=10)
IN_AN_ADDRESS = re.compile(r"/check-in/([^/?#\s]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Arrival:
    """A status and, for whoever is late, the whole minutes that remain."""

    status: str
    minutes: int | None = None


def late_after(session: Session) -> datetime:
    """The last moment at which somebody who arrives is not late."""
    return session.starts_at + GRACE


def arrival(session: Session, *, at: datetime) -> Arrival:
    """How somebody attends who comes at this moment and stays: present up to ten minutes after the start, then late
    with the whole minutes that are left, one at least. The same rule as `arrival` of theme/js/registers/book.js."""
    if at <= late_after(session):
        return Arrival(AttendanceStatus.PRESENT)
    left = int((session.ends_at - at).total_seconds() // 60)
    return Arrival(AttendanceStatus.LATE, min(max(left, 1), session.minutes()))


def code_in(text: str) -> str:
    """The check-in code in what was scanned or typed, as it is printed: alone, or in an address of ours. Empty where
    there is none. The same rule as `codeIn` of site/theme/js/scanner.js."""
    found = IN_AN_ADDRESS.search(text)
    return canonical_code(found[1] if found else text, GROUPS_IN_A_CODE)
