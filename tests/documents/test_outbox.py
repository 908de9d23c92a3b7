"""Each email is sent once; one that cannot be sent holds up no other, and names nobody in a log."""

import os
import smtplib
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.utils import timezone
from post_office.models import STATUS, Attachment, Email
from post_office.settings import get_file_storage

from documents import outbox
from documents.emails import queue_email
from tests.workers import url_of_test_database

pytestmark = pytest.mark.usefixtures("letters")


def queue(to="sam@example.org", **options):
    return queue_email(template="letter", to=to, context={"name": "Sam"}, **options)


class Refusing(EmailBackend):
    """A mail server that refuses one address for good, is out of order for another, and takes the rest."""

    def send_messages(self, messages):
        for message in messages:
            if message.to == ["gone@example.org"]:
                raise smtplib.SMTPRecipientsRefused({"gone@example.org": (550, b"no such person")})
            if message.to == ["later@example.org"]:
                raise smtplib.SMTPServerDisconnected("later@example.org")
        return super().send_messages(messages)


class Down(EmailBackend):
    """A mail server that does not answer."""

    def open(self):
        raise ConnectionRefusedError


@pytest.fixture
def mail_server(settings):
    """Lets mail go through one of the servers above."""

    def use(kind):
        name = f"mail_server_{kind.__name__}"
        sys.modules[name] = sys.modules[kind.__module__]
        settings.POST_OFFICE = {**settings.POST_OFFICE, "BACKENDS": {"default": f"{name}.{kind.__name__}"}}

    return use


@pytest.mark.django_db
def test_codes_are_sent_before_all_others():
    queue("first@example.org")
    queue("code@example.org", urgent=True)
    queue("second@example.org")
    assert outbox.send_due() == 3
    assert [message.to for message in mail.outbox] == [
        ["code@example.org"], ["first@example.org"], ["second@example.org"]
    ]  # fmt: skip


@pytest.mark.django_db
def test_what_was_sent_is_not_sent_again():
    queue(attachments={"a.txt": (b"words", "text/plain")})
    assert (outbox.send_due(), outbox.send_due()) == (1, 0)
    assert [message.attachments for message in mail.outbox] == [[("a.txt", "words", "text/plain")]]
    assert Email.objects.get().status == STATUS.sent


@pytest.mark.django_db
def test_a_code_that_went_stale_is_not_sent():
    queue(urgent=True, expires_at=timezone.now() - timedelta(seconds=1))
    assert outbox.send_due() == 0


@pytest.mark.django_db
def test_one_broken_address_holds_up_no_other(mail_server, caplog):
    mail_server(Refusing)
    for who in ("gone", "later", "sam"):
        queue(f"{who}@example.org")
    assert outbox.send_due() == 1
    assert [message.to for message in mail.outbox] == [["sam@example.org"]]
    gone, later = Email.objects.exclude(status=STATUS.sent).order_by("pk")
    assert (gone.status, later.status) == (STATUS.failed, STATUS.requeued)
    assert timedelta(minutes=1) < later.scheduled_time - timezone.now() < timedelta(minutes=3)
    assert "example.org" not in caplog.text
    assert "SMTPServerDisconnected" in caplog.text
    assert [log.message for log in gone.logs.all()] == [""]


@pytest.mark.django_db
def test_an_email_is_given_up_after_its_last_try(mail_server, settings):
    mail_server(Refusing)
    settings.POST_OFFICE["MAX_RETRIES"] = 2
    email = queue("later@example.org")
    for _ in range(5):
        Email.objects.filter(status=STATUS.requeued).update(scheduled_time=None)
        outbox.send_due()
    email.refresh_from_db()
    assert (email.status, email.number_of_retries) == (STATUS.failed, 3)


@pytest.mark.django_db
def test_a_server_that_is_down_costs_no_email_a_try(mail_server, caplog):
    mail_server(Down)
    queue()
    assert outbox.send_due() == 0
    email = Email.objects.get()
    assert (email.status, email.number_of_retries, email.scheduled_time) == (STATUS.queued, None, None)
    assert "The mail server does not answer (ConnectionRefusedError)" in caplog.text


@pytest.mark.django_db
def test_an_email_claimed_by_a_sender_that_died_is_sent_when_the_claim_ends():
    email = queue()
    claimed_at = timezone.now()
    assert outbox._claim(email.pk, claimed_at) == email
    assert outbox._claim(email.pk, claimed_at) is None
    assert outbox.send_due() == 0
    assert list(outbox.due(claimed_at + outbox.CLAIM)) == [email]


@pytest.mark.django_db
def test_old_mail_is_deleted_with_its_attachments_and_codes_after_a_day():
    now = timezone.now()
    ages = {"old": 91, "recent": 89, "old_code": 2, "new_code": 0}
    for name, days in ages.items():
        email = queue(f"{name}@example.org", urgent="code" in name, attachments={"a.txt": (b"words", "text/plain")})
        Email.objects.filter(pk=email.pk).update(created=now - timedelta(days=days))
    files = {name: Attachment.objects.get(emails__to=f"{name}@example.org").file.path for name in ages}
    assert outbox.delete_old_mail(now) == 2
    assert [email.to for email in Email.objects.order_by("pk")] == [["recent@example.org"], ["new_code@example.org"]]
    assert {name for name, path in files.items() if Path(path).exists()} == {"recent", "new_code"}


@pytest.mark.django_db
def test_a_file_that_no_email_came_to_own_is_deleted_after_a_day():
    now = timezone.now()
    folder = Path(get_file_storage().location)
    folder.mkdir(parents=True, exist_ok=True)
    for name, hours in (("stray.pdf", 25), ("being-written.pdf", 23)):
        (folder / name).write_bytes(b"words")
        moment = (now - timedelta(hours=hours)).timestamp()
        os.utime(folder / name, (moment, moment))
    outbox.delete_old_mail(now)
    assert ((folder / "stray.pdf").exists(), (folder / "being-written.pdf").exists()) == (False, True)


SWEEP = """
import django; django.setup()
from documents import outbox
print(outbox.send_due())
"""


@pytest.mark.django_db(transaction=True)
def test_sweeps_in_several_processes_send_every_email_once(tmp_path):
    number = 60
    for each in range(number):
        queue(f"person{each}@example.org")
    connection.close()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.documents.file_mail_settings",
        "DATABASE_URL": url_of_test_database(),
        "SENT_MAIL": str(tmp_path),
    }
    sweeps = [
        subprocess.Popen([sys.executable, "-c", SWEEP], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    answers = [sweep.communicate(timeout=60) for sweep in sweeps]
    assert [errors for _, errors in answers] == [b"", b"", b""]
    assert sum(int(sent) for sent, _ in answers) == number
    sent = sorted(line for file in tmp_path.iterdir() for line in file.read_text().splitlines() if line[:3] == "To:")
    assert sent == sorted(f"To: person{each}@example.org" for each in range(number))
