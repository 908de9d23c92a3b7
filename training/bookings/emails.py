"""What people are told about their bookings, and the calendar entry that goes with it."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from documents.calendars import invitation
from documents.emails import queue_email
from documents.letterhead import letterhead
from training.bookings.models import Booking, BookingStatus
from training.sessions.models import Session, SessionMode
from training.sessions.queries import other_dates

# What an email does to the calendar of someone whose place is, or was, confirmed.
CALENDAR_METHOD = {
    "booking_confirmed": "REQUEST",
    "booking_changed": "REQUEST",
    "booking_cancelled": "CANCEL",
    "booking_session_cancelled": "CANCEL",
}
OFFERS_OTHER_DATES = frozenset({"booking_cancelled", "booking_session_cancelled"})


def tell(booking: Booking, template: str, *, at: datetime) -> None:
    """Queue one email about a booking to its address, in the caller's transaction, with what its calendar needs.

    Needs are never in it, and the joining link only for a confirmed place.
    """
    session = booking.session
    context: dict[str, Any] = {
        "booking": booking,
        "session": session,
        "is_confirmed": booking.status == BookingStatus.CONFIRMED,
        "joining_link": session.joining_link if booking.status == BookingStatus.CONFIRMED else "",
        "links": {
            "detail": absolute("training:booking-detail", booking.key),
            "confirm": absolute("training:booking-confirm", booking.key),
            "cancel": absolute("training:booking-cancel", booking.key),
            "session": absolute("training:session-detail", session.pk),
        },
    }
    if template in OFFERS_OTHER_DATES:
        context["other_dates"] = [
            (other, absolute("training:session-detail", other.pk)) for other in other_dates(session, at=at)
        ]
    method = CALENDAR_METHOD.get(template)
    attachments = {}
    if method and booking.confirmed_at:
        attachments["invitation.ics"] = (calendar_entry(booking), f"text/calendar; method={method}")
    queue_email(template=template, to=booking.email, context=context, attachments=attachments)


def calendar_entry(booking: Booking) -> bytes:
    """The .ics file of a booking that is, or was, confirmed: an invitation, or its withdrawal once the place is gone.

    The UID outlives a move to another session; the link is the booking's own page, never the joining link, since
    calendars are shared with colleagues.
    """
    session = booking.session
    partnership = letterhead()["partnership"]
    manage = absolute("training:booking-detail", booking.key)
    return invitation(
        uid=f"booking-{booking.pk}@{urlsplit(settings.SITE_URL).hostname}",
        sequence=booking.invitation_sequence,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        summary=session.course.title,
        description=f"How to join, and everything about your booking: {manage}",
        location=place(session),
        organiser=(partnership.name, partnership.contact_email or settings.DEFAULT_FROM_EMAIL),
        attendee_email=booking.email,
        cancelled=booking.status != BookingStatus.CONFIRMED,
    )


def place(session: Session) -> str:
    """Where a session is held, in one line."""
    if session.mode == SessionMode.ONLINE or session.venue is None:
        return "Online"
    venue = session.venue
    parts = [venue.name, *venue.address.splitlines(), venue.postcode]
    return ", ".join(part.strip() for part in parts if part.strip())


def absolute(name: str, *args: object) -> str:
    """The full address of a page, for a link in an email."""
    return settings.SITE_URL + reverse(name, args=args)
