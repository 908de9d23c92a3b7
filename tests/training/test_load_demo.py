"""`manage.py load_demo`: made-up data that keeps every rule the real data keeps."""

import io
import re
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, F, Q, Sum
from django.utils import timezone

from people.accounts.policies import StaffRole
from people.models import Organisation, Person, Role
from tests.factories import CourseFactory, OrganisationFactory, RoleFactory, VenueFactory
from training.attendance.queries.evaluations import sessions_awaiting_evaluations
from training.certificates.queries import owed
from training.management.commands.load_demo import session_sizes
from training.models import Attendance, Booking, BookingStatus, Claim, Course, Headcount, HeadcountLine, Session, Venue

pytestmark = pytest.mark.django_db
MADE_UP = Q(email__regex=r"^demo-[0-9]+@demo\.invalid$")


@pytest.fixture(autouse=True)
def a_demo_site(settings):
    settings.DEMO = True


def load(**options):
    out = io.StringIO()
    call_command("load_demo", stdout=out, verbosity=0, **{"people": 60, "sessions": 20, "attendances": 300, **options})
    return out.getvalue()


def test_an_empty_site_gets_exactly_what_was_asked_for():
    said = load()
    assert Person.objects.filter(MADE_UP).count() == 60
    assert Session.objects.count() == 20
    assert Attendance.objects.count() == 300
    counted = Attendance.objects.counted().count()
    assert 0 < counted < 300
    made = "Added 60 people, 20 sessions and 300 attendances"
    contacts = HeadcountLine.objects.aggregate(Sum("number"))["number__sum"]
    crowds = f"20 headcounts of {contacts:,} people"
    assert re.fullmatch(rf"{made}, of which {counted} met the attendance rule, and {crowds}, in \d+ seconds\.\n", said)


def test_headcounts_are_counted_or_estimated_of_topics_at_organisations_and_outside():
    load(headcounts=6)
    told = Headcount.objects.with_numbers().order_by("pk")
    assert [(bool(each.organisation), bool(each.place), each.is_estimate) for each in told] == [
        (False, True, True), *[(True, False, False)] * 4, (False, True, True),
    ]  # fmt: skip
    assert all(each.up_to_24 and each.over_24 and each.topic.name.startswith("Demo ") for each in told)
    assert all(each.held_on < timezone.localdate() for each in told)
    assert told.filter(local_authority=None).count() == 0
    load(headcounts=0)
    assert Headcount.objects.count() == 6


def test_one_session_waits_for_an_evaluation_that_nobody_has_answered():
    load()
    [session] = sessions_awaiting_evaluations(timezone.now())
    assert session.earned == session.unanswered > 0
    assert session.course.title.startswith("Demo course")


def test_every_session_holds_as_many_places_as_it_has_holders():
    load()
    holders = Count("bookings", filter=Q(bookings__status=BookingStatus.CONFIRMED))
    assert Session.objects.annotate(holders=holders).exclude(places_held=F("holders")).count() == 0
    assert Booking.objects.filter(status=BookingStatus.CANCELLED, attendance__isnull=False).count() == 0
    assert Booking.objects.filter(status=BookingStatus.CONFIRMED, attendance__isnull=True).count() == 0


def test_attendance_is_what_marking_the_register_would_have_made():
    load()
    for attendance in Attendance.objects.select_related("booking", "session__course", "organisation__kind"):
        booking, session, course = attendance.booking, attendance.session, attendance.session.course
        assert (attendance.person_id, attendance.session_id) == (booking.person_id, booking.session_id)
        assert (attendance.role_id, attendance.organisation_id) == (booking.role_id, booking.organisation_id)
        assert attendance.sector_id == attendance.organisation.kind.sector_id
        assert attendance.local_authority_id == attendance.organisation.local_authority_id
        assert attendance.course_id == course.pk
        assert attendance.attended_on == timezone.localdate(session.starts_at) < timezone.localdate()
        assert attendance.met_rule == (
            attendance.status != "absent" and attendance.minutes >= course.certificate_minutes
        )
        assert booking.booked_at < booking.confirmed_at < session.starts_at
        assert attendance.minutes <= session.minutes()


def test_each_attendance_has_the_mark_that_made_it():
    load()
    marks = Claim.objects.select_related("attendance", "made_by")
    assert {mark.attendance_id for mark in marks} == set(Attendance.objects.values_list("pk", flat=True))
    for mark in marks:
        assert (mark.status, mark.minutes) == (mark.attendance.status, mark.attendance.minutes)
        assert mark.made_by.groups.filter(name=StaffRole.FACILITATOR.value).exists()


def test_nobody_made_up_can_be_written_to_or_sign_in_with_a_password():
    load()
    for person in Person.objects.all():
        assert person.email.endswith("@demo.invalid")
        assert "Demo" in person.name
        assert not person.has_usable_password()


def test_a_second_run_adds_people_and_repeats_no_address():
    load()
    load(people=5, sessions=3, attendances=12)
    assert Person.objects.filter(MADE_UP).count() == 65
    assert Attendance.objects.count() == 312
    assert Person.objects.filter(email="demo-00000065@demo.invalid").exists()


def test_what_the_site_already_has_is_used_and_nothing_of_its_kind_is_made_up():
    organisation, role = OrganisationFactory(), RoleFactory(name="Midwife")
    venue = VenueFactory()
    load()
    assert [*Organisation.objects.all()] == [organisation]
    assert [*Role.objects.all()] == [role]
    assert [*Venue.objects.all()] == [venue]
    assert Attendance.objects.filter(organisation=organisation, role=role).count() == 300


def test_the_same_seed_makes_the_same_data():
    def facts():
        rows = Attendance.objects.order_by("pk").values_list("booking__email", "attended_on", "minutes", "role__name")
        return [*rows]

    load(seed=7)
    first = facts()
    for model in (Claim, Attendance, Booking, Session):
        model.objects.all().delete()
    Person.objects.filter(MADE_UP).delete()
    load(seed=7)
    assert facts() == first


def test_it_owes_nobody_a_certificate_and_leaves_the_sites_courses_alone():
    ours = CourseFactory(awards_certificate=True)
    load()
    assert Attendance.objects.counted().exists()
    assert not owed(timezone.now()).exists()
    assert not Session.objects.filter(course=ours).exists()
    assert not Course.objects.exclude(pk=ours.pk).filter(is_active=True).exists()


def test_a_site_that_people_use_is_left_alone(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="not a demo site"):
        load()
    assert Person.objects.count() == 0
    load(force=True)
    assert Attendance.objects.count() == 300


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"people": 0}, "at least one person"),
        ({"sessions": 0}, "at least one person and one session"),
        ({"attendances": -1}, "at least one person"),
        ({"people": 3, "sessions": 2, "attendances": 7}, "have room for 6 attendances, not 7"),
    ],
)
def test_what_cannot_be_made_is_refused_before_anything_is_written(options, words):
    with pytest.raises(CommandError, match=words):
        load(**options)
    assert Person.objects.count() == 0


@pytest.mark.parametrize(("people", "sessions", "number"), [(1, 1, 1), (3, 2, 6), (50, 7, 0), (5000, 11, 9000)])
def test_sessions_differ_in_size_and_add_up_to_what_was_asked_for(people, sessions, number):
    sizes = session_sizes(people, sessions, number, Random(3))
    assert (len(sizes), sum(sizes)) == (sessions, number)
    assert 0 <= min(sizes) <= max(sizes) <= min(people, 1000)
