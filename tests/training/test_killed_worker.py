"""A worker that dies in the middle of issuing loses nothing and doubles nothing."""

import os
import random
import time
from datetime import timedelta

import pytest
from django.utils import timezone
from post_office.models import Attachment, Email

from tests.factories import BookingFactory, CourseFactory, SessionFactory
from tests.workers import wait_until
from training.attendance.operations import mark
from training.certificates.queries import owed
from training.certificates.tasks import issue_certificate, issue_owed
from training.models import Certificate, CertificateFile

OWED = 200
KILLS = 4
SEED = int(os.environ.get("KILL_SEED", "1"))


@pytest.fixture
def earned(transactional_db):
    """Attendances of a session that ended an hour ago; each has earned a certificate."""
    at = timezone.now()
    course = CourseFactory()
    session = SessionFactory(
        starts_at=at - timedelta(hours=3), ends_at=at - timedelta(hours=1), course=course, capacity=OWED
    )
    bookings = BookingFactory.create_batch(OWED, session=session)
    return [mark(booking=booking, status="present", by=None, at=session.starts_at) for booking in bookings]


def issued():
    return Certificate.objects.count()


@pytest.mark.django_db(transaction=True)
def test_killing_the_worker_in_the_middle_leaves_one_certificate_and_one_email_each(earned, worker):
    moment = random.Random(SEED)
    issue_owed.delay()
    for _ in range(KILLS):
        before = issued()
        wait_until(lambda before=before: issued() > before, seconds=60, otherwise=worker.log.read_text)
        time.sleep(moment.uniform(0, 0.2))  # anywhere in the life of a certificate: printing, writing, committing
        worker.kill()
        assert issued() < OWED, "the worker was done before it could be killed"
        worker.start()
        issue_owed.delay()
    issue_certificate.delay(earned[0].pk)
    issue_owed()  # this process sweeps beside the worker, and each finds what the other is about to write
    wait_until(lambda: not owed(timezone.now()).exists(), seconds=60, otherwise=worker.log.read_text)
    worker.stop()
    issue_owed()

    assert sorted(Certificate.objects.values_list("attendance", flat=True)) == sorted(each.pk for each in earned)
    assert CertificateFile.objects.count() == OWED
    told = Email.objects.filter(subject__startswith="Your certificate").values_list("to", flat=True)
    assert sorted(address for to in told for address in to) == sorted(each.person.email for each in earned)
    assert Attachment.objects.filter(emails__isnull=False).count() == OWED
