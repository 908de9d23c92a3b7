"""What staff are asked of a series: what its sessions share, and the rule of their dates."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from documents.dates import day as in_words
from people.choosers import organisation_chooser
from people.models import Organisation
from training.sessions.forms.sessions import FACTS, SessionFactsForm
from training.sessions.forms.typed import DaysField, WeeksField, refuse_too_far
from training.sessions.models import Series, Session
from training.sessions.operations import Slot
from training.sessions.queries.dates import MOST_DATES, Dates, Repeats, Rule, RuleRefused, read

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAYS = [(str(number), name) for number, name in enumerate(DAYS)]
NTH = [("1", "first"), ("2", "second"), ("3", "third"), ("4", "fourth"), ("-1", "last")]
FOR_NOBODY = "Choose whose people these sessions are for, or leave them open to others."
RULE = [
    "repeats", "first_on", "starts", "ends", "every_weeks", "weekdays", "nth", "nth_weekday", "typed", "until",
    "number", "skips_bank_holidays", "left_out",
]  # fmt: skip


class MoreDatesForm(SessionFactsForm):
    """The facts that sessions share, and the rule of their dates. Valid only where the rule makes dates; `dates` has
    them then."""

    repeats = forms.ChoiceField(
        label="They are held", choices=Repeats.choices, initial=Repeats.WEEKLY, widget=forms.RadioSelect
    )
    first_on = forms.DateField(
        label="First date",
        required=False,
        widget=AdminDateInput,
        validators=[refuse_too_far],
        help_text="The first session is on this day, or on the next one that fits",
    )
    starts = forms.TimeField(label="Starts at", widget=AdminTimeInput, help_text="As in 09:30, on every date")
    ends = forms.TimeField(label="Ends at", widget=AdminTimeInput)
    every_weeks = forms.IntegerField(
        label="Every so many weeks",
        required=False,
        initial=1,
        min_value=1,
        max_value=12,
        help_text="1 is every week, 2 every second week",
    )
    weekdays = forms.TypedMultipleChoiceField(
        label="On these weekdays", required=False, coerce=int, choices=WEEKDAYS, widget=forms.CheckboxSelectMultiple
    )
    nth = forms.TypedChoiceField(label="On the", required=False, coerce=int, initial="1", choices=NTH)
    nth_weekday = forms.TypedChoiceField(
        label="Weekday of each month", required=False, coerce=int, initial="0", choices=WEEKDAYS
    )
    typed = DaysField(label="Dates", required=False, help_text="One on each line, as in 9 March 2027 or 09/03/2027")
    until = forms.DateField(label="Last date", required=False, widget=AdminDateInput, validators=[refuse_too_far])
    number = forms.IntegerField(
        label="Or so many sessions",
        required=False,
        min_value=1,
        max_value=MOST_DATES,
        help_text=f"Dates that are left out do not count. At most {MOST_DATES} at a time",
    )
    skips_bank_holidays = forms.BooleanField(label="Leave out bank holidays in England", required=False, initial=True)
    left_out = WeeksField(
        label="Leave out these weeks",
        required=False,
        help_text="One on each line: any day of the week, as in 15 February 2027, or from one day to another, as in "
        "20 December 2027 to 3 January 2028",
    )
    opens_days_before = forms.IntegerField(
        label="Booking opens, days before each session",
        required=False,
        min_value=1,
        max_value=730,
        help_text="Empty: as soon as it is scheduled",
    )
    closes_hours_before = forms.IntegerField(
        label="Booking closes, hours before each session",
        required=False,
        min_value=1,
        max_value=2000,
        help_text="Empty: when it starts",
    )

    dates: Dates
    rule: Rule

    def clean(self) -> dict[str, Any]:
        """Read the rule, and refuse beside the field that can mend it one that makes no dates."""
        facts = super().clean()
        starts, ends = facts.get("starts"), facts.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", "The end must be after the start.")
        opens, closes = facts.get("opens_days_before"), facts.get("closes_hours_before")
        if opens and closes and closes >= opens * 24:
            self.add_error("closes_hours_before", "Booking must close after it opens.")
        self._ask_for_what_the_rule_needs(facts)
        if not any(name in self.errors for name in RULE):
            self._read_rule(facts)
        return facts

    def _ask_for_what_the_rule_needs(self, facts: dict[str, Any]) -> None:
        repeats = facts.get("repeats")
        if repeats == Repeats.BY_HAND:
            if not facts.get("typed") and "typed" not in self.errors:
                self.add_error("typed", "Type at least one date.")
            return
        if not facts.get("first_on") and "first_on" not in self.errors:
            self.add_error("first_on", "Enter the first date.")
        if not {"until", "number"} & {*self.errors, *(name for name in ("until", "number") if facts.get(name))}:
            self.add_error("until", "Enter the last date, or a number of sessions.")
        if repeats == Repeats.WEEKLY and not facts.get("weekdays") and "weekdays" not in self.errors:
            self.add_error("weekdays", "Choose at least one weekday.")

    def _read_rule(self, facts: dict[str, Any]) -> None:
        given = {name: facts[name] for name in RULE if facts[name] not in (None, "")}
        self.rule = Rule(**{**given, "weekdays": frozenset(facts["weekdays"])})
        by_hand = self.rule.repeats == Repeats.BY_HAND
        if by_hand:
            self.rule = Rule(**{**given, "weekdays": frozenset(), "until": None, "number": None})
        field = "typed" if by_hand else "first_on"
        try:
            self.dates = read(self.rule)
        except RuleRefused as refusal:
            self.add_error(field, str(refusal))
            return
        if self.rule.span(self.dates.days[0])[0] <= timezone.now():
            self.add_error(field, f"{in_words(self.dates.days[0])} has passed. Enter dates to come.")

    def facts(self) -> dict[str, Any]:
        """What the sessions share, as the operation takes it."""
        return {name: self.cleaned_data[name] for name in FACTS}

    def slots(self, days: list[date]) -> list[Slot]:
        """The hours of each day, and when booking opens and closes for it."""
        opens, closes = self.cleaned_data["opens_days_before"], self.cleaned_data["closes_hours_before"]
        return [
            Slot(
                starts_at,
                ends_at,
                starts_at - timedelta(days=opens) if opens else None,
                starts_at - timedelta(hours=closes) if closes else None,
            )
            for starts_at, ends_at in (self.rule.span(day) for day in days)
        ]


class WhoseForm(forms.Form):
    """What a series is called and whom it is for."""

    name = forms.CharField(
        label="Name",
        max_length=150,
        help_text="People see it, as in: Custody staff, autumn 2027",
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.filter(merged_into=None),
        label="For one organisation",
        required=False,
        widget=organisation_chooser.widget_class,
        help_text="Then it is a cohort: sessions for this organisation’s people",
    )
    is_closed = forms.BooleanField(
        label="Closed to others",
        required=False,
        help_text="Listed nowhere: people book by the cohort’s own link, which you find once it is made",
    )

    def clean(self) -> dict[str, Any]:
        """Only what is for somebody can be closed to others."""
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        if facts.get("is_closed") and not facts.get("organisation") and "organisation" not in self.errors:
            self.add_error("organisation", FOR_NOBODY)
        return facts


class SeriesForm(WhoseForm, MoreDatesForm):
    """A new series."""

    class Meta(SessionFactsForm.Meta):
        model = Session
        fields = ["course", *FACTS]


class SeriesDetailsForm(WhoseForm, WagtailAdminModelForm):
    """What can be changed of a series; its sessions are changed one by one."""

    class Meta:
        model = Series
        fields = ["name", "organisation", "is_closed"]
