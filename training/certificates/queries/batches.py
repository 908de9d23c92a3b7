"""Which certificates a batch would make anew, and what would be otherwise in each."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, F, OuterRef, QuerySet

from documents.dates import day
from people.accounts.names import readable
from people.models import Partnership
from training.certificates.models import Certificate, CertificateBadge, ReplacementReason
from training.certificates.queries.drafting import redraft
from training.certificates.queries.facts import hash_of_words
from training.certificates.queries.standing import Difference, differences
from training.courses.models import Course
from training.sessions.models import Session

MOST_AT_ONCE = 500  # rows that staff can look through before they agree
MOST_COMPARED = 5_000  # certificates that are held against their course while somebody waits: about a second
CORRECTED_BEFORE = "The name on it was corrected before, and the profile has another."


class TooManyChosen(Exception):
    """More than staff can look through, or than can be compared while they wait: to be narrowed."""


@dataclass(frozen=True)
class Choice:
    """What staff chose: why, and of which certificates. What is left open does not narrow."""

    reason: str
    course: Course | None = None
    session: Session | None = None
    since: date | None = None
    until: date | None = None
    template_version: str | None = None


@dataclass(frozen=True)
class Candidate:
    """A certificate that would be made anew, the name that the new one bears, and what else it says otherwise;
    `words_hash` is of all that the new one says. `doubt` says why staff should look twice: such a one is made anew only
    where they tick it."""

    certificate: Certificate
    name: str
    changes: list[Difference]
    words_hash: str
    doubt: str = ""


def candidates(choice: Choice, *, at: datetime) -> list[Candidate]:
    """The certificates that a batch would make anew, by holder: of those that were chosen, the ones for which it would
    change anything. For corrected names those whose person is called otherwise by now; for corrected details those
    whose course or attendance says otherwise; for reinstating those that were withdrawn; else all.

    Raises TooManyChosen.
    """
    found, partnership = [], Partnership.load()
    for compared, certificate in enumerate(_chosen(choice)[: MOST_COMPARED + 1].iterator(chunk_size=500)):
        if compared == MOST_COMPARED:
            raise TooManyChosen
        name = _name(certificate, choice.reason)
        new = redraft(certificate, reason=choice.reason, name=name, at=at, partnership=partnership)
        changes = differences(certificate, new)
        if changes or choice.reason not in (ReplacementReason.NAME_CORRECTED, ReplacementReason.DETAILS_CORRECTED):
            found.append(Candidate(certificate, name, changes, hash_of_words(new), _doubt(certificate, choice.reason)))
            if len(found) > MOST_AT_ONCE:
                raise TooManyChosen
    return found


def template_versions() -> list[tuple[str, int]]:
    """Each state of the template that certificates which stand were made with, and how many were; the most first."""
    standing = Certificate.objects.standing().exclude(template_version="")
    counted = standing.values("template_version").annotate(number=Count("pk")).order_by("-number", "template_version")
    return [(row["template_version"], row["number"]) for row in counted]


def sessions_with_certificates(course: int) -> QuerySet[Session]:
    """Sessions of a course, by its key, in which certificates were earned; the latest first."""
    earned = Certificate.objects.filter(course=course).values("attendance__session")
    return Session.objects.filter(pk__in=earned).select_related("course", "venue").order_by("-starts_at", "-pk")


def _name(certificate: Certificate, reason: str) -> str:
    now = readable(certificate.person.name)
    return now if reason == ReplacementReason.NAME_CORRECTED and now else certificate.holder_name


def _doubt(certificate: Certificate, reason: str) -> str:
    """Why staff should look twice. A name that was corrected on the certificate alone, however long ago, may be right
    and the profile's wrong; and few certificates that were withdrawn were withdrawn in error."""
    if reason == ReplacementReason.NAME_CORRECTED and certificate.was_corrected:  # type: ignore[attr-defined]
        return CORRECTED_BEFORE
    if reason != ReplacementReason.REINSTATED or certificate.withdrawn_at is None:
        return ""
    why = certificate.get_withdrawal_reason_display()
    withdrawn = f"Withdrawn on {day(certificate.withdrawn_at)}: {why[0].lower()}{why[1:]}."
    if certificate.attendance.is_disputed:
        return f"{withdrawn} Whether they were there is still to be decided."
    return withdrawn if certificate.attendance.met_rule else f"{withdrawn} By the register they did not meet the rule."


def _chosen(choice: Choice) -> QuerySet[Certificate]:
    certificates = Certificate.objects.current()
    if choice.reason == ReplacementReason.REINSTATED:
        certificates = certificates.filter(withdrawn_at__isnull=False)
    else:
        certificates = certificates.standing()
    if choice.reason == ReplacementReason.NAME_CORRECTED:
        certificates = certificates.exclude(holder_name=F("person__name"))
    given = {
        "course": choice.course,
        "attendance__session": choice.session,
        "attended_on__gte": choice.since,
        "attended_on__lte": choice.until,
        "template_version": choice.template_version,
    }
    narrowed = certificates.filter(**{name: value for name, value in given.items() if value})
    corrected = Certificate.objects.filter(
        person=OuterRef("person"),
        course=OuterRef("course"),
        cycle=OuterRef("cycle"),
        replacement_reason=ReplacementReason.NAME_CORRECTED,
    )
    read = narrowed.select_related("person", "course", "attendance__course", "attendance__session")
    badge = CertificateBadge.objects.filter(certificate=OuterRef("pk"))
    return read.annotate(was_corrected=Exists(corrected), has_badge=Exists(badge)).order_by("holder_name", "pk")
