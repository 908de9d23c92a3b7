"""Sessions."""

from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format

from documents.dates import clock, day
from people.models import LocalAuthority, RoleGroup, Sector
from training.courses.models import Course
from training.sessions.models.choices import NEEDED, NEEDED_IF_SENSITIVE, FairnessPolicy, Lack, SessionStatus
from training.sessions.models.filters import SessionQuerySet
from training.sessions.models.series import Series
from training.sessions.models.venues import Language, SessionMode, Venue

# From so long before the start people come: codes are scanned, and the register is marked.
DOORS_OPEN_BEFORE_START = timedelta(minutes=30)


class Session(models.Model):
    """One dated delivery of a course.

    `places_held` counts the places that are taken: by bookings that hold one (an offer does), and by what pools have
    not filled yet. `online_held` counts those of them that are online in a hybrid session, and is zero in any other.
    The database keeps both from passing the capacities.
    """

    wagtail_reference_index_ignore = True  # no page points here, and each save would cost an index entry

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="sessions")
    series = models.ForeignKey(Series, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    mode = models.CharField(max_length=10, choices=SessionMode.choices)
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions")
    joining_link = models.URLField(blank=True, help_text="Shown only to people with a confirmed place")
    joining_link_hours_before = models.PositiveSmallIntegerField(
        "joining link shown, hours before",
        null=True,
        blank=True,
        help_text="How long before the start the link is shown to people with a place; empty: as soon as they have it",
    )
    joining_notes = models.TextField(blank=True, help_text="Parking, what to bring; sent with the confirmation")
    language = models.CharField(max_length=3, choices=Language.choices, default=Language.ENGLISH)
    capacity = models.PositiveSmallIntegerField()
    online_capacity = models.PositiveSmallIntegerField(
        "places online", default=0, help_text="How many of the places are online, where people can choose"
    )
    places_held = models.PositiveSmallIntegerField(default=0, editable=False)
    online_held = models.PositiveSmallIntegerField(default=0, editable=False)
    facilitators = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="facilitates", blank=True)
    booking_opens_at = models.DateTimeField(null=True, blank=True, help_text="Empty: as soon as it is scheduled")
    booking_closes_at = models.DateTimeField(null=True, blank=True, help_text="Empty: when it starts")
    changes_close_hours_before = models.PositiveSmallIntegerField(
        "changes close, hours before",
        default=0,
        help_text="Until when people can cancel, swap or move a place by themselves; 0: until it starts",
    )
    pools_return_days_before = models.PositiveSmallIntegerField(
        "reserved places return, days before",
        default=7,
        help_text="When places that an organisation reserved and has not filled return to everyone",
    )
    offer_hours = models.PositiveSmallIntegerField(
        "hours to accept an offer",
        default=16,
        help_text="Working hours that a person from the waiting list has to accept a place; fewer as the date nears",
    )
    fairness = models.CharField(
        "order of the waiting list",
        max_length=20,
        choices=FairnessPolicy.choices,
        default=FairnessPolicy.FIRST_COME,
    )
    sectors = models.ManyToManyField(Sector, related_name="+", blank=True, help_text="None ticked: all")
    role_groups = models.ManyToManyField(RoleGroup, related_name="+", blank=True, help_text="None ticked: all")
    areas = models.ManyToManyField(LocalAuthority, related_name="+", blank=True, help_text="None ticked: all")
    prerequisite = models.ForeignKey(
        Course,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="A course that people must have attended before",
    )
    places_per_organisation = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The most places that one organisation can hold; empty: no limit"
    )
    refuses_clashes = models.BooleanField(
        "refuse people with another session at that time",
        default=True,
        help_text="Nobody can be in two sessions at once",
    )
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
                name="never_more_holders_online_than_places_online", condition=Q(online_held__lte=F("online_capacity"))
            ),
            models.CheckConstraint(
                name="never_more_holders_in_the_room_than_places_there",
                condition=Q(
                    places_held__lte=F("capacity") - F("online_capacity") + F("online_held"),
                    places_held__gte=F("online_held"),
                ),
            ),
            models.CheckConstraint(
                name="a_hybrid_session_has_places_of_both_kinds",
                condition=Q(mode=SessionMode.HYBRID, online_capacity__gt=0, online_capacity__lt=F("capacity"))
                | (~Q(mode=SessionMode.HYBRID) & Q(online_capacity=0)),
            ),
            models.CheckConstraint(
                name="a_session_in_a_room_has_a_venue",
                condition=Q(mode=SessionMode.ONLINE) | Q(venue__isnull=False),
            ),
            models.CheckConstraint(
                name="a_limit_for_each_organisation_lets_someone_in",
                condition=Q(places_per_organisation__isnull=True) | Q(places_per_organisation__gt=0),
            ),
            models.CheckConstraint(name="an_offer_can_be_accepted", condition=Q(offer_hours__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.course}, {date_format(timezone.localtime(self.starts_at), 'j F Y')}, {clock(self.starts_at)}"

    def when_and_where(self) -> str:
        """In one line, as in Tuesday 3 March 2026, 9:30am, Example Hall."""
        room = self.room()
        return f"{day(self.starts_at)}, {clock(self.starts_at)}, {room.name if room else 'online'}"

    def room(self) -> Venue | None:
        """The venue, where people meet in one: none where everybody joins online. Reads the venue."""
        return None if self.mode == SessionMode.ONLINE else self.venue

    def where(self) -> str:
        """The place in few words, fit for anyone to read: the venue and its area, or online. Reads the venue."""
        if self.mode == SessionMode.ONLINE or self.venue is None:
            return "Online"
        place = f"{self.venue.name}, {self.venue.local_authority.name}"
        return f"{place}, or online" if self.is_hybrid() else place

    def held_in(self) -> str:
        """The language, as in Held in Urdu; empty for English."""
        return "" if self.language == Language.ENGLISH else f"Held in {self.get_language_display()}"

    def to_choose(self, *, online: bool | None = None) -> str:
        """In one line, all that tells one date from another: when, how and where, the language, and the places left; in
        a hybrid session those of the part that is named, or of each."""
        is_online = self.mode == SessionMode.ONLINE or self.venue is None
        said = [
            f"{day(self.starts_at)}, {clock(self.starts_at)} to {clock(self.ends_at)}",
            "Online" if is_online else f"In person at {self.where()}",
            self.held_in(),
            self.places_in_words(online=online if self.is_hybrid() else None),
        ]
        return ". ".join(part for part in said if part)

    def places_in_words(self, *, online: bool | None = None) -> str:
        """How many places are left, as in 1 place left; for both parts of a hybrid session one after the other."""
        if online is None and self.is_hybrid():
            return f"In the room: {self.places_in_words(online=False)}. Online: {self.places_in_words(online=True)}"
        left = self.places_left(online=online)
        return "full" if left < 1 else "1 place left" if left == 1 else f"{left} places left"

    def places_left(self, *, online: bool | None = None) -> int:
        """Places that nobody holds: in all, or those online in a hybrid session, or those that are not."""
        online_left = self.online_capacity - self.online_held
        in_all = self.capacity - self.places_held
        return in_all if online is None else online_left if online else in_all - online_left

    def is_hybrid(self) -> bool:
        """Whether people choose between the room and joining online."""
        return self.mode == SessionMode.HYBRID

    def lacks_link(self) -> bool:
        """Whether somebody joins online and there is no link to do so."""
        return self.mode != SessionMode.IN_PERSON and not self.joining_link

    def lacks(self, facilitators: int) -> Lack | None:
        """Whom it needs still, with so many to run it. Reads the course."""
        if facilitators < NEEDED:
            return Lack.ANYBODY
        return Lack.A_SECOND if self.course.is_sensitive and facilitators < NEEDED_IF_SENSITIVE else None

    def link_query(self) -> str:
        """What the address of a page of this session ends with where only a cohort's link lets people in. Reads the
        series. For those who were let in already."""
        series = self.series
        return f"?{urlencode({'cohort': series.key})}" if series is not None and series.is_closed else ""

    def changes_close_at(self) -> datetime:
        """Until when people can cancel, swap or move a place by themselves."""
        return self.starts_at - timedelta(hours=self.changes_close_hours_before)

    def shows_joining_link(self, at: datetime) -> bool:
        """Whether people with a place are shown the joining link by now."""
        hours = self.joining_link_hours_before
        return bool(self.joining_link) and (hours is None or at >= self.starts_at - timedelta(hours=hours))

    def doors_open_at(self) -> datetime:
        """From when on people can be there."""
        return self.starts_at - DOORS_OPEN_BEFORE_START

    def is_over(self, at: datetime) -> bool:
        """Whether the session has ended."""
        return self.ends_at <= at

    def was_online(self, at: datetime) -> bool:
        """Whether people joined online, and it is over: then a webinar's log can be imported."""
        return self.mode != SessionMode.IN_PERSON and self.is_over(at)

    def minutes(self) -> int:
        """How long it lasts, in whole minutes."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)
