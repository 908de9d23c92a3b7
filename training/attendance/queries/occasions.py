"""Occasions: what stands for one attendance where the questions of an evaluation are asked, and says nothing of it."""

import base64
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from documents.keys import key_for
from surveys.models import Survey
from surveys.responses.queries.occasions import About
from training.attendance.models import WAS_THERE, Attendance

BYTES_OF_KEY = 8


def occasion_of(attendance: Attendance) -> str:
    """The occasion of one attendance: always the same, so that it is answered once; nobody can make up another's, and
    whoever is handed it learns nothing, not even the attendance's key. AES-SIV (RFC 5297) under a key made of
    SECRET_KEY, as 32 characters fit for an address."""
    sealed = _cipher().encrypt(attendance.pk.to_bytes(BYTES_OF_KEY, "big"), None)
    return base64.urlsafe_b64encode(sealed).decode()


def attendance_of_occasion(occasion: str) -> int | None:
    """The key of the attendance that an occasion stands for; None where we never made it, letter for letter: another
    spelling of the same would be answered once more."""
    try:
        sealed = base64.urlsafe_b64decode(occasion.encode("ascii"))
        key = _cipher().decrypt(sealed, None)
    except (InvalidTag, ValueError):
        return None
    return int.from_bytes(key, "big") if base64.urlsafe_b64encode(sealed).decode() == occasion else None


def course_of_occasion(survey: Survey, occasion: str) -> About | None:
    """The course that answers to an occasion are about: of somebody who was there, and whom this survey asks. None of
    anything else."""
    key = attendance_of_occasion(occasion)
    asked = Attendance.objects.filter(pk=key, status__in=WAS_THERE, course__evaluation=survey) if key else None
    course = asked.values_list("course__code", "course__title").first() if asked else None
    return About(*course) if course else None


@cache
def _cipher() -> AESSIV:
    return AESSIV(key_for("training.attendance.occasion"))
