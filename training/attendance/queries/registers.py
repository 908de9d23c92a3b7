"""What the register and the day's list show."""

from datetime import datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from documents.dates import moment
from people.models import Person
from training.attendance.models import Claim, SteppedOut
from training.bookings.models import Booking, BookingStatus
from training.sessions.models import Session

# For so long a session that nobody marked is brought to the facilitator's mind.
REMINDED_FOR = timedelta(days=30)
# How far ahead the list of sessions to come looks.
AHEAD = timedelta(days=14)


def _with_numbers(sessions: QuerySet[Session]) -> QuerySet[Session]:
    """Each session with how many are expected and how many of them are marked."""
    confirmed = Q(bookings__status=BookingStatus.CONFIRMED)
    return sessions.select_related("course", "venue").annotate(
        expected=Count("bookings", filter=confirmed),
        marked=Count("bookings", filter=confirmed & Q(bookings__attendance__isnull=False)),
        disagreements=Count("bookings", filter=confirmed & Q(bookings__attendance__is_disputed=True)),
        is_closed=Q(closed_register__isnull=False),
    )


def _of(facilitator: Person | None) -> QuerySet[Session]:
    """Scheduled sessions of one facilitator, or of everyone. The condition is a subquery, so that counts stay true."""
    sessions = Session.objects.scheduled()
    if facilitator is None:
        return sessions
    return sessions.filter(pk__in=facilitator.facilitates.values("pk"))


def sessions_on_day_of(at: datetime, *, facilitator: Person | None) -> QuerySet[Session]:
    """Sessions that start on the local day of `at`, the earliest first; of everyone where no facilitator is given."""
    day = timezone.localdate(at)
    today = _of(facilitator).filter(starts_at__gte=moment(day, time.min), starts_at__lte=moment(day, time.max))
    return _with_numbers(today).order_by("starts_at", "pk")


def unmarked_sessions(at: datetime, *, facilitator: Person | None) -> QuerySet[Session]:
    """Sessions of earlier days in the last month whose register is neither complete nor closed, the latest first."""
    midnight = moment(timezone.localdate(at), time.min)
    recent = _of(facilitator).filter(starts_at__gte=midnight - REMINDED_FOR, starts_at__lt=midnight)
    recent = recent.filter(closed_register__isnull=True)
    waiting = Booking.objects.confirmed().filter(session=OuterRef("pk"), attendance__isnull=True)
    return _with_numbers(recent.filter(Exists(waiting))).order_by("-starts_at", "pk")


def sessions_near(at: datetime, *, past: bool, facilitator: Person | None) -> QuerySet[Session]:
    """Sessions of the next fourteen days from tomorrow on, the soonest first; or of the thirty days until yesterday,
    the latest first. The days are local."""
    today = timezone.localdate(at)
    midnight, next_midnight = moment(today, time.min), moment(today + timedelta(days=1), time.min)
    sessions = _of(facilitator)
    if past:
        sessions = sessions.filter(starts_at__gte=midnight - REMINDED_FOR, starts_at__lt=midnight)
        return _with_numbers(sessions).order_by("-starts_at", "pk")
    sessions = sessions.filter(starts_at__gte=next_midnight, starts_at__lt=next_midnight + AHEAD)
    return _with_numbers(sessions).order_by("starts_at", "pk")


def last_walk_in(session: Session, person: Person) -> Booking | None:
    """Whom this person let into the session last: the next one is often a colleague of theirs."""
    let_in = Booking.objects.filter(session=session, walked_in=True, booked_by=person)
    return let_in.select_related("organisation__kind", "organisation__local_authority").order_by("-pk").first()


def register(session: Session) -> QuerySet[Booking]:
    """Everyone expected, by name, with their attendance, its claims from the latest back, their needs, and whether they
    are out of the room. Certificates are named here by their relation alone: the register only shows that there is
    one."""
    claims = Claim.objects.select_related("made_by").order_by("-pk")
    out = SteppedOut.objects.filter(booking=OuterRef("pk"), back_at=None)
    return (
        Booking.objects.confirmed()
        .filter(session=session)
        .select_related("role", "organisation", "needs", "attendance")
        .prefetch_related(Prefetch("attendance__claims", queryset=claims), "attendance__certificates", "needs__diets")
        .annotate(is_out=Exists(out))
        .order_by("name", "pk")
    )
