"""From when until when a register is kept on a device, and what there is to know before it is closed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from training.attendance.models import AWAY, Attendance, AttendanceStatus, ClosedRegister
from training.bookings.models import Booking
from training.sessions.models import Session, SessionStatus

# How long before the start, and after the end, a device may hold the names of those who are expected.
NAMES_KEPT_BEFORE = timedelta(days=7)
NAMES_KEPT_FOR = timedelta(hours=24)


@dataclass(frozen=True)
class Summary:
    """What a register says as it is closed. `unmarked` are the names of those of whom nothing is said."""

    came: int
    walked_in: int
    absent: int
    apologies: int
    disputed: int
    unmarked: list[str]


def closed_at(session: Session) -> datetime | None:
    """When the register was closed; None where it is open."""
    return ClosedRegister.objects.filter(session=session).values_list("closed_at", flat=True).first()


def closing_of(session: Session) -> ClosedRegister | None:
    """The same with who closed it."""
    return ClosedRegister.objects.select_related("closed_by").filter(session=session).first()


def names_are_kept_from(session: Session) -> datetime:
    """From when a device may hold the names: weeks ahead they would lie there for nothing."""
    return session.starts_at - NAMES_KEPT_BEFORE


def names_are_kept_until(session: Session) -> datetime:
    """Until when a device may hold the names, at the latest."""
    return session.ends_at + NAMES_KEPT_FOR


def devices_forget(session: Session, *, at: datetime) -> bool:
    """Whether every device is to forget the names by now: the register is closed, it is long over, or not held."""
    is_over = at >= names_are_kept_until(session) or session.status != SessionStatus.SCHEDULED
    return is_over or closed_at(session) is not None


def summary(session: Session) -> Summary:
    """Who came and who did not, in two questions."""
    confirmed = Booking.objects.confirmed().filter(session=session)
    unmarked = confirmed.filter(attendance__isnull=True).order_by("name", "pk").values_list("name", flat=True)
    entries = list(
        Attendance.objects.filter(booking__in=confirmed).values_list("status", "is_disputed", "booking__walked_in")
    )
    there = [walked_in for status, _, walked_in in entries if status not in AWAY]
    return Summary(
        came=len(there),
        walked_in=sum(there),
        absent=sum(status == AttendanceStatus.ABSENT for status, *_ in entries),
        apologies=sum(status == AttendanceStatus.APOLOGY for status, *_ in entries),
        disputed=sum(is_disputed for _, is_disputed, _ in entries),
        unmarked=list(unmarked),
    )
