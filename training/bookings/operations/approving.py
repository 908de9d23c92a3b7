"""Asking line managers, where an organisation wants it, and taking their answer."""

from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from documents.working_time import add_working_hours
from training.bookings.models import Approval, Booking, BookingNeeds, BookingStatus, NoticeKind
from training.bookings.operations.ending import end
from training.bookings.operations.refusals import AlreadyDecided
from training.bookings.operations.telling import owe
from training.bookings.operations.waiting import offer_places
from training.bookings.queries import with_session
from training.sessions.models import Session
from training.sessions.operations import SessionOver, lock_session

# Five working days to answer, and a reminder after two.
HOURS_TO_ANSWER = 40
HOURS_UNTIL_REMINDER = 16


def approval_ends_at(session: Session, at: datetime) -> datetime:
    """Until when a place is held for a manager who is asked then: five working days, and not past the start."""
    return min(add_working_hours(at, HOURS_TO_ANSWER), session.starts_at)


def approve(*, approval: Approval, at: datetime) -> Booking:
    """A manager agrees: the place is confirmed. Agreeing twice changes nothing. Refuses with AlreadyDecided when it was
    declined or the booking ended meanwhile, and with SessionOver."""
    with transaction.atomic():
        booking = _waiting_for(approval, at)
        if booking.status == BookingStatus.CONFIRMED:
            return booking
        _decide(approval, at, is_approved=True)
        Booking.objects.filter(pk=booking.pk).update(status=BookingStatus.CONFIRMED, confirmed_at=at)
        booking.status, booking.confirmed_at = BookingStatus.CONFIRMED, at
        log(instance=booking, action="training.booking.approve", user=None)
        owe(booking, NoticeKind.CONFIRMED, at=at)
    return booking


def decline(*, approval: Approval, at: datetime) -> Booking:
    """A manager does not agree: the place goes to the next in line, and the person is told kindly. Declining twice
    changes nothing. Refuses with AlreadyDecided when it was approved or the booking ended meanwhile."""
    with transaction.atomic():
        session = lock_session(session_id=approval.booking.session_id)
        kept = Approval.objects.get(pk=approval.pk)
        if kept.is_approved is False:
            return kept.booking
        booking = _waiting_for(approval, at)
        if booking.status == BookingStatus.CONFIRMED:
            raise AlreadyDecided
        _decide(approval, at, is_approved=False)
        end(Booking.objects.filter(pk=booking.pk), session, BookingStatus.CANCELLED, at)
        BookingNeeds.objects.filter(booking_id=booking.pk).delete()
        booking = with_session(Booking.objects.all()).get(pk=booking.pk)
        log(instance=booking, action="training.booking.decline", user=None)
        owe(booking, NoticeKind.DECLINED, at=at)
        offer_places(session, None, at)
    return booking


def remind_managers(*, at: datetime) -> int:
    """Remind every manager once who has not answered for two working days. Returns how many."""
    waiting = Approval.objects.filter(
        booking__status=BookingStatus.AWAITING_APPROVAL, decided_at=None, reminded_at=None, asked_at__lt=at
    )
    due = [
        each
        for each in waiting.select_related("booking")
        if add_working_hours(each.asked_at, HOURS_UNTIL_REMINDER) <= at
    ]
    return sum(_remind(each, at) for each in due)


@transaction.atomic
def _remind(approval: Approval, at: datetime) -> bool:
    if not Approval.objects.filter(pk=approval.pk, reminded_at=None, decided_at=None).update(reminded_at=at):
        return False
    owe(approval.booking, NoticeKind.APPROVAL_REMINDED, at=at)
    return True


def _waiting_for(approval: Approval, at: datetime) -> Booking:
    """The booking that waits for this answer, locked; or one that was approved before. One in any other state is not
    waited for: it may be becoming active, and wait for its session."""
    bookings = with_session(Booking.objects.all()).filter(pk=approval.booking_id)
    awaiting = bookings.filter(status=BookingStatus.AWAITING_APPROVAL)
    booking = awaiting.select_for_update(of=("self",), no_key=True).first()
    if booking is None:
        booking = bookings.get()
        if booking.status == BookingStatus.CONFIRMED and booking.approval.is_approved:
            return booking
        raise AlreadyDecided
    if booking.session.starts_at <= at:
        raise SessionOver
    return booking


def _decide(approval: Approval, at: datetime, *, is_approved: bool) -> None:
    Approval.objects.filter(pk=approval.pk).update(decided_at=at, is_approved=is_approved)
