"""What emails about a booking offer and say, by how it stands when they are written."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import OrganisationFactory, RoleFactory, SessionFactory
from tests.letters import letters
from training.bookings import operations
from training.models import Booking, BookingStatus

pytestmark = pytest.mark.django_db


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
