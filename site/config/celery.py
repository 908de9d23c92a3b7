"""Background work: the Celery application, and what the scheduler sweeps.

The database says what is owed; a task takes the key of a row, may run twice and does its work once. A message that
never reaches the broker is therefore only a delay: the sweep picks the work up.
"""

import logging
import os
from typing import Any

from celery import Celery
from celery.contrib.django.task import DjangoTask
from celery.exceptions import OperationalError
from celery.schedules import crontab
from django.db import transaction

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")
logger = logging.getLogger(__name__)


class SweptTask(DjangoTask):
    """A task whose message may be lost without harm, because a sweep finds the same work again."""

    abstract = True

    def delay_on_commit(self, *args: Any, **kwargs: Any) -> None:
        """Send after commit; a broker that is down is logged and never fails the request."""
        self.apply_async_on_commit(args, kwargs)

    def apply_async_on_commit(self, *args: Any, **kwargs: Any) -> None:
        """The same, with Celery's own arguments."""

        def send() -> None:
            try:
                self.apply_async(*args, retry=False, **kwargs)
            except (OperationalError, OSError) as error:
                logger.warning(
                    "The broker does not take %s (%s): the sweep will do it", self.name, type(error).__name__
                )

        transaction.on_commit(send)


app = Celery("upstander", task_cls=SweptTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# They are no apps of their own.
SLICES = ["people.accounts", "training.attendance", "training.bookings", "training.certificates"]
SLICES += ["surveys.responses", "surveys.results"]
app.autodiscover_tasks(SLICES)
app.conf.beat_schedule = {
    "send queued mail": {"task": "documents.tasks.send_queued_mail", "schedule": 30.0},
    "delete old mail": {"task": "documents.tasks.delete_old_mail", "schedule": 86_400.0},
    "release places that were never confirmed": {"task": "training.bookings.tasks.release_lapsed", "schedule": 60.0},
    "write emails about bookings": {"task": "training.bookings.tasks.make_owed_emails", "schedule": 30.0},
    "return reserved places that nobody filled": {
        "task": "training.bookings.tasks.return_due_pools",
        "schedule": 60.0,
    },
    "close the lines of sessions that have started": {
        "task": "training.bookings.tasks.close_lines",
        "schedule": 300.0,
    },
    "owe reminders, how to join and thanks": {
        "task": "training.bookings.tasks.owe_timed_messages",
        "schedule": 300.0,
    },
    "remind line managers": {"task": "training.bookings.tasks.remind_managers", "schedule": 3600.0},
    "forget needs told for sessions long over": {
        "task": "training.bookings.tasks.delete_old_needs",
        "schedule": crontab(hour=3, minute=10),
    },
    "forget who stepped out": {
        "task": "training.attendance.tasks.forget_stepping_out",
        "schedule": crontab(hour=3, minute=30),
    },
    "forget visits that are over": {
        "task": "people.accounts.tasks.forget_ended_visits",
        "schedule": crontab(hour=3, minute=20),
    },
    "forget who was in a webinar without a booking": {
        "task": "training.attendance.tasks.forget_noted",
        "schedule": crontab(hour=3, minute=40),
    },
    "note which evaluations were answered": {
        "task": "training.attendance.tasks.note_answered",
        "schedule": crontab(hour=5, minute=10),
    },
    "delete photos of sign-in sheets whose time is over": {
        "task": "training.attendance.tasks.delete_old_sheets",
        "schedule": crontab(hour=3, minute=50),
    },
    "remind people to renew their certificates": {
        "task": "training.certificates.tasks.remind_of_refreshers",
        "schedule": crontab(minute=35),
    },
    "make long CPD records": {"task": "training.certificates.tasks.make_prints", "schedule": 60.0},
    "delete evidence that was removed a week ago": {
        "task": "training.certificates.tasks.delete_what_is_over",
        "schedule": crontab(hour=3, minute=30),
    },
    "issue certificates that are owed": {"task": "training.certificates.tasks.issue_owed", "schedule": 60.0},
    "issue certificates that have been owed for long": {
        "task": "training.certificates.tasks.issue_owed",
        "schedule": crontab(hour=3, minute=30),
        "kwargs": {"everything": True},
    },
    "close surveys whose last day is over": {
        "task": "surveys.responses.tasks.close_due_surveys",
        "schedule": crontab(minute=5),
    },
    "count what staff asked for": {"task": "surveys.results.tasks.count_what_is_asked", "schedule": 60.0},
    "release answers in batches": {"task": "surveys.responses.tasks.release_batches", "schedule": crontab(minute=20)},
    "tell reviewers that something waits to be read": {
        "task": "surveys.responses.tasks.tell_readers",
        "schedule": crontab(minute=0),
    },
    "tell that answers are soon deleted": {
        "task": "surveys.responses.tasks.tell_of_deletions",
        "schedule": crontab(hour=7, minute=15),
    },
    "delete answers, saved pages and secrets whose time is over": {
        "task": "surveys.responses.tasks.delete_what_is_over",
        "schedule": crontab(hour=3, minute=15),
    },
    "make certificates anew": {"task": "training.certificates.tasks.reissue_certificates", "schedule": 60.0},
}
