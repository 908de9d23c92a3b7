"""Calendar invitations and feeds (RFC 5545, RFC 5546, RFC 7986)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, vBinary, vCalAddress, vText

PRODUCT = "-//Upstander//Training//EN"
# How often a calendar program should read a feed again. Many ask less often, whatever is said.
READ_AGAIN_AFTER = timedelta(hours=4)


@dataclass(frozen=True)
class Entry:
    """One event. `uid` is the same wherever it is told of, and `sequence` rises with each change, so that calendars
    change the event that they have. `organiser` is a name and an email address. `picture` is a PNG that goes with it.
    Moments are aware; they are written in UTC."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    description: str
    location: str
    organiser: tuple[str, str]
    cancelled: bool = False
    picture: bytes = b""


def invitation(entry: Entry, *, attendee_email: str) -> bytes:
    """An .ics file that asks a calendar to show one event, or takes it away again when it is cancelled.

    Send as text/calendar with method=REQUEST or method=CANCEL to match.
    """
    event = _event(entry, stamped_at=datetime.now(UTC))
    event.add("attendee", _attendee(attendee_email))
    calendar = _calendar()
    calendar.add("method", "CANCEL" if entry.cancelled else "REQUEST")
    calendar.add_component(event)
    return calendar.to_ical()


def feed(name: str, entries: Iterable[tuple[Entry, datetime]]) -> bytes:
    """A calendar of this name that programs read again and again: each event with the moment at which it last changed,
    so that a feed in which nothing changed is the same to the byte. It has no method and no attendees: it asks nothing.
    """
    calendar = _calendar()
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", READ_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT4H")
    for entry, changed_at in entries:
        calendar.add_component(_event(entry, stamped_at=changed_at))
    return calendar.to_ical()


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    return calendar


def _event(entry: Entry, *, stamped_at: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", stamped_at.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("summary", entry.summary)
    event.add("description", entry.description)
    event.add("location", entry.location)
    event.add("organizer", _organiser(*entry.organiser))
    if entry.picture:  # RFC 5545, 3.8.1.1: in the file itself, since a calendar may have no way to fetch it
        event.add("attach", vBinary(entry.picture), parameters={"FMTTYPE": "image/png"})
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    return event


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
