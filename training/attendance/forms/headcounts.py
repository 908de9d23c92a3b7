"""What is asked of a headcount: where, when, the topic, how many of each audience. Done in a minute on a phone."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.urls import reverse_lazy
from django.utils import timezone

from documents.photos import PhotoRefused, clean_photo
from people.models import LocalAuthority, Organisation, Person
from people.organisations.forms import ChoiceWhenAsked, OrganisationPickerMixin, TextWhenAsked
from training.attendance.models import MOST_OF_AN_AUDIENCE, Headcount, PartOfDay, Topic
from training.attendance.operations import Counted, HeadcountRefused, OfTheFuture, Tally, TooLongAgo, refuse_unsound
from training.attendance.queries import Asked, audience_sets, fitting, last_places, topics_offered

LONGEST_NOTES = 1_000
TOPICS_IN_FRONT = 5
PLACES_OFFERED, PLACES_KNOWN = 4, 100  # on the page; and to a device that may lose its signal
NOON, EVENING = 12, 17  # o'clock
A_NUMBER = f"enter a whole number from 1 to {MOST_OF_AN_AUDIENCE:,}, or leave it empty."


class PlaceForm(OrganisationPickerMixin):
    """Where it was: one of our organisations, those used last first, or a place that is named with its area."""

    say_which = "Say where it was: type part of the name, then choose it."
    choose_one = "Choose the place from the list, or “Somewhere else”."

    new_organisation_name = TextWhenAsked(label="Name of the place", max_length=200)
    new_organisation_kind = None  # type: ignore[assignment]  # a place is not added to the organisations
    new_organisation_area = ChoiceWhenAsked(
        LocalAuthority.objects.order_by("name"), label="Which area is it in?", empty_label="Choose an area"
    )

    def __init__(self, *args: Any, used_last: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.used_last = used_last
        self._choices: list[Organisation] | None = None
        query = self.fields["organisation_query"]
        query.label, query.help_text = "Find a school or other place", "Part of its name, or its postcode"
        query.widget.attrs["hx-get"] = reverse_lazy("training:headcount-places")
        self.fields["organisation"].label = "Where was it?"

    def organisation_choices(self) -> list[Organisation]:
        """What matches the text; those used last where nothing was looked for. Looked for once."""
        if self._choices is None:
            found = super().organisation_choices()
            looked = (self["organisation_query"].value() or "").strip()
            self._choices = found if looked else list(dict.fromkeys([*self.used_last, *found]))
        return self._choices

    def _check_new_organisation(self) -> None:
        if not self.cleaned_data.get("new_organisation_name"):
            self.add_error("new_organisation_name", "Enter the name of the place.")
        if not self.cleaned_data.get("new_organisation_area") and "new_organisation_area" not in self.errors:
            self.add_error("new_organisation_area", "Choose the area of the place.")


class HeadcountForm(PlaceForm, forms.Form):
    """A whole headcount. Numbers are fields of their own, one for each audience there is. Without a person it holds
    nothing of anybody: what a browser may keep."""

    uid = forms.UUIDField(widget=forms.HiddenInput, error_messages={"invalid": "Open this page again, please."})
    held_on = forms.DateField(
        label="Date",
        widget=forms.DateInput(format="%Y-%m-%d"),
        error_messages={"required": "Enter the date.", "invalid": "Enter the date as a day, month and year."},
    )
    part_of_day = forms.ChoiceField(
        label="Part of the day", choices=PartOfDay.choices, widget=forms.RadioSelect, required=False
    )
    topic = forms.ModelChoiceField(
        Topic.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choose the topic.", "invalid_choice": "Choose a topic from the list."},
    )
    is_estimate = forms.TypedChoiceField(
        label="Are these numbers",
        choices=[(False, "Counted"), (True, "Estimated")],
        coerce=lambda answer: answer == "True",
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether people were counted or estimated."},
    )
    photo = forms.FileField(
        label="Photo of the sign-in sheet",
        help_text="Few staff can see it, and it is deleted after 90 days.",
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"empty": "This photo is empty. Choose it again."},
    )
    notes = forms.CharField(
        label="Notes for staff",
        help_text="No names of people, please.",
        required=False,
        max_length=LONGEST_NOTES,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        *args: Any,
        person: Person | None,
        at: datetime,
        of: Headcount | None = None,
        like: Headcount | None = None,
        **kwargs: Any,
    ) -> None:
        self.of, self.at = of, at
        shown = of or like
        initial = _initial(shown, at, with_numbers=of is not None) if person else {"is_estimate": False}
        self.known_places = last_places(person, PLACES_KNOWN) if person else []
        used_last = self.known_places[:PLACES_OFFERED]
        if shown and shown.organisation and shown.organisation not in used_last:
            used_last.insert(0, shown.organisation)
        super().__init__(*args, initial=initial, used_last=used_last, **kwargs)
        self.topics = topics_offered(person)
        if shown and shown.topic not in self.topics:
            self.topics.insert(0, shown.topic)  # no longer offered, but this was about it
        topic: Any = self.fields["topic"]
        topic.queryset = Topic.objects.filter(pk__in=[each.pk for each in self.topics])
        topic.choices = [(each.pk, each.name) for each in self.topics]
        self.sets = audience_sets()
        for each in self._asked():
            self.fields[each.name] = _number_field(each)

    def sets_in_order(self) -> list[tuple[Any, bool]]:
        """The sets of audiences, those that fit the place first and open; any other with a number in it is open too."""
        fits = fitting(self._kind())
        nearest = sorted(self.sets, key=lambda each: fits.index(each.slug) if each.slug in fits else len(fits))
        return [(each, each.slug in fits or self._is_used(each)) for each in nearest]

    def topics_in_front(self) -> tuple[list[Any], list[Any]]:
        """The choices that are seen at once, with the chosen one among them, and the rest."""
        choices = list(self["topic"].subwidgets)
        ahead = [each for n, each in enumerate(choices) if n < TOPICS_IN_FRONT or each.data["selected"]]
        return ahead, [each for each in choices if each not in ahead]

    def clean_photo(self) -> bytes:
        """The picture drawn anew, without anything else that was in the file."""
        photo = self.cleaned_data["photo"]
        if not photo:
            return b""
        try:
            return clean_photo(photo)
        except PhotoRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def clean(self) -> dict[str, Any]:
        """Say what cannot have been beside what was entered."""
        super().clean()
        if not self.errors:
            try:
                refuse_unsound(self.told(), on=self.of.received_on if self.of else timezone.localdate(self.at))
            except HeadcountRefused as refusal:
                is_of_date = isinstance(refusal, OfTheFuture | TooLongAgo)
                self.add_error("held_on" if is_of_date else None, str(refusal))
        return self.cleaned_data

    def told(self) -> Tally:
        """What was entered, of a valid form."""
        given = self.cleaned_data
        counts = [(each, given.get(each.name)) for each in self._asked()]
        return Tally(
            uid=given["uid"],
            organisation=given["organisation"],
            place=given["new_organisation_name"],
            local_authority=given["new_organisation_area"],
            held_on=given["held_on"],
            part_of_day=given["part_of_day"],
            topic=given["topic"],
            counts=tuple(Counted(each.audience, number, each.role_group_id) for each, number in counts if number),
            is_estimate=given["is_estimate"],
            notes=given["notes"].strip(),
            photo=given["photo"],
        )

    def _asked(self) -> list[Asked]:
        return [asked for each in self.sets for asked in each.asked]

    def _kind(self) -> Any:
        """The kind of the place that is chosen, as far as that is known without asking again."""
        offered = {str(each.pk): each for each in self.organisation_choices()}
        chosen = offered.get(self.chosen_value())
        return chosen.kind if chosen else None

    def _is_used(self, audiences: Any) -> bool:
        return any(self[each.name].value() or self[each.name].errors for each in audiences.asked)


def _number_field(asked: Asked) -> forms.IntegerField:
    wrong = f"{asked.label}: {A_NUMBER}"
    field = forms.IntegerField(
        label=asked.label,
        required=False,
        min_value=1,
        max_value=MOST_OF_AN_AUDIENCE,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": wrong, "min_value": wrong, "max_value": wrong},
    )
    field.empty_values = [*field.empty_values, "0"]  # nobody of an audience, in another way of saying it
    return field


def _initial(shown: Headcount | None, at: datetime, *, with_numbers: bool) -> dict[str, Any]:
    """What the form begins with: today, and where another headcount is shown, its facts."""
    now = timezone.localtime(at)
    part = PartOfDay.MORNING if now.hour < NOON else PartOfDay.AFTERNOON if now.hour < EVENING else PartOfDay.EVENING
    begins: dict[str, Any] = {"uid": uuid4(), "held_on": now.date(), "part_of_day": part, "is_estimate": False}
    if shown is None:
        return begins
    begins |= {
        "organisation": shown.organisation or "new",
        "new_organisation_name": shown.place,
        "new_organisation_area": None if shown.organisation_id else shown.local_authority_id,
        "topic": shown.topic_id,
        "is_estimate": shown.is_estimate,
    }
    if with_numbers:
        begins |= {"uid": shown.uid, "held_on": shown.held_on, "part_of_day": shown.part_of_day, "notes": shown.notes}
        for line in shown.lines.all():
            name = line.audience if line.role_group_id is None else f"professionals_{line.role_group_id}"
            begins[name] = line.number
    return begins
