"""How somebody stands, and what each claim says, in words."""

from datetime import datetime

from documents.dates import clock, day
from training.attendance.models import PART_OF_SESSION, AttendanceStatus, Claim, ClaimSource
from training.sessions.models import Session

SAID_BY = {
    ClaimSource.REGISTER: "Marked",
    ClaimSource.SCAN: "Code scanned at the door",
    ClaimSource.SELF: "Checked in by themselves",
    ClaimSource.WEBINAR: "From the webinar’s log",
    ClaimSource.BOOKING: "Place given back",
}
# Sources behind which somebody stands who could be asked: a code that is scanned is the same in anybody's hands.
NAMES_WHO = (ClaimSource.REGISTER, ClaimSource.BOOKING)


def stands_as(status: str, minutes: int, session: Session) -> str:
    """As in Late by 10 minutes, Left 30 minutes early, or Present."""
    missed, length = session.minutes() - minutes, session.minutes()
    if status == AttendanceStatus.LATE and missed > 0:
        return f"Late by {_minutes(missed)}"
    if status == AttendanceStatus.LEFT_EARLY and missed > 0:
        return f"Left {_minutes(missed)} early"
    words = str(AttendanceStatus(status).label)
    return f"{words}, {minutes} of {length} minutes" if status == AttendanceStatus.PRESENT and missed > 0 else words


def says(claim: Claim, session: Session) -> str:
    """Who or what a claim comes from and when it was made, as in Marked by Fay Example at 9:40am. The day is told where
    it is not that of the session. Reads who made it, and the list it came from where that was looked for."""
    source = ClaimSource(claim.source)
    words = _on_list(claim) if source == ClaimSource.SIGNED_LIST else SAID_BY[source]
    if claim.source in NAMES_WHO and claim.made_by:
        words += f" by {claim.made_by}"
    return f"{words} {at_time(claim.made_at, session)}"


def _on_list(claim: Claim) -> str:
    """As in On the signed list of Elm School, signed by Fay Example. Whoever is told to be absent was on one before."""
    of, signed_by = "the organisation’s signed list", ""
    if claim.of_list:
        of = f"the signed list of {claim.of_list.organisation}"
        signed_by = f", signed by {claim.of_list.signed_by}," if claim.of_list.signed_by else ""
    if claim.status == AttendanceStatus.ABSENT:
        return f"Not on {of} any more{signed_by}"
    return f"On {of}{signed_by}"


def at_time(moment: datetime, session: Session) -> str:
    """As in at 9:40am, or at 9:40am on Tuesday 3 March 2026."""
    on = "" if day(moment) == day(session.starts_at) else f" on {day(moment)}"
    return f"at {clock(moment)}{on}"


def claimed(claim: Claim, session: Session) -> str:
    """What a claim says of somebody. Late and left early may have been told with all of the minutes."""
    if claim.status in PART_OF_SESSION or claim.minutes not in (0, session.minutes()):
        return f"{AttendanceStatus(claim.status).label}: {claim.minutes} of {session.minutes()} minutes"
    return stands_as(claim.status, claim.minutes, session)


def _minutes(number: int) -> str:
    return f"{number} minute" if number == 1 else f"{number} minutes"
