"""What somebody needs, asked of them once more."""

from typing import Any

from django import forms

from training.bookings.forms.booking import access_field, dietary_field, diets_field
from training.bookings.models import BookingNeeds
from training.sessions.models import Session, SessionMode


class ChangeNeedsForm(forms.Form):
    """Needs alone. `told` is what was told before, where it may be shown; where it may not, something must be written,
    so that an empty form does not delete what nobody sees."""

    access = access_field()
    diets = diets_field()
    dietary = dietary_field()

    def __init__(self, data: Any, *, session: Session, told: BookingNeeds | None) -> None:
        initial: dict[str, Any] = {}
        if told is not None:
            initial = {"access": told.access, "dietary": told.dietary}
            initial["diets"] = [each.diet for each in told.diets.all()] if told.pk else []
        super().__init__(data, initial=initial)
        self.shows_what_was_told = told is not None
        if session.mode == SessionMode.ONLINE:
            del self.fields["diets"], self.fields["dietary"]

    def clean(self) -> dict[str, Any]:
        """Something, where an empty form would say nothing about what was told."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not self.shows_what_was_told and not any(told.values()):
            self.add_error("access", "Write what you need, or choose to have what you told us forgotten.")
        return told

    def facts(self) -> dict[str, Any]:
        """What `change_needs` asks for, of a valid form."""
        return {"access": "", "dietary": "", "diets": []} | self.cleaned_data
