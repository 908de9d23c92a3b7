"""Making a series, adding dates to it and changing it: all or nothing, and once."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests.factories import (
    CourseFactory,
    OrganisationFactory,
    SeriesFactory,
    SessionFactory,
    VenueFactory,
    staff_member,
)
from training.models import Series, Session, SessionMode, SessionStatus
from training.sessions.operations import (
    ClosedToNobody,
    SeriesChanged,
    SessionOver,
    Slot,
    add_dates,
    cancel_session,
    change_series,
    change_session,
    schedule_series,
)

pytestmark = pytest.mark.django_db


def slots(*days, at=None):
    at = at or timezone.now()
    starts = [at + timedelta(days=day) for day in days]
    return [Slot(each, each + timedelta(hours=2), each - timedelta(days=3)) for each in starts]


def facts(**changed):
    return {
        "mode": SessionMode.IN_PERSON,
        "venue": VenueFactory(),
        "capacity": 12,
        "facilitators": [],
        "status": SessionStatus.SCHEDULED,
    } | changed


def actions():
    return list(ModelLogEntry.objects.order_by("pk").values_list("action", flat=True))


def test_a_series_is_made_with_all_its_sessions_each_with_what_they_share():
    manager, course, organisation = staff_member(), CourseFactory(), OrganisationFactory()
    series = schedule_series(
        key="k" * 22,
        name="Spring",
        course=course,
        organisation=organisation,
        is_closed=True,
        slots=slots(7, 14),
        **facts(facilitators=[manager]),
        by=manager,
        at=timezone.now(),
    )
    sessions = list(series.sessions.order_by("starts_at"))
    assert (series.name, series.organisation, series.is_closed, series.key) == ("Spring", organisation, True, "k" * 22)
    assert [(s.course, s.capacity, s.status, list(s.facilitators.all())) for s in sessions] == [
        (course, 12, SessionStatus.SCHEDULED, [manager])
    ] * 2
    assert [s.starts_at - s.booking_opens_at for s in sessions] == [timedelta(days=3)] * 2
    assert actions() == ["training.session.schedule"] * 2 + ["training.series.schedule"]


def test_a_series_with_one_date_that_has_passed_is_not_made_at_all():
    with pytest.raises(SessionOver):
        schedule_series(
            key="a", name="A", course=CourseFactory(), slots=slots(7, -1), **facts(), by=None, at=timezone.now()
        )
    assert (Series.objects.count(), Session.objects.count(), actions()) == (0, 0, [])


def test_a_series_that_is_closed_to_others_is_for_somebody():
    with pytest.raises(ClosedToNobody):
        schedule_series(
            key="a",
            name="A",
            course=CourseFactory(),
            is_closed=True,
            slots=slots(7),
            **facts(),
            by=None,
            at=timezone.now(),
        )
    with pytest.raises(ClosedToNobody):
        change_series(series=SeriesFactory(), name="A", organisation=None, is_closed=True, by=None, at=timezone.now())


def test_the_same_preview_agreed_to_twice_makes_one_series():
    given = {"key": "a", "name": "A", "course": CourseFactory(), "slots": slots(7, 14), **facts()}
    first = schedule_series(**given, by=None, at=timezone.now())
    second = schedule_series(**(given | {"slots": slots(21)}), by=None, at=timezone.now())
    assert first == second
    assert (Series.objects.count(), Session.objects.count()) == (1, 2)
    assert actions().count("training.series.schedule") == 1


def test_more_dates_are_added_once_however_often_the_same_preview_is_sent():
    series = SeriesFactory()
    SessionFactory(series=series, course=series.course)
    given = {"series": series, "after": 1, "slots": slots(21, 28), **facts()}
    made = [add_dates(**given, by=None, at=timezone.now()) for _ in range(2)]
    assert made == [2, 0]
    assert series.sessions.count() == 3
    assert {session.course for session in series.sessions.all()} == {series.course}
    assert actions().count("training.series.extend") == 1


@pytest.mark.parametrize("after", [0, 2])
def test_more_dates_are_refused_where_the_series_is_not_as_it_was_looked_at(after):
    series = SeriesFactory()
    SessionFactory(series=series, course=series.course)
    with pytest.raises(SeriesChanged):
        add_dates(series=series, after=after, slots=slots(21), **facts(), by=None, at=timezone.now())
    assert series.sessions.count() == 1


def test_the_same_preview_sent_again_after_a_session_was_moved_makes_nothing():
    series, at = SeriesFactory(), timezone.now()
    given = {"series": series, "after": 0, "slots": slots(21), **facts()}
    add_dates(**given, by=None, at=at)
    session = series.sessions.get()
    change_session(
        session=session,
        starts_at=session.starts_at + timedelta(days=1),
        ends_at=session.ends_at + timedelta(days=1),
        by=None,
        at=at,
    )
    with pytest.raises(SeriesChanged):
        add_dates(**given, by=None, at=at)
    assert series.sessions.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_preview_that_is_sent_many_times_at_once_makes_its_dates_once(rivals):
    series = SeriesFactory()
    outcomes = rivals.race("agree_to_dates", series.pk, list(range(24)))
    assert outcomes == {"2 and 2": 1, "2 and 0": 23}
    assert sorted((each.name, each.sessions.count()) for each in Series.objects.all()) == sorted(
        [("Raced", 2), (series.name, 2)]
    )


def test_a_session_of_a_series_is_cancelled_alone():
    series, at = SeriesFactory(), timezone.now()
    add_dates(series=series, after=0, slots=slots(7, 14, 21), **facts(), by=None, at=at)
    one, two, three = series.sessions.order_by("starts_at")
    cancel_session(session=two, by=None, at=at)
    statuses = list(series.sessions.order_by("starts_at").values_list("status", flat=True))
    assert statuses == [SessionStatus.SCHEDULED, SessionStatus.CANCELLED, SessionStatus.SCHEDULED]
    assert [one.starts_at, three.starts_at] == list(
        series.sessions.scheduled().order_by("starts_at").values_list("starts_at", flat=True)
    )


def test_a_series_is_renamed_and_opened_and_nothing_is_written_where_nothing_differs():
    series = SeriesFactory(name="Old", is_closed=True)
    given = {"name": "New", "organisation": series.organisation, "is_closed": False}
    for _ in range(2):
        change_series(series=series, **given, by=None, at=timezone.now())
    series.refresh_from_db()
    assert (series.name, series.is_closed) == ("New", False)
    assert actions() == ["training.series.change"]
    assert ModelLogEntry.objects.get().data == {"changed": ["is_closed", "name"]}
