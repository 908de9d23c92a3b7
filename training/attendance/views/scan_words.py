"""What whoever scans is told, in a few large words and a few small ones."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from documents.dates import clock, day
from people.models import Person
from training.attendance.models import ScanAnswer
from training.attendance.operations import Scanned
from training.attendance.policies import may_mark
from training.bookings.models import Booking, BookingStatus
from training.sessions.models import Session, SessionStatus
from training.sessions.policies import may_see_cohort

WAITS = {
    BookingStatus.WAITING: "is on the waiting list",
    BookingStatus.OFFERED: "was offered a place and has not accepted it",
    BookingStatus.UNCONFIRMED: "has not confirmed the booking",
    BookingStatus.AWAITING_APPROVAL: "waits for a line manager to agree",
    BookingStatus.LAPSED: "did not confirm in time, so the place was released",
}
NOT_THEM = "Not this person? Put it right in the register"
IN_THE_REGISTER = "Look for the name in the register."


@dataclass(frozen=True)
class Words:
    """An answer as a page and a script show it. `way` leads on, to the person's row where there is one."""

    answer: str
    title: str
    text: str = ""
    way: str = ""
    way_words: str = ""

    def as_json(self) -> dict[str, str]:
        """For the script."""
        return {name: getattr(self, name) for name in ("answer", "title", "text", "way", "way_words")}


def words_for(scanned: Scanned, session: Session, viewer: Person | AnonymousUser) -> Words:
    """What the viewer, who may mark this session's register, is told of a scan. Of another session's code they learn
    the session, where anybody may see it, and whose it is only where they may mark that register too."""
    booking, answer = scanned.booking, scanned.answer
    register = reverse("training:register-mark", args=[session.pk])
    open_register = {"way": register, "way_words": "Open the register"}
    if booking is None or answer == ScanAnswer.UNKNOWN:
        return Words(answer, "Unknown code", f"This is no code of ours. {IN_THE_REGISTER}", **open_register)
    if answer == ScanAnswer.WRONG_SESSION:
        return Words(answer, "Wrong session", _whose(booking, viewer))
    row = f"{register}#person-{booking.pk}"
    if answer == ScanAnswer.WELCOME:
        return Words(answer, f"Welcome, {booking.name}", _arrived(scanned, session), row, NOT_THEM)
    if answer == ScanAnswer.ALREADY:
        since = clock(scanned.arrived_at) if scanned.arrived_at else ""
        return Words(answer, f"Already checked in at {since}", f"{booking.name}.", row, "See their row")
    if answer == ScanAnswer.CANCELLED:
        return Words(answer, "Cancelled", f"The booking of {booking.name} was cancelled.", **open_register)
    waits = WAITS.get(BookingStatus(booking.status), "has no confirmed place")
    return Words(answer, "Not confirmed", f"{booking.name} {waits}.", **open_register)


def refused(text: str, session: Session) -> Words:
    """That nothing was scanned at all, and why."""
    register = reverse("training:register-mark", args=[session.pk])
    return Words("refused", "Not scanned", text, register, "Open the register")


def _arrived(scanned: Scanned, session: Session) -> str:
    assert scanned.arrived_at is not None  # noqa: S101  (whoever is welcome has arrived)
    said = f"Checked in at {clock(scanned.arrived_at)}"
    if scanned.minutes is None:
        return f"{said}."
    return f"{said}, late: {scanned.minutes} of {session.minutes()} minutes remain."


def _whose(booking: Booking, viewer: Person | AnonymousUser) -> str:
    other = Session.objects.select_related("course", "series").get(pk=booking.session_id)
    is_theirs = may_mark(viewer, other)
    if not is_theirs and (other.status != SessionStatus.SCHEDULED or not may_see_cohort(viewer, other, "")):
        return "This code is for another session."
    whose = f"The code of {booking.name}" if is_theirs else "This code"
    return f"{whose} is for {other.course.title}, {day(other.starts_at)}, {clock(other.starts_at)}."
