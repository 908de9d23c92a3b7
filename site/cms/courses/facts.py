"""A course's facts, in words for its page."""

from typing import NamedTuple

from documents.figures import in_figures
from training.models import Competency, Course, DeliveryMode


class CourseFacts(NamedTuple):
    """What a reader wants to know before booking."""

    rows: list[tuple[str, str]]
    outcomes: list[str]
    competencies: dict[str, list[str]]


def counted(number: int, noun: str) -> str:
    """A number with its noun: 1 hour, 2 hours."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def length_in_words(minutes: int) -> str:
    """Minutes as a person says them: 1 hour 30 minutes."""
    hours, rest = divmod(minutes, 60)
    parts = [counted(hours, "hour")] if hours else []
    return " ".join([*parts, counted(rest, "minute")]) if rest or not parts else parts[0]


def months_in_words(months: int) -> str:
    """Months as a person says them: 3 years, 18 months."""
    years, rest = divmod(months, 12)
    return counted(years, "year") if years and not rest else counted(months, "month")


def certificate_rule(course: Course) -> str:
    """What earns the certificate and how long it holds, as sentences."""
    if course.renews:
        return _renewal_rule(course, course.renews)
    if not course.awards_certificate:
        return "This course does not award one"
    if course.certificate_minutes >= course.duration_minutes:
        rule = "You get one when you attend the whole course."
    else:
        least, whole = length_in_words(course.certificate_minutes), length_in_words(course.duration_minutes)
        rule = f"You get one when you attend at least {least} of the {whole}."
    if course.validity_months:
        return f"{rule} It is valid for {months_in_words(course.validity_months)}."
    return f"{rule} It does not expire."


def _renewal_rule(course: Course, renewed: Course) -> str:
    """What a refresher does for the certificate of the course that it renews."""
    rule = f"It renews your certificate of {renewed.title}, if you hold one."
    if renewed.validity_months:
        rule += f" The new one is valid for {months_in_words(renewed.validity_months)}."
    return f"{rule} Without one you get a certificate of this course." if course.awards_certificate else rule


def delivery_in_words(course: Course) -> str:
    """The ways a course is taught, in the order in which they are usually listed."""
    return ", ".join(str(mode.label) for mode in DeliveryMode if mode.value in course.delivery_modes)


def facts_of(course: Course) -> CourseFacts:
    """Everything that a course page shows beside the editors' words. Makes two queries, and a third for a refresher."""
    themes = ", ".join(sorted(theme.name for theme in course.themes.all()))
    rows = [
        ("Who it is for", course.audience),
        ("How long it takes", length_in_words(course.duration_minutes)),
        ("CPD hours", in_figures(course.cpd_hours)),
        ("How it is taught", delivery_in_words(course)),
        ("Certificate", certificate_rule(course)),
        ("Themes", themes),
        ("Course code", course.code),
    ]
    competencies: dict[str, list[str]] = {}
    for each in Competency.objects.filter(courses=course).select_related("framework").order_by("framework", "code"):
        competencies.setdefault(each.framework.name, []).append(str(each))
    return CourseFacts([(label, text) for label, text in rows if text], course.outcome_list(), competencies)
