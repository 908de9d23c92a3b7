"""The register as a form: one small form for each person, read and saved together."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.http import QueryDict

from people.models import Person
from training.attendance.models import PART_OF_SESSION, Attendance, AttendanceStatus
from training.attendance.operations import MarkRefused, mark
from training.attendance.queries import resolve
from training.bookings.models import Booking
from training.sessions.models import Session


class RowForm(forms.Form):
    """What is chosen for one person. `seen` is the key of the claim that the page showed, 0 for none."""

    status = forms.ChoiceField(choices=AttendanceStatus.choices, required=False, widget=forms.RadioSelect)
    minutes = forms.IntegerField(required=False, widget=forms.NumberInput(attrs={"inputmode": "numeric"}))
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, *, booking: Booking) -> None:
        self.booking = booking
        self.attendance: Attendance | None = getattr(booking, "attendance", None)
        self.claims = list(self.attendance.claims.all()) if self.attendance else []
        shown = self.attendance
        super().__init__(
            data,
            prefix=f"p{booking.pk}",
            initial={
                "status": shown.status if shown else None,
                "minutes": shown.minutes if shown and shown.status in PART_OF_SESSION else None,
                "seen": self.claims[0].pk if self.claims else 0,
            },
        )

    @property
    def broke_the_rule(self) -> bool:
        """Whether a certificate stands that this attendance no longer earns."""
        if self.attendance is None or self.attendance.met_rule:
            return False
        return any(certificate.stands() for certificate in self.attendance.certificates.all())

    def clean(self) -> dict[str, object]:
        """Late and left early need minutes that fit the session; for the others none is asked."""
        values = self.cleaned_data
        most = self.booking.session.minutes()
        is_asked = values.get("status") in PART_OF_SESSION and "minutes" not in self.errors
        if is_asked and not 1 <= (values.get("minutes") or 0) <= most:
            self.add_error("minutes", f"{self.booking.name}: enter the minutes attended, from 1 to {most}")
        return values

    def is_changed(self) -> bool:
        """Whether the person in front of the page chose something else than the page showed them."""
        status, minutes = self.cleaned_data["status"], self.cleaned_data.get("minutes")
        if not status:
            return False
        was_seen = self.cleaned_data.get("seen")
        if self.attendance is None or was_seen not in {claim.pk for claim in self.claims}:
            return True
        if was_seen != self.claims[0].pk:  # the page is older than the latest claim: what it showed is worked out again
            shown = resolve([each for each in self.claims if each.pk <= was_seen], enough=0)
            return status != shown.status or (status in PART_OF_SESSION and minutes != shown.minutes)
        if status != self.attendance.status:
            return True
        return status in PART_OF_SESSION and self.attendance.minutes != minutes


@dataclass(frozen=True)
class Saved:
    """What saving did: how many marks were made, and the bookings that were changed by somebody else meanwhile."""

    marks: int
    meanwhile: list[int]


class Register:
    """All the rows of one session's register."""

    def __init__(self, session: Session, bookings: list[Booking], data: QueryDict | None = None) -> None:
        for booking in bookings:
            booking.session = session  # one object for all, so that no row asks for it again
        self.session = session
        self.rows = [RowForm(data, booking=booking) for booking in bookings]

    def is_valid(self, *, only: int | None = None) -> bool:
        """Whether every row, or the one asked for, can be saved as it stands."""
        return not any(row.errors for row in self._chosen(only))

    def save(self, *, only: int | None = None, by: Person, at: datetime) -> Saved:
        """Mark the rows that were changed, and leave alone what the page merely showed."""
        made, meanwhile = 0, []
        for row in self._chosen(only):
            if not row.is_changed():
                continue
            values = row.cleaned_data
            try:
                mark(
                    booking=row.booking,
                    status=values["status"],
                    minutes=values.get("minutes"),
                    instead_of=values.get("seen") or 0,
                    by=by,
                    at=at,
                )
                made += 1
            except MarkRefused:  # marked by somebody else, or cancelled, since the page was opened
                meanwhile.append(row.booking.pk)
        return Saved(made, meanwhile)

    def errors(self) -> list[tuple[str, str]]:
        """The address on the page and the words of each thing to mend."""
        return [
            (str(row[name].auto_id), str(message))
            for row in self.rows
            if row.is_bound
            for name, messages in row.errors.items()
            for message in messages
        ]

    def _chosen(self, only: int | None) -> list[RowForm]:
        return [row for row in self.rows if only is None or row.booking.pk == only]
