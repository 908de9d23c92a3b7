"""What caterers are told: how many people eat what, and never who."""

from dataclasses import dataclass
from datetime import datetime

from django.core.signing import BadSignature, Signer
from django.db.models import Count

from training.bookings.models import Booking, BookingNeeds, Diet, DietaryNeed
from training.bookings.models.needs import NEEDS_KEPT_FOR
from training.sessions.models import Session, SessionMode

# Nobody can make such a link without the secret of the site; it holds nothing but the key of a session.
SIGNER = Signer(salt="training.catering", sep=".")


@dataclass(frozen=True)
class Counts:
    """How many people are expected in the room, how many of them have each diet, and how many told something else."""

    expected: int
    diets: list[tuple[str, int]]
    others: int


def catering_key(session: Session) -> str:
    """What the link to the counts of a session carries."""
    return SIGNER.sign(str(session.pk))


def session_to_cater(key: str) -> Session | None:
    """The session that a link speaks of; None for one that was tampered with, and for a session that is online."""
    try:
        session_id = int(SIGNER.unsign(key))
    except (BadSignature, ValueError):
        return None
    sessions = Session.objects.select_related("course", "venue__local_authority").exclude(mode=SessionMode.ONLINE)
    return sessions.filter(pk=session_id).first()


def is_forgotten(session: Session, *, at: datetime) -> bool:
    """Whether what people told for a session is deleted by now."""
    return session.ends_at <= at - NEEDS_KEPT_FOR


def counts(session: Session) -> Counts:
    """Of those with a confirmed place in the room, for whom food is made: not of those who only came to the door. One
    person may have several diets, or none."""
    in_room = Booking.objects.confirmed().filter(session=session, online=False, walked_in=False)
    told = DietaryNeed.objects.filter(needs__booking__in=in_room).values_list("diet").annotate(Count("pk"))
    by_diet = dict(told)
    others = BookingNeeds.objects.filter(booking__in=in_room).exclude(dietary="")
    diets = [(diet.label, by_diet[diet.value]) for diet in Diet if diet.value in by_diet]
    return Counts(in_room.count(), diets, others.count())
