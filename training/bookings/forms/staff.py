"""What programme managers are asked when they change a booking for somebody, or put them on."""

from typing import Any

from django import forms

from people.accounts.forms import AddressField, NameField
from people.choosers import organisation_chooser
from people.models import Organisation, Role
from training.bookings.forms.booking import GroupedRoleIterator, RoleField
from training.bookings.forms.changing import ManagerForm, MoveForm, SwapForm
from training.bookings.operations import Colleague, StaffReason
from training.bookings.queries.staff_words import STANDING
from training.sessions.models import Session


def reason_field() -> forms.TypedChoiceField:
    """Why, in a word of a closed list."""
    return forms.TypedChoiceField(
        label="Reason",
        choices=[("", "Not given"), *StaffReason.choices],
        coerce=StaffReason,
        empty_value=None,
        required=False,
        help_text="Kept in the log. The person is not told it.",
    )


class FindForm(forms.Form):
    """Which of a session's bookings to show. What cannot be read narrows nothing."""

    q = forms.CharField(label="Name, email or organisation", required=False, max_length=100)
    status = forms.ChoiceField(label="Status", choices=[("", "All"), *STANDING.items()], required=False)

    def narrowed(self) -> dict[str, str]:
        """What `bookings_in` asks for."""
        told = self.cleaned_data if self.is_valid() else {}
        return {"search": told.get("q", "").strip(), "status": told.get("status", "")}


class StaffCancelForm(forms.Form):
    """Why a booking is cancelled."""

    reason = reason_field()


class StaffMoveForm(MoveForm):
    """Which other date, and why."""

    reason = reason_field()


class StaffManagerForm(ManagerForm):
    """Who is to agree, before a place is accepted for somebody of whom that was not asked before."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, whose="their", **kwargs)
        asks = "Their organisation asks managers to agree to training. We write to them, and hold the place."
        self.fields["manager_email"].help_text = asks


class RolesOfSomebody(GroupedRoleIterator):
    """Roles of somebody else than whoever chooses."""

    def __iter__(self) -> Any:
        """The same, with another empty choice."""
        _, *groups = super().__iter__()
        yield ("", "Choose a role")
        yield from groups


class RoleOfSomebody(RoleField):
    """A role, chosen by staff for somebody."""

    iterator = RolesOfSomebody


class SomebodyForm(forms.Form):
    """Who somebody is, as staff type it."""

    name = NameField(
        label="Name",
        help_text="As it should be on the certificate",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter a name."},
    )
    email = AddressField(
        label="Work email address",
        help_text="They are sent all they need",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter an email address."},
    )
    role = RoleOfSomebody(
        Role.objects.filter(is_offered=True),
        label="Role",
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Choose a role."),
    )


class StaffSwapForm(SomebodyForm, SwapForm):  # type: ignore[misc]  # its role is asked for in other words
    """Who comes instead, and why."""

    reason = reason_field()


class PutOnForm(SomebodyForm):
    """Who is put on a session."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.filter(merged_into=None),
        label="Organisation",
        widget=organisation_chooser.widget_class,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Choose an organisation."),
    )
    waits = forms.BooleanField(
        label="If every place is taken, put them on the waiting list", required=False, initial=True
    )

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if session.is_hybrid():
            self.fields["online"] = forms.TypedChoiceField(
                label="How they join",
                choices=[(False, "In the room"), (True, "Online")],
                coerce=lambda answer: answer == "True",
                widget=forms.RadioSelect,
                error_messages={"required": "Choose how they join."},
            )

    def facts(self) -> dict[str, Any]:
        """What `put_on` asks for, of a valid form."""
        told = self.cleaned_data
        person = Colleague(told["name"], told["email"], told["role"])
        return {"person": person, "organisation": told["organisation"], "online": told.get("online", False)}
