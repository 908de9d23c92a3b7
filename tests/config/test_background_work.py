"""Background work in a real worker process, through Redis where REDIS_URL names one and through files where not."""

import os
import socket
import subprocess
import sys

import pytest
from django.utils import timezone
from post_office.models import STATUS, Email

from config.celery import app
from documents.tasks import send_queued_mail
from tests.factories import OrganisationFactory, RoleFactory, SessionFactory
from tests.workers import url_of_test_database, wait_until
from training.bookings.operations import book
from training.models import Booking, Notice

pytestmark = pytest.mark.django_db(transaction=True)

# Books in a process whose broker does not answer.
BOOK_WITHOUT_BROKER = """
import sys
import django
django.setup()
from django.utils import timezone
from people.models import Organisation, Role
from training.bookings.operations import book
book(session_id=int(sys.argv[1]), email="ama@example.org", name="Ama Example", role=Role.objects.get(),
     organisation=Organisation.objects.get(), by=None, at=timezone.now())
"""


@pytest.fixture
def silent_server():
    """The port of a server that takes every connection and says nothing."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def a_session_to_book():
    organisation = OrganisationFactory()
    RoleFactory()
    return SessionFactory(venue__local_authority=organisation.local_authority)


def emails_with_status(status: int) -> int:
    return Email.objects.filter(status=status).count()


def book_without_broker(session_id: int, broker: str) -> None:
    """The time limit only tells a request that goes on from one that hangs."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATABASE_URL": url_of_test_database(),
        "REDIS_URL": broker,
    }
    command = [sys.executable, "-c", BOOK_WITHOUT_BROKER, str(session_id)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


def test_a_worker_sends_the_email_of_a_booking(worker):
    session = a_session_to_book()
    book(
        session_id=session.pk,
        email="ama@example.org",
        name="Ama Example",
        role=RoleFactory(),
        organisation=OrganisationFactory(),
        by=None,
        at=timezone.now(),
    )
    wait_until(lambda: emails_with_status(STATUS.sent) == 1, otherwise=worker.log.read_text)


def test_a_booking_succeeds_without_a_broker_and_its_email_goes_out_when_the_broker_is_back(empty_queue, request):
    session = a_session_to_book()
    book_without_broker(session.pk, broker="redis://127.0.0.1:1/0")
    assert Booking.objects.count() == 1
    assert Notice.objects.filter(queued_at=None).count() == 1

    worker = request.getfixturevalue("worker")
    for owed in ("write emails about bookings", "send queued mail"):  # what the scheduler does every half minute
        app.send_task(app.conf.beat_schedule[owed]["task"])
    wait_until(lambda: emails_with_status(STATUS.sent) == 1, otherwise=worker.log.read_text)


def test_a_broker_that_takes_connections_and_never_answers_holds_nobody_up(empty_queue, silent_server):
    session = a_session_to_book()
    book_without_broker(session.pk, broker=f"redis://127.0.0.1:{silent_server}/0")
    assert Booking.objects.count() == 1


def test_every_sweep_of_the_scheduler_names_a_task_that_exists():
    app.finalize()
    app.loader.import_default_modules()
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} - set(app.tasks) == set()
    assert send_queued_mail.name in app.tasks
