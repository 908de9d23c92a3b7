"""Which certificates are owed, which no longer stand on their attendance, and how one is found and checked."""

from training.certificates.queries.finding import (
    canonical_number,
    certificates_of,
    find_certificate,
    is_surname,
    masked,
)
from training.certificates.queries.owing import course_earned, no_longer_earned, owed, renewable_from
from training.certificates.queries.record import Record, in_figures, record_in, years_of
from training.certificates.queries.refreshing import (
    colleagues_to_renew,
    counted_by_course,
    expiring,
    reminders_due,
    was_there_when_due,
    ways_to_renew,
    with_standing,
)

__all__ = [
    "Record",
    "canonical_number",
    "certificates_of",
    "colleagues_to_renew",
    "counted_by_course",
    "course_earned",
    "expiring",
    "find_certificate",
    "in_figures",
    "is_surname",
    "masked",
    "no_longer_earned",
    "owed",
    "record_in",
    "reminders_due",
    "renewable_from",
    "was_there_when_due",
    "ways_to_renew",
    "with_standing",
    "years_of",
]
