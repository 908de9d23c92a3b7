"""People of whom claims disagree, until somebody who ran the session decides."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from people.models import Person
from training.attendance.models import Attendance, AttendanceQuerySet, Claim
from training.attendance.queries.resolving import in_order, last_words
from training.attendance.queries.signed_lists import note_lists
from training.attendance.queries.words import at_time, claimed, says
from training.sessions.models import Session


@dataclass(frozen=True)
class Word:
    """One claim in words: what it says, where it comes from, and when it reached us where that was later."""

    claimed: str
    says: str
    arrived: str


@dataclass(frozen=True)
class Choice:
    """What can be decided by one touch: to believe this claim, whose key it is."""

    claim_id: int
    words: str


@dataclass(frozen=True)
class Disagreement:
    """One person's: all that was said in the order in which it was made, and what can be decided. `saw` is the key of
    the latest claim of all."""

    attendance: Attendance
    words: list[Word]
    choices: list[Choice]
    saw: int


def disputed(*, facilitator: Person | None) -> AttendanceQuerySet:
    """Everybody who waits to be decided on: in one facilitator's sessions, or in all."""
    entries = Attendance.objects.disputed()
    return entries if facilitator is None else entries.filter(session__in=facilitator.facilitates.values("pk"))


def number_of_disagreements(*, facilitator: Person | None) -> int:
    """How many they are."""
    return disputed(facilitator=facilitator).count()


def sessions_with_disagreements(*, facilitator: Person | None) -> QuerySet[Session]:
    """The sessions in which somebody waits, each with how many, the latest first."""
    waiting = disputed(facilitator=facilitator).values("session")
    number = Count("attendances", filter=Q(attendances__is_disputed=True))
    sessions = Session.objects.filter(pk__in=waiting).select_related("course", "venue")
    return sessions.annotate(disagreements=number).order_by("-starts_at", "pk")


def disagreements(session: Session) -> list[Disagreement]:
    """Everybody who waits in one session, by name, with all that was said of them."""
    claims = Prefetch("claims", queryset=Claim.objects.select_related("made_by"))
    entries = Attendance.objects.disputed().filter(session=session).select_related("booking__organisation")
    waiting = list(entries.prefetch_related(claims).order_by("booking__name", "pk"))
    note_lists((claim for entry in waiting for claim in entry.claims.all()), session)
    return [_in_words(entry, session) for entry in waiting]


def _in_words(attendance: Attendance, session: Session) -> Disagreement:
    claims = in_order(attendance.claims.all())
    choices: dict[tuple[str, int], Choice] = {}
    for claim in in_order(last_words(claims)):
        words = claimed(claim, session)
        choices.setdefault((claim.status, claim.minutes), Choice(claim.pk, words))
    said = [Word(claimed(claim, session), says(claim, session), _arrived(claim, session)) for claim in claims]
    return Disagreement(attendance, said, list(choices.values()), max(claim.pk for claim in claims))


def _arrived(claim: Claim, session: Session) -> str:
    """When a claim reached us, where that was a minute later than it was made, or more; and what the device's own clock
    said, where that was put right by as much."""
    parts = []
    if abs((claim.device_at - claim.made_at).total_seconds()) >= 60:
        parts.append(f"the device’s clock said {at_time(claim.device_at, session).removeprefix('at ')}")
    if (claim.received_at - claim.made_at).total_seconds() >= 60:
        parts.append(f"received {at_time(claim.received_at, session)}")
    return ", ".join(parts)
