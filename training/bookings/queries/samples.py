"""Invented bookings to show a message by, and the words that the product itself would say in it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.template import engines
from django.utils import timezone
from jinja2 import Template, TemplateNotFound

from documents.plain_text import plain_text
from people.models import LocalAuthority, Organisation, OrganisationKind
from training.bookings.models import Booking, BookingStatus, NoticeKind
from training.bookings.queries.wording import NEVER_REWORDED, PLACEHOLDERS, Words
from training.courses.models import Course
from training.sessions.models import Session, SessionMode, Venue

# How the booking stands that a message is about, where it is not confirmed.
STANDS = {
    NoticeKind.CONFIRM: BookingStatus.UNCONFIRMED,
    NoticeKind.WAITING: BookingStatus.WAITING,
    NoticeKind.DATED: BookingStatus.WAITING,
    NoticeKind.OFFERED: BookingStatus.OFFERED,
    NoticeKind.APPROVAL_AWAITED: BookingStatus.AWAITING_APPROVAL,
    NoticeKind.LAPSED: BookingStatus.LAPSED,
    NoticeKind.OFFER_LAPSED: BookingStatus.LAPSED,
    NoticeKind.LINE_CLOSED: BookingStatus.LAPSED,
    NoticeKind.LEFT_LINE: BookingStatus.CANCELLED,
    NoticeKind.DECLINED: BookingStatus.CANCELLED,
    NoticeKind.CANCELLED: BookingStatus.CANCELLED,
    NoticeKind.CANCELLED_FOR: BookingStatus.CANCELLED,
    NoticeKind.SESSION_CANCELLED: BookingStatus.CANCELLED,
    NoticeKind.SWAPPED_OUT: BookingStatus.CANCELLED,
}
NEVER_CONFIRMED = (
    NoticeKind.CONFIRM, NoticeKind.WAITING, NoticeKind.OFFERED, NoticeKind.APPROVAL_AWAITED, NoticeKind.LAPSED,
    NoticeKind.OFFER_LAPSED, NoticeKind.LINE_CLOSED, NoticeKind.LEFT_LINE, NoticeKind.DECLINED, NoticeKind.DATED,
)  # fmt: skip
# How long before the start a message is read, where the start decides what it says.
READ_BEFORE_START = {
    NoticeKind.REMINDER_WEEK: timedelta(days=7),
    NoticeKind.REMINDER_TWO_DAYS: timedelta(days=2),
    NoticeKind.HOW_TO_JOIN: timedelta(minutes=10),
}


def session_to_show(*, session: Session | None, course: Course | None, at: datetime) -> Session:
    """The session itself, else the next of the course, else the next of any, else one that is invented."""
    if session is not None:
        return session
    coming = Session.objects.scheduled().filter(starts_at__gt=at).select_related("course", "venue__local_authority")
    if course is not None:
        coming = coming.filter(course=course)
    return coming.order_by("starts_at", "pk").first() or _invented_session(course, at)


def _invented_session(course: Course | None, at: datetime) -> Session:
    """Nothing of it is saved. The keys are 0, which no record has, so that links to it can be written."""
    starts_at = (timezone.localtime(at) + timedelta(days=21)).replace(hour=10, minute=0, second=0, microsecond=0)
    area = LocalAuthority(name="Example area")
    venue = Venue(name="Example Hall", address="1 High Street", postcode="AB1 2CD", local_authority=area)
    venue.access_information = "Level entrance, a lift and a hearing loop"
    return Session(
        pk=0,
        course=course or Course(pk=0, title="Example course", is_sensitive=True),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        mode=SessionMode.IN_PERSON,
        venue=venue,
        capacity=20,
    )


def sample_booking(kind: NoticeKind, session: Session, *, at: datetime) -> Booking:
    """Somebody invented who has a booking in this session, as it stands when a message of this kind is sent."""
    organisation = Organisation(name="Example Academy", kind=OrganisationKind(name="Secondary school"))
    return Booking(
        pk=0,
        session=session,
        name="Sam Example",
        email="sam@example.org",
        organisation=organisation,
        status=STANDS.get(kind, BookingStatus.CONFIRMED),
        key="example",
        check_in_code="K7M2-9QXT",  # the same each time, so that two looks at the same words show the same
        booked_at=at,
        confirmed_at=None if kind in NEVER_CONFIRMED else at,
        hold_ends_at=at + timedelta(hours=2),
    )


def moment_of(kind: NoticeKind, session: Session, *, at: datetime) -> datetime:
    """When a message of this kind is read, so that the sample shows or hides the joining link as it will."""
    before = READ_BEFORE_START.get(kind)
    return session.starts_at - before if before else at


def usual_words(kind: NoticeKind, booking: Booking) -> Words:
    """What the product itself says in a message of this kind, with placeholders where facts will be."""
    template = _template(kind)
    context: Mapping[str, object] = {
        "said": {name: f"{{{name}}}" for name in PLACEHOLDERS},
        "booking": booking,
        "session": booking.session,
        "is_confirmed": booking.status == BookingStatus.CONFIRMED,
    }

    def words_in(block: str) -> str:
        html = "".join(template.blocks[block](template.new_context(dict(context))))
        return plain_text(f"<body>{html}</body>").strip()

    return Words(words_in("usual_subject"), words_in("heading"), words_in("words"))


def can_be_reworded(kind: NoticeKind) -> bool:
    """Whether staff can write the words of this kind: it goes to the person, and its template keeps words apart."""
    return kind not in NEVER_REWORDED and _keeps_words_apart(kind)


@cache
def _keeps_words_apart(kind: NoticeKind) -> bool:
    try:
        return {"usual_subject", "heading", "words"} <= set(_template(kind).blocks)
    except TemplateNotFound:
        return False


def _template(kind: NoticeKind) -> Template:
    jinja: Any = engines["jinja2"]
    return jinja.env.get_template(f"emails/{kind.value}.html")
