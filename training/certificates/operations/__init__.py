"""The verbs of certificates, of the evidence that people add to their record, and of reminders to renew."""

from training.certificates.operations.evidence import (
    EvidenceRefused,
    TooManyFiles,
    TooMuchEvidence,
    add_evidence,
    change_evidence,
    delete_removed_evidence,
    remove_evidence,
    restore_evidence,
)
from training.certificates.operations.issuing import issue, last_valid_day
from training.certificates.operations.printing import ask_for_print, delete_old_prints, make_prints
from training.certificates.operations.refreshing import remind_of_refreshers, switch_reminders
from training.certificates.operations.withdrawing import AlreadyWithdrawn, ReasonNeeded, WithdrawalRefused, withdraw

__all__ = [
    "AlreadyWithdrawn",
    "EvidenceRefused",
    "ReasonNeeded",
    "TooManyFiles",
    "TooMuchEvidence",
    "WithdrawalRefused",
    "add_evidence",
    "ask_for_print",
    "change_evidence",
    "delete_old_prints",
    "delete_removed_evidence",
    "issue",
    "last_valid_day",
    "make_prints",
    "remind_of_refreshers",
    "remove_evidence",
    "restore_evidence",
    "switch_reminders",
    "withdraw",
]
