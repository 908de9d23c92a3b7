"""The map of training: a course is taught in sessions, people book, attend, and are certified."""

from training.attendance.models import Attendance, AttendanceStatus, Mark
from training.bookings.models import (
    Approval,
    Booking,
    BookingNeeds,
    BookingStatus,
    CalendarFeed,
    GroupBooking,
    GroupTakes,
    Interest,
    MessageText,
    Notice,
    NoticeKind,
    Pool,
)
from training.certificates.models import Certificate, CertificateFile, WithdrawalReason
from training.courses.models import Competency, Course, DeliveryMode, Framework, Theme
from training.sessions.models import (
    FairnessPolicy,
    Language,
    Series,
    Session,
    SessionMode,
    SessionStatus,
    UndatedSession,
    Venue,
)

__all__ = [
    "Approval",
    "Attendance",
    "AttendanceStatus",
    "Booking",
    "BookingNeeds",
    "BookingStatus",
    "CalendarFeed",
    "Certificate",
    "CertificateFile",
    "Competency",
    "Course",
    "DeliveryMode",
    "FairnessPolicy",
    "Framework",
    "GroupBooking",
    "GroupTakes",
    "Interest",
    "Language",
    "Mark",
    "MessageText",
    "Notice",
    "NoticeKind",
    "Pool",
    "Series",
    "Session",
    "SessionMode",
    "SessionStatus",
    "Theme",
    "UndatedSession",
    "Venue",
    "WithdrawalReason",
]
