"""Making and changing courses."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from people.models import Person
from training.courses.models import Competency, Course, Theme
from training.facts import keep_facts


@transaction.atomic
def create_course(
    *,
    themes: Iterable[Theme] = (),
    competencies: Iterable[Competency] = (),
    by: Person | None,
    at: datetime,
    **facts: Any,
) -> Course:
    """Make a course from its facts. The database refuses a certificate that asks more minutes than the course lasts."""
    course = Course.objects.create(**facts)
    course.themes.set(themes)
    course.competencies.set(competencies)
    log(instance=course, action="training.course.create", user=by)
    return course


@transaction.atomic
def change_course(
    *,
    course: Course,
    themes: Iterable[Theme] | None = None,
    competencies: Iterable[Competency] | None = None,
    by: Person | None,
    at: datetime,
    **facts: Any,
) -> Course:
    """Change some facts of a course. Attendance and certificates keep what was true when they were made.

    Nothing is written, and no audit entry made, where nothing differs.
    """
    kept = Course.objects.select_for_update().get(pk=course.pk)
    changed = set(keep_facts(kept, facts))
    for name, given in (("themes", themes), ("competencies", competencies)):
        related = getattr(kept, name)
        if given is not None and set(given) != set(related.all()):
            related.set(given)
            changed.add(name)
    if changed:
        log(instance=kept, action="training.course.change", user=by, data={"changed": sorted(changed)})
    return kept
