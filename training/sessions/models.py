"""Sessions and venues."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format

from documents.dates import clock, day
from people.models import LocalAuthority
from training.courses.models import Course


class Venue(models.Model):
    """A place where sessions are held."""

    name = models.CharField(max_length=150)
    address = models.TextField(blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    local_authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, related_name="venues")
    access_information = models.TextField(blank=True, help_text="Steps, lifts, parking, hearing loop, prayer room")

    def __str__(self) -> str:
        return self.name


class Language(models.TextChoices):
    """Languages that a session may be held in: ISO 639 codes, with the sign languages of these islands."""

    ENGLISH = "en", "English"
    ARABIC = "ar", "Arabic"
    BENGALI = "bn", "Bengali"
    BRITISH_SIGN_LANGUAGE = "bfi", "British Sign Language"
    FARSI = "fa", "Farsi"
    FRENCH = "fr", "French"
    GUJARATI = "gu", "Gujarati"
    HINDI = "hi", "Hindi"
    KURDISH = "ku", "Kurdish"
    PASHTO = "ps", "Pashto"
    POLISH = "pl", "Polish"
    PORTUGUESE = "pt", "Portuguese"
    PUNJABI = "pa", "Punjabi"
    ROMANIAN = "ro", "Romanian"
    SOMALI = "so", "Somali"
    SPANISH = "es", "Spanish"
    TIGRINYA = "ti", "Tigrinya"
    UKRAINIAN = "uk", "Ukrainian"
    URDU = "ur", "Urdu"
    WELSH = "cy", "Welsh"


class SessionMode(models.TextChoices):
    """How one session is held."""

    IN_PERSON = "in_person", "In person"
    ONLINE = "online", "Online"


class SessionStatus(models.TextChoices):
    """Where a session stands. That it is over follows from the clock, not from a status."""

    DRAFT = "draft", "Draft: staff only"
    SCHEDULED = "scheduled", "Scheduled"
    CANCELLED = "cancelled", "Cancelled"


class SessionQuerySet(models.QuerySet["Session"]):
    """Filters over sessions."""

    def scheduled(self) -> Self:
        """Those that are to be held, or were."""
        return self.filter(status=SessionStatus.SCHEDULED)

    def open_for_booking(self, at: datetime) -> Self:
        """Scheduled, and inside the booking window. A full session is still open: others may leave."""
        return (
            self.scheduled()
            .filter(starts_at__gt=at)
            .filter(Q(booking_opens_at__isnull=True) | Q(booking_opens_at__lte=at))
            .filter(Q(booking_closes_at__isnull=True) | Q(booking_closes_at__gt=at))
        )

    def with_places(self) -> Self:
        """Those that are not full."""
        return self.filter(places_held__lt=F("capacity"))


class Session(models.Model):
    """One dated delivery of a course. `places_held` counts the bookings that hold a place, and the database keeps it
    from passing the capacity."""

    wagtail_reference_index_ignore = True  # no page points here, and each save would cost an index entry

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="sessions")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    mode = models.CharField(max_length=10, choices=SessionMode.choices)
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions")
    joining_link = models.URLField(blank=True, help_text="Shown only to people with a confirmed place")
    joining_notes = models.TextField(blank=True, help_text="Parking, what to bring; sent with the confirmation")
    language = models.CharField(max_length=3, choices=Language.choices, default=Language.ENGLISH)
    capacity = models.PositiveSmallIntegerField()
    places_held = models.PositiveSmallIntegerField(default=0, editable=False)
    facilitators = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="facilitates", blank=True)
    booking_opens_at = models.DateTimeField(null=True, blank=True, help_text="Empty: as soon as it is scheduled")
    booking_closes_at = models.DateTimeField(null=True, blank=True, help_text="Empty: when it starts")
    status = models.CharField(max_length=10, choices=SessionStatus.choices, default=SessionStatus.DRAFT)

    objects = SessionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["status", "starts_at"]), models.Index(fields=["course", "starts_at"])]
        constraints = [
            models.CheckConstraint(name="a_session_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(name="a_session_has_room_for_someone", condition=Q(capacity__gt=0)),
            models.CheckConstraint(
                name="never_more_holders_than_places", condition=Q(places_held__lte=F("capacity"), places_held__gte=0)
            ),
            models.CheckConstraint(
                name="a_session_in_person_has_a_venue",
                condition=~Q(mode=SessionMode.IN_PERSON) | Q(venue__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course}, {date_format(timezone.localtime(self.starts_at), 'j F Y')}, {clock(self.starts_at)}"

    def when_and_where(self) -> str:
        """In one line, as in Tuesday 3 March 2026, 9:30am, Example Hall."""
        return f"{day(self.starts_at)}, {clock(self.starts_at)}, {self.venue.name if self.venue else 'online'}"

    def places_left(self) -> int:
        """Places that nobody holds."""
        return self.capacity - self.places_held

    def is_over(self, at: datetime) -> bool:
        """Whether the session has ended."""
        return self.ends_at <= at

    def minutes(self) -> int:
        """How long it lasts, in whole minutes."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)
