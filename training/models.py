"""The map of training: a course is taught in sessions, people book, attend, and are certified."""

from training.attendance.models import Attendance, AttendanceStatus, Mark
from training.bookings.models import Booking, BookingNeeds, BookingStatus
from training.certificates.models import Certificate, CertificateFile, WithdrawalReason
from training.courses.models import Competency, Course, DeliveryMode, Framework, Theme
from training.sessions.models import Language, Session, SessionMode, SessionStatus, Venue

__all__ = [
    "Attendance",
    "AttendanceStatus",
    "Booking",
    "BookingNeeds",
    "BookingStatus",
    "Certificate",
    "CertificateFile",
    "Competency",
    "Course",
    "DeliveryMode",
    "Framework",
    "Language",
    "Mark",
    "Session",
    "SessionMode",
    "SessionStatus",
    "Theme",
    "Venue",
    "WithdrawalReason",
]
