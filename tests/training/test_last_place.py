"""Many people want few places at the same moment: real processes, real connections, the database of the run."""

import http.client
import os
import re
import signal
import subprocess
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.models import Person
from tests import verbs
from tests.factories import (
    BookingFactory,
    CourseFactory,
    LocalAuthorityFactory,
    OrganisationFactory,
    PersonFactory,
    RoleFactory,
    SessionFactory,
    UndatedSessionFactory,
    VenueFactory,
)
from tests.letters import letters
from tests.ports import free_port
from tests.workers import url_of_test_database, wait_until
from training.models import Attendance, Booking, BookingStatus, Claim, Interest, Notice

pytestmark = pytest.mark.django_db(transaction=True)


def make_people(number: int) -> list[int]:
    role, organisation = RoleFactory(), OrganisationFactory()
    people = [
        Person(email=f"rival{n}@example.org", name=f"Rival {n}", role=role, organisation=organisation)
        for n in range(number)
    ]
    return [person.pk for person in Person.objects.bulk_create(people)]


def holders(session) -> int:
    """The places held, after checking that the session counts as many as there are bookings that hold one."""
    session.refresh_from_db()
    assert session.places_held == Booking.objects.holding_a_place().filter(session=session).count()
    return session.places_held


def test_two_people_never_get_the_last_place(rivals):
    session = SessionFactory(capacity=1)
    outcomes = rivals.race("book_as_person", session.pk, make_people(48))
    assert outcomes == {"confirmed": 1, "SessionFull": 47}
    assert holders(session) == 1


@pytest.mark.parametrize(("attempt", "outcome"), [("book_as_person", "confirmed"), ("book_as_stranger", "unconfirmed")])
def test_one_person_never_gets_two_places(rivals, attempt, outcome):
    session, [person_id] = SessionFactory(capacity=40), make_people(1)
    outcomes = rivals.race(attempt, session.pk, [person_id] * 48)
    assert outcomes == {outcome: 1, "AlreadyBooked": 47}
    assert holders(session) == 1
    assert letters().count() == 1


def test_confirming_many_times_at_once_opens_one_account_and_sends_one_email(rivals):
    session, [person_id] = SessionFactory(), make_people(1)
    booking = BookingFactory(
        session=session, person=None, status=BookingStatus.UNCONFIRMED, confirmed_at=None,
        email=f"new-{Person.objects.get(pk=person_id).email}", name="Rival", role=RoleFactory(),
        organisation=OrganisationFactory(), hold_ends_at=timezone.now() + timedelta(hours=2),
    )  # fmt: skip
    outcomes = rivals.race("confirm_own", session.pk, [person_id] * 48)
    assert outcomes == {"confirmed": 48}
    assert Person.objects.filter(email=booking.email).count() == 1
    assert (holders(session), letters().count()) == (1, 1)


def test_an_account_that_is_opened_many_times_at_once_is_one(rivals):
    [person_id] = make_people(1)
    address = f"new-{Person.objects.get(pk=person_id).email}"
    assert rivals.race("open_account", 0, [person_id] * 48) == {address: 48}
    assert ModelLogEntry.objects.filter(action="people.person.open").count() == 1


def test_many_sweeps_at_once_owe_each_message_once_and_send_it_once(rivals):
    session = SessionFactory(capacity=40)
    BookingFactory.create_batch(30, session=session, booked_at=session.starts_at - timedelta(days=30))
    assert rivals.race("remind", session.pk, make_people(48)) == {"swept": 48}
    assert Notice.objects.filter(kind="booking_how_to_join", about_start_at=session.starts_at).count() == 30
    assert letters(session.starts_at - timedelta(minutes=10)).count() == 30


def test_of_two_hundred_attempts_on_twenty_places_twenty_are_confirmed_and_the_rest_refused(rivals):
    session = SessionFactory(capacity=20)
    outcomes = rivals.race("book_as_person", session.pk, make_people(200))
    assert outcomes == {"confirmed": 20, "SessionFull": 180}
    assert holders(session) == 20
    assert letters().count() == 20


def test_who_asks_while_the_date_is_set_is_invited_or_told_that_it_is_set(rivals, capsys):
    undated = UndatedSessionFactory(mode="online")
    outcomes = rivals.race("ask_or_set_date", undated.pk, make_people(48))
    asked = outcomes.pop("asked", 0)  # none, where whoever set the date was quicker than everybody
    assert outcomes == {"dated": 1, "AlreadyDated": 47 - asked}
    assert (Interest.objects.count(), Interest.objects.filter(booking=None).count()) == (asked, 0)
    assert Booking.objects.filter(status=BookingStatus.OFFERED).count() == min(asked, 5)
    call_command("check_invariants")
    assert capsys.readouterr().out == "Every rule holds.\n"


def test_whatever_happens_at_once_every_rule_holds_in_the_end(rivals, capsys):
    area = LocalAuthorityFactory()
    there = {"course": CourseFactory(), "venue": VenueFactory(), "refuses_clashes": False}
    SessionFactory(**there, capacity=4, fairness="by_area")
    SessionFactory(**there, capacity=6, online_capacity=3, mode="hybrid", starts_at=timezone.now() + timedelta(days=20))
    SessionFactory(
        **there, capacity=5, places_per_organisation=4, offer_hours=1, starts_at=timezone.now() + timedelta(days=15)
    )
    organisations = [OrganisationFactory(asks_for_approval=n == 2, local_authority=area) for n in range(3)]
    people = [PersonFactory(organisation=organisations[n % 3]).pk for n in range(12)]

    UndatedSessionFactory.create_batch(2, mode="online", course=there["course"])

    outcomes = rivals.race("do_anything", 0, people * 40)
    verbs_and_refusals = {verb.__name__ for verb in verbs.VERBS} | {
        "AlreadyBooked", "AlreadyDated", "AlreadyDecided", "BookingEnded", "FewerPlacesThanHeld", "ManagerNeeded",
        "NotEligible", "NotEnoughPlaces", "NothingToChange", "NothingToConfirm", "OfferPassedOn", "PlacesFree",
        "PoolReturned", "RowsRefused", "SessionCancelled", "SessionFull", "TooLateToReserve", "TooManyUnconfirmed",
        "UndatedWithdrawn",
    }  # fmt: skip
    assert set(outcomes) <= verbs_and_refusals
    call_command("check_invariants")
    assert capsys.readouterr().out == "Every rule holds.\n"


def test_two_devices_that_send_five_hundred_claims_at_once_and_twice_come_to_one_result(rivals):
    session = SessionFactory(capacity=500, starts_at=timezone.now() - timedelta(hours=3))
    people = Person.objects.filter(pk__in=make_people(500)).select_related("role", "organisation")
    Booking.objects.bulk_create(
        Booking(session=session, person=each, email=each.email, name=each.name, role=each.role,
                organisation=each.organisation, status=BookingStatus.CONFIRMED, booked_at=session.starts_at,
                confirmed_at=session.starts_at)
        for each in people
    )  # fmt: skip
    odd, even = sorted((PersonFactory().pk, PersonFactory().pk), key=lambda key: -(key % 2))
    assert (odd % 2, even % 2) == (1, 0)
    assert rivals.race("send_queue", session.pk, [odd, even] * 4) == {"KEPT": 2, "SAYS_NOTHING_NEW": 6}
    entries = Attendance.objects.filter(session=session)
    # Who was marked absent a second later is, as far as anybody knows; and everybody waits to be decided on.
    assert entries.filter(status="absent", minutes=0, met_rule=False, is_disputed=True).count() == 500
    assert (entries.count(), Claim.objects.count()) == (500, 1000)


class WebServer:
    """The production web server on the test database."""

    def __init__(self, log) -> None:
        self.port = free_port()
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "8"]
        self.log = log
        here = {"DJANGO_SETTINGS_MODULE": "config.settings.test", "DATABASE_URL": url_of_test_database()}
        with log.open("w") as output:
            self.process = subprocess.Popen(
                [*command, "--host", "0.0.0.0", "--port", str(self.port), "config.wsgi:application"],
                env={**os.environ, **here},
                stdout=output, stderr=output, start_new_session=True,
            )  # fmt: skip

    def answers(self) -> bool:
        try:
            return Visitor(self.port, 1).get("/bookings/")[0] == 302
        except OSError:
            return False

    def stop(self) -> None:
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(timeout=30)


class Visitor:
    """A person with a browser: own network address, own cookies."""

    def __init__(self, port: int, number: int) -> None:
        self.port = port
        self.address = f"127.0.{number // 200 + 1}.{number % 200 + 1}"
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> tuple[int, str]:
        return self._ask("GET", path, None)

    def post(self, path: str, form: dict) -> tuple[int, str]:
        return self._ask("POST", path, urlencode(form))

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        with closing(
            http.client.HTTPConnection("127.0.0.1", self.port, timeout=120, source_address=(self.address, 0))
        ) as connection:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read().decode()
        for header in response.headers.get_all("Set-Cookie") or []:
            name, value = header.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return response.status, text


@pytest.fixture
def web_server(transactional_db, tmp_path):
    server = WebServer(tmp_path / "server.log")
    try:
        wait_until(server.answers, seconds=90, otherwise=server.log.read_text)
        yield server
    finally:
        server.stop()


def csrf_token(page: str) -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]


def test_two_hundred_browsers_on_twenty_places_get_a_place_or_a_kind_page(web_server):
    session = SessionFactory(capacity=20)
    other = SessionFactory(course=session.course)
    role, organisation = RoleFactory(), OrganisationFactory()
    path, together = f"/sessions/{session.pk}/book/", threading.Barrier(200)

    def visit(number: int) -> str:
        visitor = Visitor(web_server.port, number)
        _, page = visitor.get(path)
        form = {
            "csrfmiddlewaretoken": csrf_token(page), "name": f"Rival {number}", "email": f"rival{number}@example.org",
            "role": role.pk, "organisation": organisation.pk, "access": "", "dietary": "", "website": "",
        }  # fmt: skip
        together.wait(timeout=120)
        status, page = visitor.post(path, form)
        kind = "Someone was just ahead of you" in page and f'value="{other.pk}"' in page and f"Rival {number}" in page
        return f"{status} and other dates" if kind else str(status)

    with ThreadPoolExecutor(200) as visitors:
        outcomes = Counter(visitors.map(visit, range(200)))
    assert outcomes == {"302": 20, "409 and other dates": 180}, web_server.log.read_text()[-4000:]
    assert holders(session) == 20

    for email in letters():
        link = urlsplit(re.search(r"https?://\S+/confirm/", email.message)[0]).path
        visitor = Visitor(web_server.port, 1)
        _, page = visitor.get(link)
        assert visitor.post(link, {"csrfmiddlewaretoken": csrf_token(page)})[0] == 302
    assert Counter(Booking.objects.values_list("status", flat=True)) == {BookingStatus.CONFIRMED: 20}
