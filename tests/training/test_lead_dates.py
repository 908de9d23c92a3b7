"""The dates on which a training lead can book colleagues."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people.models import TrainingLead
from tests.factories import CourseFactory, PersonFactory, SeriesFactory, SessionFactory
from training.models import SessionStatus

pytestmark = pytest.mark.django_db

DATES = "/colleagues/book/"


@pytest.fixture
def lead(client):
    person = PersonFactory()
    TrainingLead.objects.create(person=person, organisation=person.organisation)
    client.force_login(person)
    return person


def ahead(days=30, **facts):
    return SessionFactory(starts_at=timezone.now() + timedelta(days=days), **facts)


def ways(client, session):
    """Whether the page leads to booking by name and to reserving places for this session."""
    text = client.get(DATES).text
    pages = (reverse(f"training:{name}", args=[session.pk]) for name in ("group-create", "pool-create"))
    return tuple(f'href="{page}"' in text for page in pages)


def test_each_date_to_come_can_be_booked_by_name_and_reserved(client, lead):
    assert ways(client, ahead()) == (True, True)
    assert "Put colleagues on the waiting list" not in client.get(DATES).text
    assert client.get("/colleagues/").text.count(f'href="{DATES}"') == 2


def test_a_full_date_offers_the_waiting_list_and_one_that_is_near_no_reserving(client, lead):
    assert ways(client, ahead(days=3, pools_return_days_before=7)) == (True, False)
    assert ways(client, ahead(capacity=5, places_held=5)) == (True, False)
    assert "Put colleagues on the waiting list" in client.get(DATES).text


def test_what_nobody_can_book_is_not_there(client, lead):
    for facts in ({"status": SessionStatus.DRAFT}, {"status": SessionStatus.CANCELLED}, {"days": -1}):
        assert ways(client, ahead(**facts)) == (False, False)
    series = SeriesFactory(is_closed=True)
    assert ways(client, ahead(series=series, course=series.course)) == (False, False)
    assert "There is no date to book at the moment" in client.get(DATES).text


def test_the_dates_are_narrowed_by_course(client, lead):
    first, second = (ahead(course=CourseFactory(title=title)) for title in ("Knife crime", "Trauma"))
    text = client.get(DATES, {"course": first.course_id}).text
    assert f"/sessions/{first.pk}/book-colleagues/" in text
    assert f"/sessions/{second.pk}/book-colleagues/" not in text
    for unread in ("x", "999999"):
        text = client.get(DATES, {"course": unread}).text
        assert all(f"/sessions/{each.pk}/book-colleagues/" in text for each in (first, second))


def test_the_dates_ask_the_same_number_of_questions_and_twenty_are_on_a_page(client, lead, wagtail_site):
    asked = []
    for more in (1, 1, 28):
        for days in range(more):
            ahead(days=30 + days)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(DATES)
        asked.append(len(queries))
    assert asked[1] == asked[2] <= 9
    assert response.text.count('class="session-row"') == 20
    assert client.get(DATES, {"page": "2"}).text.count('class="session-row"') == 10


def test_only_training_leads_see_the_dates(client):
    assert client.get(DATES).url == f"/account/login/?next={DATES}"
    client.force_login(PersonFactory())
    assert client.get(DATES).status_code == 403
