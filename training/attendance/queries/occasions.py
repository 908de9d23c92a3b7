"""Occasions: what stands for one person's place in a course where the questions of an evaluation are asked, and says
nothing of it.

Two are handed out: one of the attendance, for afterwards, and where answers are paired one of the booking, for before.
"""

import base64
from datetime import datetime
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.utils import timezone

from documents.keys import key_for
from surveys.models import Mode, Survey, Wave
from surveys.responses.queries.occasions import About
from training.attendance.models import WAS_THERE, Attendance
from training.bookings.models import Booking, BookingStatus
from training.sessions.models import SessionStatus

BYTES_OF_KEY = 8


def occasion_of(attendance: Attendance) -> str:
    """The occasion of one attendance: always the same, so that it is answered once; nobody can make up another's, and
    whoever is handed it learns nothing, not even the attendance's key."""
    return _sealed(attendance.pk, Wave.AFTER)


def occasion_before(booking: Booking) -> str:
    """The same of one booking, for before its session. One is never taken for the other, whatever stands around it."""
    return _sealed(booking.pk, Wave.BEFORE)


def is_asked_before(booking: Booking, survey: Survey, at: datetime) -> bool:
    """Whether the person of a booking may answer what is asked before: their place is confirmed, the session is still
    to come, and answers before and after are kept apart and paired. Reads the session."""
    session = booking.session
    is_expected = booking.status == BookingStatus.CONFIRMED and not booking.walked_in
    is_to_come = session.status == SessionStatus.SCHEDULED and at < session.starts_at
    return survey.mode == Mode.PAIRED and is_expected and is_to_come


def about_occasion(survey: Survey, occasion: str) -> About | None:
    """The course that answers to an occasion are about: of somebody who was there, or who has a place, and whom this
    survey asks. What is asked before is over once that place is let go or the session has begun. None of anything
    else."""
    if key := _opened(occasion, Wave.AFTER):
        asked = Attendance.objects.filter(pk=key, status__in=WAS_THERE, course__evaluation=survey)
        course = asked.values_list("course__code", "course__title").first()
        return About(*course, wave=Wave.AFTER) if course else None
    if key := _opened(occasion, Wave.BEFORE):
        held = Booking.objects.filter(pk=key, session__course__evaluation=survey).select_related("session__course")
        return _about_before(survey, held.first())
    return None


def _about_before(survey: Survey, booking: Booking | None) -> About | None:
    if booking is None:
        return None
    course = booking.session.course
    is_over = not is_asked_before(booking, survey, timezone.now())
    return About(course.code, course.title, wave=Wave.BEFORE, is_over=is_over)


def _sealed(key: int, wave: Wave) -> str:
    """AES-SIV (RFC 5297) under a key made of SECRET_KEY (HKDF), bound to the wave, as 32 characters fit for an
    address."""
    sealed = _cipher().encrypt(key.to_bytes(BYTES_OF_KEY, "big"), [wave.encode()])
    return base64.urlsafe_b64encode(sealed).decode()


def _opened(occasion: str, wave: Wave) -> int | None:
    """The key that was sealed for this wave; None where we never made it, letter for letter: another spelling of the
    same would be answered once more."""
    try:
        sealed = base64.urlsafe_b64decode(occasion.encode("ascii"))
        key = _cipher().decrypt(sealed, [wave.encode()])
    except (InvalidTag, ValueError):
        return None
    return int.from_bytes(key, "big") if base64.urlsafe_b64encode(sealed).decode() == occasion else None


@cache
def _cipher() -> AESSIV:
    return AESSIV(key_for("training.attendance.occasion"))
