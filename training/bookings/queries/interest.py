"""Finding people who asked to be told of a date, in the order in which they asked."""

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from people.models import Person
from training.bookings.models import Approval, Booking, Interest, Notice, NoticeKind
from training.sessions.models import UndatedSession


def who_asked(undated: UndatedSession) -> QuerySet[Interest]:
    """Those who still want to be told, whoever asked first first."""
    asked = Interest.objects.filter(undated=undated, withdrawn_at=None)
    return asked.select_related("person", "role__group", "organisation").order_by("asked_at", "pk")


def active_interest(undated: UndatedSession, *, email: str, person: Person | None) -> Interest | None:
    """The wish by which this address, or this person, asked already."""
    return with_undated(Interest.objects.filter(_whose(email, person), undated=undated, withdrawn_at=None)).first()


def interests_of(person: Person) -> QuerySet[Interest]:
    """What a person asked to be told of and has not been yet, each with `number`: their place in the order.

    Whoever is signed in has proved their address, so what was asked with it is theirs."""
    mine = Interest.objects.filter(_whose(person.email, person), withdrawn_at=None, booking=None)
    open_still = with_undated(mine).filter(undated__session=None, undated__withdrawn_at=None)
    return open_still.annotate(number=_number()).order_by("asked_at", "pk")


def number_in_order(interest: Interest) -> int:
    """How many people asked until this one did, themselves included."""
    return Interest.objects.filter(pk=interest.pk).values_list(_number(), flat=True).get()


def with_undated(interests: QuerySet[Interest]) -> QuerySet[Interest]:
    """With all that a page or an email tells of them, in the same query."""
    return interests.select_related("undated__course", "undated__local_authority", "role", "organisation")


def is_invited(booking: Booking) -> bool:
    """Whether its first email is the one that tells its person of the date they had asked about."""
    asked = Interest.objects.filter(booking=booking).exists()
    return asked and not Notice.objects.filter(booking=booking, kind=NoticeKind.DATED).exists()


def needs_manager(booking: Booking) -> bool:
    """Whether a line manager must be named before the place can be accepted: an organisation asks for approval, and
    when its person asked to be told of a date, nobody was asked who that is."""
    if not booking.organisation.asks_for_approval or booking.pool_id or booking.booked_by_id:
        return False
    asked = Interest.objects.filter(booking=booking).exists()
    return asked and not Approval.objects.filter(booking=booking).exists()


def swap_asks_manager(booking: Booking, by: Person | None) -> bool:
    """Whether the colleague's line manager is asked when a place is passed on: an organisation asks for approval, and
    it is the holder who passes it on, not a training lead or staff for them."""
    return booking.organisation.asks_for_approval and booking.pool_id is None and by in (None, booking.person)


def _whose(email: str, person: Person | None) -> Q:
    return Q(email=email) if person is None else Q(email=email) | Q(person=person)


def _number() -> Coalesce:
    """How many of the same undated session asked before, and this one."""
    before = Interest.objects.filter(undated=OuterRef("undated"), withdrawn_at=None).filter(
        Q(asked_at__lt=OuterRef("asked_at")) | Q(asked_at=OuterRef("asked_at"), pk__lte=OuterRef("pk"))
    )
    counted = before.order_by().annotate(one=F("undated")).values("one").annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0)
