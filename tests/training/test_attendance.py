"""The register: what a mark writes, what it refuses, and what a correction keeps."""

from datetime import UTC, datetime, timedelta

import pytest
from wagtail.models import ModelLogEntry

from people.organisations.models import OrganisationStatus
from people.organisations.operations import confirm_organisation, merge_organisation
from tests.factories import (
    BookingFactory,
    CourseFactory,
    OrganisationFactory,
    OrganisationKindFactory,
    PersonFactory,
    RoleFactory,
    SessionFactory,
)
from training.attendance import operations
from training.attendance.operations import mark, mark_all_present
from training.bookings import operations as bookings
from training.certificates.queries import owed
from training.models import Attendance, AttendanceStatus, BookingStatus, Claim, SessionStatus
from training.sessions import operations as sessions

pytestmark = pytest.mark.django_db
PRESENT, LATE, LEFT_EARLY, ABSENT, APOLOGY = AttendanceStatus


@pytest.fixture
def booking(noon):
    """A confirmed place in a session of two hours that starts at noon; ninety minutes earn the certificate."""
    return BookingFactory(session=SessionFactory(starts_at=noon))


@pytest.fixture
def facilitator():
    return PersonFactory(name="Fay Facilitator")


@pytest.mark.parametrize(
    ("status", "minutes", "kept", "met_rule"),
    [
        (PRESENT, None, 120, True),
        (PRESENT, 5, 120, True),
        (LATE, 90, 90, True),
        (LATE, 89, 89, False),
        (LEFT_EARLY, 1, 1, False),
        (LEFT_EARLY, 120, 120, True),
        (ABSENT, 120, 0, False),
    ],
)
def test_minutes_follow_from_the_mark_and_decide_the_rule(booking, noon, status, minutes, kept, met_rule):
    attendance = mark(booking=booking, status=status, minutes=minutes, by=None, at=noon)
    assert (attendance.minutes, attendance.met_rule) == (kept, met_rule)


def test_an_absent_person_never_meets_a_rule_of_no_minutes(noon):
    booking = BookingFactory(session=SessionFactory(starts_at=noon, course=CourseFactory(certificate_minutes=0)))
    assert mark(booking=booking, status=ABSENT, by=None, at=noon).met_rule is False


@pytest.mark.parametrize("minutes", [None, 0, -5, 121])
@pytest.mark.parametrize("status", [LATE, LEFT_EARLY])
def test_late_and_left_early_need_minutes_that_fit_the_session(booking, noon, status, minutes):
    with pytest.raises(operations.MinutesNeeded, match="from 1 to 120"):
        mark(booking=booking, status=status, minutes=minutes, by=None, at=noon)
    assert Attendance.objects.count() == 0


def test_an_unknown_mark_is_refused(booking, noon):
    with pytest.raises(operations.MarkRefused, match="Choose present"):
        mark(booking=booking, status="asleep", by=None, at=noon)


@pytest.mark.parametrize("status", [BookingStatus.UNCONFIRMED, BookingStatus.CANCELLED, BookingStatus.LAPSED])
def test_only_a_confirmed_place_is_marked(noon, status):
    booking = BookingFactory(
        session=SessionFactory(starts_at=noon), status=status, hold_ends_at=noon, confirmed_at=None
    )
    with pytest.raises(operations.NotExpected):
        mark(booking=booking, status=PRESENT, by=None, at=noon)


def test_the_register_opens_thirty_minutes_before_the_start(booking, noon):
    with pytest.raises(operations.TooSoon):
        mark(booking=booking, status=PRESENT, by=None, at=noon - timedelta(minutes=30, seconds=1))
    assert mark(booking=booking, status=PRESENT, by=None, at=noon - timedelta(minutes=30)).met_rule is True


@pytest.mark.parametrize("status", [SessionStatus.CANCELLED, SessionStatus.DRAFT])
def test_a_session_that_is_not_held_has_no_register(booking, noon, status):
    booking.session.status = status
    booking.session.save()
    with pytest.raises(operations.SessionCalledOff):
        mark(booking=booking, status=PRESENT, by=None, at=noon)
    with pytest.raises(operations.SessionCalledOff):
        mark_all_present(session=booking.session, by=None, at=noon)


def test_the_date_attended_is_the_local_one():
    late_in_july = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)  # half past midnight in London
    booking = BookingFactory(session=SessionFactory(starts_at=late_in_july))
    attendance = mark(booking=booking, status=PRESENT, by=None, at=late_in_july)
    assert attendance.attended_on.isoformat() == "2026-07-02"


def test_the_first_mark_freezes_who_the_person_was_at_the_time(booking, facilitator, noon):
    person, school = booking.person, booking.person.organisation
    first = mark(booking=booking, status=PRESENT, by=facilitator, at=noon)
    frozen = (person.role_id, school.pk, school.kind.sector_id, school.local_authority_id)
    assert (first.role_id, first.organisation_id, first.sector_id, first.local_authority_id) == frozen
    person.role, person.organisation = RoleFactory(name="Nurse"), OrganisationFactory(local_authority=None)
    person.save()
    again = mark(booking=booking, status=LATE, minutes=100, by=facilitator, at=noon)
    assert (again.role_id, again.organisation_id, again.sector_id, again.local_authority_id) == frozen


def test_what_the_person_never_said_comes_from_the_booking(noon):
    person = PersonFactory(role=None, organisation=None)
    booking = BookingFactory(session=SessionFactory(starts_at=noon), person=person)
    attendance = mark(booking=booking, status=PRESENT, by=None, at=noon)
    assert (attendance.role, attendance.organisation) == (booking.role, booking.organisation)


@pytest.mark.parametrize(
    ("status", "counted_for"),
    [(OrganisationStatus.PROPOSED, "Education: primary"), (OrganisationStatus.CONFIRMED, "Sport")],
)
def test_what_a_person_guessed_of_an_organisation_is_put_right_when_it_turns_out_to_be_another(
    noon, status, counted_for
):
    guessed = OrganisationFactory(kind__name="Sports club", kind__sector__name="Sport", status=status)
    known = OrganisationFactory(kind__name="Primary school", kind__sector__name="Education: primary")
    booking = BookingFactory(session=SessionFactory(starts_at=noon), person=PersonFactory(organisation=guessed))
    attendance = mark(booking=booking, status=PRESENT, by=None, at=noon)
    merge_organisation(organisation=guessed, into=known, by=None, at=noon)
    attendance.refresh_from_db()
    assert (attendance.organisation, attendance.sector.name) == (known, counted_for)


def test_what_a_person_guessed_of_an_organisation_is_put_right_when_staff_confirm_it(noon):
    organisation = OrganisationFactory(kind__name="Sports club", status=OrganisationStatus.PROPOSED)
    booking = BookingFactory(session=SessionFactory(starts_at=noon), person=PersonFactory(organisation=organisation))
    attendance = mark(booking=booking, status=PRESENT, by=None, at=noon)
    organisation.kind = OrganisationKindFactory(name="Faith group", sector__name="Faith")
    organisation.save()
    confirm_organisation(organisation=organisation, by=None, at=noon)
    attendance.refresh_from_db()
    assert attendance.sector.name == "Faith"


def test_a_correction_keeps_every_mark_with_who_and_when(booking, facilitator, noon):
    mark(booking=booking, status=PRESENT, by=None, at=noon)
    later = noon + timedelta(hours=3)
    attendance = mark(booking=booking, status=LEFT_EARLY, minutes=30, by=facilitator, at=later)
    assert (Attendance.objects.get(), attendance.status, attendance.minutes, attendance.met_rule) == (
        attendance, LEFT_EARLY, 30, False
    )  # fmt: skip
    assert list(Claim.objects.order_by("pk").values_list("status", "minutes", "made_by", "made_at")) == [
        ("present", 120, None, noon),
        ("left_early", 30, facilitator.pk, later),
    ]


def test_marking_the_same_again_writes_nothing(booking, facilitator, noon):
    mark(booking=booking, status=LATE, minutes=100, by=facilitator, at=noon)
    mark(booking=booking, status=LATE, minutes=100, by=None, at=noon + timedelta(hours=1))
    assert (Claim.objects.count(), ModelLogEntry.objects.filter(action="training.attendance.mark").count()) == (1, 1)


def test_the_rule_is_the_one_that_stands_when_marking(booking, noon):
    mark(booking=booking, status=LATE, minutes=95, by=None, at=noon)
    booking.session.course.certificate_minutes = 100
    booking.session.course.save()
    assert Attendance.objects.get().met_rule is True
    assert mark(booking=booking, status=LATE, minutes=96, by=None, at=noon).met_rule is False


def test_a_mark_made_meanwhile_is_not_overwritten(booking, facilitator, noon):
    first = mark(booking=booking, status=PRESENT, by=None, at=noon).claims.get()
    mark(booking=booking, status=LATE, minutes=100, instead_of=first.pk, by=facilitator, at=noon)
    for seen in (0, first.pk):
        with pytest.raises(operations.MarkedMeanwhile):
            mark(booking=booking, status=ABSENT, instead_of=seen, by=None, at=noon)
    assert Attendance.objects.get().status == LATE


def test_the_same_mark_from_two_facilitators_is_no_conflict(booking, facilitator, noon):
    mark(booking=booking, status=PRESENT, instead_of=0, by=None, at=noon)
    assert mark(booking=booking, status=PRESENT, instead_of=0, by=facilitator, at=noon).claims.count() == 1


def test_everyone_is_marked_present_but_those_who_were_marked_and_those_who_hold_no_place(booking, noon):
    session = booking.session
    others = BookingFactory.create_batch(3, session=session)
    BookingFactory(session=session, status=BookingStatus.CANCELLED, confirmed_at=None)
    mark(booking=booking, status=ABSENT, by=None, at=noon)
    assert mark_all_present(session=session, by=None, at=noon) == 3
    assert mark_all_present(session=session, by=None, at=noon) == 0
    assert dict(Attendance.objects.values_list("booking", "status")) == {
        booking.pk: "absent", **{other.pk: "present" for other in others}
    }  # fmt: skip


def test_marking_everyone_leaves_whom_somebody_else_marked(booking, noon):
    late_comer = BookingFactory(session=booking.session)
    mark(booking=late_comer, status=LATE, minutes=90, by=None, at=noon)
    assert mark_all_present(session=booking.session, by=None, at=noon) == 1
    assert dict(Attendance.objects.values_list("booking", "status")) == {booking.pk: "present", late_comer.pk: "late"}


def test_the_audit_says_who_and_what_and_names_nobody(booking, facilitator, noon):
    booking.person.name = "Private Person"
    booking.person.save()
    mark(booking=booking, status=LATE, minutes=100, by=facilitator, at=noon)
    entry = ModelLogEntry.objects.get(action="training.attendance.mark")
    assert entry.user == facilitator
    assert entry.data == {"status": "late", "minutes": 100, "source": "register", "correction": False}
    assert "Private" not in entry.label


def marked_early(booking, noon):
    """Ten minutes before the start the person is there already."""
    mark(booking=booking, status=PRESENT, by=None, at=noon - timedelta(minutes=10))
    return noon - timedelta(minutes=5)


def test_whoever_gives_the_place_back_after_an_early_mark_is_not_counted(booking, noon, facilitator):
    later = marked_early(booking, noon)
    bookings.cancel(booking=booking, by=facilitator, at=later)
    attendance = Attendance.objects.get()
    assert (attendance.status, attendance.minutes, attendance.met_rule) == (ABSENT, 0, False)
    assert list(attendance.claims.order_by("pk").values_list("status", "made_by", "made_at")) == [
        (PRESENT, None, noon - timedelta(minutes=10)),
        (ABSENT, facilitator.pk, later),
    ]


def test_nobody_is_counted_for_a_session_called_off_after_its_register_was_begun(booking, noon):
    sessions.cancel_session(session=booking.session, by=None, at=marked_early(booking, noon))
    assert list(Attendance.objects.values_list("status", "met_rule")) == [(ABSENT, False)]
    assert list(owed(booking.session.ends_at)) == []


def moved(session, at, **by):
    """The session, with another start and perhaps another end."""
    starts_at, ends_at = session.starts_at + timedelta(**by), session.ends_at + timedelta(days=by.get("days", 0))
    return sessions.change_session(session=session, starts_at=starts_at, ends_at=ends_at, by=None, at=at)


def test_a_session_stays_on_the_day_for_which_somebody_with_a_place_is_marked(booking, noon):
    session, later = booking.session, marked_early(booking, noon)
    with pytest.raises(sessions.SessionRefusal, match="the session stays on it"):
        moved(session, later, days=25)
    session.refresh_from_db()
    assert session.starts_at == noon
    bookings.cancel(booking=booking, by=None, at=later)
    moved(session, later, days=25)
    assert Attendance.objects.get().attended_on == (noon + timedelta(days=25)).date()


def test_early_marks_follow_a_session_that_starts_later_the_same_day(booking, noon):
    late = BookingFactory(session=booking.session)
    mark(booking=late, status=LATE, minutes=85, by=None, at=noon - timedelta(minutes=10))
    moved(booking.session, marked_early(booking, noon), minutes=40)
    entries = Attendance.objects.order_by("booking").values_list("status", "minutes", "met_rule")
    assert list(entries) == [(PRESENT, 80, False), (LATE, 80, False)]
    assert set(Claim.objects.values_list("minutes", flat=True)) == {80}


def test_marks_of_others_stay_when_one_place_is_given_back(booking, noon):
    other = BookingFactory(session=booking.session)
    mark(booking=other, status=PRESENT, by=None, at=noon - timedelta(minutes=10))
    bookings.cancel(booking=booking, by=None, at=marked_early(booking, noon))
    assert list(Attendance.objects.counted().values_list("booking", flat=True)) == [other.pk]


def test_a_person_who_was_marked_and_books_again_is_one_attendance(booking, noon):
    bookings.cancel(booking=booking, by=None, at=marked_early(booking, noon))
    again = BookingFactory(session=booking.session, person=booking.person)
    attendance = mark(booking=again, status=PRESENT, instead_of=0, by=None, at=noon)
    assert list(Attendance.objects.values_list("pk", "booking", "met_rule")) == [(attendance.pk, again.pk, True)]
    assert [each.status for each in attendance.claims.order_by("pk")] == [PRESENT, ABSENT, PRESENT]
