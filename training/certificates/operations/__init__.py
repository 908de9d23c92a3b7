"""The verbs of certificates."""

from training.certificates.operations.issuing import issue, last_valid_day
from training.certificates.operations.withdrawing import AlreadyWithdrawn, ReasonNeeded, WithdrawalRefused, withdraw

__all__ = ["AlreadyWithdrawn", "ReasonNeeded", "WithdrawalRefused", "issue", "last_valid_day", "withdraw"]
