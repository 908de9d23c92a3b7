"""Calendar invitations (RFC 5545, RFC 5546)."""

from datetime import UTC, datetime

from icalendar import Calendar, Event, vCalAddress, vText

PRODUCT = "-//Upstander//Training//EN"


def invitation(
    *,
    uid: str,
    sequence: int,
    starts_at: datetime,
    ends_at: datetime,
    summary: str,
    description: str,
    location: str,
    organiser: tuple[str, str],
    attendee_email: str,
    cancelled: bool = False,
) -> bytes:
    """An .ics file that asks a calendar to show one event, or takes it away again when `cancelled`.

    `uid` is the same in every message about the event and `sequence` rises with each, so that calendars change the
    event that they have. `organiser` is a name and an email address. Moments must be aware; they are written in UTC.
    Send as text/calendar with method=REQUEST or method=CANCEL to match.
    """
    event = Event()
    event.add("uid", uid)
    event.add("sequence", sequence)
    event.add("dtstamp", datetime.now(UTC))
    event.add("dtstart", starts_at.astimezone(UTC))
    event.add("dtend", ends_at.astimezone(UTC))
    event.add("summary", summary)
    event.add("description", description)
    event.add("location", location)
    event.add("organizer", _organiser(*organiser))
    event.add("attendee", _attendee(attendee_email))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "REQUEST")
    calendar.add_component(event)
    return calendar.to_ical()


def _organiser(name: str, email: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{email}")
    address.params["cn"] = vText(name)
    return address


def _attendee(email: str) -> vCalAddress:
    """The person invited; their place is settled already, so no answer is asked for."""
    address = vCalAddress(f"mailto:{email}")
    address.params["partstat"] = vText("ACCEPTED")
    address.params["role"] = vText("REQ-PARTICIPANT")
    address.params["rsvp"] = vText("FALSE")
    return address
