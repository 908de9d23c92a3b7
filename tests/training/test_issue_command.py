"""`issue_certificates`: says what it does, may be stopped at any moment, and goes on when it is run again."""

import io
import os
import random
import re
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from post_office.models import Email

from tests.factories import BookingFactory, CourseFactory, SessionFactory
from tests.training.attending import attend
from tests.workers import url_of_test_database, wait_until
from training.attendance.operations import mark
from training.certificates.operations import issue
from training.models import Certificate, CertificateFile

SEED = int(os.environ.get("KILL_SEED", "1"))
SAID = re.compile(r"(\d+) issued, (\d+) issued already, (\d+) failed")


def attended(number):
    """A session that ended an hour ago, whose people have each earned a certificate."""
    at = timezone.now()
    session = SessionFactory(
        starts_at=at - timedelta(hours=3), ends_at=at - timedelta(hours=1), course=CourseFactory(), capacity=number
    )
    for booking in BookingFactory.create_batch(number, session=session):
        mark(booking=booking, status="present", by=None, at=session.starts_at)
    return session


def run(session, **options):
    said = io.StringIO()
    call_command("issue_certificates", session=session.pk, verbosity=0, stdout=said, **options)
    return said.getvalue().strip()


@pytest.mark.django_db
def test_what_is_owed_for_the_session_is_issued_and_for_no_other():
    session = attended(3)
    attend(session.starts_at, course=session.course)
    assert run(session, dry_run=True) == "3 to issue; 0 issued already."
    assert Certificate.objects.count() == 0
    assert run(session) == "3 issued, 0 issued already, 0 failed."
    assert run(session) == "0 issued, 3 issued already, 0 failed."
    assert run(session, dry_run=True) == "0 to issue; 3 issued already."
    assert set(Certificate.objects.values_list("attendance__session", flat=True)) == {session.pk}


@pytest.mark.django_db
def test_one_that_fails_is_named_by_its_key_alone_and_holds_up_no_other(capsys):
    session = attended(2)
    broken = session.attendances.earliest("pk")
    broken.person.email = "private no address"
    broken.person.save()
    with pytest.raises(CommandError, match="They stay owed"):
        run(session)
    said = capsys.readouterr().err
    assert (f"Attendance {broken.pk}: ValidationError" in said, "private" in said) == (True, False)
    assert Certificate.objects.count() == 1


@pytest.mark.django_db
def test_an_unknown_session_and_no_worker_are_refused():
    with pytest.raises(CommandError, match="There is no session 404"):
        call_command("issue_certificates", session=404)
    with pytest.raises(CommandError, match="at least one worker"):
        call_command("issue_certificates", session=404, workers=0)


@pytest.mark.django_db
def test_one_that_somebody_else_issues_meanwhile_counts_as_issued_already(monkeypatch):
    session = attended(1)
    from training.certificates.operations import issuing

    printed = issuing.print_certificate

    def issued_meanwhile(certificate):
        monkeypatch.setattr(issuing, "print_certificate", printed)
        issue(attendance_id=certificate.attendance_id, at=timezone.now())
        return printed(certificate)

    monkeypatch.setattr(issuing, "print_certificate", issued_meanwhile)
    assert run(session) == "0 issued, 1 issued already, 0 failed."
    assert Certificate.objects.count() == 1


class Command:
    """The command in a process of its own, on the test database."""

    def __init__(self, session, log, workers):
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "DATABASE_URL": url_of_test_database(),
        }
        self.log = log
        # Whoever runs the tests in the background has their Ctrl-C ignored, and so would have this process.
        command = [
            "env",
            "--default-signal=INT",
            sys.executable,
            "manage.py",
            "issue_certificates",
            "--session",
            str(session.pk),
        ]
        with log.open("w") as out:
            self.process = subprocess.Popen(
                [*command, "--workers", str(workers)], env=environment, stdout=out, stderr=out, start_new_session=True
            )

    def has_issued(self, number):
        wait_until(lambda: Certificate.objects.count() >= number, seconds=120, otherwise=self.log.read_text)

    def ends(self):
        code = self.process.wait(timeout=120)
        return code, [int(number) for found in SAID.findall(self.log.read_text()) for number in found]


def is_whole(session):
    """Each attendance has one certificate with its document, and one email."""
    keys = list(Certificate.objects.values_list("attendance", flat=True))
    assert sorted(keys) == sorted(session.attendances.values_list("pk", flat=True))
    assert CertificateFile.objects.count() == len(keys)
    told = Email.objects.filter(subject__startswith="Your certificate").values_list("to", flat=True)
    assert sorted(address for to in told for address in to) == sorted(
        session.attendances.values_list("person__email", flat=True)
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("workers", [1, 2])
def test_stopped_and_run_again_it_goes_on_and_loses_and_doubles_none(tmp_path, workers):
    """By Ctrl-C, then as a power cut would, then to the end."""
    session, moment = attended(40), random.Random(SEED)
    first = Command(session, tmp_path / "first", workers)
    first.has_issued(moment.randint(1, 8))
    os.kill(first.process.pid, signal.SIGINT)
    code, (issued, already, failed) = first.ends()
    assert (code, already, failed) == (130, 0, 0)
    assert issued <= Certificate.objects.count() <= issued + 1  # stopped between writing one and counting it
    assert "run it again to go on" in first.log.read_text()

    second = Command(session, tmp_path / "second", workers)
    second.has_issued(issued + moment.randint(1, 8))
    os.killpg(second.process.pid, signal.SIGKILL)
    second.process.wait(timeout=120)
    there = Certificate.objects.count()
    assert there < 40, "it was done before it could be killed"

    third = Command(session, tmp_path / "third", workers)
    code, (issued, already, failed) = third.ends()
    assert (code, failed, issued + already) == (0, 0, 40)
    is_whole(session)
