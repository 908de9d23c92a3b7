"""What people are told about their bookings, and the calendar entry that goes with it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from documents.calendars import Entry, invitation
from documents.dates import clock, day
from documents.emails import Letter, queue_email, render_email
from documents.letterhead import letterhead
from documents.qr import qr_png
from training.bookings.models import Booking, BookingStatus, GroupBooking, Interest, Notice, NoticeKind, Pool
from training.bookings.queries import is_invited, place_in_line
from training.bookings.queries.deeds import SAYS_WHO, SAYS_WHO_BOOKED, booked_by, done_by, manager_was_asked, what_was
from training.bookings.queries.evaluating import find_evaluation, find_questions_before
from training.bookings.queries.wording import Words, words_for
from training.sessions.models import Session
from training.sessions.queries import OTHER_DATES_SHOWN, find_sessions, other_dates

CODE = "check_in_code"  # what the picture of it is called in templates, and as a file
# What an email does to the calendar of someone whose place is, or was, confirmed.
CALENDAR_METHOD = {
    NoticeKind.CONFIRMED: "REQUEST",
    NoticeKind.CHANGED: "REQUEST",
    NoticeKind.MOVED: "REQUEST",
    NoticeKind.WAY_CHANGED: "REQUEST",
    NoticeKind.CANCELLED: "CANCEL",
    NoticeKind.CANCELLED_FOR: "CANCEL",
    NoticeKind.SESSION_CANCELLED: "CANCEL",
    NoticeKind.SWAPPED_OUT: "CANCEL",
}
OFFERS_OTHER_DATES = frozenset(
    {
        NoticeKind.CANCELLED,
        NoticeKind.CANCELLED_FOR,
        NoticeKind.SESSION_CANCELLED,
        NoticeKind.LAPSED,
        NoticeKind.OFFER_LAPSED,
        NoticeKind.LINE_CLOSED,
        NoticeKind.DATED,
        NoticeKind.CHANGED,
    }
)
# What tells somebody of a place in the room shows the code for its door.
CARRIES_CODE = frozenset(
    {
        NoticeKind.CONFIRMED,
        NoticeKind.CHANGED,
        NoticeKind.MOVED,
        NoticeKind.WAY_CHANGED,
        NoticeKind.REMINDER_WEEK,
        NoticeKind.REMINDER_TWO_DAYS,
        NoticeKind.HOW_TO_JOIN,
    }
)
# What asks for a few answers before the session, where its course does: once at first, and once shortly before.
ASKS_BEFORE = frozenset({NoticeKind.CONFIRMED, NoticeKind.REMINDER_TWO_DAYS})
TO_THE_MANAGER = frozenset({NoticeKind.APPROVAL_ASKED, NoticeKind.APPROVAL_REMINDED})


def write(notice: Notice, booking: Booking, *, at: datetime) -> None:
    """Write the email of a notice to the outbox, in the caller's transaction, with what its calendar needs.

    Needs are never in it, and the joining link only for a confirmed place, from the time that staff chose.
    """
    kind = NoticeKind(notice.kind)
    context = _context(kind, booking, words_for(kind, booking.session), at)
    if kind == NoticeKind.CHANGED:
        context["was"] = what_was(notice)
    if kind in SAYS_WHO_BOOKED:
        context["booked_by"] = booked_by(booking)
    if kind in SAYS_WHO:
        context["done_by"] = done_by(booking, kind)
    to = booking.email
    if kind in TO_THE_MANAGER:
        to = booking.approval.manager_email
        context["approval_link"] = absolute("training:approval-decide", booking.approval.key)
    if booking.status == BookingStatus.WAITING:
        context["place_in_line"] = place_in_line(booking)
    if kind == NoticeKind.OFFERED:
        context["is_invited"] = is_invited(booking)
    if kind == NoticeKind.LAPSED:
        context["manager_was_asked"] = manager_was_asked(notice)
    method = CALENDAR_METHOD.get(kind)
    attachments = {}
    if method and booking.confirmed_at:
        entry = calendar_entry(booking, sequence=notice.sequence, cancelled=method == "CANCEL")
        attachments["invitation.ics"] = (entry, f"text/calendar; method={method}")
    pictures = pictures_of(booking) if kind in CARRIES_CODE else None
    queue_email(template=kind.value, to=to, context=context, attachments=attachments, pictures=pictures)


def preview(kind: NoticeKind, booking: Booking, *, words: Words | None, at: datetime) -> Letter:
    """The email of a kind for an invented booking, in these words or the product's own. Nothing is written."""
    pictures = pictures_of(booking) if kind in CARRIES_CODE else None
    return render_email(template=kind.value, context=_sample(kind, booking, words, at), pictures=pictures)


def send_sample(kind: NoticeKind, booking: Booking, *, words: Words | None, to: str, at: datetime) -> None:
    """Write the same email to the outbox, for whoever looks at the words, with a subject that says what it is."""
    pictures = pictures_of(booking) if kind in CARRIES_CODE else None
    context = {**_sample(kind, booking, words, at), "is_sample": True}
    queue_email(template=kind.value, to=to, context=context, pictures=pictures)


def _sample(kind: NoticeKind, booking: Booking, words: Words | None, at: datetime) -> dict[str, Any]:
    return {**_context(kind, booking, words, at), "place_in_line": 3}


def send_existing(booking: Booking, *, at: datetime) -> None:
    """Write the email that says that a booking is there already, with the way to it."""
    kind = NoticeKind.EXISTING
    context = _context(kind, booking, words_for(kind, booking.session), at)
    queue_email(template=kind.value, to=booking.email, context=context, pictures=pictures_of(booking))


def tell_lead_of_pool(pool: Pool, template: str, **more: Any) -> None:
    """Write to whoever reserved a pool: its link, or what became of its places."""
    context = {
        "pool": pool,
        "session": pool.session,
        "links": {
            "fill": absolute("training:pool-fill", pool.key),
            "manage": absolute("training:pool-detail", pool.pk),
        },
    }
    queue_email(template=template, to=pool.lead.email, context={**context, **more})


def tell_lead_of_group(group: GroupBooking, template: str) -> None:
    """Write to whoever booked a group: who is in it, and where to look after it."""
    context = {
        "group": group,
        "session": group.session,
        "bookings": list(group.bookings.order_by("pk")),
        "links": {"manage": absolute("training:group-detail", group.pk)},
    }
    queue_email(template=template, to=group.lead.email, context=context)


def tell_interested(
    interest: Interest, template: str, *, at: datetime, session: Session | None = None, reasons: Sequence[str] = ()
) -> None:
    """Write to somebody who asked to be told of a date, in the caller's transaction; where it is set, with the session
    and why its rules do not let them in."""
    undated = interest.undated
    links = {"interest": absolute("training:interest-detail", interest.key)}
    dates = find_sessions(at=at, course=undated.course, with_places=True)
    if session is not None:
        links["session"] = absolute("training:session-detail", session.pk)
        dates = dates.exclude(pk=session.pk)
    context = {
        "interest": interest,
        "undated": undated,
        "session": session,
        "reasons": reasons,
        "links": links,
        "other_dates": [(each, absolute("training:session-detail", each.pk)) for each in dates[:OTHER_DATES_SHOWN]],
    }
    queue_email(template=template, to=interest.email, context=context)


def facts_of(booking: Booking) -> dict[str, str]:
    """What stands in a message's words where they name a placeholder: see `wording.PLACEHOLDERS`."""
    session = booking.session
    room = None if booking.joins_online() else session.room()
    return {
        "name": booking.name,
        "course": session.course.title,
        "date": day(session.starts_at),
        "time": clock(session.starts_at),
        "place": room.name if room else "online",
        "organisation": str(booking.organisation),
    }


def _context(kind: NoticeKind, booking: Booking, words: Words | None, at: datetime) -> dict[str, Any]:
    session = booking.session
    is_confirmed = booking.status == BookingStatus.CONFIRMED
    others = other_dates(session, at=at) if kind in OFFERS_OTHER_DATES else []
    facts = facts_of(booking)
    return {
        "said": facts,
        "own": words.say(facts) if words else None,
        "other_dates": [
            (other, absolute("training:session-detail", other.pk) + other.link_query()) for other in others
        ],
        "changes_closed": session.changes_close_at() <= at,
        "booking": booking,
        "session": session,
        "evaluation": find_evaluation(booking, at) if kind == NoticeKind.THANKS else None,
        "before": find_questions_before(booking, at) if kind in ASKS_BEFORE else None,
        "is_confirmed": is_confirmed,
        "joining_link": session.joining_link if is_confirmed and session.shows_joining_link(at) else "",
        "links": {
            "detail": absolute("training:booking-detail", booking.key),
            "confirm": absolute("training:booking-confirm", booking.key),
            "cancel": absolute("training:booking-cancel", booking.key),
            "move": absolute("training:booking-move", booking.key),
            "swap": absolute("training:booking-swap", booking.key),
            "session": absolute("training:session-detail", session.pk) + session.link_query(),
            "code": absolute("training:booking-code", booking.key),
            "check_in": absolute("training:check-in"),
        },
    }


def calendar_entry(booking: Booking, *, sequence: int, cancelled: bool) -> bytes:
    """The .ics file of a booking that is, or was, confirmed: an invitation, or its withdrawal once the place is gone.

    The UID outlives a move to another session; the link is the booking's own page, never the joining link, since
    calendars are shared with colleagues.
    """
    manage = absolute("training:booking-detail", booking.key)
    entry = entry_of(booking, sequence=sequence, cancelled=cancelled, link=manage, organiser=organiser())
    return invitation(entry, attendee_email=booking.email)


def entry_of(booking: Booking, *, sequence: int, cancelled: bool, link: str, organiser: tuple[str, str]) -> Entry:
    """A booking as an event of a calendar, the same in its invitations and in its person's feed. Neither needs nor the
    joining link are in it."""
    session = booking.session
    about = f"How to join, and everything about your booking: {link}"
    carries_code = booking.carries_code() and not cancelled
    if carries_code:
        about += f"\n\nCode to show at the door: {booking.check_in_code}\nAs a QR code: {address_of_code(booking)}"
    return Entry(
        uid=f"booking-{booking.pk}@{urlsplit(settings.SITE_URL).hostname}",
        sequence=sequence,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        summary=session.course.title,
        description=about,
        location=place(session, online=booking.joins_online()),
        organiser=organiser,
        cancelled=cancelled,
        picture=qr_png(address_of_code(booking)) if carries_code else b"",
    )


def address_of_code(booking: Booking) -> str:
    """What the QR code of a booking holds: an address of ours, which tells strangers nothing."""
    return absolute("training:door-code", booking.check_in_code)


def pictures_of(booking: Booking) -> dict[str, bytes]:
    """The QR code that emails show, where the booking has one."""
    return {CODE: qr_png(address_of_code(booking))} if booking.carries_code() else {}


def organiser() -> tuple[str, str]:
    """Who invites: the partnership's name and address."""
    partnership = letterhead()["partnership"]
    return partnership.name, partnership.contact_email or settings.DEFAULT_FROM_EMAIL


def place(session: Session, *, online: bool) -> str:
    """Where a person joins a session, in one line."""
    venue = None if online else session.room()
    if venue is None:
        return "Online"
    parts = [venue.name, *venue.address.splitlines(), venue.postcode]
    return ", ".join(part.strip() for part in parts if part.strip())


def absolute(name: str, *args: object) -> str:
    """The full address of a page, for a link in an email."""
    return settings.SITE_URL + reverse(name, args=args)
