"""What others ask of attendance: bookings of who came, sessions of a rule that somebody met."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef

from people.models import Person
from training.attendance.models import WAS_THERE, Attendance
from training.bookings.models import Booking, BookingQuerySet
from training.bookings.queries.overview import Marked
from training.courses.models import Course


def has_met_rule(person: Person, course: Course) -> bool:
    """Whether a person has attended a course for long enough, at any time."""
    return Attendance.objects.counted().filter(person=person, course=course).exists()


def of_those_who_came(bookings: BookingQuerySet) -> BookingQuerySet:
    """Those of these bookings whose person was marked as there, for all of the session or a part of it."""
    return bookings.filter(attendance__status__in=WAS_THERE)


def marks_of(bookings: Sequence[Booking]) -> dict[int, Marked]:
    """How the people of these bookings stand in the register, by the bookings' keys, in one question. Certificates are
    named here by their relation alone: one that was withdrawn does not stand."""
    standing = Attendance.objects.filter(
        pk=OuterRef("pk"), certificates__withdrawn_at__isnull=True, certificates__replaced_at__isnull=True,
        certificates__isnull=False,
    )  # fmt: skip
    entries = Attendance.objects.filter(booking__in=bookings).annotate(has_certificate=Exists(standing))
    return {entry.booking_id: Marked(entry.status in WAS_THERE, entry.has_certificate) for entry in entries}
