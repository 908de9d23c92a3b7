"""Entering the list that an organisation signed."""

from typing import Any

from django import forms

from training.attendance.models import AttendanceStatus
from training.bookings.models import Booking


class PeopleField(forms.TypedMultipleChoiceField):
    """People who are ticked. None may be, where a list is taken back; it is not called optional for that."""

    def validate(self, value: Any) -> None:
        """Leave it to the verb whether there may be none."""
        if value:
            super().validate(value)


class SignedListForm(forms.Form):
    """Who is on the list: everyone of the organisation, until a tick is taken away."""

    people = PeopleField(
        label="Who is on the list?",
        help_text="Take the tick away from those who are not.",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    signed_by = forms.CharField(
        label="Who signed it?",
        help_text="Their name, where it can be read.",
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, data: Any, *, people: list[Booking], was_entered: bool) -> None:
        """`people` say what the latest list makes of them; before there is one, all are ticked."""
        given: list[Any] = list(people)
        ticked = [each.pk for each in given if not was_entered or each.on_list == AttendanceStatus.PRESENT]
        super().__init__(data, initial={"people": ticked})
        field: Any = self.fields["people"]
        field.choices = [(booking.pk, f"{booking.name}, {booking.role}") for booking in people]
