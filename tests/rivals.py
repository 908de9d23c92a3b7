"""Processes of their own that want the same thing at the same moment.

Started with `python -m tests.rivals`; each line of its input is one order, answered by one line. The attempts of one
order are made by several threads at once, each on its own connection, and none begins before all are there.
"""

import json
import os
import subprocess
import sys
import threading
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

PROCESSES = 4
# In each process: 48 connections at a time on PostgreSQL. On SQLite one, as the product is served there; see
# config/processes.py.
THREADS = 1 if os.environ.get("DATABASE_URL", "sqlite").startswith("sqlite") else 12


def book_as_person(session_id: int, person_id: int, name: str = "") -> str:
    from django.utils import timezone

    from people.models import Person
    from training.bookings import operations

    person = Person.objects.select_related("role", "organisation").get(pk=person_id)
    facts = {
        "email": person.email,
        "name": name or person.name,
        "role": person.role,
        "organisation": person.organisation,
    }
    return operations.book(session_id=session_id, **facts, by=person, at=timezone.now()).status


def book_as_stranger(session_id: int, person_id: int, name: str = "") -> str:
    from django.utils import timezone

    from people.models import Person
    from training.bookings import operations

    person = Person.objects.select_related("role", "organisation").get(pk=person_id)
    facts = {
        "email": person.email,
        "name": name or person.name,
        "role": person.role,
        "organisation": person.organisation,
    }
    return operations.book(session_id=session_id, **facts, by=None, at=timezone.now()).status


def ask_or_set_date(undated_id: int, person_id: int) -> str:
    """Ask to be told of a date, or, as each sixth does, set it."""
    from datetime import timedelta

    from django.utils import timezone

    from people.models import Person
    from training.bookings import operations
    from training.models import UndatedSession

    person = Person.objects.select_related("role", "organisation").get(pk=person_id)
    undated, at = UndatedSession.objects.get(pk=undated_id), timezone.now()
    if person_id % 6 == 0:
        starts_at = at + timedelta(days=9)
        facts = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=1), "mode": "online", "capacity": 5}
        operations.set_date(undated=undated, **facts, by=None, at=at)
        return "dated"
    facts = {"email": person.email, "name": person.name, "role": person.role, "organisation": person.organisation}
    operations.ask_to_be_told(undated=undated, **facts, by=None, at=at)
    return "asked"


def confirm_own(session_id: int, person_id: int) -> str:
    """Confirm every booking of the person's address in the session, as a nervous double click does."""
    from django.utils import timezone

    from people.models import Person
    from training.bookings import operations
    from training.models import Booking

    email = Person.objects.get(pk=person_id).email
    [booking] = Booking.objects.filter(session_id=session_id, email=f"new-{email}")
    return operations.confirm(booking=booking, by=None, at=timezone.now()).status


def open_account(session_id: int, person_id: int) -> str:
    """Prove a new address, as somebody does who sends the right code twice."""
    from django.utils import timezone

    from people.accounts.operations import open_account
    from people.models import Person

    email = Person.objects.get(pk=person_id).email
    return open_account(email=f"new-{email}", by=None, at=timezone.now()).email


def agree_to_dates(series_id: int, person_id: int) -> str:
    """Send the same preview of a new series, and the same one of more dates for a series that has none yet."""
    from datetime import timedelta

    from django.utils import timezone

    from training.models import Series
    from training.sessions.operations import Slot, add_dates, schedule_series

    at, series = timezone.now(), Series.objects.select_related("course").get(pk=series_id)
    starts_at = at.replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=30)
    slots = [Slot(starts_at + timedelta(days=day), starts_at + timedelta(days=day, hours=2)) for day in (0, 7)]
    facts = {"mode": "online", "capacity": 5, "slots": slots, "by": None, "at": at}
    made = schedule_series(key="raced", name="Raced", course=series.course, **facts)
    return f"{made.sessions.count()} and {add_dates(series=series, after=0, **facts)}"


def do_anything(session_id: int, person_id: int) -> str:
    """Whatever a person, their lead, their manager or staff may do to the sessions there are, as chance has it."""
    from tests import verbs

    return verbs.do_anything(person_id)


def remind(session_id: int, person_id: int) -> str:
    """What the scheduler does, ten minutes before the session."""
    from datetime import timedelta

    from training.bookings import operations
    from training.models import Session

    at = Session.objects.get(pk=session_id).starts_at - timedelta(minutes=10)
    operations.owe_timed_messages(at=at)
    operations.make_emails(at=at)
    return "swept"


def make_badge(certificate_id: int, person_id: int) -> str:
    """Download the badge of a certificate that has none yet, as an impatient holder does; the salt says which it is."""
    from django.conf import settings
    from django.utils import timezone

    from tests.verifying import KEYS
    from training.certificates.operations import make_badge
    from training.models import Certificate

    settings.BADGE_KEY = KEYS[0]
    certificate = Certificate.objects.get(pk=certificate_id)
    return make_badge(certificate=certificate, by=None, at=timezone.now()).salt


def add_evidence(minutes: int, person_id: int) -> str:
    """Send what somebody learned, as an impatient hand does."""
    from datetime import date

    from training.certificates.operations import add_evidence

    add_evidence(title="A book", kind="reading", done_on=date(2026, 2, 3), minutes=minutes, **_by_and_at(person_id))
    return "added"


def record_headcount(topic_id: int, person_id: int) -> str:
    """Send the same headcount, as a device does that got no answer."""
    from uuid import UUID

    from training.attendance.operations import record_headcounts

    [told] = _told(topic_id, days=1)
    [receipt] = record_headcounts(told=[replace(told, uid=UUID(int=topic_id))], **_by_and_at(person_id))
    return receipt.answer.name


def keep_month(topic_id: int, person_id: int) -> str:
    """Agree to the same month of headcounts."""
    from training.attendance.operations.months import identified, keep_month

    facts = _by_and_at(person_id)
    keep_month(told=identified(_told(topic_id, days=20), by=facts["by"]), **facts)
    return "kept"


def _told(topic_id: int, *, days: int) -> list[Any]:
    from datetime import timedelta

    from django.utils import timezone

    from people.models import LocalAuthority
    from training.attendance.operations import Counted, Tally
    from training.models import Topic

    facts = {
        "topic": Topic.objects.get(pk=topic_id),
        "place": "A park",
        "local_authority": LocalAuthority.objects.first(),
    }
    today = timezone.localdate()
    return [Tally(held_on=today - timedelta(days=n), counts=(Counted("year_9", 30),), **facts) for n in range(days)]


def _by_and_at(person_id: int) -> dict[str, Any]:
    from django.utils import timezone

    from people.models import Person

    return {"by": Person.objects.get(pk=person_id), "at": timezone.now()}


def send_queue(session_id: int, person_id: int) -> str:
    """Send all that a facilitator's device kept while it had no signal: each of the session's people present by those
    with an even key, absent by the others. The ids are the device's own, so that the same queue can be sent again."""
    from datetime import timedelta
    from uuid import UUID

    from people.models import Person
    from training.attendance.operations import Said, record
    from training.models import AttendanceStatus, ClaimSource, Session

    session = Session.objects.select_related("course").get(pk=session_id)
    status = AttendanceStatus.ABSENT if person_id % 2 else AttendanceStatus.PRESENT
    queue = [
        Said(
            booking.pk, status, ClaimSource.REGISTER, saw=0, uid=UUID(int=person_id * 1_000_000 + booking.pk),
            made_at=session.starts_at + timedelta(seconds=person_id % 2),
        )
        for booking in session.bookings.order_by("?")
    ]  # fmt: skip
    person = Person.objects.get(pk=person_id)
    outcomes = record(session=session, said=queue, by=person, at=session.ends_at)
    return " and ".join(sorted({outcome.answer.name for outcome in outcomes}))


def scan_code(session_id: int, person_id: int) -> str:
    """Scan the code of the person's booking, at one of the doors."""
    from uuid import uuid4

    from django.utils import timezone

    from training.attendance.operations import scan
    from training.models import Booking

    booking = Booking.objects.select_related("session__course").get(session_id=session_id, person_id=person_id)
    return scan(session=booking.session, code=booking.check_in_code, uid=uuid4(), by=None, at=timezone.now()).answer


def send_scan_again(session_id: int, person_id: int) -> str:
    """Send the same scan, as a phone does that had no answer."""
    from uuid import UUID

    from django.utils import timezone

    from training.attendance.operations import scan
    from training.models import Booking

    booking = Booking.objects.select_related("session__course").get(session_id=session_id, person_id=person_id)
    uid = UUID(int=booking.pk)
    return scan(session=booking.session, code=booking.check_in_code, uid=uid, by=None, at=timezone.now()).answer


def import_webinar_log(session_id: int, person_id: int) -> str:
    """Agree to one preview of a webinar's log."""
    from uuid import UUID

    from django.utils import timezone

    from tests.training.webinar_samples.layouts import teams_sections
    from training.attendance import operations
    from training.attendance.queries.webinar_files import read_log
    from training.models import Session

    session, at = Session.objects.select_related("course").get(pk=session_id), timezone.now()
    facts = {
        "session": session, "log": read_log(teams_sections(), starts_at=session.starts_at), "uid": UUID(int=1),
        "choices": {6: "nobody"}, "by": None, "at": at,
    }  # fmt: skip
    weighed = operations.weigh_log(**facts)
    return f"{operations.import_log(**facts, shift=weighed.shift, state=weighed.state).changed} changed"


def scan_nothing(session_id: int, person_id: int) -> str:
    """Send the same scan of a code that is none, as a phone does that had no answer."""
    from uuid import UUID

    from django.utils import timezone

    from training.attendance.operations import scan
    from training.models import Session

    session = Session.objects.select_related("course").get(pk=session_id)
    return scan(session=session, code="0000-0000", uid=UUID(int=person_id), by=None, at=timezone.now()).answer


def remind_of_refreshers(session_id: int, person_id: int) -> str:
    """What the scheduler does at noon, local time."""
    from datetime import time

    from django.utils import timezone

    from documents.dates import moment
    from training.certificates import operations

    operations.remind_of_refreshers(at=moment(timezone.localdate(), time(12)))
    return "swept"


def issue_earned(session_id: int, person_id: int) -> str:
    """Issue what each attendance of a person has earned, in an order of its own."""
    import random

    from django.utils import timezone

    from training.certificates import operations
    from training.models import Attendance

    keys = list(Attendance.objects.filter(person=person_id).values_list("pk", flat=True))
    for key in random.sample(keys, len(keys)):
        operations.issue(attendance_id=key, at=timezone.now())
    return "issued"


def correct_name(certificate_id: int, number: int) -> str:
    """Correct the name on one certificate to one of two, or withdraw it, as three members of staff do at once."""
    from django.utils import timezone

    from training.certificates import operations
    from training.models import Certificate

    facts = {"certificate": Certificate.objects.get(pk=certificate_id), "by": None, "at": timezone.now()}
    try:
        if number % 3 == 0:
            operations.withdraw(reason="issued_in_error", **facts)
            return "withdrawn"
        return operations.correct_name(name=f"Name {number % 3}", **facts).holder_name
    except operations.CertificateRefusal as refusal:
        return type(refusal).__name__


def send_same_paper(survey_id: int, person_id: int) -> str:
    """Send the same page as all the others do."""
    return _send_paper(survey_id, person_id, nonce="the same")


def send_paper(survey_id: int, number: int) -> str:
    """Send a page of one's own."""
    return _send_paper(survey_id, number, nonce=f"page {number}")


def send_or_settle(survey_id: int, number: int) -> str:
    """Send a page of one's own, or, as each tenth does, release what waits; one closes the survey."""
    from django.utils import timezone

    from surveys.models import Survey
    from surveys.questionnaires.operations import close_survey
    from surveys.responses.operations import release_batches

    if number == LAST:
        close_survey(survey=Survey.objects.get(pk=survey_id), by=None, at=timezone.now())
        return "closed"
    if number % 10 == 0:
        release_batches(at=timezone.now())
        return "released"
    return send_paper(survey_id, number)


def send_or_make_more_private(survey_id: int, number: int) -> str:
    """Send a page of one's own, or, as one does, have no list of answers kept any more."""
    from django.utils import timezone

    from surveys.models import Mode, Survey
    from surveys.questionnaires.operations import make_more_private

    if number == LAST:
        make_more_private(survey=Survey.objects.get(pk=survey_id), mode=Mode.COUNTED, by=None, at=timezone.now())
        return "more private"
    return send_paper(survey_id, number)


def publish_survey(survey_id: int, number: int) -> str:
    """Publish the next version of a survey, as an approver does who pressed the button twice, or two who did."""
    from django.utils import timezone

    from surveys.models import Survey
    from surveys.questionnaires.operations import SurveyRefusal, publish

    survey = Survey.objects.get(pk=survey_id)
    try:
        publish(survey=survey, others={"safe"}, by=None, at=timezone.now())
    except SurveyRefusal as refusal:
        return type(refusal).__name__
    return "published"


def count_what_was_asked(counting_id: int, number: int) -> str:
    """Count what staff asked for, as several workers do that were sent the same message."""
    from surveys.results.tasks import count

    return "counted" if count(counting_id) else "left alone"


def count_what_waits(nothing: int, number: int) -> str:
    """Count all that staff asked for, as the scheduler has it done every minute."""
    from surveys.results.tasks import count_what_is_asked

    return f"{count_what_is_asked()} counted"


def ask_for_count(survey_id: int, number: int) -> str:
    """Ask that everybody's answers are counted, as an impatient hand does."""
    from django.utils import timezone

    from surveys.models import Survey
    from surveys.results.operations.counting import ask_for_count
    from surveys.results.queries.selections import Look

    asked = ask_for_count(survey=Survey.objects.get(pk=survey_id), look=Look(), by=None, at=timezone.now())
    return "asked" if asked else "known"


def _send_paper(survey_id: int, number: int, nonce: str) -> str:
    from django.utils import timezone

    from people.models import Person
    from surveys.models import Mode, Survey
    from surveys.responses.operations import ResponseRefusal, submit
    from surveys.responses.queries.papers import Paper

    survey = Survey.objects.get(pk=survey_id)
    version = survey.versions.get()
    person = Person.objects.get(pk=number) if survey.mode == Mode.NAMED else None
    ages = ("under_16", "16_24", "over_24")
    answers = {"safe": ("yes", "no")[number % 2], "age": ages[number % 3], "years": number % 7}
    paper = Paper(survey.pk, version.pk, nonce=nonce, answers=answers, wave="before", own_code=f"code {number}")
    try:
        submit(survey=survey, version=version, paper=paper, person=person, at=timezone.now())
    except ResponseRefusal as refusal:
        return type(refusal).__name__
    return "sent"


LAST = 9_999  # the number of whoever does something else, among those who answer
ATTEMPTS: dict[str, Callable[[int, int], str]] = {
    "agree_to_dates": agree_to_dates,
    "book_as_person": book_as_person,
    "book_as_stranger": book_as_stranger,
    "confirm_own": confirm_own,
    "correct_name": correct_name,
    "ask_for_count": ask_for_count,
    "ask_or_set_date": ask_or_set_date,
    "count_what_was_asked": count_what_was_asked,
    "count_what_waits": count_what_waits,
    "do_anything": do_anything,
    "make_badge": make_badge,
    "import_webinar_log": import_webinar_log,
    "keep_month": keep_month,
    "add_evidence": add_evidence,
    "issue_earned": issue_earned,
    "open_account": open_account,
    "record_headcount": record_headcount,
    "publish_survey": publish_survey,
    "remind": remind,
    "send_or_make_more_private": send_or_make_more_private,
    "send_or_settle": send_or_settle,
    "send_paper": send_paper,
    "send_queue": send_queue,
    "send_same_paper": send_same_paper,
    "scan_code": scan_code,
    "scan_nothing": scan_nothing,
    "send_scan_again": send_scan_again,
    "remind_of_refreshers": remind_of_refreshers,
}


class Rivals:
    """Several processes that are given the same order at once."""

    def __init__(self, environment: dict[str, str]) -> None:
        command = [sys.executable, "-m", "tests.rivals"]
        self.processes = [
            subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            for _ in range(PROCESSES)
        ]
        for process in self.processes:
            assert process.stdout.readline() == "ready\n"

    def race(self, attempt: str, session_id: int, person_ids: list[int]) -> Counter[str]:
        """Let every person make the attempt, all at once; how often each outcome came."""
        for number, process in enumerate(self.processes):
            order = {
                "attempt": attempt,
                "session_id": session_id,
                "person_ids": person_ids[number :: len(self.processes)],
            }
            process.stdin.write(json.dumps(order) + "\n")
        for process in self.processes:
            process.stdin.flush()
        return Counter(outcome for process in self.processes for outcome in json.loads(process.stdout.readline()))

    def stop(self) -> None:
        for process in self.processes:
            process.stdin.close()
            process.wait(timeout=20)
            process.stdout.close()


@pytest.fixture(scope="session")
def rivals(django_db_setup, django_db_blocker) -> Iterator[Rivals]:
    """Processes on the test database, ready to race: `rivals.race("book_as_person", session.pk, person_ids)`."""
    from tests.workers import url_of_test_database

    with django_db_blocker.unblock():
        url = url_of_test_database()
    rivals = Rivals({**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test", "DATABASE_URL": url})
    yield rivals
    rivals.stop()


def _obey(order: dict) -> list[str]:
    from django.db import connection

    from training.sessions.operations import SessionRefusal

    together = threading.Barrier(min(THREADS, len(order["person_ids"])) or 1)
    first = threading.local()

    def attempt(person_id: int) -> str:
        try:
            connection.ensure_connection()
            if not hasattr(first, "done"):
                first.done = True
                together.wait(timeout=30)
            return ATTEMPTS[order["attempt"]](order["session_id"], person_id)
        except Exception as error:
            if not isinstance(error, SessionRefusal):
                traceback.print_exc()
            return type(error).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(attempt, order["person_ids"]))


def _serve() -> None:
    import django

    django.setup()
    print("ready", flush=True)  # noqa: T201
    for line in sys.stdin:
        print(json.dumps(_obey(json.loads(line))), flush=True)  # noqa: T201


if __name__ == "__main__":
    _serve()
