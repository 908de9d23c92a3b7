"""How a training lead narrows the overview of their colleagues' bookings."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django import forms

from documents.dates import clock, day
from people.models import Organisation
from training.bookings.queries.overview import Narrowed
from training.sessions.models import Session


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
