"""What emails about a booking offer and say, by how it stands when they are written."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from people.accounts.operations import name_training_lead
from people.models import Partnership
from tests.factories import (
    BookingFactory,
    OrganisationFactory,
    PersonFactory,
    RoleFactory,
    SessionFactory,
    VenueFactory,
)
from tests.letters import letters
from training.bookings import operations
from training.models import Booking, BookingStatus, Notice, NoticeKind
from training.sessions.operations import change_session

pytestmark = pytest.mark.django_db

BUTTONS = (
    "See or change my booking", "See my booking", "See my place in line", "Accept this place", "Confirm my place",
)  # fmt: skip
STANDS = {
    BookingStatus.WAITING: ("See my place in line", "You are on the waiting list."),
    BookingStatus.OFFERED: ("Accept this place", "A place is free for you. We hold it for you until "),
    BookingStatus.UNCONFIRMED: (
        "Confirm my place",
        "Your place waits for you to confirm it. We hold it for you until ",
    ),
    BookingStatus.AWAITING_APPROVAL: ("See my booking", "Your place waits for your manager to agree."),
    BookingStatus.CONFIRMED: ("See or change my booking", "See or change my booking"),
    BookingStatus.CANCELLED: ("See my booking", "You have no place in this session any more"),
    BookingStatus.LAPSED: ("See my booking", "You have no place in this session any more"),
}
CHANGES = ("/move/", "/swap/", "/cancel/")


def email_about(booking, kind):
    """The email of this kind, made now."""
    if kind == NoticeKind.EXISTING:
        operations.send_existing_link(booking=booking, by=None, at=timezone.now())
    else:
        Notice.objects.create(booking=booking, kind=kind, sequence=0, made_at=timezone.now())
    return letters().latest("pk")


@pytest.mark.parametrize("kind", [NoticeKind.CHANGED, NoticeKind.EXISTING])
@pytest.mark.parametrize("status", BookingStatus)
def test_an_email_offers_what_can_be_done_about_a_booking_as_it_stands_now(kind, status):
    now = timezone.now()
    booking = BookingFactory(status=status, hold_ends_at=now + timedelta(hours=2), confirmed_at=now)
    button, said = STANDS[status]
    message = email_about(booking, kind).message
    assert [words for words in BUTTONS if f"{words}: http" in message] == [button]
    assert {words for _, words in STANDS.values() if words in message} == {said}
    assert "already have a place" not in message


CONFIRMED = [NoticeKind.CONFIRMED, NoticeKind.CHANGED, NoticeKind.MOVED, NoticeKind.WAY_CHANGED, NoticeKind.EXISTING]


@pytest.mark.parametrize("kind", [*CONFIRMED, NoticeKind.REMINDER_TWO_DAYS])
def test_after_the_cut_off_no_email_offers_a_change(kind):
    soon = SessionFactory(starts_at=timezone.now() + timedelta(hours=20), changes_close_hours_before=24)
    message = email_about(BookingFactory(session=soon), kind).message
    assert [words for words in BUTTONS if f"{words}: http" in message] == ["See my booking"]
    assert [link for link in CHANGES if link in message] == []
    assert "Until " not in message


@pytest.mark.parametrize("contact", ["hello@example.org", ""])
@pytest.mark.parametrize("kind", [NoticeKind.CONFIRMED, NoticeKind.CHANGED])
def test_who_cannot_come_has_the_ways_until_the_cut_off_and_somebody_to_tell_after_it(kind, contact):
    Partnership.objects.update_or_create(pk=1, defaults={"contact_email": contact})
    later, soon = (
        SessionFactory(starts_at=timezone.now() + timedelta(hours=hours), changes_close_hours_before=24)
        for hours in (28, 20)
    )
    before, after = (email_about(BookingFactory(session=session), kind).message for session in (later, soon))
    assert [link for link in CHANGES if link in before] == list(CHANGES)
    assert "Until " in before
    told = f"write to {contact}, so that" if contact else "get in touch with us, so that"
    assert (told in before, told in after) == (False, True)


def book_unproved(manager="manager@example.org"):
    return operations.book(
        session_id=SessionFactory(starts_at=timezone.now() + timedelta(days=40)).pk,
        email="sam@example.org",
        name="Sam",
        role=RoleFactory(),
        organisation=OrganisationFactory(asks_for_approval=True),
        manager_email=manager,
        by=None,
        at=timezone.now(),
    )


def test_a_manager_who_was_never_asked_is_not_said_to_have_kept_silent():
    booking, now = book_unproved(), timezone.now()
    operations.release_lapsed(at=now + timedelta(hours=3))
    # The place is taken again, and the manager asked, before the worker writes of the release.
    operations.confirm(booking=booking, by=None, at=now + timedelta(hours=4))
    [released] = letters().filter(subject__startswith="Your place was released")
    assert "was not confirmed in time" in released.message
    assert "manager" not in released.message


def test_that_a_manager_did_not_answer_is_said_when_they_were_asked():
    booking, now = book_unproved(), timezone.now()
    operations.confirm(booking=booking, by=None, at=now)
    operations.release_lapsed(at=now + timedelta(days=20))
    assert Booking.objects.get().status == BookingStatus.LAPSED
    [released] = letters().filter(subject__startswith="Your place was released")
    assert "Your line manager has not answered in time" in released.message


def said_by(booking, kind=NoticeKind.CONFIRMED):
    return " ".join(email_about(booking, kind).message.split())


@pytest.mark.parametrize("kind", [NoticeKind.CONFIRMED, NoticeKind.WAITING, NoticeKind.APPROVAL_AWAITED])
def test_whoever_was_booked_by_somebody_else_is_told_by_whom(kind):
    booking, lead = BookingFactory(), PersonFactory(name="Lea Example")
    name_training_lead(person=lead, organisation=booking.organisation, by=None, at=timezone.now())
    booking.booked_by = lead
    booking.save()
    said = f"Lea Example, who looks after training at {booking.organisation}, booked this for you."
    assert said in said_by(booking, kind)


def test_a_place_that_was_passed_on_says_from_whom_and_one_of_ones_own_says_nothing():
    old = BookingFactory(person__name="Sam Example")
    assert "for you. If you cannot come" not in said_by(old)
    operations.swap(booking=old, name="Kim", email="kim@example.org", role=old.role, by=old.person, at=timezone.now())
    assert "Sam Example passed this place on to you." in letters().get(to="kim@example.org").message


def test_staff_are_named_as_the_training_team():
    booking = BookingFactory(booked_by=PersonFactory(is_staff=True, name="Dan Example"))
    assert "The training team booked this for you." in said_by(booking)
    assert "Dan Example" not in said_by(booking, NoticeKind.WAITING)


def test_a_change_says_what_was_so_before_it_and_each_email_its_own(client):
    session = SessionFactory(starts_at=datetime(2030, 6, 3, 9, 30, tzinfo=UTC), venue__name="Oak Hall")
    booking, at = BookingFactory(session=session), timezone.now()
    told = []
    for hours in (1, 2):
        starts_at = session.starts_at + timedelta(hours=hours)
        facts = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2)}
        change_session(session=session, **facts, by=None, at=at + timedelta(minutes=hours))
        told.append(Notice.objects.latest("pk"))
    change_session(session=session, joining_link="https://meet.example/2", by=None, at=at + timedelta(minutes=9))
    first, second, third = (" ".join(email.message.split()) for email in letters().filter(to=booking.email))
    assert "Until now it was: 10:30am to 12:30pm." in first
    assert "Until now it was: 11:30am to 1:30pm." in second
    assert "Until now it was" not in third
    change_session(
        session=session, venue=VenueFactory(name="Elm House"), starts_at=session.starts_at + timedelta(days=1),
        ends_at=session.starts_at + timedelta(days=1, hours=2), by=None, at=at + timedelta(minutes=10),
    )  # fmt: skip
    last = " ".join(letters().latest("pk").message.split())
    assert "Until now it was: Monday 3 June 2030, 12:30pm to 2:30pm, Oak Hall, " in last
