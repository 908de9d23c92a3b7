"""Deciding whom to believe, where claims disagree."""

from datetime import datetime

from django.db import transaction

from people.models import Person
from training.attendance.models import Attendance, Claim, ClaimSource
from training.attendance.operations.claims import Said
from training.attendance.operations.recording import record
from training.attendance.operations.refusals import MarkedMeanwhile, NotExpected
from training.bookings.models import Booking
from training.sessions.models import Session


@transaction.atomic
def decide(*, session: Session, claim_id: int, saw: int, by: Person, at: datetime) -> Attendance:
    """Believe one claim of a person on whom claims disagree: whoever runs the session says the same, having seen all
    there is. It is taken after the register is closed, too. Deciding what is decided already changes nothing.

    `saw` is the key of the latest claim that was shown. Refusals: NotExpected for a claim of another session;
    MarkedMeanwhile where something was said since; TooSoon, SessionCalledOff.
    """
    believed = Claim.objects.select_related("attendance").filter(pk=claim_id, attendance__session=session).first()
    if believed is None:
        raise NotExpected
    Booking.objects.select_for_update(no_key=True).get(pk=believed.attendance.booking_id)
    attendance = Attendance.objects.get(pk=believed.attendance_id)
    if not attendance.is_disputed:
        return attendance
    if attendance.claims.filter(pk__gt=saw).exists():
        raise MarkedMeanwhile("Something else was said meanwhile. Please look again.")
    said = Said(attendance.booking_id, believed.status, ClaimSource.REGISTER, believed.minutes, settles=True)
    [outcome] = record(session=session, said=[said], by=by, at=at)
    if outcome.refusal:
        raise outcome.refusal
    return outcome.attendance or attendance
