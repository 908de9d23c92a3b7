"""A worker that dies in the middle of issuing, or of making many anew, loses nothing and doubles nothing."""

import os
import random
import time
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from post_office.models import Attachment, Email

from tests.factories import BookingFactory, CourseFactory, SessionFactory
from tests.workers import wait_until
from training.attendance.operations import mark
from training.certificates import operations
from training.certificates.queries import Choice, candidates, owed
from training.certificates.tasks import issue_certificate, issue_owed, reissue_certificates
from training.models import Certificate, CertificateFile, ReissueRow, ReplacementReason

OWED, AGREED = 200, 100
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


def kill_at_random(worker, begin, done, of):
    """Begin, and kill the worker a few times anywhere in the life of a certificate: printing, writing, committing."""
    moment = random.Random(SEED)
    begin()
    for _ in range(KILLS):
        before = done()
        wait_until(lambda before=before: done() > before, seconds=60, otherwise=worker.log.read_text)
        time.sleep(moment.uniform(0, 0.2))
        worker.kill()
        assert done() < of, "the worker was done before it could be killed"
        worker.start()
        begin()


@pytest.mark.django_db(transaction=True)
def test_killing_the_worker_in_the_middle_leaves_one_certificate_and_one_email_each(earned, worker):
    kill_at_random(worker, issue_owed.delay, Certificate.objects.count, OWED)
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


@pytest.fixture
def agreed(earned):
    """A batch that makes the certificates of the first of them anew."""
    for each in earned[:AGREED]:
        operations.issue(attendance_id=each.pk, at=timezone.now())
    found = candidates(Choice(ReplacementReason.NEW_DOCUMENT), at=timezone.now())
    batch, _ = operations.start_reissue(
        key=uuid4(), reason=ReplacementReason.NEW_DOCUMENT, agreed=found, by=None, at=timezone.now()
    )
    return batch


@pytest.mark.django_db(transaction=True)
def test_killing_the_worker_in_a_batch_leaves_one_new_certificate_and_one_email_each(agreed, worker):
    def made():
        return Certificate.objects.filter(replaces__isnull=False).count()

    kill_at_random(worker, reissue_certificates.delay, made, AGREED)
    reissue_certificates()  # this process beside the worker
    wait_until(lambda: not ReissueRow.objects.to_do().exists(), seconds=60, otherwise=worker.log.read_text)
    worker.stop()
    reissue_certificates()

    rows = list(agreed.rows.select_related("made", "certificate__person"))
    assert [row.made.replaces_id for row in rows] == [row.certificate_id for row in rows]
    assert (len(rows), made(), CertificateFile.objects.count()) == (AGREED, AGREED, 2 * AGREED)
    told = Email.objects.filter(subject__startswith="Your new certificate").values_list("to", flat=True)
    assert sorted(address for to in told for address in to) == sorted(row.certificate.person.email for row in rows)
    assert Attachment.objects.filter(emails__isnull=False).count() == 2 * AGREED
