"""Entering the list that an organisation signed."""

from typing import Any

from django import forms

from people.models import Organisation
from training.attendance.models import AttendanceStatus
from training.bookings.models import Booking


class PeopleField(forms.TypedMultipleChoiceField):
    """People who are ticked. None may be, where a list is taken back; it is not called optional for that."""

    def validate(self, value: Any) -> None:
        """Leave it to the verb whether there may be none."""
        if value:
            super().validate(value)


class SignedListForm(forms.Form):
    """Who is on the list: everyone of the organisation, until a tick is taken away. Whoever came without a place from
    elsewhere, as to a cohort, is offered without one."""

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

    def __init__(self, data: Any, *, organisation: Organisation, people: list[Booking], was_entered: bool) -> None:
        """`people` say what the latest list makes of them; before there is one, all of its own are ticked."""
        given: list[Any] = list(people)
        guests = {each.pk for each in people if each.walked_in and each.organisation_id != organisation.pk}
        if was_entered:
            ticked = [each.pk for each in given if each.on_list == AttendanceStatus.PRESENT]
        else:
            ticked = [each.pk for each in given if each.pk not in guests]
        super().__init__(data, initial={"people": ticked})
        field: Any = self.fields["people"]
        field.choices = [
            (each.pk, f"{each.name}, {each.organisation if each.pk in guests else each.role}") for each in people
        ]
