"""Who runs which session: those asked for twice, those who have far more to do, and sessions with too few people."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people.accounts.policies import StaffRole
from tests.factories import CourseFactory, SessionFactory, VenueFactory, staff_member
from tests.sign_in import sign_in
from training.models import Session, SessionMode, SessionStatus
from training.sessions.queries.staffing import NOBODY, SENSITIVE, concerns, workload

pytestmark = pytest.mark.django_db
TWO_HOURS = timedelta(hours=2)


@pytest.fixture
def facilitator():
    return staff_member(StaffRole.FACILITATOR, name="Grace Example")


def run_by(*people, starts_at=None, **facts):
    session = SessionFactory(starts_at=starts_at or timezone.now() + timedelta(days=7), **facts)
    session.facilitators.set(people)
    return session


def texts(session):
    return [concern.text for concern in concerns(session, at=timezone.now())]


def test_a_facilitator_who_runs_another_session_at_that_time_is_named_with_it(facilitator):
    session = run_by(facilitator)
    other = run_by(facilitator, starts_at=session.starts_at + timedelta(hours=1), course__title="Noticing harm")
    [concern] = concerns(session, at=timezone.now())
    assert concern.other == other
    assert concern.text.startswith("Grace Example runs Noticing harm at that time: ")
    assert Session.objects.needing_attention(timezone.now()).count() == 2


@pytest.mark.parametrize(
    ("facts", "clashes"),
    [
        ({"status": SessionStatus.DRAFT}, True),
        ({"status": SessionStatus.CANCELLED}, False),
        ({"shift": TWO_HOURS}, False),  # begins as the other ends
        ({"shift": -TWO_HOURS}, False),
        ({"shift": TWO_HOURS - timedelta(minutes=1)}, True),
        ({"shift": timedelta(minutes=1) - TWO_HOURS}, True),
        ({"shift": timedelta(minutes=30), "lasts": timedelta(minutes=30)}, True),
        ({"shift": -timedelta(hours=1), "lasts": timedelta(hours=8)}, True),
        ({"somebody_else": True}, False),
    ],
)
def test_what_is_at_the_same_time_and_what_is_not(facilitator, facts, clashes):
    session = run_by(facilitator)
    who = staff_member(StaffRole.FACILITATOR) if facts.pop("somebody_else", False) else facilitator
    starts_at = session.starts_at + facts.pop("shift", timedelta(0))
    run_by(who, starts_at=starts_at, ends_at=starts_at + facts.pop("lasts", TWO_HOURS), **facts)
    assert (texts(session) != []) is clashes
    assert Session.objects.needing_attention(timezone.now()).filter(pk=session.pk).exists() is clashes
    assert bool(next(load for load in loads() if load.person == facilitator).double_bookings) is clashes


def loads(weeks=4):
    return workload(at=timezone.now(), weeks=weeks).facilitators


def test_a_sensitive_course_needs_two_and_any_session_needs_somebody(facilitator):
    sensitive = CourseFactory(is_sensitive=True)
    alone, nobodys = run_by(facilitator, course=sensitive), run_by(course=sensitive)
    both = run_by(
        facilitator,
        staff_member(StaffRole.FACILITATOR),
        course=sensitive,
        starts_at=timezone.now() + timedelta(days=9),
    )
    plain = run_by(facilitator, starts_at=timezone.now() + timedelta(days=10))
    assert [texts(session) for session in (alone, nobodys, both, plain)] == [[SENSITIVE], [NOBODY], [], []]
    assert set(Session.objects.needing_attention(timezone.now())) == {alone, nobodys}
    load = workload(at=timezone.now(), weeks=4)
    assert (load.without_a_second, load.without_anybody) == ([alone], [nobodys])


@pytest.mark.parametrize(
    "facts", [{"status": SessionStatus.CANCELLED}, {"starts_at": timezone.now() - timedelta(days=1)}]
)
def test_nothing_is_said_of_a_session_that_is_cancelled_or_over(facts):
    session = run_by(**facts)
    assert texts(session) == []
    assert Session.objects.needing_attention(timezone.now()).count() == 0


def test_a_venue_that_another_session_uses_then_is_named(facilitator):
    venue = VenueFactory(name="Oak Hall")
    session = run_by(facilitator, venue=venue)
    run_by(staff_member(), venue=venue, starts_at=session.starts_at, course__title="Noticing harm")
    [text] = texts(session)
    assert text.startswith("Oak Hall is in use at that time by Noticing harm: ")


def test_a_session_that_is_held_online_uses_no_venue(facilitator):
    venue = VenueFactory()
    here, online = run_by(facilitator, venue=venue), run_by(facilitator, venue=venue, mode=SessionMode.ONLINE)
    assert [text for session in (here, online) for text in texts(session) if " is in use " in text] == []


def test_whoever_joins_online_needs_a_link_and_the_list_asks_for_it_when_the_start_is_near(facilitator):
    now, second = timezone.now(), staff_member()
    linked = run_by(
        facilitator, mode="online", joining_link="https://meet.example/1", starts_at=now + timedelta(days=5)
    )
    in_room = run_by(second, starts_at=now + timedelta(days=6))
    later = run_by(facilitator, mode="online", joining_link="", starts_at=now + timedelta(days=20))
    soon = run_by(second, mode="hybrid", online_capacity=2, joining_link="", starts_at=now + timedelta(days=12))
    needs = [any(text.startswith("There is no link to join yet.") for text in texts(each)) for each in (later, soon)]
    assert needs == [True, True]
    assert not [text for each in (linked, in_room) for text in texts(each) if "no link" in text]
    assert set(Session.objects.needing_attention(now)) == {soon}


def test_somebody_with_far_more_than_the_median_is_named(facilitator):
    others = [staff_member(StaffRole.FACILITATOR) for _ in range(2)]
    sessions = [run_by(facilitator, starts_at=timezone.now() + timedelta(days=day)) for day in (3, 5, 7, 9)]
    for person in others:
        run_by(person, starts_at=timezone.now() + timedelta(days=4))
    load = workload(at=timezone.now(), weeks=4)
    assert [(each.hours, len(each.sessions), load.is_far_above(each)) for each in load.facilitators] == [
        (8, 4, True),
        (2, 1, False),
        (2, 1, False),
    ]
    said = "Grace Example has 8 hours in the next 4 weeks; half of those who run sessions have 2 or fewer."
    assert texts(sessions[0]) == [said]


def test_a_little_more_than_the_median_is_nothing_to_speak_of(facilitator):
    other = staff_member(StaffRole.FACILITATOR)
    for day in (3, 5):
        run_by(facilitator, starts_at=timezone.now() + timedelta(days=day))
    run_by(other, starts_at=timezone.now() + timedelta(days=4))
    load = workload(at=timezone.now(), weeks=4)
    assert [load.is_far_above(each) for each in load.facilitators] == [False, False]


def test_the_load_is_that_of_the_weeks_asked_for_and_counts_no_cancelled_session(facilitator):
    run_by(facilitator, starts_at=timezone.now() + timedelta(weeks=5))
    run_by(facilitator, status=SessionStatus.CANCELLED)
    assert [[load.hours for load in loads(weeks)] for weeks in (4, 12)] == [[0], [2]]


def test_facilitators_are_listed_without_a_session_and_other_staff_with_one_only(facilitator):
    manager, _idle = staff_member(StaffRole.PROGRAMME_MANAGER), staff_member(StaffRole.PROGRAMME_MANAGER)
    run_by(manager)
    assert [load.person for load in loads()] == [manager, facilitator]


def test_the_page_of_facilitators_names_and_links_what_to_look_at(client, facilitator):
    session = run_by(facilitator, course__is_sensitive=True)
    other = run_by(facilitator, starts_at=session.starts_at)
    nobodys = run_by(starts_at=session.starts_at)
    page = (
        sign_in(client, staff_member(StaffRole.PROGRAMME_MANAGER, is_superuser=True))
        .get("/admin/training/facilitators/")
        .text
    )
    assert "Double-booked" in page
    for each in (session, other, nobodys):
        assert reverse("session:edit", args=[each.pk]) in page


def test_the_page_of_facilitators_asks_the_same_number_of_questions(client):
    sign_in(client, staff_member(StaffRole.PROGRAMME_MANAGER, is_superuser=True))
    asked = []
    for more in (1, 1, 29):
        for _ in range(more):
            run_by(staff_member(StaffRole.FACILITATOR))
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/admin/training/facilitators/?weeks=12").status_code == 200
        asked.append(len(queries))
    assert asked[1] == asked[2] <= 15


def test_what_stands_against_a_session_asks_the_same_number_of_questions(facilitator):
    asked = []
    for more in (1, 29):
        for _ in range(more):
            session = run_by(facilitator, course__is_sensitive=True)
        session = Session.objects.select_related("course", "venue").get(pk=session.pk)
        with CaptureQueriesContext(connection) as queries:
            assert len(concerns(session, at=timezone.now())) >= 1
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 6
