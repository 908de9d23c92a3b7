"""How a training lead narrows the list of colleagues whose certificates end, and whom of them they book together."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils import timezone

from people.models import Organisation
from training.bookings.forms.colleagues import MOST_COLLEAGUES
from training.certificates.models import Certificate
from training.certificates.queries import colleagues_to_renew, counted_by_course, with_standing
from training.courses.models import Course

STATES = [("", "Due soon and expired"), ("soon", "Due soon"), ("expired", "Expired")]
SORTS = {
    "": ("When it ends", ("expires_on", "person__name", "pk")),
    "name": ("Name", ("person__name", "expires_on", "pk")),
}


class RefresherForm(forms.Form):
    """Which organisation, course and state, in which order. What cannot be read narrows nothing; an organisation that
    the lead does not lead is refused (PermissionDenied)."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="Organisation", required=False, empty_label=None
    )
    course = forms.ChoiceField(label="Course", required=False)
    state = forms.ChoiceField(label="Who", choices=STATES, required=False)
    sort = forms.ChoiceField(
        label="Order by", choices=[(key, name) for key, (name, _) in SORTS.items()], required=False
    )

    use_required_attribute = False

    def __init__(self, asked: Mapping[str, str], *, led: Sequence[Organisation], at: datetime) -> None:
        self.whose = _led(asked.get("organisation", ""), led)
        super().__init__({name: asked.get(name, "") for name in self.base_fields} | {"organisation": self.whose.pk})
        self.at, self.today = at, timezone.localdate(at)
        self.everybody = colleagues_to_renew(self.whose, at=at)
        self.counts = counted_by_course(self.everybody, today=self.today)
        titles = [(str(each.course_id), each.title) for each in self.counts]
        self.fields["course"].choices = [("", "All courses"), *titles]  # type: ignore[attr-defined]
        if len(led) > 1:
            keys = [organisation.pk for organisation in led]
            chosen = Organisation.objects.filter(pk__in=keys).order_by("name")
            self.fields["organisation"].queryset = chosen  # type: ignore[attr-defined]
        else:
            del self.fields["organisation"]
        self.full_clean()
        self.one_course = next((each for each in self.counts if str(each.course_id) == self._told("course")), None)

    def _told(self, name: str) -> str:
        return str(self.cleaned_data.get(name, ""))

    def found(self) -> QuerySet[Certificate]:
        """The certificates that are asked for, with what is to be said of their holders."""
        found = self.everybody.filter(course=self.one_course.course_id) if self.one_course else self.everybody
        if self._told("state") == "soon":
            found = found.filter(expires_on__gte=self.today)
        elif self._told("state") == "expired":
            found = found.filter(expires_on__lt=self.today)
        return with_standing(found, at=self.at).order_by(*SORTS[self._told("sort")][1])

    def query(self) -> str:
        """What an address of the same list ends with."""
        told = {name: self._told(name) for name in ("course", "state", "sort")}
        return urlencode({"organisation": self.whose.pk} | {name: value for name, value in told.items() if value})


class BookTheseForm(forms.Form):
    """Which colleagues, of those whose certificate of one course ends, are to be booked together."""

    certificate = forms.MultipleChoiceField(
        error_messages={
            "required": "Tick at least one colleague.",
            "invalid_choice": "Somebody whom you ticked has renewed it meanwhile, or left. Please look again.",
        },
    )

    def __init__(self, asked: Mapping[str, str], *, led: Sequence[Organisation], at: datetime) -> None:
        super().__init__(asked)
        self.at = at
        self.organisation = _led(asked.get("organisation", ""), led)
        everybody = colleagues_to_renew(self.organisation, at=at).order_by("person__name", "pk")
        course = asked.get("course", "")
        self.due = {str(each.pk): each for each in everybody if str(each.course_id) == course}
        self.fields["certificate"].choices = [(key, key) for key in self.due]  # type: ignore[attr-defined]

    def clean_certificate(self) -> list[Certificate]:
        """Those who are ticked, by name, and as many as a group can have."""
        ticked = set(self.cleaned_data["certificate"])
        if len(ticked) > MOST_COLLEAGUES:
            raise forms.ValidationError(f"You can book {MOST_COLLEAGUES} at a time.")
        return [each for key, each in self.due.items() if key in ticked]

    @property
    def colleagues(self) -> list[Certificate]:
        """Those who are ticked, by name, of a valid form."""
        return list(self.cleaned_data["certificate"])

    @property
    def course(self) -> Course:
        """Whose certificate of theirs ends."""
        return self.colleagues[0].course

    def said(self) -> str:
        """Why it is not valid."""
        return " ".join(str(error) for error in self.errors["certificate"])

    def as_typed(self) -> str:
        """The colleagues as the form of a group booking takes them: name, address and role with tabs between."""
        return "\n".join(
            "\t".join(
                " ".join(str(cell or "").split()) for cell in (each.person.name, each.person.email, each.person.role)
            )
            for each in self.colleagues
        )


def _led(asked: str, led: Sequence[Organisation]) -> Organisation:
    """The organisation that is asked for, of those that this lead looks after; the first where none is."""
    if not asked:
        return led[0]
    for organisation in led:
        if str(organisation.pk) == asked:
            return organisation
    raise PermissionDenied
