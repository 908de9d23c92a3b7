"""The staff list of certificates that end."""

import csv
import io
from datetime import date, timedelta

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from documents.dates import short_day
from people.models import UndeliverableAddress
from tests.factories import BookingFactory, CourseFactory, OrganisationFactory, PersonFactory, SessionFactory
from tests.training.certified import at_noon, attend, certify, expire
from training.certificates import operations

pytestmark = pytest.mark.django_db
# The admin's own frame, with whether they read texts, and the filters' choices for most; the rows, their number, their
# reminders.
QUESTIONS = 15
PATH = "/admin/training/expiring-certificate/"


@pytest.fixture
def course():
    return CourseFactory(title="Noticing harm")


def ending(ends_in, name, *, course, **facts):
    certificate = certify(PersonFactory(name=name, **facts), on=date(2024, 6, 15), course=course)
    return expire(certificate, timezone.localdate() + timedelta(days=ends_in))


def rows_on(response):
    page = BeautifulSoup(response.text, "html.parser")
    return [
        [cell.get_text(" ", strip=True) for cell in row.select("td")] for row in page.select("table.listing tbody tr")
    ]


def names_on(response):
    return [row[0] for row in rows_on(response)]


def test_what_ends_is_listed_with_reminders_and_places_the_first_to_end_first(client, manager, course):
    today = timezone.localdate()
    booked = ending(10, "Bo Booked", course=course)
    starts = today + timedelta(days=20)
    BookingFactory(person=booked.person, session=SessionFactory(course=course, starts_at=at_noon(starts)))
    told = ending(14, "Tia Told", course=course, organisation=OrganisationFactory(name="Elm"))
    operations.remind_of_refreshers(at=at_noon(today))
    ending(91, "Ed Later", course=course)
    ending(-3, "Xi Expired", course=course)
    rows = rows_on(client.get(PATH))
    assert [row[0] for row in rows] == ["Xi Expired", "Bo Booked", "Tia Told"]
    assert rows[2][1:] == [
        "Elm", "Noticing harm", short_day(told.expires_on), "Valid", f"Two weeks before ({short_day(today)})", "", ""
    ]  # fmt: skip
    assert (rows[0][4], rows[1][6]) == ("Expired", short_day(starts))


def test_whoever_came_again_waits_for_the_evaluation_and_is_listed(client, manager, course):
    came, on = ending(10, "Cam Came", course=course), timezone.localdate() - timedelta(days=3)
    course.certificate_waits_for_evaluation = True
    course.save()
    attend(came.person, on=on, course=course)
    [row] = rows_on(client.get(PATH))
    assert (row[0], row[7]) == ("Cam Came", f"Came on {short_day(on)}")


def test_why_nobody_is_written_to_is_said(client, manager, course):
    ending(1, "Gil Gone", course=course, is_active=False)
    unreached = ending(2, "Una Unreached", course=course)
    UndeliverableAddress.objects.create(email=unreached.person.email, since=timezone.now())
    silent = ending(3, "Wen Wants None", course=course)
    operations.switch_reminders(person=silent.person, on=False, by=None, at=timezone.now())
    assert [row[5] for row in rows_on(client.get(PATH))] == [
        "Account not in use", "Email does not arrive", "Wants no reminders"
    ]  # fmt: skip


def test_the_list_is_narrowed_by_course_organisation_and_window(client, manager, course):
    elm, other = OrganisationFactory(name="Elm"), CourseFactory()
    ending(-100, "Long Ago", course=course), ending(-5, "Just Ended", course=course)
    ending(20, "In A Month", course=other), ending(60, "Later", course=course, organisation=elm)
    assert names_on(client.get(PATH, {"course": course.pk})) == ["Long Ago", "Just Ended", "Later"]
    assert names_on(client.get(PATH, {"organisation": elm.pk})) == ["Later"]
    found = {ends: names_on(client.get(PATH, {"ends": ends})) for ends in ("30", "90", "expired", "expired-90")}
    assert found == {
        "30": ["In A Month"], "90": ["In A Month", "Later"], "expired": ["Long Ago", "Just Ended"],
        "expired-90": ["Just Ended"],
    }  # fmt: skip
    assert names_on(client.get(PATH, {"q": "later"})) == ["Later"]


def test_the_list_is_taken_away_without_formulas_and_the_log_keeps_that(client, manager, course):
    ending(5, "=1+1", course=course), ending(6, "Zoe", course=course)
    lines = list(csv.DictReader(io.StringIO(b"".join(client.get(PATH, {"export": "csv"})).decode())))
    assert [line["Holder"] for line in lines] == ["'=1+1", "Zoe"]
    assert lines[1]["Ends on"] == (timezone.localdate() + timedelta(days=6)).isoformat()
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(client.get(PATH, {"export": "xlsx", "q": "zoe"})))).active
    assert [row[0].value for row in sheet.iter_rows()] == ["Holder", "Zoe"]
    entries = ModelLogEntry.objects.filter(action="training.certificate.export").order_by("pk")
    assert [(entry.user, entry.data) for entry in entries] == [
        (manager, {"rows": 2, "format": "csv"}), (manager, {"rows": 1, "format": "xlsx"})
    ]  # fmt: skip


def test_nothing_is_written_by_hand_here(client, manager, course):
    certificate = ending(5, "Zoe", course=course)
    for verb in ("new", f"edit/{certificate.pk}", f"delete/{certificate.pk}"):
        assert client.get(f"{PATH}{verb}/").status_code in (302, 403, 404)


def test_an_empty_list_says_so(client, manager):
    assert "No certificate ends within ninety days" in client.get(PATH).text


@pytest.mark.parametrize("number", [1, 15])
def test_the_list_asks_as_many_questions_for_one_row_as_for_many(client, manager, course, number):
    for n in range(number):
        ending(14, f"Person {n}", course=course)
    operations.remind_of_refreshers(at=at_noon(timezone.localdate()))
    client.get(PATH)
    with CaptureQueriesContext(connection) as queries:
        assert len(rows_on(client.get(PATH))) == number
    assert len(queries) == QUESTIONS
