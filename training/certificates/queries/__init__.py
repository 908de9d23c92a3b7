"""Which certificates are owed, which no longer stand on their attendance, and how one is found and checked."""

from training.certificates.queries.badges import badge_of, course_with_badges, revoked_in
from training.certificates.queries.batches import (
    MOST_AT_ONCE,
    Candidate,
    Choice,
    candidates,
    sessions_with_certificates,
    template_versions,
)
from training.certificates.queries.drafting import draft, next_cycle, redraft, sample, seal
from training.certificates.queries.facts import hash_of_facts, is_as_issued, last_valid_day
from training.certificates.queries.finding import (
    Held,
    canonical_number,
    certificates_of,
    find_certificate,
    held_by,
    is_surname,
    masked,
)
from training.certificates.queries.owing import (
    awaiting_evaluation,
    course_earned,
    no_longer_earned,
    owed,
    owed_with,
    renewable_from,
    waits_for_evaluation,
)
from training.certificates.queries.record import Record, record_in, years_of
from training.certificates.queries.refreshing import (
    colleagues_to_renew,
    counted_by_course,
    expiring,
    reminders_due,
    was_there_when_due,
    ways_to_renew,
    with_standing,
)
from training.certificates.queries.standing import (
    Difference,
    differences,
    earned_since_withdrawal,
    latest_of,
    line_of,
    says_the_same,
)

__all__ = [
    "MOST_AT_ONCE",
    "Candidate",
    "Choice",
    "Difference",
    "Held",
    "Record",
    "awaiting_evaluation",
    "badge_of",
    "candidates",
    "canonical_number",
    "certificates_of",
    "colleagues_to_renew",
    "counted_by_course",
    "course_earned",
    "course_with_badges",
    "differences",
    "draft",
    "earned_since_withdrawal",
    "expiring",
    "find_certificate",
    "hash_of_facts",
    "held_by",
    "is_as_issued",
    "is_surname",
    "last_valid_day",
    "latest_of",
    "line_of",
    "masked",
    "next_cycle",
    "no_longer_earned",
    "owed",
    "owed_with",
    "record_in",
    "redraft",
    "reminders_due",
    "renewable_from",
    "revoked_in",
    "sample",
    "says_the_same",
    "seal",
    "sessions_with_certificates",
    "template_versions",
    "waits_for_evaluation",
    "was_there_when_due",
    "ways_to_renew",
    "with_standing",
    "years_of",
]
