"""Attendance as it stands, the claims that it is made of, and headcounts of those who did not register."""

from training.attendance.models.attendance import Attendance, AttendanceQuerySet
from training.attendance.models.audiences import (
    AGES,
    OVER_24,
    PRIMARY_YEARS,
    SECONDARY_YEARS,
    UP_TO_24,
    Audience,
    PartOfDay,
)
from training.attendance.models.choices import (
    AWAY,
    OF_THE_ROOM,
    PART_OF_SESSION,
    WAS_THERE,
    AttendanceStatus,
    ClaimSource,
)
from training.attendance.models.claims import Claim
from training.attendance.models.headcounts import (
    MOST_OF_AN_AUDIENCE,
    Headcount,
    HeadcountLine,
    HeadcountQuerySet,
    SignInSheet,
    Topic,
)

__all__ = [
    "AGES",
    "AWAY",
    "MOST_OF_AN_AUDIENCE",
    "OF_THE_ROOM",
    "OVER_24",
    "PART_OF_SESSION",
    "PRIMARY_YEARS",
    "SECONDARY_YEARS",
    "UP_TO_24",
    "WAS_THERE",
    "Attendance",
    "AttendanceQuerySet",
    "AttendanceStatus",
    "Audience",
    "Claim",
    "ClaimSource",
    "Headcount",
    "HeadcountLine",
    "HeadcountQuerySet",
    "PartOfDay",
    "SignInSheet",
    "Topic",
]
