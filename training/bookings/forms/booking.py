"""What is asked of a person who books."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Prefetch
from django.forms.models import ModelChoiceIterator

from people.accounts.forms import AddressField, NameField
from people.models import Person, Role, RoleGroup
from people.organisations.forms import OrganisationPickerMixin
from training.bookings.models import Diet
from training.sessions.models import Session, SessionMode


class GroupedRoleIterator(ModelChoiceIterator):
    """Roles under the headings of their groups, in the order of the groups."""

    def __iter__(self) -> Any:
        """Give the empty choice, then each group with its roles."""
        yield ("", "Choose your role")
        roles = Role.objects.filter(is_offered=True).order_by("name")
        groups = RoleGroup.objects.order_by("position", "name").prefetch_related(Prefetch("roles", queryset=roles))
        for group in groups:
            choices = [self.choice(role) for role in group.roles.all()]
            if choices:
                yield (group.name, choices)


class RoleField(forms.ModelChoiceField):
    """A role, chosen from a grouped list."""

    iterator = GroupedRoleIterator


class OtherDateField(forms.ModelChoiceField):
    """Another session of the same course."""

    def offer(self, sessions: Sequence[Session], *, online: bool | None = None, who: str = "You") -> None:
        """Let one of these be chosen, each with all that tells it from the others: in a hybrid session also in which
        part `who` would be, where that is settled. They are not read again to be drawn."""
        self.queryset = Session.objects.filter(pk__in=[session.pk for session in sessions])
        self.choices = [(session.pk, _choice(session, online, who)) for session in sessions]


def _choice(session: Session, online: bool | None, who: str) -> str:
    said = session.to_choose(online=online)
    if online is None or not session.is_hybrid():
        return said
    return f"{said}. {who} {'join online' if online else 'come to the room'}"


def access_field() -> forms.CharField:
    """What somebody needs to take part."""
    return forms.CharField(
        label="Is there anything you need to take part?",
        help_text="For example step-free access, captions, an interpreter, a seat near the door, or a prayer space.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )


def diets_field() -> forms.MultipleChoiceField:
    """What caterers count."""
    return forms.MultipleChoiceField(
        label="What should the food be?",
        help_text="Choose all that apply to you. Whoever makes the food is told how many people need what, never who.",
        choices=Diet.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def dietary_field() -> forms.CharField:
    """What fits none of these."""
    return forms.CharField(
        label="Is there anything else about food?",
        help_text="For example an allergy.",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )


def manager_field(whose: str = "your") -> AddressField:
    """The line manager whose approval an organisation wants."""
    return AddressField(
        label=f"{whose.capitalize()} line manager's email address",
        help_text="Your organisation asks managers to agree to training. We write to them, and hold the place.",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": f"Enter {whose} line manager's email address."},
    )


class NeedsForm(forms.Form):
    """What a person who is signed in is asked: needs only, the rest is known."""

    access = access_field()
    diets = diets_field()
    dietary = dietary_field()
    website = forms.CharField(
        label="Leave this empty",
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    cohort = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, person: Person | None = None, session: Session, cohort_key: str = "", **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"cohort": cohort_key} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.person = person
        # How they would join another date: as here, where they are not asked.
        self.joins_online = None if session.is_hybrid() else session.mode == SessionMode.ONLINE
        if session.is_hybrid():
            self._ask_how_to_join(session)
        if "manager_email" in self.data or (person and person.organisation and person.organisation.asks_for_approval):
            self.ask_for_manager()

    def _ask_how_to_join(self, session: Session) -> None:
        self.fields["online"] = forms.TypedChoiceField(
            label="How would you like to join?",
            choices=[
                (False, f"In the room ({session.places_in_words(online=False)})"),
                (True, f"Online ({session.places_in_words(online=True)})"),
            ],
            coerce=lambda answer: answer == "True",
            widget=forms.RadioSelect,
            error_messages={"required": "Choose how you would like to join."},
        )

    def ask_for_manager(self) -> None:
        """Ask for the line manager whose approval the organisation wants."""
        self.fields["manager_email"] = manager_field()

    def is_from_a_robot(self) -> bool:
        """Whether the field that people do not see was filled in."""
        return self.is_bound and bool(self.data.get("website"))

    def offer_other_dates(self, sessions: Sequence[Session]) -> None:
        """Ask for another session of the same course, with all that was typed kept; for nothing where there is none.
        Whoever waits has nothing to confirm."""
        if "email" in self.fields:
            self.fields["email"].help_text = "We send you an email that says what happens next."
        if not sessions:
            return
        self.fields["other_session"] = field = OtherDateField(
            Session.objects.none(),
            label="Choose another date",
            widget=forms.RadioSelect,
            error_messages={"required": "Choose one of the other dates."},
        )
        field.offer(sessions, online=self.joins_online)

    def facts(self, *, at: datetime) -> dict[str, Any]:
        """What `book` asks for, of a valid form."""
        told = self.cleaned_data
        facts: dict[str, Any] = {name: told[name] for name in ("access", "dietary", "diets")}
        facts["cohort_key"] = told["cohort"]
        facts["online"] = told.get("online", self.joins_online)
        if "manager_email" in told:
            facts["manager_email"] = told["manager_email"]
        if self.person is not None:
            facts |= {field: getattr(self.person, field) for field in ("email", "name", "role", "organisation")}
        return facts


class WhoForm(NeedsForm):
    """Besides needs: who is coming."""

    name = NameField(
        label="Your name",
        help_text="As it should be on your certificate.",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
        error_messages={"required": "Enter your name."},
    )
    email = AddressField(
        label="Your work email address",
        help_text="We send you a link to confirm your place.",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"required": "Enter your work email address."},
    )
    role = RoleField(
        Role.objects.filter(is_offered=True),
        label="Your role",
        help_text="Choose the nearest one.",
        error_messages={"required": "Choose your role.", "invalid_choice": "Choose your role from the list."},
    )

    field_order = ["name", "email", "role"]

    def __init__(self, *args: Any, person: Person | None = None, **kwargs: Any) -> None:
        if person is not None:
            known = {"name": person.name, "role": person.role, "organisation": person.organisation}
            kwargs["initial"] = known | kwargs.get("initial", {})
        super().__init__(*args, person=person, **kwargs)
        if person is not None:
            del self.fields["email"]

    def facts(self, *, at: datetime) -> dict[str, Any]:
        """What `book` asks for, of a valid form, but for the organisation of whoever is not signed in."""
        facts = super().facts(at=at) | {name: self.cleaned_data[name] for name in ("name", "role")}
        if self.person is None:
            facts["email"] = self.cleaned_data["email"]
        return facts


class BookingForm(OrganisationPickerMixin, WhoForm):
    """What is asked of a person who is not signed in, or of whom something is not known yet."""

    def facts(self, *, at: datetime) -> dict[str, Any]:
        """What `book` asks for, of a valid form. An organisation that is not listed is added for staff to confirm."""
        return super().facts(at=at) | {"organisation": self.chosen_organisation(by=self.person, at=at)}


def booking_form(data: Any, *, person: Person | None, session: Session, cohort_key: str = "") -> NeedsForm:
    """The shorter form for a person of whom all is known, else the whole one. `cohort_key` is what the link of a closed
    cohort brought, whose organisation is chosen beforehand."""
    known = person is not None and person.name and person.role and person.organisation
    if known:
        return NeedsForm(data, person=person, session=session, cohort_key=cohort_key)
    series, initial = session.series, {}
    if series is not None and series.is_closed and (person is None or person.organisation is None):
        initial["organisation"] = series.organisation
    return BookingForm(data, person=person, session=session, cohort_key=cohort_key, initial=initial)
