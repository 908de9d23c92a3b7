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
        label="Late by how many minutes?",
        help_text="Leave it empty for whoever was here in time",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-3"}),
        error_messages={"invalid": "Enter the minutes as a number."},
    )

    def __init__(self, data: Any = None, *, session: Session, last: Booking | None = None) -> None:
        initial = {"role": last.role_id, "organisation": last.organisation} if last else {}
        super().__init__(data, initial=initial, auto_id="walk-in-%s")
        self.session = session
        self.fields["organisation_query"].label = "Organisation"
        self.fields["organisation_query"].help_text = "Part of its name, or its postcode"
        self.fields["organisation"].label = "Choose their organisation"

    def clean_late_by(self) -> int:
        """0 for whoever was there in time; otherwise fewer minutes than the session has."""
        late_by: int = self.cleaned_data["late_by"] or 0
        most = self.session.minutes() - 1
        if not 0 <= late_by <= most:
            raise forms.ValidationError(f"Enter how many minutes late they were, from 1 to {most}.")
        return late_by

    def facts(self, *, by: Person, at: datetime) -> dict[str, Any]:
        """What `put_on_register` asks for, of a valid form. An organisation that is not listed is added for staff to
        confirm."""
        told = self.cleaned_data
        late_by = told["late_by"]
        return {
            "person": Colleague(told["name"], told["email"], told["role"]),
            "organisation": self.chosen_organisation(by=by, at=at),
            "status": AttendanceStatus.LATE if late_by else AttendanceStatus.PRESENT,
            "minutes": self.session.minutes() - late_by if late_by else None,
        }
