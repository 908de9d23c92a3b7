"""The same code at several doors at the same moment: real processes, real connections, the database of the run."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests.factories import BookingFactory, SessionFactory
from training.models import Attendance, Claim, FailedScan

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def booking():
    """Of a session that has just begun."""
    return BookingFactory(session=SessionFactory(starts_at=timezone.now() - timedelta(minutes=1)))


def test_two_doors_welcome_somebody_once_and_the_other_says_already(rivals, booking):
    outcomes = rivals.race("scan_code", booking.session_id, [booking.person_id] * 2)
    assert outcomes == {"welcome": 1, "already": 1}
    assert (Attendance.objects.count(), Claim.objects.count()) == (1, 1)


def test_many_doors_make_one_claim_and_one_entry_in_the_log(rivals, booking):
    outcomes = rivals.race("scan_code", booking.session_id, [booking.person_id] * 48)
    assert outcomes == {"welcome": 1, "already": 47}
    assert (Attendance.objects.count(), Claim.objects.count()) == (1, 1)
    assert ModelLogEntry.objects.filter(action="training.attendance.mark").count() == 1


def test_one_scan_that_is_sent_many_times_at_once_is_welcome_each_time_and_kept_once(rivals, booking):
    outcomes = rivals.race("send_scan_again", booking.session_id, [booking.person_id] * 24)
    assert outcomes == {"welcome": 24}
    assert Claim.objects.count() == 1


def test_one_failed_scan_that_is_sent_many_times_at_once_is_kept_once(rivals, booking):
    outcomes = rivals.race("scan_nothing", booking.session_id, [booking.person_id] * 24)
    assert outcomes == {"unknown": 24}
    assert FailedScan.objects.count() == ModelLogEntry.objects.filter(action="training.scan.fail").count() == 1
