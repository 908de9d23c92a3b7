"""Somebody was first, and has given the place back by the time one looks: the attempt is made again."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.db.models.signals import pre_save
from django.utils import timezone

from people.models import Person
from tests.factories import BookingFactory, OrganisationFactory, PersonFactory, RoleFactory, SessionFactory
from tests.letters import letters
from training.bookings import operations
from training.models import Booking, BookingStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def rival():
    """Before each of the next writes of a model, somebody takes the place of this address in the same transaction: what
    breaks the constraint is gone with it, as when it was cancelled at that moment."""
    receivers = []

    def _rival(*, before, session, email, times):
        left = ["once"] * times

        def take(instance, **_):
            if left and instance.email == email:
                left.pop()
                pre_save.disconnect(take, sender=before)
                BookingFactory(session=session, email=email, person=PersonFactory())
                pre_save.connect(take, sender=before)

        pre_save.connect(take, sender=before)
        receivers.append((take, before))
        return left

    yield _rival
    for take, model in receivers:
        pre_save.disconnect(take, sender=model)


def facts(now):
    return {
        "email": "sam@example.org", "name": "Sam", "role": RoleFactory(), "organisation": OrganisationFactory(),
        "by": None, "at": now,
    }  # fmt: skip


def places_held(session):
    session.refresh_from_db()
    return session.places_held


@pytest.mark.parametrize("times", [1, 4])
def test_a_place_is_taken_when_the_one_that_stood_in_the_way_is_gone(rival, times):
    session, now = SessionFactory(), timezone.now()
    left = rival(before=Booking, session=session, email="sam@example.org", times=times)
    booking = operations.book(session_id=session.pk, **facts(now))
    assert (left, booking.status, places_held(session)) == ([], BookingStatus.UNCONFIRMED, 1)
    assert (Booking.objects.get(), letters().count()) == (booking, 1)


@pytest.mark.parametrize("times", [1, 4])
def test_a_lapsed_hold_is_confirmed_when_the_place_that_stood_in_the_way_is_gone(rival, times):
    session, now = SessionFactory(), timezone.now()
    booking = operations.book(session_id=session.pk, **facts(now))
    operations.release_lapsed(at=now + timedelta(hours=3))
    person = PersonFactory(email="sam@example.org", name="Sam Old")  # whose profile is written once in each attempt
    left = rival(before=Person, session=session, email="sam@example.org", times=times)
    confirmed = operations.confirm(booking=booking, by=None, at=now + timedelta(hours=4))
    assert (left, confirmed.status, places_held(session)) == ([], BookingStatus.CONFIRMED, 1)
    assert (Booking.objects.get(), Person.objects.get()) == (confirmed, confirmed.person) == (booking, person)


def test_what_breaks_a_constraint_every_time_is_no_refusal(rival):
    session, now = SessionFactory(), timezone.now()
    rival(before=Booking, session=session, email="sam@example.org", times=100)
    with pytest.raises(IntegrityError):
        operations.book(session_id=session.pk, **facts(now))
    assert (Booking.objects.count(), letters().count(), places_held(session)) == (0, 0, 0)


def test_a_profile_is_told_even_when_the_first_attempt_was_undone():
    session, now = SessionFactory(capacity=1), timezone.now()
    operations.book(session_id=session.pk, **{**facts(now), "email": "kim@example.org"})
    later = now + timedelta(hours=3)
    person = PersonFactory(email="sam@example.org", name="Sam Old")
    booking = operations.book(session_id=session.pk, **{**facts(later), "name": "Sam New", "by": person})
    person.refresh_from_db()
    assert (booking.status, person.name, person.role) == (BookingStatus.CONFIRMED, "Sam New", booking.role)
