"""What people are owed to be told, and the words that staff put into it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from training.bookings.models.bookings import Booking
from training.courses.models import Course
from training.sessions.models import Session
from training.sessions.models.series import new_key


class NoticeKind(models.TextChoices):
    """An email about a booking: its value names the template in templates/emails/."""

    CONFIRM = "booking_confirm", "Please confirm"
    CONFIRMED = "booking_confirmed", "Place confirmed"
    EXISTING = "booking_existing", "You have a booking already"
    CHANGED = "booking_changed", "Session changed"
    CANCELLED = "booking_cancelled", "Place given back"
    CANCELLED_FOR = "booking_cancelled_for", "Place given back by somebody else"
    SESSION_CANCELLED = "booking_session_cancelled", "Session called off"
    LAPSED = "booking_lapsed", "Place released"
    WAITING = "booking_waiting", "On the waiting list"
    DATED = "booking_dated", "The date is set"
    OFFERED = "booking_offered", "A place is offered"
    OFFER_LAPSED = "booking_offer_lapsed", "Offer passed on"
    LEFT_LINE = "booking_left_line", "Left the waiting list"
    LINE_CLOSED = "booking_line_closed", "No place became free"
    MOVED = "booking_moved", "Moved to another date"
    WAY_CHANGED = "booking_way_changed", "Joins another way"
    SWAPPED_OUT = "booking_swapped_out", "Place passed to a colleague"
    APPROVAL_AWAITED = "booking_approval_awaited", "Waiting for your manager"
    APPROVAL_ASKED = "booking_approval_asked", "A manager is asked"
    APPROVAL_REMINDED = "booking_approval_reminded", "A manager is reminded"
    DECLINED = "booking_declined", "Not approved"
    REMINDER_WEEK = "booking_reminder_week", "Reminder, 7 days before"
    REMINDER_TWO_DAYS = "booking_reminder_two_days", "Reminder, 2 days before"
    WALKED_IN = "booking_walked_in", "Put on the register"
    HOW_TO_JOIN = "booking_how_to_join", "How to join, on the day"
    THANKS = "booking_thanks", "Thanks, and the evaluation"


class Notice(models.Model):
    """One email that is owed about a booking, written in the transaction of the change it tells of. A worker makes the
    email afterwards, in the transaction that notes `queued_at`: nothing is lost and nothing is said twice.

    A change is told once for each sequence of the booking. A reminder is sent once for each start that the booking has:
    again when the session moves to another day, but not when only the room changes."""

    wagtail_reference_index_ignore = True  # no page points here, and each save would cost an index entry

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=30, choices=NoticeKind.choices)
    sequence = models.PositiveSmallIntegerField(help_text="The booking's, when this was owed")
    about_start_at = models.DateTimeField(
        null=True, blank=True, help_text="For a message sent because a date is near or over: the start it is about"
    )
    made_at = models.DateTimeField()
    queued_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="notices_owed", condition=Q(queued_at__isnull=True)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["booking", "kind", "sequence"],
                condition=Q(about_start_at__isnull=True),
                name="each_change_of_a_booking_is_told_once",
            ),
            models.UniqueConstraint(
                fields=["booking", "kind", "about_start_at"],
                condition=Q(about_start_at__isnull=False),
                name="each_start_of_a_booking_is_reminded_of_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of booking {self.booking_id}"


class MessageText(models.Model):
    """The words of one kind of message as staff wrote them: for one session, one course, or everywhere."""

    kind = models.CharField("message", max_length=30, choices=NoticeKind.choices)
    course = models.ForeignKey(Course, on_delete=models.CASCADE, null=True, blank=True, related_name="message_texts")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, null=True, blank=True, related_name="message_texts")
    subject = models.CharField(max_length=150, blank=True, help_text="Empty: the usual subject")
    heading = models.CharField(max_length=150, blank=True, help_text="Empty: the usual heading")
    body = models.TextField("words")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_message_text_is_for_a_course_or_a_session_not_both",
                condition=Q(course__isnull=True) | Q(session__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(course__isnull=True, session__isnull=True),
                name="one_message_text_of_a_kind_everywhere",
            ),
            models.UniqueConstraint(
                fields=["kind", "course"],
                condition=Q(course__isnull=False),
                name="one_message_text_of_a_kind_per_course",
            ),
            models.UniqueConstraint(
                fields=["kind", "session"],
                condition=Q(session__isnull=False),
                name="one_message_text_of_a_kind_per_session",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.session or self.course or 'everywhere'}"


class CalendarFeed(models.Model):
    """The address at which a person's calendar program reads their bookings. A new key revokes the old address."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed")
    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Calendar feed {self.pk}"
