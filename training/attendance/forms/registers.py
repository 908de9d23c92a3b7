"""The register as a form: one small form for each person, read and saved together."""

from datetime import datetime

from django import forms
from django.http import QueryDict

from people.models import Person
from training.attendance.models import AWAY, PART_OF_SESSION, Attendance, AttendanceStatus, Claim, ClaimSource
from training.attendance.operations import Mark, Marked, mark_several
from training.attendance.queries import claimed, note_lists, ruling_claim, says, stands_as
from training.bookings.models import Booking
from training.sessions.models import Session

QUICK_MINUTES = (5, 10, 15, 30)
OTHER = "other"


class RowForm(forms.Form):
    """What is chosen for one person. `missed` is how many minutes of the session they were not there for, or that it is
    another number, in `missed_other`. `seen` is the key of the claim that the page showed, 0 for none."""

    status = forms.ChoiceField(choices=AttendanceStatus.choices, required=False)
    missed = forms.CharField(required=False)
    missed_other = forms.IntegerField(required=False)
    seen = forms.IntegerField(required=False)

    def __init__(self, data: QueryDict | None, *, booking: Booking) -> None:
        self.booking, self.session = booking, booking.session
        self.attendance: Attendance | None = getattr(booking, "attendance", None)
        self.claims: list[Claim] = list(self.attendance.claims.all()) if self.attendance else []
        super().__init__(data, prefix=f"p{booking.pk}")

    def shown(self, name: str) -> str:
        """What stands in a field of the page: what was sent, else what is so."""
        if self.is_bound:
            return str(self.data.get(self.add_prefix(name), ""))
        if name == "status":
            return self.marked_as
        missed = self._missed()
        is_quick = missed in self.quick_minutes()
        if name == "missed":
            return str(missed) if is_quick else OTHER if missed else ""
        return str(missed) if missed and not is_quick else ""

    def _missed(self) -> int:
        own = _mark_in(self.claims)
        return self.session.minutes() - own.minutes if own and own.status in PART_OF_SESSION else 0

    def quick_minutes(self) -> list[int]:
        """Minutes to choose from by one touch: fewer than the session has."""
        return [number for number in QUICK_MINUTES if number < self.session.minutes()]

    @property
    def marked_as(self) -> str:
        """How they are marked in the register itself; empty where what stands is known from something else, so that
        whoever runs the session can say the same, or otherwise."""
        own = _mark_in(self.claims)
        return own.status if own else ""

    @property
    def stands(self) -> str:
        """How they stand, in words."""
        return stands_as(self.attendance.status, self.attendance.minutes, self.session) if self.attendance else ""

    @property
    def says(self) -> str:
        """Where that comes from."""
        return says(ruling_claim(self.claims), self.session) if self.claims else ""

    @property
    def known_otherwise(self) -> bool:
        """Whether it is known from something else than a mark in the register, which is said at first sight."""
        return bool(self.claims) and _mark_in(self.claims) is None

    @property
    def history(self) -> list[tuple[str, str]]:
        """All that was said of them, the latest first: what, and where it comes from."""
        return [(claimed(claim, self.session), says(claim, self.session)) for claim in self.claims]

    @property
    def was_there(self) -> bool:
        """Whether they came."""
        return self.attendance is not None and self.attendance.status not in AWAY

    @property
    def broke_the_rule(self) -> bool:
        """Whether a certificate stands that this attendance no longer earns."""
        if self.attendance is None or self.attendance.met_rule:
            return False
        return any(certificate.stands() for certificate in self.attendance.certificates.all())

    def clean(self) -> dict[str, object]:
        """Late and left early need the minutes missed, or `minutes` attended, that fit the session; for the others none
        are asked."""
        values = self.cleaned_data
        values["minutes"] = None
        if values.get("status") not in PART_OF_SESSION:
            self.errors.pop("missed_other", None)
            return values
        most = self.session.minutes() - 1
        quick = values.get("missed", "")
        missed = int(quick) if quick in map(str, QUICK_MINUTES) else values.get("missed_other") or 0
        if 1 <= missed <= most:
            values["minutes"] = self.session.minutes() - missed
            return values
        own = _mark_in(self.claims)
        if not quick and not missed and own and own.status == values["status"]:
            values["minutes"] = own.minutes  # as it was shown: none of it was missed
            return values
        self.errors.pop("missed_other", None)
        how = "late they were" if values["status"] == AttendanceStatus.LATE else "early they left"
        self.add_error("missed_other", f"{self.booking.name}: choose how many minutes {how}, from 1 to {most}")
        return values

    def is_changed(self) -> bool:
        """Whether the person in front of the page chose something else than the page showed them."""
        status, minutes = self.cleaned_data["status"], self.cleaned_data["minutes"]
        if not status:
            return False
        was_seen = self.cleaned_data.get("seen")
        if self.attendance is None or was_seen not in {claim.pk for claim in self.claims}:
            return True
        # What the page showed is worked out again where it is older than the latest claim.
        shown = _mark_in([each for each in self.claims if each.pk <= was_seen])
        if shown is None:
            return True
        return status != shown.status or (status in PART_OF_SESSION and minutes != shown.minutes)

    def mark(self) -> Mark:
        """What was chosen."""
        values = self.cleaned_data
        return Mark(self.booking.pk, values["status"], values["minutes"], values.get("seen") or 0)


def _mark_in(claims: list[Claim]) -> Claim | None:
    """The mark in the register that says how somebody stands, where that is what says it."""
    ruling = ruling_claim(claims) if claims else None
    return ruling if ruling and ruling.source == ClaimSource.REGISTER else None


class Register:
    """All the rows of one session's register."""

    def __init__(self, session: Session, bookings: list[Booking], data: QueryDict | None = None) -> None:
        for booking in bookings:
            booking.session = session  # one object for all, so that no row asks for it again
        self.session = session
        self.rows = [RowForm(data, booking=booking) for booking in bookings]
        note_lists((claim for row in self.rows for claim in row.claims), session)

    def is_valid(self, *, only: int | None = None) -> bool:
        """Whether every row, or the one asked for, can be saved as it stands."""
        return not any(row.errors for row in self._chosen(only))

    def save(self, *, only: int | None = None, by: Person, at: datetime) -> Marked:
        """Mark the rows that were changed, all at once, and leave alone what the page merely showed."""
        marks = [row.mark() for row in self._chosen(only) if row.is_changed()]
        return mark_several(session=self.session, marks=marks, by=by, at=at) if marks else Marked(0, [])

    def errors(self) -> list[tuple[str, str]]:
        """The address on the page and the words of each thing to mend."""
        return [
            (str(row[name].auto_id), str(message))
            for row in self.rows
            if row.is_bound
            for name, messages in row.errors.items()
            for message in messages
        ]

    @property
    def marked(self) -> int:
        """How many people something is said of."""
        return sum(1 for row in self.rows if row.claims)

    @property
    def disputed(self) -> int:
        """On how many people claims disagree."""
        return sum(1 for row in self.rows if row.attendance and row.attendance.is_disputed)

    def _chosen(self, only: int | None) -> list[RowForm]:
        return [row for row in self.rows if only is None or row.booking.pk == only]
