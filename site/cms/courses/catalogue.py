"""Looking through the courses."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, OuterRef, Q, Subquery, TextField
from django.db.models.functions import Cast
from django.http import QueryDict

from cms.courses.forms import CatalogueForm
from cms.courses.models import CoursePage
from cms.search.queries import course_pages_matching
from training.models import DeliveryMode, Session, UndatedSession
from training.sessions.queries import find_sessions, find_undated

COURSES_ON_A_PAGE = 12
# Filters that a course meets by having a session that meets them.
OF_SESSIONS = ("area", "mode", "language", "date_from", "date_to", "with_places")
# Those of them that a session whose date is to be set can meet.
OF_UNDATED = frozenset({"area", "mode", "language"})


def matching_pages(wanted: dict[str, Any], *, at: datetime) -> Any:
    """Pages of courses on offer that meet the filters, those with the soonest dates first, then those with a date to be
    set.

    Each has `next_session_id` and `undated_id`: the soonest session that meets the same filters, and one without a
    date, or None.
    """
    pages = CoursePage.objects.live().public().filter(course__is_active=True)
    of_sessions = {name: wanted[name] for name in OF_SESSIONS if name in wanted}
    if wanted.get("mode") == DeliveryMode.SELF_PACED:
        # Learned at one's own pace: no session of it to look for, whatever else is asked.
        of_sessions = {}
        pages = pages.annotate(ways=Cast("course__delivery_modes", TextField())).filter(
            ways__contains=f'"{DeliveryMode.SELF_PACED.value}"'
        )
    if "words" in wanted:
        pages = pages.filter(pk__in=course_pages_matching(wanted["words"]))
    if "theme" in wanted:
        pages = pages.filter(course__themes=wanted["theme"])
    soonest = find_sessions(at=at, **of_sessions).filter(course_id=OuterRef("course_id"))
    pages = pages.annotate(
        next_session_id=Subquery(soonest.values("pk")[:1]), next_at=Subquery(soonest.values("starts_at")[:1])
    )
    undated = UndatedSession.objects.none()
    if of_sessions.keys() <= OF_UNDATED:
        undated = find_undated(**of_sessions).filter(course_id=OuterRef("course_id"))
    pages = pages.annotate(undated_id=Subquery(undated.values("pk")[:1]))
    if of_sessions:
        pages = pages.filter(Q(next_session_id__isnull=False) | Q(undated_id__isnull=False))
    return pages.order_by(F("next_at").asc(nulls_last=True), F("undated_id").asc(nulls_last=True), "title", "pk")


def look_through(query: QueryDict, *, at: datetime) -> dict[str, Any]:
    """What the catalogue shows for a query: its form, and one page of courses, each with its next session.

    Makes the same number of queries however many courses there are.
    """
    form = CatalogueForm(query)
    wanted = form.wanted()
    pages = matching_pages(wanted, at=at).select_related("course").prefetch_related("course__themes")
    courses = Paginator(pages, COURSES_ON_A_PAGE).get_page(query.get("page"))
    found = [page.next_session_id for page in courses if page.next_session_id]
    sessions = Session.objects.select_related("venue__local_authority").in_bulk(found)
    without_date = [page.undated_id for page in courses if page.undated_id and not page.next_session_id]
    undated = UndatedSession.objects.select_related("local_authority").in_bulk(without_date)
    for page in courses:
        page.undated = undated.get(page.undated_id)
        page.next_session = sessions.get(page.next_session_id)
    return {"form": form, "courses": courses, "is_filtered": bool(wanted)}
