"""Reads about sessions that pages show."""

from datetime import datetime

from cms.courses.models import CoursePage
from training.models import Session
from training.sessions.queries import find_sessions


def pages_of(course_ids: set[int]) -> dict[int, CoursePage]:
    """The pages of these courses that anyone may read, by the course's key."""
    pages = CoursePage.objects.filter(course_id__in=course_ids).live().public()
    return {page.course_id: page for page in pages}


def next_sessions(*, at: datetime, limit: int) -> list[tuple[Session, CoursePage | None]]:
    """The sessions that come next and have places left, each with its course's page where there is one."""
    sessions = list(find_sessions(at=at, with_places=True)[:limit])
    pages = pages_of({session.course_id for session in sessions})
    return [(session, pages.get(session.course_id)) for session in sessions]
