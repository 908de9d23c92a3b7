"""A person's claim to a place in a session, from the waiting list to a confirmed place."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from documents.codes import new_code
from people.models import Organisation, Role
from training.bookings.models.groups import GroupBooking, Pool
from training.sessions.models import Session, SessionMode
from training.sessions.models.series import new_key


class BookingStatus(models.TextChoices):
    """Where a booking stands."""

    WAITING = "waiting", "On the waiting list"
    OFFERED = "offered", "Offered a place"
    UNCONFIRMED = "unconfirmed", "Waiting for you to confirm"
    AWAITING_APPROVAL = "awaiting_approval", "Waiting for your manager"
    CONFIRMED = "confirmed", "Confirmed"
    CANCELLED = "cancelled", "Cancelled"
    LAPSED = "lapsed", "Not confirmed in time"


# Kept beside the class, since Django would read a tuple inside it as another choice.
IN_LINE = (BookingStatus.WAITING, BookingStatus.OFFERED)
HELD_FOR_A_TIME = (BookingStatus.OFFERED, BookingStatus.UNCONFIRMED, BookingStatus.AWAITING_APPROVAL)
HOLDS_A_PLACE = (*HELD_FOR_A_TIME, BookingStatus.CONFIRMED)
ACTIVE = (BookingStatus.WAITING, *HOLDS_A_PLACE)


def new_check_in_code() -> str:
    """What is shown at the door, as 7K3M-9QXT: of use only to whoever holds the register, where it opens nothing."""
    return new_code(2)


class BookingQuerySet(models.QuerySet["Booking"]):
    """Filters over bookings."""

    def active(self) -> Self:
        """Those that hold a place or wait for one."""
        return self.filter(status__in=ACTIVE)

    def holding_a_place(self) -> Self:
        """Those that count against the session's capacity."""
        return self.filter(status__in=HOLDS_A_PLACE, walked_in=False)

    def waiting(self) -> Self:
        """Those in line for a place."""
        return self.filter(status=BookingStatus.WAITING)

    def confirmed(self) -> Self:
        """Those whose person is expected."""
        return self.filter(status=BookingStatus.CONFIRMED)


class Booking(models.Model):
    """A place in a session, or a person's place in the line for one.

    Name, role and organisation are as given when booking; `person` is known once the address is proved, by a link in an
    email or by being signed in, and for colleagues whom their training lead names. Whoever asked first has the lower
    `booked_at`, then the lower key.
    """

    wagtail_reference_index_ignore = True  # no page points here, and each save would cost an index entry

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="bookings")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="bookings"
    )
    email = models.EmailField()
    name = models.CharField(max_length=150)
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="bookings")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="bookings")
    status = models.CharField(max_length=20, choices=BookingStatus.choices, default=BookingStatus.UNCONFIRMED)
    online = models.BooleanField(default=False, help_text="Joins online, where the session lets people choose")
    group = models.ForeignKey(GroupBooking, on_delete=models.PROTECT, null=True, blank=True, related_name="bookings")
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, null=True, blank=True, related_name="bookings")
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="booked_for_others"
    )
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by", editable=False
    )
    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    check_in_code = models.CharField(max_length=9, unique=True, default=new_check_in_code, editable=False)
    walked_in = models.BooleanField(
        default=False, help_text="Came without a place and was let in: it holds none of the session's places"
    )
    booked_at = models.DateTimeField()
    hold_ends_at = models.DateTimeField(null=True, blank=True, help_text="When a place held for a time is released")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="When it was cancelled or lapsed")
    invitation_sequence = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = BookingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["hold_ends_at"], name="places_held_for_a_time", condition=Q(status__in=HELD_FOR_A_TIME)
            ),
            models.Index(
                fields=["session", "booked_at"], name="waiting_lists", condition=Q(status=BookingStatus.WAITING)
            ),
            models.Index(
                fields=["email"], name="in_line_by_address", condition=Q(status__in=IN_LINE, person__isnull=True)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "email"],
                condition=Q(status__in=ACTIVE),
                name="one_active_booking_per_address_per_session",
            ),
            models.UniqueConstraint(
                fields=["session", "person"],
                condition=Q(status__in=ACTIVE),
                name="one_active_booking_per_person_per_session",
            ),
            models.CheckConstraint(
                name="a_confirmed_booking_has_a_person_and_a_time",
                condition=~Q(status=BookingStatus.CONFIRMED) | Q(person__isnull=False, confirmed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_place_held_for_a_time_has_an_end",
                condition=~Q(status__in=HELD_FOR_A_TIME) | Q(hold_ends_at__isnull=False),
            ),
            models.CheckConstraint(
                name="whoever_walked_in_was_there_or_is_written_off",
                condition=Q(walked_in=False) | Q(status__in=(BookingStatus.CONFIRMED, BookingStatus.CANCELLED)),
            ),
            models.CheckConstraint(name="a_bookings_email_is_in_lower_case", condition=Q(email=Lower("email"))),
        ]

    def __str__(self) -> str:
        return f"Booking {self.pk}"

    def holds_a_place(self) -> bool:
        """Whether it counts against the session's capacity."""
        return self.status in HOLDS_A_PLACE and not self.walked_in

    def carries_code(self) -> bool:
        """Whether its person is given a code to show at the door: a place in the room that is theirs. Reads the
        session."""
        return self.status == BookingStatus.CONFIRMED and not self.joins_online()

    def is_active(self) -> bool:
        """Whether it holds a place or waits for one."""
        return self.status in ACTIVE

    def has_lapsed(self, at: datetime) -> bool:
        """Whether the time for which its place was held is over."""
        return self.hold_ends_at is not None and self.hold_ends_at <= at

    def joins_online(self) -> bool:
        """Whether this person joins online, by their choice or because everyone does. Reads the session."""
        return self.online or self.session.mode == SessionMode.ONLINE
