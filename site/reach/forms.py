"""The choices of a report: a period, a breakdown, and facts to narrow it by. It is read from the address."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from django import forms

from people.models import LocalAuthority, Organisation, Role, Sector
from reach.breakdowns import CHOICES, FACTS, NOT_KNOWN
from reach.measures import MEASURES, PROFESSIONALS
from reach.periods import NoSuchPeriod, Period, PeriodKind, dates, financial_year, from_code, recent
from reach.scopes import Scope
from training.models import Course

HOW_MANY = {  # of each kind that the list offers
    PeriodKind.MONTH: 15,
    PeriodKind.QUARTER: 9,
    PeriodKind.FINANCIAL_YEAR: 5,
    PeriodKind.ACADEMIC_YEAR: 5,
}
GROUP_NAMES = {
    PeriodKind.MONTH: "Months",
    PeriodKind.QUARTER: "Quarters of the financial year",
    PeriodKind.FINANCIAL_YEAR: "Financial years, April to March",
    PeriodKind.ACADEMIC_YEAR: "Academic years, September to August",
}
Choices = list[tuple[str, Any]]


def period_choices(today: date, chosen: str) -> Choices:
    """Recent periods under their kind, newest first; an older one that was asked for joins them."""
    offered: Choices = []
    for kind in (PeriodKind.FINANCIAL_YEAR, PeriodKind.QUARTER, PeriodKind.MONTH, PeriodKind.ACADEMIC_YEAR):
        offered.append((GROUP_NAMES[kind], [_choice(period) for period in recent(kind, today, HOW_MANY[kind])]))
    known = {code for _, options in offered for code, _ in options}
    try:
        earlier = [] if chosen in known else [("Earlier or later", [_choice(from_code(chosen))])]
    except NoSuchPeriod:
        earlier = []
    return [*offered, *earlier, ("Other", [(PeriodKind.DATES.value, "The days chosen below")])]


def _choice(period: Period) -> tuple[str, str]:
    return period.code, period.title if period.kind == PeriodKind.QUARTER else period.name


def fact_choices() -> dict[str, Choices]:
    """What each fact can be narrowed to. Organisations are too many to list: they are reached from their table."""
    roles: dict[str, Choices] = {}
    for pk, name, group in Role.objects.order_by("group__position", "group__name", "name").values_list(
        "pk", "name", "group__name"
    ):
        roles.setdefault(group, []).append((str(pk), name))
    return {
        "sector": _numbered(Sector.objects.order_by("position", "name").values_list("pk", "name")),
        "role": list(roles.items()),
        "area": _numbered(LocalAuthority.objects.order_by("name").values_list("pk", "name")),
        "course": _numbered(Course.objects.order_by("title", "code").values_list("pk", "title")),
    }


def _numbered(pairs: Any) -> Choices:
    return [(str(pk), name) for pk, name in pairs]


class ReportForm(forms.Form):
    """Reads a scope, a breakdown and a measure from an address, and offers the choices for another."""

    period = forms.ChoiceField(label="Period", error_messages={"invalid_choice": "Choose a period from the list."})
    first = forms.DateField(
        label="First day",
        widget=forms.DateInput(format="%Y-%m-%d"),
        error_messages={"required": "Enter the first day of the period.", "invalid": "Enter the first day as a date."},
    )
    last = forms.DateField(
        label="Last day",
        widget=forms.DateInput(format="%Y-%m-%d"),
        error_messages={"required": "Enter the last day of the period.", "invalid": "Enter the last day as a date."},
    )
    by = forms.ChoiceField(label="Show by", choices=CHOICES)
    sector = forms.ChoiceField(label="Sector", required=False)
    role = forms.ChoiceField(label="Role", required=False)
    area = forms.ChoiceField(label="Local authority", required=False)
    course = forms.ChoiceField(label="Course", required=False)
    organisation = forms.RegexField(rf"\A([0-9]{{1,15}}|{NOT_KNOWN})\Z", required=False, widget=forms.HiddenInput)
    measure = forms.ChoiceField(
        choices=[(measure.slug, measure.name) for measure in MEASURES], required=False, widget=forms.HiddenInput
    )

    def __init__(self, address: Mapping[str, str], *, today: date) -> None:
        given = {"period": financial_year(today).code, "by": "sector", **address}
        if given["period"] != PeriodKind.DATES.value:  # days of an earlier report would only mislead
            given = {key: value for key, value in given.items() if key not in ("first", "last")}
        super().__init__(given)
        self.fields["period"].choices = period_choices(today, given["period"])  # type: ignore[attr-defined]
        for slug, choices in fact_choices().items():
            everything = [("", "All"), *choices, (NOT_KNOWN, FACTS[slug].when_null)]
            self.fields[slug].choices = everything  # type: ignore[attr-defined]

    def clean_organisation(self) -> str:
        """Refuse an organisation that is not there."""
        key: str = self.cleaned_data["organisation"]
        if key and key != NOT_KNOWN and not Organisation.objects.filter(pk=key).exists():
            raise forms.ValidationError("That organisation is not on our list.")
        return key

    def clean(self) -> dict[str, Any]:
        """Say beside the days what is wrong with them; where another period was chosen they do not matter."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("period") != PeriodKind.DATES.value:
            self.errors.pop("first", None)
            self.errors.pop("last", None)
        elif "first" in cleaned and "last" in cleaned:
            try:
                dates(cleaned["first"], cleaned["last"])
            except NoSuchPeriod as refusal:
                self.add_error("last", str(refusal))
        return cleaned

    def scope(self) -> Scope:
        """The scope that was asked for. Only of a valid form."""
        given = self.cleaned_data
        code = given["period"]
        period = dates(given["first"], given["last"]) if code == PeriodKind.DATES.value else from_code(code)
        keys = {slug: given[slug] for slug in FACTS if given[slug]}
        facts = {slug: None if key == NOT_KNOWN else int(key) for slug, key in keys.items()}
        return Scope(period, MappingProxyType(facts))

    def measure_slug(self) -> str:
        """The measure whose rows were asked for; professionals where none was."""
        return self.cleaned_data["measure"] or PROFESSIONALS.slug
