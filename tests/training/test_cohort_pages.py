"""The page of a series by its link, the list of a training lead, and what those find who are not let in."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.models import Navigation
from people.accounts.policies import StaffRole
from people.models import TrainingLead
from tests.factories import (
    BookingFactory,
    OrganisationFactory,
    PersonFactory,
    SeriesFactory,
    SessionFactory,
    UndatedSessionFactory,
    staff_member,
)
from tests.factories.cms import make_catalogue
from tests.letters import letters
from tests.sign_in import sign_in
from training.bookings import operations
from training.models import Booking, SessionMode, SessionStatus
from training.sessions.queries import other_dates

pytestmark = pytest.mark.django_db
CLOSED = "This session is for one organisation’s people"


def page(series):
    return reverse("training:cohort-detail", args=[series.key])


def book(session):
    return reverse("training:booking-create", args=[session.pk])


@pytest.fixture
def cohort():
    return SeriesFactory(name="Custody staff, autumn", is_closed=True, organisation__name="Elm Constabulary")


def dated(series, days=7, **facts):
    starts_at = timezone.now() + timedelta(days=days)
    return SessionFactory(series=series, course=series.course, starts_at=starts_at, **facts)


def lead_of(organisation):
    person = PersonFactory(organisation=organisation)
    TrainingLead.objects.create(person=person, organisation=organisation)
    return person


def test_the_page_of_a_cohort_says_whose_it_is_and_how_to_book_each_date(client, cohort):
    session, draft = dated(cohort), dated(cohort, status=SessionStatus.DRAFT)
    response = client.get(page(cohort))
    for words in ("Custody staff, autumn", cohort.course.title, "Elm Constabulary", "20 places left"):
        assert words in response.text
    assert f'href="{book(session)}?cohort={cohort.key}"' in response.text
    assert book(draft) not in response.text


def test_the_page_of_a_cohort_is_kept_by_no_cache_and_found_by_no_search_engine(client, cohort):
    headers = client.get(page(cohort)).headers
    assert (headers["X-Robots-Tag"], headers["Referrer-Policy"]) == ("noindex", "no-referrer")
    assert "no-store" in headers["Cache-Control"]


@pytest.mark.parametrize("key", ["x" * 22, "0"])
def test_a_key_that_is_nobodys_leads_nowhere(client, cohort, key):
    assert client.get(f"/cohorts/{key}/").status_code == 404


def test_an_open_series_for_nobody_in_particular_is_a_list_of_its_dates(client):
    series = SeriesFactory(organisation=None)
    session = dated(series)
    html = client.get(page(series)).text
    assert f'href="{book(session)}"' in html
    assert series.key not in html.replace(page(series), "")


def test_dates_that_are_full_cancelled_over_or_not_open_yet_are_told_apart(client, cohort):
    full = dated(cohort, 7, capacity=1)
    BookingFactory(session=full)
    cancelled = dated(cohort, 8, status=SessionStatus.CANCELLED)
    later = dated(cohort, 9, booking_opens_at=timezone.now() + timedelta(days=1))
    over = dated(cohort, -3)
    html = client.get(page(cohort)).text
    assert "Join the waiting list" in html
    assert "This session has been cancelled." in html
    assert "Booking opens on" in html
    assert "Dates that are over" in html
    offered = [session for session in (full, cancelled, later, over) if book(session) in html]
    assert offered == [full]


def test_a_cohort_without_dates_to_come_says_so_kindly(client, cohort):
    assert "There are no dates to come just now" in client.get(page(cohort)).text


def test_of_many_past_dates_the_latest_are_named_and_the_rest_counted(client, cohort):
    for day in range(1, 15):
        dated(cohort, -day)
    html = client.get(page(cohort)).text
    assert "And 2 dates before that." in html
    assert html.count(" to ") >= 12


def test_the_page_of_a_series_asks_the_same_number_of_questions(client, cohort):
    asked = []
    for more in (1, 1, 28):
        for _ in range(more):
            dated(cohort)
        with CaptureQueriesContext(connection) as queries:
            client.get(page(cohort))
        asked.append(len(queries))
    assert asked[1] == asked[2] <= 12


def test_a_session_names_its_series(client, cohort):
    session, open_session = dated(cohort), dated(SeriesFactory(name="Every second Tuesday"))
    html = client.get(reverse("training:session-detail", args=[session.pk]) + f"?cohort={cohort.key}").text
    assert f'<a class="govuk-link" href="{page(cohort)}">Custody staff, autumn</a>' in html
    assert "Every second Tuesday" in client.get(reverse("training:session-detail", args=[open_session.pk])).text


PAGES = ["session-detail", "booking-create", "booking-sent", "group-create", "pool-create"]


@pytest.mark.parametrize("name", PAGES)
def test_whoever_comes_without_the_link_is_told_who_can_let_them_in_and_nothing_of_the_session(client, cohort, name):
    session = dated(cohort, mode=SessionMode.ONLINE, venue=None)
    sign_in(client, lead_of(OrganisationFactory()))
    response = client.get(reverse(f"training:{name}", args=[session.pk]))
    assert response.status_code == 404
    assert CLOSED in response.text
    for fact in (cohort.name, cohort.course.title, "Elm Constabulary", cohort.key):
        assert fact not in response.text


def test_a_visitor_without_the_link_is_shown_the_way_to_sign_in(client, cohort):
    path = reverse("training:session-detail", args=[dated(cohort).pk])
    response = client.get(path)
    assert (response.status_code, CLOSED in response.text) == (404, True)
    assert f"{reverse('account_login')}?next={path}" in response.text


def test_a_draft_of_a_closed_cohort_is_not_there_at_all(client, cohort):
    response = client.get(reverse("training:session-detail", args=[dated(cohort, status=SessionStatus.DRAFT).pk]))
    assert (response.status_code, CLOSED in response.text) == (404, False)


def test_a_training_lead_of_the_organisation_is_let_in_without_the_link_and_can_book(client, cohort):
    session = dated(cohort)
    sign_in(client, lead_of(cohort.organisation))
    html = client.get(reverse("training:session-detail", args=[session.pk])).text
    assert f"{book(session)}?cohort={cohort.key}" in html
    assert client.get(reverse("training:group-create", args=[session.pk])).status_code == 200


def test_somebody_without_an_account_books_by_the_link_from_the_first_page_to_the_last(client, cohort):
    session, person = dated(cohort), PersonFactory()
    typed = {
        "name": "Ama Example",
        "email": "ama@example.org",
        "role": person.role_id,
        "organisation": person.organisation_id,
        "organisation_name": "",
        "cohort": cohort.key,
        "website": "",
    }
    response = client.post(f"{book(session)}?cohort={cohort.key}", typed, follow=True)
    assert (response.status_code, "Check your email" in response.text) == (200, True)
    assert Booking.objects.get().session == session
    assert letters().count() == 1


def test_a_date_of_a_closed_cohort_offers_the_cohorts_other_dates_first_and_their_links_let_in(client, cohort):
    session, other = dated(cohort), dated(cohort, 28)
    public = SessionFactory(course=cohort.course)
    somebody_elses = dated(SeriesFactory(is_closed=True, course=cohort.course), 14)
    assert list(other_dates(session, at=timezone.now())) == [other, public]
    assert list(other_dates(public, at=timezone.now())) == []
    assert list(other_dates(somebody_elses, at=timezone.now())) == [public]
    html = client.get(reverse("training:session-detail", args=[session.pk]) + f"?cohort={cohort.key}").text
    first, second = BeautifulSoup(html, "html.parser").select(".session-row")
    assert first.select_one(".session-row__button")["href"] == book(public)  # shown by date
    assert second.select_one(".session-row__button")["href"] == f"{book(other)}?cohort={cohort.key}"
    assert ["Open to everyone" in row.text for row in (first, second)] == [True, False]
    assert "Open to everyone" not in client.get(reverse("training:session-detail", args=[public.pk])).text


def test_the_form_of_a_closed_cohort_names_its_organisation_and_has_it_chosen(client, cohort):
    html = client.get(f"{book(dated(cohort))}?cohort={cohort.key}").text
    assert "This session is for people at Elm Constabulary." in html
    chosen = BeautifulSoup(html, "html.parser").select("input[name=organisation][checked]")
    assert [choice["value"] for choice in chosen] == [str(cohort.organisation_id)]
    elsewhere = OrganisationFactory()
    client.force_login(PersonFactory(organisation=elsewhere, role=None))
    html = client.get(f"{book(dated(cohort, 9))}?cohort={cohort.key}").text
    chosen = BeautifulSoup(html, "html.parser").select("input[name=organisation][checked]")
    assert [choice["value"] for choice in chosen] == [str(elsewhere.pk)]


@pytest.mark.parametrize("kind", ["session", "undated", "cohort", "booking"])
def test_each_page_has_a_way_back_up(client, cohort, kind):
    catalogue = make_catalogue()
    Navigation.load()
    Navigation.objects.update(courses_page=catalogue)
    booking = BookingFactory()
    address = {
        "session": reverse("training:session-detail", args=[booking.session_id]),
        "undated": reverse("training:undated-detail", args=[UndatedSessionFactory().pk]),
        "cohort": page(cohort),
        "booking": reverse("training:booking-detail", args=[booking.key]),
    }[kind]

    def way_back():
        return BeautifulSoup(client.get(address).text, "html.parser").select_one(".govuk-back-link")["href"]

    assert way_back() == catalogue.url
    client.force_login(PersonFactory())
    assert way_back() == (reverse("training:booking-list") if kind in ("cohort", "booking") else catalogue.url)


def test_links_in_emails_about_a_closed_cohort_let_their_reader_in(client, cohort):
    booking = BookingFactory(session=dated(cohort))
    dated(cohort, 28)
    operations.cancel(booking=booking, by=booking.person, at=timezone.now())
    links = set(re.findall(r"http://[^/]+(/sessions/[^\s>)]+)", letters().get().message))
    assert len(links) == 2
    assert {client.get(link).status_code for link in links} == {200}


def test_a_training_lead_finds_the_cohorts_of_their_organisation_and_no_others(client, cohort):
    dated(cohort), dated(cohort, 14)
    SeriesFactory(name="Somebody else’s")
    html = sign_in(client, lead_of(cohort.organisation)).get("/cohorts/").text
    assert page(cohort) in html
    assert "2 dates to come" in html
    assert "Somebody else’s" not in html


def test_a_training_lead_without_cohorts_is_told_what_one_is(client):
    assert "There is no cohort for your organisation yet" in (
        sign_in(client, lead_of(OrganisationFactory())).get("/cohorts/").text
    )


def test_the_list_of_cohorts_asks_the_same_number_of_questions(client, cohort):
    sign_in(client, lead_of(cohort.organisation))
    asked = []
    for more in (0, 1, 28):
        SeriesFactory.create_batch(more, organisation=cohort.organisation)
        with CaptureQueriesContext(connection) as queries:
            client.get("/cohorts/")
        asked.append(len(queries))
    assert asked[1] == asked[2] <= 12


STAFF = [(), (StaffRole.EDITOR,), (StaffRole.ANALYST,), (StaffRole.FACILITATOR,), (StaffRole.PROGRAMME_MANAGER,)]


@pytest.mark.parametrize("roles", STAFF)
def test_the_list_of_cohorts_is_for_training_leads(client, roles):
    assert client.get("/cohorts/").status_code == 302
    person = staff_member(*roles) if roles else PersonFactory()
    assert sign_in(client, person).get("/cohorts/").status_code == 403
