"""The staff screens of series: a rule, its preview, sessions made once, more dates, and what is said of mistakes."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.accounts.policies import StaffRole
from tests.factories import (
    BookingFactory,
    CourseFactory,
    OrganisationFactory,
    PersonFactory,
    SeriesFactory,
    SessionFactory,
    VenueFactory,
    staff_member,
)
from tests.sign_in import sign_in
from tests.training.session_answers import usual_answers
from training.models import Series, Session, SessionStatus
from training.sessions.forms.typed import TOO_FAR, DaysField, WeeksField
from training.sessions.queries.dates import NONE_FITS, furthest_day, week_of
from training.sessions.viewsets.previews import LOOK_AGAIN

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
NEW = "/admin/training/series/new/"
YEAR = timezone.localdate().year + 1


def first_tuesday_of(month, year=YEAR):
    day = date(year, month, 1)
    return day + timedelta(days=(1 - day.weekday()) % 7)


@pytest.fixture
def manager(client):
    person = staff_member(StaffRole.PROGRAMME_MANAGER, is_superuser=True, name="Dan Example")
    sign_in(client, person)
    return person


def answers(**changed):
    """Every second Tuesday from the first one in June on, three times."""
    given = {
        "name": "Tuesdays",
        "course": CourseFactory().pk,
        "organisation": "",
        "repeats": "weekly",
        "first_on": f"{first_tuesday_of(6)}",
        "starts": "09:30",
        "ends": "11:30",
        "every_weeks": 2,
        "weekdays": ["1"],
        "nth": "1",
        "nth_weekday": "0",
        "typed": "",
        "until": "",
        "number": 3,
        "skips_bank_holidays": "on",
        "left_out": "",
        "refuses_clashes": "on",
        **usual_answers(),
    }
    return given | changed


def dates(response):
    """The dates of a preview that can be kept."""
    return [each["value"] for each in BeautifulSoup(response.content, "html.parser").select("input[name=keep]")]


def agree(response, *, keep=None, **changed):
    """What the form of a preview sends when its button is pressed."""
    form = BeautifulSoup(response.content, "html.parser").select_one("input[name=note]").find_parent("form")
    sent = {}
    for field in form.select("input"):
        if field.get("type") != "checkbox" or field.has_attr("checked"):
            sent.setdefault(field["name"], []).append(field.get("value", ""))
    if keep is not None:
        sent["keep"] = keep
    return {**sent, "make": "yes", **changed}


def test_a_rule_is_answered_by_a_preview_and_nothing_is_made(client, manager):
    response = client.post(NEW, answers())
    first = first_tuesday_of(6)
    assert dates(response) == [f"{first + timedelta(weeks=2 * n)}" for n in range(3)]
    assert "9:30am to 11:30am" in response.text
    assert (response.status_code, Series.objects.count(), Session.objects.count()) == (200, 0, 0)


def test_what_is_left_out_is_shown_with_its_reason(client, manager):
    first, third = first_tuesday_of(6), first_tuesday_of(6) + timedelta(weeks=4)
    christmas = date(YEAR, 12, 25)
    page = client.post(NEW, answers(left_out=f"{third:%d %B %Y}")).text
    assert "Left out. In a week that you left out" in page
    typed = answers(
        repeats="by_hand", typed=f"{first:%d/%m/%Y}\n{christmas:%d/%m/%Y}", number="", first_on="", weekdays=[]
    )
    response = client.post(NEW, typed)
    assert "Left out. Bank holiday: Christmas Day" in response.text
    assert dates(response) == [f"{first}"]


def test_warnings_stand_beside_the_dates_they_are_about(client, manager):
    first = first_tuesday_of(6)
    starts_at = datetime.combine(first, datetime.min.time(), LONDON).replace(hour=10)
    venue = VenueFactory(name="Oak Hall")
    other = SessionFactory(starts_at=starts_at, venue=venue, course__title="Noticing harm")
    other.facilitators.add(manager)
    page = client.post(NEW, answers(venue=venue.pk, facilitators=[manager.pk], weekdays=["1", "5"])).text
    assert page.count("Dan Example runs Noticing harm at that time") == 1
    assert page.count("Oak Hall is in use at that time by Noticing harm") == 1
    assert page.count("It is at the weekend.") == 1


def test_a_session_that_ends_as_another_begins_is_no_warning(client, manager):
    venue, second = VenueFactory(), first_tuesday_of(6) + timedelta(weeks=2)
    for hour, minute in ((7, 30), (11, 30)):
        starts_at = datetime(second.year, second.month, second.day, hour, minute, tzinfo=LONDON)
        SessionFactory(starts_at=starts_at, venue=venue).facilitators.add(manager)
    page = client.post(NEW, answers(venue=venue.pk, facilitators=[manager.pk])).text
    assert ("at that time" in page, page.count("9:30am to 11:30am")) == (False, 3)


def test_the_dates_that_are_kept_are_made_with_all_that_was_answered(client, manager):
    organisation = OrganisationFactory()
    given = answers(
        organisation=organisation.pk,
        is_closed="on",
        facilitators=[manager.pk],
        mode="hybrid",
        online_capacity=5,
        opens_days_before=14,
        closes_hours_before=24,
    )
    preview = client.post(NEW, given)
    kept = dates(preview)[:2]
    response = client.post(NEW, agree(preview, keep=kept))
    series = Series.objects.get()
    assert response.url == reverse("series:edit", args=[series.pk])
    assert (series.name, series.organisation, series.is_closed) == ("Tuesdays", organisation, True)
    sessions = list(series.sessions.order_by("starts_at"))
    assert [f"{timezone.localtime(s.starts_at):%Y-%m-%d %H:%M}" for s in sessions] == [f"{day} 09:30" for day in kept]
    assert {(s.capacity, s.online_capacity, s.status, s.mode) for s in sessions} == {(12, 5, "scheduled", "hybrid")}
    assert {tuple(s.facilitators.all()) for s in sessions} == {(manager,)}
    assert {(s.starts_at - s.booking_opens_at, s.starts_at - s.booking_closes_at) for s in sessions} == {
        (timedelta(days=14), timedelta(days=1))
    }


def test_the_same_preview_sent_twice_makes_its_sessions_once(client, manager):
    sent = agree(client.post(NEW, answers()))
    addresses = {client.post(NEW, sent).url for _ in range(2)}
    assert addresses == {reverse("series:edit", args=[Series.objects.get().pk])}
    assert Session.objects.count() == 3


def test_two_previews_make_two_series(client, manager):
    for _ in range(2):
        client.post(NEW, agree(client.post(NEW, answers())))
    assert (Series.objects.count(), Session.objects.count()) == (2, 6)


@pytest.mark.parametrize(
    "tampered", [{"note": "made up"}, {"note": ""}, {"keep": ["2020-01-07"]}, {"keep": ["nonsense"]}, {"number": "1"}]
)
def test_a_preview_that_was_tampered_with_is_shown_again_and_makes_nothing(client, manager, tampered):
    response = client.post(NEW, agree(client.post(NEW, answers())) | tampered)
    assert (response.status_code, Series.objects.count()) == (409, 0)
    assert "Please look again; nothing was made." in response.text


def test_a_preview_without_a_date_is_shown_again(client, manager):
    response = client.post(NEW, agree(client.post(NEW, answers()), keep=[]))
    assert (response.status_code, Series.objects.count()) == (409, 0)
    assert "Keep at least one date." in response.text


def test_one_can_go_back_from_the_preview_to_all_that_was_answered(client, manager):
    sent = agree(client.post(NEW, answers(name="Tuesdays in June", weekdays=["1", "3"])))
    del sent["make"]
    form = client.post(NEW, {**sent, "change": "yes"}).context["form"]
    assert (form["name"].value(), form["weekdays"].value()) == ("Tuesdays in June", ["1", "3"])
    assert Series.objects.count() == 0


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"name": ""}, "name", "This field is required."),
        (
            {"is_closed": "on"},
            "organisation",
            "Choose whose people these sessions are for, or leave them open to others.",
        ),
        ({"first_on": ""}, "first_on", "Enter the first date."),
        ({"first_on": "2020-01-07"}, "first_on", "Tuesday 7 January 2020 has passed. Enter dates to come."),
        ({"weekdays": []}, "weekdays", "Choose at least one weekday."),
        ({"number": ""}, "until", "Enter the last date, or a number of sessions."),
        ({"number": "", "until": "2020-01-01"}, "first_on", NONE_FITS),
        ({"number": "61"}, "number", "Ensure this value is less than or equal to 60."),
        ({"number": "0"}, "number", "Ensure this value is greater than or equal to 1."),
        ({"every_weeks": "0"}, "every_weeks", "Ensure this value is greater than or equal to 1."),
        ({"ends": "09:30"}, "ends", "The end must be after the start."),
        ({"repeats": "by_hand"}, "typed", "Type at least one date."),
        (
            {"opens_days_before": "1", "closes_hours_before": "24"},
            "closes_hours_before",
            "Booking must close after it opens.",
        ),
        ({"venue": ""}, "venue", "A session in a room needs a venue."),
        ({"capacity": "0"}, "capacity", "There must be room for at least one person."),
        (
            {"left_out": "15 February 2027\nhalf term"},
            "left_out",
            f"Line 2: {WeeksField.unread}",
        ),
    ],
)
def test_what_makes_no_series_is_refused_beside_its_field(client, manager, changed, field, said):
    response = client.post(NEW, answers(**changed))
    assert response.context["form"].errors[field] == [said]
    assert Series.objects.count() == 0


LAST_DAY = f"{date.max:%d/%m/%Y}"
BY_HAND = {"repeats": "by_hand", "first_on": "", "number": "", "weekdays": []}


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"left_out": LAST_DAY}, "left_out", f"Line 1: {TOO_FAR}"),
        ({"left_out": f"9 March 2027 to {LAST_DAY}"}, "left_out", f"Line 1: {TOO_FAR}"),
        ({"first_on": f"{date.max}"}, "first_on", TOO_FAR),
        ({"first_on": f"{date.max}", "repeats": "monthly"}, "first_on", TOO_FAR),
        ({"until": f"{date.max}"}, "until", TOO_FAR),
        ({**BY_HAND, "typed": f"9 March 2027\n{LAST_DAY}"}, "typed", f"Line 2: {TOO_FAR}"),
        ({"first_on": f"{date.min}"}, "first_on", "Tuesday 2 January 0001 has passed. Enter dates to come."),
    ],
)
def test_a_date_in_a_far_year_is_refused_beside_its_field(client, manager, changed, field, said):
    response = client.post(NEW, answers(**changed))
    assert response.context["form"].errors == {field: [said]}
    assert Series.objects.count() == 0


def test_the_furthest_day_is_five_years_from_now_and_taken(client, manager):
    last = furthest_day()
    assert last.year == timezone.localdate().year + 5
    given = {"number": 1, "until": "", "skips_bank_holidays": "", "weekdays": [*"0123456"], "first_on": f"{last}"}
    assert dates(client.post(NEW, answers(**given))) == [f"{last}"]
    beyond = client.post(NEW, answers(**{**given, "first_on": f"{last + timedelta(days=1)}"}))
    assert beyond.context["form"].errors == {"first_on": [TOO_FAR]}


def test_too_many_dates_are_refused_with_the_way_to_fewer(client, manager):
    response = client.post(
        NEW, answers(every_weeks=1, weekdays=["1", "3"], number="", until=f"{first_tuesday_of(6, YEAR + 1)}")
    )
    [said] = response.context["form"].errors["first_on"]
    assert said.startswith("That makes more than 60 dates")


def test_days_are_read_as_people_write_them():
    typed = "9 March 2027\n09/03/2027\n\n2027-03-09\nTue 9 Mar 2027\n Tuesday, 9 March 2027 "
    assert DaysField().clean(typed) == (date(2027, 3, 9),) * 5


def test_weeks_are_read_as_people_write_them():
    typed = "17 February 2027\n20 December 2027 to 3 January 2028\n01/04/2027 - 09/04/2027"
    assert WeeksField(required=False).clean(typed) == (
        week_of(date(2027, 2, 15)),
        (date(2027, 12, 20), date(2028, 1, 3)),
        (date(2027, 4, 1), date(2027, 4, 9)),
    )


@pytest.fixture
def series():
    series = SeriesFactory(is_closed=True)
    SessionFactory(series=series, course=series.course, capacity=31)
    return series


def more(series):
    return reverse("training_series_more", args=[series.pk])


def test_more_dates_begin_with_what_the_latest_session_has(client, manager, series):
    form = client.get(more(series)).context["form"]
    assert (form["capacity"].value(), form["status"].value()) == (31, SessionStatus.SCHEDULED)
    assert "name" not in form.fields


def test_more_dates_are_added_once_after_a_preview(client, manager, series):
    preview = client.post(more(series), answers())
    assert series.sessions.count() == 1
    sent = agree(preview)
    for _ in range(2):
        assert client.post(more(series), sent).url == reverse("series:edit", args=[series.pk])
    assert series.sessions.count() == 4
    assert set(series.sessions.values_list("course", flat=True)) == {series.course_id}


def test_a_preview_is_shown_again_where_dates_were_added_meanwhile(client, manager, series):
    sent = agree(client.post(more(series), answers()))
    SessionFactory(series=series, course=series.course)
    response = client.post(more(series), sent)
    assert (response.status_code, series.sessions.count()) == (409, 2)
    assert "Dates have been added to this series since you looked" in response.text
    assert client.post(more(series), agree(response)).status_code == 302
    assert series.sessions.count() == 5


def test_a_preview_of_one_series_adds_nothing_to_another(client, manager, series):
    sent = agree(client.post(more(SeriesFactory()), answers()))
    assert client.post(more(series), sent).status_code == 409
    assert series.sessions.count() == 1


def test_a_preview_of_more_dates_makes_no_new_series_and_that_of_a_new_series_adds_no_dates(client, manager, series):
    for signed_at, sent_to in ((more(series), NEW), (NEW, more(series))):
        sent = {**answers(), **agree(client.post(signed_at, answers()))}
        response = client.post(sent_to, sent)
        assert (response.status_code, LOOK_AGAIN in response.text) == (409, True)
    assert (Series.objects.count(), Session.objects.count()) == (1, 1)


def test_a_date_that_the_series_has_already_is_pointed_out(client, manager, series):
    client.post(more(series), agree(client.post(more(series), answers(number=1))))
    page = client.post(more(series), answers(number=2)).text
    assert page.count("This series has a session at that time already.") == 1


def test_the_page_of_a_series_shows_its_link_its_sessions_and_the_ways_on(client, manager, series):
    page = client.get(reverse("series:edit", args=[series.pk])).text
    session = series.sessions.get()
    ways = [
        reverse("training:cohort-detail", args=[series.key]),
        more(series),
        reverse("session:edit", args=[session.pk]),
        reverse("training_session_bookings", args=[session.pk]),
        reverse("training_session_cancel", args=[session.pk]),
    ]
    assert [way for way in ways if way not in page] == []
    assert f'value="http://testserver/cohorts/{series.key}/"' in page
    assert "No facilitator" in page


def test_a_series_is_changed_on_its_page_and_a_closed_one_is_for_somebody(client, manager, series):
    address = reverse("series:edit", args=[series.pk])
    response = client.post(address, {"name": "Other", "organisation": "", "is_closed": "on"})
    assert "organisation" in response.context["form"].errors
    assert response.context["form"].non_field_errors() == []
    client.post(address, {"name": "Other", "organisation": "", "is_closed": ""})
    series.refresh_from_db()
    assert (series.name, series.organisation, series.is_closed) == ("Other", None, False)


def test_a_link_that_came_to_others_is_renewed_after_asking_and_the_old_one_leads_nowhere(client, manager, series):
    old, booking = series.key, BookingFactory(session=series.sessions.get())
    address = reverse("training_series_renew_link", args=[series.pk])
    assert address in client.get(reverse("series:edit", args=[series.pk])).text
    assert "Whoever has a place keeps it." in client.get(address).text
    series.refresh_from_db()
    assert series.key == old
    assert client.post(address).url == reverse("series:edit", args=[series.pk])
    series.refresh_from_db()
    visitor = Client()
    assert visitor.get(reverse("training:cohort-detail", args=[old])).status_code == 404
    assert (
        visitor.get(reverse("training:session-detail", args=[booking.session_id]) + f"?cohort={old}").status_code == 404
    )
    assert visitor.get(reverse("training:cohort-detail", args=[series.key])).status_code == 200
    assert visitor.get(reverse("training:booking-detail", args=[booking.key])).status_code == 200
    assert ModelLogEntry.objects.for_instance(series).get().action == "training.series.renew_link"


def test_all_drafts_of_a_series_are_opened_for_booking_at_once_after_asking(client, manager, series):
    drafts = SessionFactory.create_batch(2, series=series, course=series.course, status=SessionStatus.DRAFT)
    past = SessionFactory(
        series=series, course=series.course, status=SessionStatus.DRAFT, starts_at=timezone.now() - timedelta(days=1)
    )
    page, address = reverse("series:edit", args=[series.pk]), reverse("training_series_schedule", args=[series.pk])
    shown = client.get(page).text
    assert ("2 of them are drafts" in shown, address in shown) == (True, True)
    assert client.get(address).text.count("<li>") >= 2
    assert {each.status for each in Session.objects.filter(pk__in=[one.pk for one in drafts])} == {SessionStatus.DRAFT}
    assert "2 dates can be booked now." in client.post(address, follow=True).text
    assert Session.objects.scheduled().filter(series=series).count() == 3
    past.refresh_from_db()
    assert (past.status, address in client.get(page).text) == (SessionStatus.DRAFT, False)
    assert "0 dates can be booked now." in client.post(address, follow=True).text


@pytest.mark.parametrize(("fetch", "most"), [("list", 25), ("detail", 30), ("preview", 40)])
def test_the_screens_of_series_ask_the_same_number_of_questions(client, manager, series, fetch, most):
    given, asked = answers(facilitators=[manager.pk], number=10), []
    for added in (0, 1, 18):
        for _ in range(added):
            other = SeriesFactory()
            SessionFactory(series=other, course=other.course)
            SessionFactory(series=series, course=series.course, venue_id=given["venue"]).facilitators.add(manager)
        with CaptureQueriesContext(connection) as queries:
            if fetch == "list":
                client.get("/admin/training/series/")
            elif fetch == "detail":
                client.get(reverse("series:edit", args=[series.pk]))
            else:
                client.post(NEW, given)
        asked.append(len(queries))
    assert asked[1] == asked[2] <= most


ADDRESSES = [
    "/admin/training/series/",
    NEW,
    "/admin/training/series/edit/{series}/",
    "/admin/series/{series}/more-dates/",
    "/admin/series/{series}/new-link/",
    "/admin/series/{series}/open/",
    "/admin/training/facilitators/",
]
OTHERS = {
    "person": (),
    "facilitator": (StaffRole.FACILITATOR,),
    "editor": (StaffRole.EDITOR,),
    "analyst": (StaffRole.ANALYST,),
}


@pytest.mark.parametrize("path", ADDRESSES)
def test_the_screens_open_for_programme_managers_and_administrators(client, series, path):
    for role in (StaffRole.PROGRAMME_MANAGER, StaffRole.ADMINISTRATOR):
        person = staff_member(role)
        give_admin(person)
        assert sign_in(client, person).get(path.format(series=series.pk)).status_code == 200


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize("persona", ["visitor", *OTHERS])
def test_the_screens_are_closed_to_everybody_else(client, series, path, persona):
    if persona != "visitor":
        person = staff_member(*OTHERS[persona]) if OTHERS[persona] else PersonFactory()
        give_admin(person)
        sign_in(client, person)
    for method in (client.get, client.post):
        response = method(path.format(series=series.pk))
        assert (response.status_code in (302, 403), "Tuesdays" in response.text) == (True, False)
    missing = client.get(path.format(series=10**6))
    assert missing.status_code in (302, 403)


def give_admin(person):
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
