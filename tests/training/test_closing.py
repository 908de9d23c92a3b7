"""A register that is done, and people who stepped out of the room."""

from datetime import timedelta

import pytest
from wagtail.models import ModelLogEntry

from tests.factories import BookingFactory, PersonFactory, RoleFactory, SessionFactory
from training.attendance.operations import (
    NotExpected,
    RegisterClosed,
    SessionCalledOff,
    StillUnmarked,
    TooSoon,
    close_register,
    come_back,
    forget_stepping_out,
    mark,
    mark_all_present,
    put_on_register,
    reopen_register,
    step_out,
)
from training.attendance.queries import closing_of, summary
from training.bookings.operations import Colleague
from training.models import Booking, Claim, ClosedRegister, SessionStatus, SteppedOut

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(noon):
    return SessionFactory(starts_at=noon)


@pytest.fixture
def fay():
    return PersonFactory(name="Fay Facilitator")


def test_a_register_is_closed_once_and_opened_again_and_the_log_keeps_both(session, fay, noon):
    first = close_register(session=session, by=fay, at=noon)
    assert close_register(session=session, by=None, at=noon + timedelta(hours=1)) == first
    assert (closing_of(session).closed_at, closing_of(session).closed_by) == (noon, fay)
    reopen_register(session=session, by=fay, at=noon)
    reopen_register(session=session, by=fay, at=noon)
    assert closing_of(session) is None
    actions = ModelLogEntry.objects.order_by("pk").values_list("action", "user", "data")
    assert list(actions) == [
        ("training.register.close", fay.pk, {"unmarked": 0}), ("training.register.reopen", fay.pk, {}),
    ]  # fmt: skip


def test_closing_asks_first_while_somebody_is_unmarked(session, noon):
    BookingFactory(session=session, name="Ada")
    BookingFactory(session=session, name="Ben", status="cancelled", confirmed_at=None)
    with pytest.raises(StillUnmarked, match="1 person is not marked yet") as refused:
        close_register(session=session, by=None, at=noon)
    assert refused.value.names == ["Ada"]
    assert ClosedRegister.objects.count() == 0
    close_register(session=session, by=None, at=noon, despite_unmarked=True)
    assert ClosedRegister.objects.count() == 1


def test_a_register_that_is_not_open_yet_or_not_held_is_not_closed(session, noon):
    with pytest.raises(TooSoon):
        close_register(session=session, by=None, at=noon - timedelta(hours=1))
    SessionFactory._meta.model.objects.update(status=SessionStatus.CANCELLED)
    with pytest.raises(SessionCalledOff):
        close_register(session=session, by=None, at=noon)


def test_nobody_is_marked_or_let_in_once_it_is_closed_until_it_is_opened_again(session, noon):
    booking, later = BookingFactory(session=session), noon + timedelta(minutes=1)
    close_register(session=session, by=None, at=noon, despite_unmarked=True)
    wanda = {"person": Colleague("Wanda", "wanda@example.org", RoleFactory()), "organisation": booking.organisation}
    for attempt in (
        lambda: mark(booking=booking, status="present", by=None, at=later),
        lambda: mark_all_present(session=session, by=None, at=later),
        lambda: put_on_register(session=session, **wanda, by=None, at=later),
    ):
        with pytest.raises(RegisterClosed):
            attempt()
    assert (Claim.objects.count(), Booking.objects.count()) == (0, 1)
    reopen_register(session=session, by=None, at=later)
    assert mark_all_present(session=session, by=None, at=later) == 1


def test_the_summary_counts_who_came_and_names_who_is_unmarked(session, noon):
    people = BookingFactory.create_batch(5, session=session)
    for booking, status in zip(people, ["present", "late", "absent", "apology"], strict=False):
        mark(booking=booking, status=status, minutes=100, by=None, at=noon)
    put_on_register(
        session=session, person=Colleague("Wanda", "wanda@example.org", RoleFactory()),
        organisation=people[0].organisation, by=None, at=noon,
    )  # fmt: skip
    found = summary(session)
    assert (found.came, found.walked_in, found.absent, found.apologies, found.disputed, found.unmarked) == (
        3, 1, 1, 1, 0, [people[4].name],
    )  # fmt: skip


# --- Stepping out --------------------------------------------------------------------------------------------------


def test_stepping_out_counts_for_nothing_and_leaves_no_trace_in_the_log(session, noon):
    booking = BookingFactory(session=session)
    assert step_out(session=session, booking_id=booking.pk, at=noon) is True
    assert step_out(session=session, booking_id=booking.pk, at=noon) is False
    assert come_back(session=session, booking_id=booking.pk, at=noon + timedelta(minutes=9)) is True
    assert come_back(session=session, booking_id=booking.pk, at=noon + timedelta(minutes=9)) is False
    assert step_out(session=session, booking_id=booking.pk, at=noon + timedelta(minutes=20)) is True
    assert SteppedOut.objects.count() == 2
    assert (ModelLogEntry.objects.count(), Claim.objects.count()) == (0, 0)
    mark(booking=booking, status="present", by=None, at=noon)
    assert booking.attendance.minutes == 120


def test_only_somebody_of_this_session_steps_out(session, noon):
    elsewhere = BookingFactory(session=SessionFactory(starts_at=noon))
    for note in (step_out, come_back):
        with pytest.raises(NotExpected):
            note(session=session, booking_id=elsewhere.pk, at=noon)


def test_who_stepped_out_is_forgotten_once_the_session_is_over(session, noon):
    later = SessionFactory(starts_at=noon + timedelta(hours=3))
    for each in (session, later):
        step_out(session=each, booking_id=BookingFactory(session=each).pk, at=each.starts_at)
    assert forget_stepping_out(at=session.ends_at) == 1
    assert SteppedOut.objects.get().booking.session == later
