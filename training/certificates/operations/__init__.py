"""The verbs of certificates."""

from training.certificates.operations.asking import agree_to_name, ask_for_name, decline_name
from training.certificates.operations.badges import BadgeRefused, NoBadgesOffered, NoLongerStands, make_badge
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
from training.certificates.operations.issuing import issue
from training.certificates.operations.printing import ask_for_print, delete_old_prints, make_prints
from training.certificates.operations.refreshing import remind_of_refreshers, switch_reminders
from training.certificates.operations.refusals import (
    AlreadyDecided,
    AlreadyReplaced,
    AlreadyWithdrawn,
    AnotherStands,
    AnswerNeeded,
    AskedAnew,
    CannotBeSigned,
    CertificateRefusal,
    NameNeeded,
    NameUnreadable,
    NothingToCorrect,
    NotWithdrawn,
    ReasonNeeded,
    SaysOtherwise,
)
from training.certificates.operations.reissuing import do_row, start_reissue
from training.certificates.operations.replacing import correct_name, replace
from training.certificates.operations.withdrawing import withdraw

__all__ = [
    "AlreadyDecided",
    "AlreadyReplaced",
    "AlreadyWithdrawn",
    "AnotherStands",
    "AnswerNeeded",
    "AskedAnew",
    "BadgeRefused",
    "CannotBeSigned",
    "CertificateRefusal",
    "EvidenceRefused",
    "NameNeeded",
    "NameUnreadable",
    "NoBadgesOffered",
    "NoLongerStands",
    "NotWithdrawn",
    "NothingToCorrect",
    "ReasonNeeded",
    "SaysOtherwise",
    "TooManyFiles",
    "TooMuchEvidence",
    "add_evidence",
    "agree_to_name",
    "ask_for_name",
    "ask_for_print",
    "change_evidence",
    "correct_name",
    "decline_name",
    "delete_old_prints",
    "delete_removed_evidence",
    "do_row",
    "issue",
    "make_badge",
    "make_prints",
    "remind_of_refreshers",
    "remove_evidence",
    "replace",
    "restore_evidence",
    "start_reissue",
    "switch_reminders",
    "withdraw",
]
