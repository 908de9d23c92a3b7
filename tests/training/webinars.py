"""The session of the sample reports, and those who booked it."""

from tests.factories import BookingFactory, PersonFactory, SessionFactory
from training.models import Attendance

# Name and address as they booked. Tomasz joined from another address, Zoë and Katherine from none; Aisha did not come.
BOOKED = {
    "Sam Example": "sam.example@oak.example.org",
    "Priya Sample": "priya.sample@elm.example.org",
    "Zoë O'Brien-Okafor": "zoe@ash.example.org",
    "Tomasz Wójcik": "t.wojcik@oak.example.org",
    "Mohammed Khan": "m.khan@ash.example.org",
    "Katherine Lee": "katherine.lee@elm.example.org",
    "Aisha Begum": "aisha.begum@oak.example.org",
}
# What each layout that has times comes to, once Kath Lee is known to be Katherine.
ATTENDED = {
    "Sam Example": ("present", 120),
    "Priya Sample": ("present", 105),
    "Zoë O'Brien-Okafor": ("late", 89),
    "Tomasz Wójcik": ("left_early", 80),
    "Mohammed Khan": ("present", 119),
    "Katherine Lee": ("present", 119),
    "Aisha Begum": ("absent", 0),
}


def session_of_samples(noon, facilitator):
    """The webinar of the samples, two hours from noon, with seven people booked."""
    session = SessionFactory(starts_at=noon, mode="online", venue=None)
    for name, email in BOOKED.items():
        BookingFactory(session=session, name=name, person=PersonFactory(name=name, email=email))
    session.facilitators.add(facilitator)
    return session


def standing():
    """How everybody stands, by name."""
    return {name: (status, minutes) for name, status, minutes in Attendance.objects.values_list(
        "booking__name", "status", "minutes"
    )}  # fmt: skip
