"""The verbs of certificates."""

from training.certificates.operations.badges import BadgeRefused, NoBadgesOffered, NoLongerStands, make_badge
from training.certificates.operations.issuing import issue, last_valid_day
from training.certificates.operations.withdrawing import AlreadyWithdrawn, ReasonNeeded, WithdrawalRefused, withdraw

__all__ = [
    "AlreadyWithdrawn",
    "BadgeRefused",
    "NoBadgesOffered",
    "NoLongerStands",
    "ReasonNeeded",
    "WithdrawalRefused",
    "issue",
    "last_valid_day",
    "make_badge",
    "withdraw",
]
