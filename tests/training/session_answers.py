"""What is typed into the form of a session."""

from datetime import timedelta

from django.utils import timezone

from tests.factories import CourseFactory, VenueFactory


def usual_answers():
    """Everything but the course and the time, for a session in a room."""
    return {
        "mode": "in_person", "venue": VenueFactory().pk, "joining_link": "", "joining_notes": "", "language": "en",
        "capacity": 12, "fairness": "first_come", "offer_hours": 16, "changes_close_hours_before": 0,
        "pools_return_days_before": 7, "booking_opens_at": "", "booking_closes_at": "", "status": "scheduled",
    }  # fmt: skip


def session_answers(*, days=30, **changed):
    """For two hours from ten o'clock, so many days from now."""
    starts_at = (timezone.localtime() + timedelta(days=days)).replace(hour=10, minute=0)
    return {
        "course": CourseFactory().pk,
        "starts_at": f"{starts_at:%Y-%m-%d %H:%M}",
        "ends_at": f"{starts_at + timedelta(hours=2):%Y-%m-%d %H:%M}",
        **usual_answers(),
        **changed,
    }
