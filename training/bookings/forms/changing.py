"""What is asked of whoever changes a confirmed place: another date, or a colleague who comes instead."""

from typing import Any

from django import forms

from people.accounts.forms import AddressField, NameField
from people.models import Role
from training.bookings.forms.booking import OtherDateField, RoleField, manager_field
from training.bookings.models import Booking
from training.sessions.models import Session


class MoveForm(forms.Form):
    """Which other date of the same course."""

    session = OtherDateField(
        Session.objects.none(),
        label="Choose another date",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose one of the other dates.",
            "invalid_choice": "Choose a date from the list. If yours is gone, its places have just been taken.",
        },
    )

    def __init__(
        self, *args: Any, sessions: list[Session], online: bool | None = None, who: str = "You", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["session"].offer(sessions, online=online, who=who)  # type: ignore[attr-defined]


class SwapForm(forms.Form):
    """The colleague who comes instead."""

    name = NameField(
        label="Your colleague's name",
        help_text="As it should be on their certificate.",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter your colleague's name."},
    )
    email = AddressField(
        label="Your colleague's work email address",
        help_text="We send them all they need.",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter your colleague's work email address."},
    )
    role = RoleField(
        Role.objects.filter(is_offered=True),
        label="Your colleague's role",
        help_text="Choose the nearest one.",
        error_messages={"required": "Choose a role.", "invalid_choice": "Choose a role from the list."},
    )

    def __init__(self, *args: Any, booking: Booking, asks_manager: bool = False, **kwargs: Any) -> None:
        kwargs["initial"] = {"role": booking.role} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        if asks_manager:
            self.fields["manager_email"] = manager_field("your colleague's")


class ManagerForm(forms.Form):
    """Whom to ask to agree, when a place is accepted by or for somebody of whom that was not asked before."""

    def __init__(self, *args: Any, whose: str = "your", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["manager_email"] = manager_field(whose)
