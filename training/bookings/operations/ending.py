"""Giving places back: cancelled by their holder, lapsed, or called off with the session."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import F
from wagtail.log_actions import log

from people.models import Person
from training.bookings.models import Booking, BookingNeeds, BookingQuerySet, BookingStatus, NoticeKind, Pool
from training.bookings.models.needs import NEEDS_KEPT_FOR
from training.bookings.operations.places import give_back
from training.bookings.operations.reasons import StaffReason, noted
from training.bookings.operations.refusals import ChangesClosed
from training.bookings.operations.telling import owe, owe_all
from training.bookings.operations.waiting import offer_places
from training.bookings.queries import lapsed, with_session
from training.sessions.models import Session
from training.sessions.operations import SessionOver, lock_session

# What must happen in the same transaction when confirmed places of a session end. Attendance puts its own in when the
# app starts: bookings do not know attendance.
on_ended: list[Callable[[Session, Person | None, datetime], object]] = []

TOLD_OF_LAPSE = {BookingStatus.OFFERED: NoticeKind.OFFER_LAPSED, BookingStatus.WAITING: NoticeKind.LINE_CLOSED}
TOLD_OF_LEAVING = {BookingStatus.OFFERED: NoticeKind.LEFT_LINE, BookingStatus.WAITING: NoticeKind.LEFT_LINE}


def refuse_after_changes_close(session: Session, *, at: datetime, past_cut_off: bool = False) -> None:
    """Refuse with SessionOver once it has started, and with ChangesClosed past the time that staff set, which does not
    bind staff themselves (`past_cut_off`)."""
    if session.starts_at <= at:
        raise SessionOver("This session has already started, so the booking can no longer be changed.")
    if session.changes_close_at() <= at and not past_cut_off:
        raise ChangesClosed


def cancel(
    *,
    booking: Booking,
    by: Person | None,
    at: datetime,
    past_cut_off: bool = False,
    reason: StaffReason | None = None,
) -> Booking:
    """Give a place back, decline an offer, or leave the line. The place goes to the next in line at once, in the same
    transaction. Needs that were told for it are deleted. Doing it twice changes nothing. Where somebody else than the
    person does it, they are told who it was.

    Refuses with SessionOver once the session has started, and for a confirmed place with ChangesClosed past the time
    that staff set, unless `past_cut_off` says that staff do it. Who may do so is the caller's to check; the log keeps
    it, with the `reason`.
    """
    with transaction.atomic():
        session = lock_session(session_id=booking.session_id)
        kept = Booking.objects.get(pk=booking.pk)
        if not kept.is_active() or kept.session_id != session.pk:
            return _fresh(booking)
        if kept.status == BookingStatus.CONFIRMED or session.starts_at <= at:
            refuse_after_changes_close(session, at=at, past_cut_off=past_cut_off)
        if not end(Booking.objects.filter(pk=booking.pk), session, BookingStatus.CANCELLED, at):
            return _fresh(booking)
        BookingNeeds.objects.filter(booking_id=booking.pk).delete()
        booking = _fresh(booking)
        data = {"session": session.pk, **noted(past_cut_off, reason)}
        log(instance=booking, action="training.booking.cancel", user=by, data=data)
        own = TOLD_OF_LEAVING.get(BookingStatus(kept.status), NoticeKind.CANCELLED)
        owe(booking, own if is_their_own(booking, by) else NoticeKind.CANCELLED_FOR, at=at)
        for tell in on_ended:
            tell(session, by, at)
        offer_places(session, by, at)
    return booking


def is_their_own(booking: Booking, by: Person | None) -> bool:
    """Whether whoever acts is the person of the booking: by its link without an account, or signed in as themselves."""
    return by is None or by.pk == booking.person_id or by.email == booking.email


def release_lapsed(*, at: datetime) -> int:
    """Release every place whose time to be confirmed, accepted or approved is over, session by session, and offer it to
    the next in line. Returns how many."""
    waiting = lapsed(at=at).order_by("session_id").values_list("session_id", flat=True).distinct()
    return sum(release_lapsed_of(session_id, at) for session_id in list(waiting))


@transaction.atomic
def release_lapsed_of(session_id: int, at: datetime) -> int:
    """Release the lapsed holds of one session. Returns how many."""
    session = lock_session(session_id=session_id)
    ended = end(lapsed(at=at), session, BookingStatus.LAPSED, at)
    _tell_lapsed(ended, at)
    if ended:
        offer_places(session, None, at)
    return len(ended)


@transaction.atomic
def close_line(session_id: int, at: datetime) -> int:
    """End the waiting of everyone in line for a session that has started, and tell them. Returns how many."""
    session = lock_session(session_id=session_id)
    if session.starts_at > at:
        return 0
    ended = end(Booking.objects.waiting(), session, BookingStatus.LAPSED, at)
    _tell_lapsed(ended, at)
    return len(ended)


def close_lines(*, at: datetime) -> int:
    """The same for every session that has started. Returns how many people waited."""
    started = Booking.objects.waiting().filter(session__starts_at__lte=at).values_list("session_id", flat=True)
    return sum(close_line(session_id, at) for session_id in sorted(set(started)))


def _tell_lapsed(ended: list[Booking], at: datetime) -> None:
    for status in (
        BookingStatus.OFFERED,
        BookingStatus.WAITING,
        BookingStatus.UNCONFIRMED,
        BookingStatus.AWAITING_APPROVAL,
    ):
        those = [booking for booking in ended if booking.status == status]
        owe_all(those, TOLD_OF_LAPSE.get(status, NoticeKind.LAPSED), at=at)


def end(bookings: BookingQuerySet, session: Session, status: BookingStatus, at: datetime) -> list[Booking]:
    """End those of these bookings that are active in the session, whose row is locked, and give their places back.
    Returns them as they were, with the sequence that they have now."""
    active = list(bookings.active().filter(session=session).order_by("pk").select_for_update(of=("self",), no_key=True))
    Booking.objects.filter(pk__in=[booking.pk for booking in active]).update(
        status=status, ended_at=at, invitation_sequence=F("invitation_sequence") + 1
    )
    for booking in active:
        booking.invitation_sequence += 1
    give_back(session, [booking for booking in active if booking.holds_a_place()])
    return active


def end_bookings_of_cancelled_session(session: Session, by: Person | None, at: datetime) -> None:
    """End every booking of a session that was called off, the line and the pools with it, and tell each of them. The
    session's row must be locked."""
    _close_pools(session, at)
    ended = end(Booking.objects.all(), session, BookingStatus.CANCELLED, at)
    BookingNeeds.objects.filter(booking__in=ended).delete()
    owe_all(ended, NoticeKind.SESSION_CANCELLED, at=at)
    for tell in on_ended:
        tell(session, by, at)


def _close_pools(session: Session, at: datetime) -> None:
    from training.bookings.operations.pools import return_unfilled

    for pool in Pool.objects.select_for_update(of=("self",)).filter(session=session, returned_at=None).order_by("pk"):
        return_unfilled(pool, at)


def delete_old_needs(*, at: datetime) -> int:
    """Delete the needs told for sessions that ended thirty days ago or earlier. Returns how many."""
    old = BookingNeeds.objects.filter(booking__session__ends_at__lte=at - NEEDS_KEPT_FOR)
    _, deleted = old.delete()
    return deleted.get(BookingNeeds._meta.label, 0)  # the diets that go with them are not counted apart


def _fresh(booking: Booking) -> Booking:
    return with_session(Booking.objects.all()).get(pk=booking.pk)
