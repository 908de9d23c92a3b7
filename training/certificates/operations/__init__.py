"""The verbs of certificates."""

from training.certificates.operations.asking import agree_to_name, ask_for_name, decline_name
from training.certificates.operations.badges import BadgeRefused, NoBadgesOffered, NoLongerStands, make_badge
from training.certificates.operations.issuing import issue
from training.certificates.operations.refusals import (
    AlreadyDecided,
    AlreadyReplaced,
    AlreadyWithdrawn,
    AnotherStands,
    AnswerNeeded,
    CertificateRefusal,
    NameNeeded,
    NothingToCorrect,
    NotWithdrawn,
    ReasonNeeded,
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
    "BadgeRefused",
    "CertificateRefusal",
    "NameNeeded",
    "NoBadgesOffered",
    "NoLongerStands",
    "NotWithdrawn",
    "NothingToCorrect",
    "ReasonNeeded",
    "agree_to_name",
    "ask_for_name",
    "correct_name",
    "decline_name",
    "do_row",
    "issue",
    "make_badge",
    "replace",
    "start_reissue",
    "withdraw",
]
