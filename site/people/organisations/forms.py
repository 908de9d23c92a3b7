"""The organisation picker: part of any form that asks where a person works."""

from datetime import datetime
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.urls import reverse_lazy

from people.accounts.models import Person
from people.organisations.models import LocalAuthority, Organisation, OrganisationKind
from people.organisations.operations import propose_organisation
from people.organisations.queries import LONGEST_SEARCH, find_choosable, organisations_named, search_organisations

NOT_LISTED = "new"


class TextWhenAsked(forms.CharField):
    """Text that the picker itself asks for when it is needed; not called optional beside its label."""

    def validate(self, value: str) -> None:
        """Leave it to the picker whether it may be empty."""


class ChoiceWhenAsked(forms.ModelChoiceField):
    """The same for a choice."""

    def validate(self, value: Any) -> None:
        """Leave it to the picker whether it may be empty."""


class OrganisationPickerMixin(forms.Form):
    """Fields to find an organisation by a few letters, choose it, or add one that is not listed.

    Works in three ways: with htmx the matches appear as one types; without, the button "Find" (a submit button of that
    name) shows the same form again with everything kept and the matches below; and a whole name typed exactly is taken
    when only one organisation has it. Use:

        class BookingForm(OrganisationPickerMixin, forms.Form):
            name = forms.CharField()

        form = BookingForm(request.POST or None, initial={"organisation": person.organisation})
        if request.method == "POST" and form.is_valid():     # never valid while the person only pressed Find
            book(..., organisation=form.chosen_organisation(by=actor, at=now), ...)
            return redirect(...)
        return render(request, "training/booking_form.html", {"form": form})

    and in the template, among the other fields: `{{ organisation_picker(form) }}` from
    "components/organisation_picker.html". A form that may leave it empty sets `organisation_required = False`;
    `chosen_organisation` then gives None.
    """

    organisation_required = True
    # What is said where none is chosen, and where the text fits several or none.
    say_which = "Tell us your organisation: type part of its name, then choose it."
    choose_one = "Please choose your organisation from the list, or say it is not listed."

    organisation_query = TextWhenAsked(
        label="Your organisation",
        max_length=LONGEST_SEARCH,
        help_text="Type part of its name, or its postcode",
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "spellcheck": "false",
                "hx-get": reverse_lazy("people:organisation-search"),
                "hx-trigger": "input changed delay:300ms, typed-early",
                "hx-target": "#organisation-results",
                "hx-sync": "this:replace",
            }
        ),
    )
    organisation = TextWhenAsked(label="Choose your organisation")
    new_organisation_name = TextWhenAsked(label="Name of the organisation", max_length=200)
    new_organisation_kind = ChoiceWhenAsked(
        OrganisationKind.objects.order_by("name"), label="What kind of organisation is it?", empty_label="Choose a kind"
    )
    new_organisation_area = ChoiceWhenAsked(
        LocalAuthority.objects.order_by("name"),
        label="Which area is it in?",
        empty_label="The whole region, or somewhere else",
    )
    new_organisation_offered = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._offered: list[Organisation] = []
        super().__init__(*args, **kwargs)
        self.fields["organisation_query"].required = self.organisation_required

    def wants_search(self) -> bool:
        """Whether the person pressed Find: then nothing is checked yet, and the form is shown again with matches."""
        return self.is_bound and "find" in self.data

    def full_clean(self) -> None:
        """Check nothing while the person is still looking."""
        if not self.wants_search():
            super().full_clean()
            return
        self._errors = ErrorDict()
        self.cleaned_data = {}

    def is_valid(self) -> bool:
        """Never valid while the person is still looking."""
        return not self.wants_search() and super().is_valid()

    def clean(self) -> dict[str, Any]:
        """Settle `organisation`: one from the list, or None with the fields of a new one filled in."""
        super().clean()
        typed, query = self.cleaned_data.get("organisation", ""), self.cleaned_data.get("organisation_query", "")
        chosen: Organisation | None = None
        if typed == NOT_LISTED:
            self._check_new_organisation()
        elif typed:
            chosen = self._known(typed)
            if chosen is None:
                self.add_error(
                    "organisation_query", "That organisation is no longer in our list. Please find it again."
                )
        elif query:
            chosen = self._only_one_named(query)
        elif self.organisation_required:
            self.add_error("organisation_query", self.say_which)
        self.cleaned_data["organisation"] = chosen
        return self.cleaned_data

    def chosen_organisation(self, *, by: Person | None, at: datetime) -> Organisation | None:
        """The organisation chosen, or the new one, added for staff to confirm. The form must be valid.

        None only where the form lets it be empty.
        """
        chosen: Organisation | None = self.cleaned_data["organisation"]
        if chosen is not None or self.cleaned_data.get("new_organisation_kind") is None:
            return chosen
        return propose_organisation(
            name=self.cleaned_data["new_organisation_name"],
            kind=self.cleaned_data["new_organisation_kind"],
            local_authority=self.cleaned_data["new_organisation_area"],
            by=by,
            at=at,
        )

    def organisation_choices(self) -> list[Organisation]:
        """What to show below the box: what was chosen or offered, then what matches the text."""
        shown = list(self._offered)
        chosen = self._known(self.chosen_value())
        if chosen is not None:
            shown.append(chosen)
        query = self["organisation_query"].value() or ""
        return list(dict.fromkeys([*shown, *search_organisations(text=query)]))

    def chosen_value(self) -> str:
        """The value of the radio that is marked: a key, `new`, or nothing."""
        value = self["organisation"].value() or ""
        return str(value.pk if isinstance(value, Organisation) else value)

    def has_searched(self) -> bool:
        """Whether there is something to choose from, if only "not listed"."""
        return bool((self["organisation_query"].value() or "").strip() or self.chosen_value() or self._offered)

    def _known(self, value: str) -> Organisation | None:
        """The organisation with this key, if it may be chosen; a person's own may still await staff."""
        own = self.get_initial_for_field(self.fields["organisation"], "organisation")
        if isinstance(own, Organisation) and str(own.pk) == value:
            return own
        return find_choosable(pk=int(value)) if value.isdecimal() and len(value) < 15 else None

    def _only_one_named(self, query: str) -> Organisation | None:
        named = organisations_named(name=query)
        if len(named) == 1:
            return named[0]
        self.add_error("organisation_query", self.choose_one)
        return None

    def _check_new_organisation(self) -> None:
        name, area = self.cleaned_data.get("new_organisation_name"), self.cleaned_data.get("new_organisation_area")
        if not name:
            self.add_error("new_organisation_name", "Give the name of the organisation.")
        if not self.cleaned_data.get("new_organisation_kind") and "new_organisation_kind" not in self.errors:
            self.add_error("new_organisation_kind", "Choose what kind of organisation it is.")
        if not name or self.cleaned_data.get("new_organisation_offered"):
            return
        self._offered = [same for same in organisations_named(name=name) if same.local_authority == area]
        if self._offered:
            self.add_error(
                "organisation",
                f"{self._offered[0].name} is already in our list. Choose it if it is yours, or go on if it is not.",
            )
