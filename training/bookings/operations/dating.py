"""Setting the date of a session that had none, and inviting those who asked, in order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from people.models import Person
from training.bookings import emails
from training.bookings.models import Booking, BookingStatus, Interest, NoticeKind
from training.bookings.operations.telling import owe_all
from training.bookings.operations.waiting import offer_places
from training.bookings.queries import who_asked, with_undated
from training.bookings.queries.eligibility import reasons_against_inviting, with_rules
from training.sessions.models import Session, UndatedSession
from training.sessions.operations import give_date, lock_session


@dataclass(frozen=True)
class Dated:
    """The session that an undated one became, and what became of those who had asked: how many were offered a place,
    how many wait, and how many its rules do not let in."""

    session: Session
    offered: int
    waiting: int
    kept_out: int


@transaction.atomic
def set_date(*, undated: UndatedSession, by: Person | None, at: datetime, **facts: Any) -> Dated:
    """Make the session, and put everyone who asked in its line, whoever asked first first. Those whom its places reach
    are offered one; the others wait for theirs; and those whom its rules do not let in are told the date and why. Each
    is told once, all in one transaction. `facts` are those of a new session, without its course.

    Refusals: AlreadyDated, so that setting it twice makes one session; UndatedWithdrawn, SessionOver, CannotBeDraft.
    """
    session = give_date(undated=undated, by=by, at=at, **facts)
    invited, kept_out = _apart(session, who_asked(undated), at)
    for number, interest in enumerate(invited):
        _stand_in_line(interest, session, online=_joins_online(session, number), by=by)
    # Nobody else can have locked this session: it is not there for them before this transaction ends.
    offered = offer_places(lock_session(session_id=session.pk), by, at)
    left = list(Booking.objects.waiting().filter(session=session).order_by("booked_at", "pk"))
    owe_all(left, NoticeKind.DATED, at=at)
    session.refresh_from_db()
    return Dated(session, offered, len(left), kept_out)


def _apart(session: Session, asked: Iterable[Interest], at: datetime) -> tuple[list[Interest], int]:
    """Those who are invited, in order; the others are told why not, and how many they are. Somebody who asked from two
    addresses, as one whose address was changed in between, is invited once, to the first."""
    invited, people, kept_out = [], set(), 0
    ruled = with_rules().get(pk=session.pk)
    for interest in with_undated(asked):  # type: ignore[arg-type]
        person = interest.person or Person.objects.filter(email=interest.email).first()
        reasons = reasons_against_inviting(ruled, interest, person)
        if person is not None and person.pk in people:
            _end(interest, at)
        elif reasons:
            _end(interest, at)
            emails.tell_interested(interest, "interest_dated", at=at, session=session, reasons=reasons)
            kept_out += 1
        else:
            people |= {person.pk} if person is not None else set()
            invited.append(interest)
    return invited, kept_out


def _end(interest: Interest, at: datetime) -> None:
    interest.withdrawn_at = at
    interest.save(update_fields=["withdrawn_at"])


def _joins_online(session: Session, number: int) -> bool:
    """Nobody was asked how they would join. In a hybrid session the first take the room, those whom it cannot hold the
    places online; whoever accepts can change over."""
    return session.is_hybrid() and session.capacity - session.online_capacity <= number < session.capacity


def _stand_in_line(interest: Interest, session: Session, *, online: bool, by: Person | None) -> None:
    booking = Booking.objects.create(
        session=session,
        person=interest.person,
        email=interest.email,
        name=interest.name,
        role=interest.role,
        organisation=interest.organisation,
        status=BookingStatus.WAITING,
        online=online,
        booked_at=interest.asked_at,
    )
    interest.booking = booking
    interest.save(update_fields=["booking"])
    log(instance=booking, action="training.booking.wait", user=by, data={"session": session.pk})
