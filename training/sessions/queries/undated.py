"""Finding sessions whose date is to be set."""

from django.db.models import Q, QuerySet

from people.models import LocalAuthority
from training.courses.models import Course
from training.sessions.models import SessionMode, UndatedSession


def find_undated(
    *,
    course: Course | None = None,
    area: LocalAuthority | None = None,
    mode: str | None = None,
    language: str | None = None,
) -> QuerySet[UndatedSession]:
    """Sessions whose date is to be set, of which people can ask to be told; the longest planned first.

    The filters mean what they do in `find_sessions`; one that names no area may be held in any.
    """
    found = UndatedSession.objects.filter(
        session=None, withdrawn_at=None, is_announced=True, course__is_active=True
    ).select_related("course", "local_authority")
    if course is not None:
        found = found.filter(course=course)
    if area is not None:
        from_anywhere = Q(mode__in=[SessionMode.ONLINE, SessionMode.HYBRID])
        found = found.filter(from_anywhere | Q(local_authority=area) | Q(local_authority=None))
    if mode:
        found = found.filter(mode__in={mode, SessionMode.HYBRID})
    if language:
        found = found.filter(language=language)
    return found.order_by("pk")
