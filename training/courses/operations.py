"""Making and changing courses."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from people.models import Person
from training.courses.models import Competency, Course, Theme
from training.courses.queries import renewable_courses
from training.facts import keep_facts


class NotRenewable(Exception):
    """A refresher of a refresher. The text is fit to show to the member of staff."""

    def __init__(self) -> None:
        super().__init__("This course cannot renew that one: one of the two is part of another pair already.")


@transaction.atomic
def create_course(
    *,
    themes: Iterable[Theme] = (),
    competencies: Iterable[Competency] = (),
    by: Person | None,
    at: datetime,
    **facts: Any,
) -> Course:
    """Make a course from its facts. The database refuses a certificate that asks more minutes than the course lasts.

    Refusals: NotRenewable.
    """
    _refuse_chain(Course(), facts.get("renews"))
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

    Nothing is written, and no audit entry made, where nothing differs. Refusals: NotRenewable.
    """
    kept = Course.objects.select_for_update().get(pk=course.pk)
    _refuse_chain(kept, facts.get("renews"))
    changed = set(keep_facts(kept, facts))
    for name, given in (("themes", themes), ("competencies", competencies)):
        related = getattr(kept, name)
        if given is not None and set(given) != set(related.all()):
            related.set(given)
            changed.add(name)
    if changed:
        log(instance=kept, action="training.course.change", user=by, data={"changed": sorted(changed)})
    return kept


def _refuse_chain(course: Course, renews: Course | None) -> None:
    if renews and not renewable_courses(course).filter(pk=renews.pk).exists():
        raise NotRenewable
