"""What can be said of somebody's attendance, and by whom."""

from django.db import models


class AttendanceStatus(models.TextChoices):
    """How somebody attended."""

    PRESENT = "present", "Present"
    LATE = "late", "Late"
    LEFT_EARLY = "left_early", "Left early"
    ABSENT = "absent", "Absent"
    APOLOGY = "apology", "Absent, sent apologies"


# Kept beside the class, since Django would read a tuple inside it as another choice.
WAS_THERE = (AttendanceStatus.PRESENT, AttendanceStatus.LATE, AttendanceStatus.LEFT_EARLY)
PART_OF_SESSION = (AttendanceStatus.LATE, AttendanceStatus.LEFT_EARLY)
AWAY = (AttendanceStatus.ABSENT, AttendanceStatus.APOLOGY)


class ClaimSource(models.TextChoices):
    """How a claim came to us."""

    REGISTER = "register", "Register"
    SCAN = "scan", "Code scanned at the door"
    SELF = "self", "Checked in by themselves"
    WEBINAR = "webinar", "Webinar's log"
    SIGNED_LIST = "signed_list", "Organisation's signed list"
    BOOKING = "booking", "Place given back"


# Claims of those who ran the session, who saw for themselves; and that a place is given back, which ends all before it.
OF_THE_ROOM = (ClaimSource.REGISTER, ClaimSource.SCAN, ClaimSource.BOOKING)

# Claims that say only that somebody arrived: nobody measured how long they stayed.
OF_ARRIVAL = (ClaimSource.SCAN, ClaimSource.SELF, ClaimSource.SIGNED_LIST)
