"""Which courses a refresher can renew."""

from django.db.models import QuerySet

from training.courses.models import Course


def renewable_courses(course: Course) -> QuerySet[Course]:
    """The courses whose certificate this one can renew: not itself, none that is a refresher of another, and none where
    this one has refreshers of its own. So it is always plain which certificate is renewed."""
    if course.pk and course.refreshers.exists():
        return Course.objects.none()
    return Course.objects.filter(renews__isnull=True).exclude(pk=course.pk)
