"""A person's CPD record: what they attended here, what they were given for it, and what they added themselves."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Exists, Max, Min, OuterRef, Prefetch, Q
from django.utils import timezone

from people.models import Person
from training.attendance.models import AWAY, WAS_THERE, Attendance
from training.certificates.models import Certificate, CertificateState, Evidence
from training.certificates.queries.years import Year, year_from_code, years_between

NOTHING = Decimal(0)
# More than these take longer to print than a page may take to answer: about ten milliseconds each.
MOST_PRINTED_AT_ONCE = 40
MINUTES_IN_AN_HOUR = 60


@dataclass(frozen=True)
class Attended:
    """One session that somebody was at, with the certificate of it that is current, if there is one.

    `hours` are those of the certificate while it stands; else those of the course, where the session is over, the
    attendance rule was met and nobody has still to decide who is right.
    """

    attendance: Attendance
    certificate: Certificate | None
    state: CertificateState | None
    hours: Decimal
    is_over: bool

    @property
    def has_standing_certificate(self) -> bool:
        """Whether a certificate says so, valid or expired."""
        return self.state in (CertificateState.VALID, CertificateState.EXPIRED)

    @property
    def is_being_checked(self) -> bool:
        """Whether what was said of this attendance disagrees, and nobody has decided yet."""
        return self.attendance.is_disputed

    @property
    def note(self) -> str:
        """What is to be said of the attendance beside its hours, if anything."""
        if self.is_being_checked:
            return "Being checked"
        if self.has_standing_certificate:
            return ""
        if not self.is_over:
            return "Hours count once the session is over"
        if self.attendance.status in AWAY:
            return "Marked as absent, so no hours are counted"
        return "" if self.attendance.met_rule else "Attended in part, so no hours are counted"


@dataclass(frozen=True)
class Record:
    """What is on one person's record in a year, the latest first. Hours are kept apart by what shows them, and each
    session counts once."""

    person: Person
    year: Year
    made_at: datetime
    attended: list[Attended]
    evidence: list[Evidence]

    @property
    def certified_hours(self) -> Decimal:
        """Of sessions for which a certificate stands."""
        return sum((each.hours for each in self.attended if each.has_standing_certificate), NOTHING)

    @property
    def taught_hours(self) -> Decimal:
        """Of the other sessions whose attendance rule was met."""
        return sum((each.hours for each in self.attended if not each.has_standing_certificate), NOTHING)

    @property
    def own_hours(self) -> Decimal:
        """Of what the person added."""
        return sum((hours_of(each) for each in self.evidence), NOTHING)

    @property
    def hours(self) -> Decimal:
        """All three together."""
        return self.certified_hours + self.taught_hours + self.own_hours

    @property
    def is_long(self) -> bool:
        """Whether its PDF is made in the background."""
        return len(self.attended) + len(self.evidence) > MOST_PRINTED_AT_ONCE

    @property
    def has_files(self) -> bool:
        """Whether its person added any."""
        return any(each.file for each in self.evidence)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not self.attended and not self.evidence


def hours_of(evidence: Evidence) -> Decimal:
    """The hours of what somebody added, in quarters."""
    return Decimal(evidence.minutes) / MINUTES_IN_AN_HOUR


def record_of(person: Person, *, year: Year, at: datetime) -> Record:
    """The record of a person in a year, in three questions to the database. Nobody else's figures are in it."""
    current_ones = Certificate.objects.current().order_by("-pk")
    current = Prefetch("certificates", queryset=current_ones, to_attr="current_certificates")
    attendances = (
        Attendance.objects.filter(person=person)
        .filter(Q(status__in=WAS_THERE) | Q(is_disputed=True) | Exists(current_ones.filter(attendance=OuterRef("pk"))))
        .select_related("course", "session", "role", "organisation")
        .prefetch_related(current)
        .order_by("-attended_on", "-pk")
    )
    evidence = Evidence.objects.kept().filter(person=person).order_by("-done_on", "-pk")
    if year.starts_on and year.ends_on:
        attendances = attendances.filter(attended_on__range=(year.starts_on, year.ends_on))
        evidence = evidence.filter(done_on__range=(year.starts_on, year.ends_on))
    return Record(person, year, at, [_attended(each, at) for each in attendances], list(evidence))


def record_in(person: Person, code: str, *, at: datetime) -> Record:
    """The record in the year that an address names."""
    return record_of(person, year=year_from_code(code), at=at)


def years_of(person: Person, *, today: date) -> list[tuple[str, list[Year]]]:
    """The years of each kind from the first thing on the record until today or the last thing on it."""
    attended = Attendance.objects.filter(person=person).aggregate(first=Min("attended_on"), last=Max("attended_on"))
    own = Evidence.objects.kept().filter(person=person).aggregate(first=Min("done_on"), last=Max("done_on"))
    days = [day for day in (attended["first"], attended["last"], own["first"], own["last"], today) if day]
    return years_between(min(days), max(days))


def _attended(attendance: Attendance, at: datetime) -> Attended:
    [certificate] = attendance.current_certificates[:1] or [None]  # type: ignore[attr-defined]
    state = certificate.state(timezone.localdate(at)) if certificate else None
    is_over = attendance.session.is_over(at)
    if certificate and state in (CertificateState.VALID, CertificateState.EXPIRED):
        hours = certificate.cpd_hours
    else:
        counts = is_over and attendance.met_rule and not attendance.is_disputed
        hours = attendance.course.cpd_hours if counts else NOTHING
    return Attended(attendance, certificate, state, hours, is_over)
