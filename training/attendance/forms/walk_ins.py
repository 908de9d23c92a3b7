"""What is asked of somebody who comes to the door, in as few words as there can be."""

from datetime import datetime
from typing import Any

from django import forms

from people.accounts.forms import AddressField, NameField
from people.models import Person, Role
from people.organisations.forms import OrganisationPickerMixin
from training.attendance.models import AttendanceStatus
from training.bookings.forms.staff import RoleOfSomebody
from training.bookings.models import Booking
from training.bookings.operations import Colleague
from training.sessions.models import Session


class WalkInForm(OrganisationPickerMixin, forms.Form):
    """Who somebody is, and whether they came late. Role and organisation are those of whoever was let in `last`."""

    name = NameField(
        label="Name",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter their name."},
    )
    email = AddressField(
        label="Email address",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter their email address."},
    )
    role = RoleOfSomebody(
        Role.objects.filter(is_offered=True),
        label="Role",
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Choose their role."),
    )
    late_by = forms.IntegerField(
        label="Minutes late",
        required=False,
        min_value=0,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-3"}),
        error_messages=dict.fromkeys(["invalid", "min_value"], "Enter the minutes as a number."),
    )

    def __init__(self, data: Any = None, *, last: Booking | None = None) -> None:
        initial = {"role": last.role_id, "organisation": last.organisation} if last else {}
        super().__init__(data, initial=initial, auto_id="walk-in-%s")
        self.fields["organisation_query"].label = "Organisation"
        self.fields["organisation_query"].help_text = "Part of its name, or its postcode"
        self.fields["organisation"].label = "Choose their organisation"

    def facts(self, session: Session, *, by: Person, at: datetime) -> dict[str, Any]:
        """What `put_on_register` asks for, of a valid form. An organisation that is not listed is added for staff to
        confirm."""
        told = self.cleaned_data
        late_by = told.get("late_by") or 0
        return {
            "person": Colleague(told["name"], told["email"], told["role"]),
            "organisation": self.chosen_organisation(by=by, at=at),
            "status": AttendanceStatus.LATE if late_by else AttendanceStatus.PRESENT,
            "minutes": session.minutes() - late_by if late_by else None,
        }
