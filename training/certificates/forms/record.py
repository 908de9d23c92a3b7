"""Of which year a person wants to see their record."""

from typing import Any

from django import forms

from training.certificates.queries.years import ALL_TIME, Year


class YearForm(forms.Form):
    """A year of any kind, or all time."""

    period = forms.ChoiceField(label="Show", required=False)

    def __init__(self, *args: Any, years: list[tuple[str, list[Year]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[Any] = [(ALL_TIME.code, ALL_TIME.name)]
        choices += [(f"{kind}s", [(year.code, year.name) for year in theirs]) for kind, theirs in years]
        self.fields["period"].choices = choices  # type: ignore[attr-defined]
