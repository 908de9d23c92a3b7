"""Putting somebody on the register who came without a place."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Case, When

from people.models import Organisation, OrganisationKind, Person
from people.organisations.operations import propose_organisation
from people.organisations.queries import organisations_named
from training.attendance.models import WAS_THERE, AttendanceStatus, Claim, ClaimSource
from training.attendance.operations.claims import Outcome, Said
from training.attendance.operations.recording import record
from training.attendance.operations.refusals import MarkRefused, RegisterClosed, refuse_unless_open
from training.attendance.queries.closing import closed_at
from training.bookings.models import Booking
from training.bookings.operations import BookingRefused, Colleague, walk_in
from training.sessions.models import Session


@transaction.atomic
def put_on_register(
    *,
    session: Session,
    person: Colleague,
    organisation: Organisation,
    status: str = AttendanceStatus.PRESENT,
    minutes: int | None = None,
    uid: UUID | None = None,
    device_at: datetime | None = None,
    made_at: datetime | None = None,
    by: Person | None,
    at: datetime,
) -> tuple[Booking, Outcome]:
    """Let somebody in and mark them, all or nothing: present, or late with the minutes attended. Returns their booking
    and what became of the mark. Whoever has a place already is marked on it. Sending it twice, with the same `uid`,
    changes nothing the second time.

    Refusals: TooSoon, SessionCalledOff, RegisterClosed, MinutesNeeded; MarkRefused where the booking is refused.
    """
    refuse_unless_open(session, at=at)
    if status not in WAS_THERE:
        raise MarkRefused("Somebody who walked in was there: present, late or left early.")
    _refuse_once_closed(session, uid, made_at or at)
    try:
        booking = walk_in(session_id=session.pk, person=person, organisation=organisation, by=by, at=at)
    except BookingRefused as refusal:
        raise MarkRefused(str(refusal)) from refusal
    said = Said(
        booking.pk, status, ClaimSource.REGISTER, minutes=minutes, saw=None if device_at is None else 0,
        uid=uid or uuid4(), device_at=device_at, made_at=made_at,
    )  # fmt: skip
    [outcome] = record(session=session, said=[said], by=by, at=at)
    if outcome.refusal:
        raise outcome.refusal
    return booking, outcome


def organisation_called(name: str, *, by: Person, at: datetime) -> Organisation:
    """The organisation that was written down by its name alone, on a device without a signal: the one that has it, else
    a new one, of a kind that stands for any, which staff confirm or merge. Where several have it nobody can say which
    is meant, so that is left to staff too. Refuses with MarkRefused where there is no kind at all."""
    named = organisations_named(name=name)
    if len(named) == 1:
        return named[0]
    stands_for_any = Case(When(sector__name="Other", then=0), default=1)
    kind = OrganisationKind.objects.order_by(stands_for_any, "pk").first()
    if kind is None:
        raise MarkRefused("No organisation can be added yet. Please tell a programme manager.")
    return propose_organisation(name=name, kind=kind, local_authority=None, by=by, at=at)


def _refuse_once_closed(session: Session, uid: UUID | None, made_at: datetime) -> None:
    """Before anybody is let in and told so."""
    closed = closed_at(session)
    is_known = uid is not None and Claim.objects.filter(uid=uid).exists()
    if closed is not None and made_at > closed and not is_known:
        raise RegisterClosed(closed)
