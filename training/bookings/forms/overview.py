"""How a training lead narrows the overview of their colleagues' bookings, and the dates to book them on."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django import forms

from documents.dates import clock, day
from people.models import Organisation
from training.bookings.queries.overview import Narrowed
from training.courses.models import Course
from training.sessions.models import Session
from training.sessions.queries import find_sessions


class OverviewForm(forms.Form):
    """Which organisation, whom, and which course or date. What cannot be read narrows nothing."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="Organisation", required=False, empty_label=None
    )
    q = forms.CharField(
        label="Colleague's name or email address",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    on = forms.ChoiceField(label="Course or date", required=False)

    use_required_attribute = False

    def __init__(self, *args: Any, led: Sequence[Organisation], sessions: Sequence[Session], past: bool) -> None:
        super().__init__(*args)
        self.past = past
        self.fields["on"].choices = [("", "All"), *_by_course(sessions, past=past)]  # type: ignore[attr-defined]
        if len(led) > 1:
            keys = [organisation.pk for organisation in led]
            chosen = Organisation.objects.filter(pk__in=keys).order_by("name")
            self.fields["organisation"].queryset = chosen  # type: ignore[attr-defined]
        else:
            del self.fields["organisation"]

    def narrowed(self, organisation: Organisation) -> Narrowed:
        """What is asked for."""
        told = self.cleaned_data if self.is_valid() else {}
        kind, _, key = (told.get("on") or "").partition("-")
        return Narrowed(
            organisation,
            past=self.past,
            search=told.get("q", "").strip(),
            course_id=int(key) if kind == "course" else None,
            session_id=int(key) if kind == "session" else None,
        )


class DatesForm(forms.Form):
    """Which course, of those that have a date to book. What cannot be read narrows nothing."""

    course = forms.ModelChoiceField(Course.objects.none(), label="Course", required=False, empty_label="All courses")

    use_required_attribute = False

    def __init__(self, *args: Any, at: datetime) -> None:
        super().__init__(*args)
        with_dates = Course.objects.filter(pk__in=find_sessions(at=at).values("course"))
        self.fields["course"].queryset = with_dates.order_by("title", "pk")  # type: ignore[attr-defined]

    def chosen(self) -> Course | None:
        """The course that is asked for."""
        return self.cleaned_data["course"] if self.is_valid() else None


def _by_course(sessions: Sequence[Session], *, past: bool) -> list[Any]:
    """Each course; and under it, of those to come, each date."""
    in_order = sorted(sessions, key=lambda session: (session.course.title, session.course_id, session.starts_at))
    choices: list[Any] = []
    for course, those in groupby(in_order, key=lambda session: session.course):
        whole = (f"course-{course.pk}", course.title if past else "Every date")
        if past:
            choices.append(whole)
        else:
            days = [(f"session-{each.pk}", f"{day(each.starts_at)}, {clock(each.starts_at)}") for each in those]
            choices.append((course.title, [whole, *days]))
    return choices
