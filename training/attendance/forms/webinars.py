"""A webinar's log: the file, and who the people in it are."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.http import QueryDict

from training.attendance.operations import Weighed
from training.attendance.queries.webinar_files import LogRefused, read_log
from training.attendance.queries.webinar_files.texts import MOST_BYTES
from training.attendance.queries.webinar_matching import NOBODY, NOTED, How, Match
from training.bookings.models import Booking
from training.sessions.models import Session

HOURS = range(-14, 15)
WHO = re.compile(r"who-(\d{1,4})")
LEAVE_OUT, NOTE = "Nobody who is expected: leave them out", "Somebody who came without a booking: note them for later"


class LogForm(forms.Form):
    """The report as Teams or Zoom made it."""

    report = forms.FileField(
        label="Attendance report",
        help_text="The file that Microsoft Teams or Zoom made, as you downloaded it (.csv). It is read and not kept.",
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
        error_messages={
            "required": "Choose the attendance report.",
            "empty": "This file is empty. Download the report once more, and choose it again.",
        },
    )

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session

    def clean(self) -> dict[str, Any]:
        """Read the file: in `log` is what it holds."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        report = given.get("report")
        if report is not None:
            try:
                given["log"] = read_log(report.read(MOST_BYTES + 1), starts_at=self.session.starts_at)
            except LogRefused as refusal:
                self.add_error("report", f"{report.name}: {refusal}")
        return given


class WhoForm(forms.Form):
    """Who people in the log are, for those whom their address does not tell, and by how much its clock is off."""

    shift = forms.TypedChoiceField(
        label="The times in the file are",
        coerce=int,
        choices=[(hours, "") for hours in HOURS],
    )

    def __init__(self, weighed: Weighed, *, data: Mapping[str, Any] | None = None) -> None:
        initial = {f"who-{one.number}": one.choice() for one in weighed.asked}
        hours = weighed.shift // timedelta(hours=1)
        super().__init__(data, initial=initial | {"shift": hours})
        self.asked = weighed.asked
        self.fields["shift"].choices = [(each, _shift_in_words(each)) for each in HOURS]  # type: ignore[attr-defined]
        rest = _Rest(weighed)
        for one in weighed.asked:
            self.fields[f"who-{one.number}"] = forms.ChoiceField(
                label=one.participant.name,
                help_text="You chose this." if one in weighed.decisions else _about(one),
                choices=rest.choices(one),
                error_messages={"required": f"Choose who {one.participant.name} is."},
            )

    def shown(self) -> dict[str, Any]:
        """What stands in the form before anybody changes it, as it would be sent."""
        return {name: str(self.initial[name]) for name in self.fields}


def sent_choices(data: QueryDict) -> dict[int, str]:
    """Who people are, as a form says it: by their number in the log."""
    return {int(found[1]): str(data[name]) for name in data if (found := WHO.fullmatch(name))}


def sent_shift(data: QueryDict) -> timedelta | None:
    """By how much the log's clock is off, as a form says it; None where it says nothing sensible."""
    text = data.get("shift", "")
    hours = int(text) if re.fullmatch(r"-?\d{1,2}", text) else 99
    return timedelta(hours=hours) if hours in HOURS else None


class _Rest:
    """The bookings to choose from: those that nobody in the log has, then those that somebody has."""

    def __init__(self, weighed: Weighed) -> None:
        taken = {one.booking.pk for one in weighed.matches if one.booking}
        bookings = [line.booking for line in weighed.lines]
        self.free = [_option(each) for each in bookings if each.pk not in taken]
        self.taken = [_option(each) for each in bookings if each.pk in taken]

    def choices(self, one: Match) -> list[Any]:
        """Suggestions first."""
        first = [("", "Choose who this is")] if one.is_open else []
        likely = [_option(each) for each in one.suggestions]
        others = [(NOBODY, LEAVE_OUT), (NOTED, NOTE)]
        groups: Sequence[tuple[str, list[tuple[str, str]]]] = [
            ("Likely", likely),
            ("Expected, and not found in the file", self.free),
            ("Expected, and found", self.taken),
        ]
        return [*first, *others, *((title, options) for title, options in groups if options)]


def _option(booking: Booking) -> tuple[str, str]:
    return str(booking.pk), f"{booking.name}, {booking.organisation.name}"


def _about(one: Match) -> str:
    address = f"{one.participant.addresses[0]}. " if one.participant.addresses else ""
    if one.is_open:
        return f"{address}Written much like {' and '.join(each.name for each in one.suggestions)}."
    ways = {
        How.NAME: "Recognised by the name.",
        How.BEFORE: "As decided for another session.",
        How.DECIDED: "As decided for this session.",
        How.UNKNOWN: "Nobody of this name is expected.",
    }
    return address + ways[one.how]


def _shift_in_words(hours: int) -> str:
    if not hours:
        return "right as they are"
    number = "1 hour" if abs(hours) == 1 else f"{abs(hours)} hours"
    return f"{number} too early" if hours > 0 else f"{number} too late"
