"""What is asked of a person who wants to be told of a date."""

from datetime import datetime
from typing import Any

from django import forms

from people.accounts.forms import AddressField
from people.models import Person
from people.organisations.forms import OrganisationPickerMixin
from training.bookings.forms.booking import WhoForm


class KnownForm(forms.Form):
    """What a person who is signed in, and of whom all is known, is asked: nothing."""

    website = WhoForm.base_fields["website"]

    def __init__(self, *args: Any, person: Person | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def is_from_a_robot(self) -> bool:
        """Whether the field that people do not see was filled in."""
        return self.is_bound and bool(self.data.get("website"))

    def facts(self, *, at: datetime) -> dict[str, Any]:
        """What `ask_to_be_told` asks for, of a valid form."""
        return {field: getattr(self.person, field) for field in ("email", "name", "role", "organisation")}


class InterestForm(OrganisationPickerMixin, KnownForm):
    """Who they are, in the same words as when booking."""

    name = WhoForm.base_fields["name"]
    email = AddressField(
        label="Your work email address",
        help_text="We write to it when the date is set.",
        widget=WhoForm.base_fields["email"].widget,
        error_messages=WhoForm.base_fields["email"].error_messages,
    )
    role = WhoForm.base_fields["role"]

    field_order = WhoForm.field_order

    def __init__(self, *args: Any, person: Person | None, **kwargs: Any) -> None:
        if person is not None:
            known = {"name": person.name, "role": person.role, "organisation": person.organisation}
            kwargs["initial"] = known | kwargs.get("initial", {})
        super().__init__(*args, person=person, **kwargs)
        if person is not None:
            del self.fields["email"]

    def facts(self, *, at: datetime) -> dict[str, Any]:
        """What `ask_to_be_told` asks for. An organisation that is not listed is added for staff to confirm."""
        email = self.cleaned_data["email"] if self.person is None else self.person.email
        chosen = self.chosen_organisation(by=self.person, at=at)
        return {"email": email, "organisation": chosen} | {name: self.cleaned_data[name] for name in ("name", "role")}


def interest_form(data: Any, *, person: Person | None) -> KnownForm:
    """The form without questions for a person of whom all is known, else the whole one."""
    known = person is not None and person.name and person.role and person.organisation
    return (KnownForm if known else InterestForm)(data, person=person)
