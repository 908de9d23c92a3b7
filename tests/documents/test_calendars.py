"""Invitations, read back by a calendar library."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar

from documents.calendars import Entry, feed, invitation

SUMMER = datetime(2026, 7, 1, 9, 30, tzinfo=ZoneInfo("Europe/London"))


def read(**changes):
    facts = {
        "uid": "booking-1@testserver",
        "sequence": 0,
        "starts_at": SUMMER,
        "ends_at": SUMMER.replace(hour=11, minute=0),
        "summary": "Trauma; what it is, and how it shows",
        "description": "Join:\nhttps://example.org/join",
        "location": "Town Hall, Birmingham",
        "organiser": ('The "VRP", West', "us@example.org"),
        **changes,
    }
    calendar = Calendar.from_ical(invitation(Entry(**facts), attendee_email="sam@example.org"))
    return calendar, calendar.walk("VEVENT")[0]


def test_an_invitation_names_the_moment_in_utc_whatever_the_season():
    _, event = read()
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (
        datetime(2026, 7, 1, 8, 30, tzinfo=UTC), datetime(2026, 7, 1, 10, 0, tzinfo=UTC)
    )  # fmt: skip


def test_an_invitation_keeps_every_word():
    _, event = read()
    assert event["summary"] == "Trauma; what it is, and how it shows"
    assert event["description"] == "Join:\nhttps://example.org/join"
    assert event["location"] == "Town Hall, Birmingham"
    assert (event["organizer"], event["organizer"].params["cn"]) == ("mailto:us@example.org", 'The "VRP", West')
    assert event["attendee"] == "mailto:sam@example.org"


def test_a_cancellation_speaks_of_the_same_event_with_a_higher_sequence():
    asked, first = read()
    taken_back, last = read(sequence=2, cancelled=True)
    assert (asked["method"], taken_back["method"]) == ("REQUEST", "CANCEL")
    assert (first["status"], last["status"]) == ("CONFIRMED", "CANCELLED")
    assert (first["uid"], first["sequence"]) == (last["uid"], 0)
    assert last["sequence"] == 2


def test_a_feed_holds_every_event_asks_nothing_and_is_the_same_until_something_changes():
    facts = {"starts_at": SUMMER, "ends_at": SUMMER, "description": "", "location": "", "organiser": ("Us", "us@x.org")}
    entries = [
        (Entry(uid="1@x", sequence=0, summary="To come", **facts), SUMMER),
        (Entry(uid="2@x", sequence=3, summary="Called off", cancelled=True, **facts), SUMMER),
    ]
    made = feed("Training; with us, and others", entries)
    assert made == feed("Training; with us, and others", entries)
    calendar = Calendar.from_ical(made)
    assert "METHOD" not in calendar
    assert calendar["NAME"] == calendar["X-WR-CALNAME"] == "Training; with us, and others"
    assert (calendar["REFRESH-INTERVAL"].to_ical(), calendar["REFRESH-INTERVAL"].params["VALUE"]) == (
        b"PT4H",
        "DURATION",
    )
    events = calendar.walk("VEVENT")
    assert [(str(e["UID"]), e["SEQUENCE"], str(e["STATUS"])) for e in events] == [
        ("1@x", 0, "CONFIRMED"), ("2@x", 3, "CANCELLED")
    ]  # fmt: skip
    assert [("ATTENDEE" in event, event.decoded("DTSTAMP")) for event in events] == [(False, SUMMER)] * 2


def test_an_empty_feed_is_a_calendar_still():
    assert Calendar.from_ical(feed("Training", [])).walk("VEVENT") == []
