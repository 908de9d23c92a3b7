"""What a training lead is asked: how many places to keep, and which colleagues come."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import cached_property

from documents.spreadsheets import Refused, read_spreadsheet
from people.accounts.forms import AddressField, NameField
from people.models import Organisation, Person, Role
from training.bookings.forms.booking import RoleField, WhoForm
from training.bookings.models import GroupTakes, Pool
from training.bookings.operations import Colleague
from training.sessions.models import Session

MOST_COLLEAGUES = 200
COLUMNS = ("name", "email", "role")
# What people call the three columns.
HEADINGS = {
    "name": {"name", "full name", "your name", "colleague", "attendee"},
    "email": {"email", "e-mail", "email address", "e-mail address", "work email", "work email address"},
    "role": {"role", "job", "job title", "profession", "position"},
}
BETWEEN_CELLS = re.compile(r"\t|;|,")
NAME_AND_ADDRESS = re.compile(r"^\s*(?P<name>[^<>]*?)\s*<(?P<email>[^<>]+)>\s*[,;\t]?\s*(?P<role>.*)$")


@dataclass(frozen=True)
class Row:
    """One line as it was typed: nothing in it is checked yet."""

    name: str = ""
    email: str = ""
    role: str = ""


class ForColleaguesForm(forms.Form):
    """What all forms of a lead ask: for which organisation, and in which part of a hybrid session."""

    def __init__(self, *args: Any, session: Session, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = organisations
        if len(organisations) > 1:
            self.fields["organisation"] = forms.ModelChoiceField(
                Organisation.objects.filter(pk__in=[organisation.pk for organisation in organisations]).order_by(
                    "name"
                ),
                label="For which organisation?",
                empty_label="Choose an organisation",
                error_messages={"required": "Choose an organisation."},
            )
        if session.is_hybrid():
            self.fields["online"] = forms.TypedChoiceField(
                label="How will they join?",
                choices=[(False, "In the room"), (True, "Online")],
                coerce=lambda answer: answer == "True",
                widget=forms.RadioSelect,
                error_messages={"required": "Choose how they will join."},
            )

    def facts(self) -> dict[str, Any]:
        """The organisation, and the way to join, of a valid form."""
        organisation = self.cleaned_data.get("organisation") or self.organisations[0]
        return {"organisation": organisation, "online": self.cleaned_data.get("online", False)}


class ReserveForm(ForColleaguesForm):
    """How many places to keep for colleagues who are not known yet."""

    places = forms.IntegerField(
        label="How many places?",
        min_value=1,
        max_value=MOST_COLLEAGUES,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": "Enter how many places.",
            "invalid": "Enter a whole number, like 12.",
            "min_value": "Enter at least one place.",
            "max_value": f"You can reserve at most {MOST_COLLEAGUES} places at a time.",
        },
    )

    def facts(self) -> dict[str, Any]:
        """What `reserve` asks for, of a valid form."""
        return super().facts() | {"places": self.cleaned_data["places"]}


class FillForm(WhoForm):
    """What is asked of a colleague who fills a place in a pool: its organisation and way to join are settled."""

    def __init__(self, *args: Any, pool: Pool, person: Person | None, **kwargs: Any) -> None:
        super().__init__(*args, person=person, session=pool.session, **kwargs)
        self.pool = pool
        for settled in ("online", "manager_email"):
            self.fields.pop(settled, None)

    def facts(self, *, at: datetime) -> dict[str, Any]:
        """What `book` asks for, of a valid form."""
        return super().facts(at=at) | {"organisation": self.pool.organisation, "online": self.pool.online}


class ListForm(ForColleaguesForm):
    """Colleagues as a lead has them: typed, pasted, or in a spreadsheet."""

    typed = forms.CharField(
        label="Type or paste your colleagues",
        help_text="One on each line: name, email address, role. You can paste straight from a spreadsheet.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
    )
    spreadsheet = forms.FileField(
        label="Or choose a spreadsheet",
        help_text="An .xlsx or .csv file with the columns name, email and role.",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean(self) -> dict[str, Any]:
        """Read the rows from whichever was given; the file is looked at first."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        field = "spreadsheet" if given.get("spreadsheet") else "typed"
        try:
            rows = (
                _rows_of_file(given["spreadsheet"]) if field == "spreadsheet" else rows_of_text(given.get("typed", ""))
            )
        except Refused as refusal:
            self.add_error(field, str(refusal))
            return given
        if not rows and field not in self.errors:
            self.add_error(field, "Enter at least one colleague, or choose a spreadsheet.")
        elif len(rows) > MOST_COLLEAGUES:
            self.add_error(field, f"There are {len(rows)} people here. You can book {MOST_COLLEAGUES} at a time.")
        given["rows"] = rows
        return given


def rows_of_text(text: str) -> list[Row]:
    """The rows of typed or pasted lines: cells between tabs, semicolons or commas, or a name with <an address>. A line
    of headings is left out."""
    rows = []
    for line in text.splitlines():
        if not line.strip():
            continue
        written = NAME_AND_ADDRESS.match(line)
        if written:
            rows.append(Row(written["name"].strip(' ,;\t"'), written["email"].strip(), written["role"].strip()))
            continue
        cells = [cell.strip(' "') for cell in BETWEEN_CELLS.split(line, maxsplit=2)]
        rows.append(_in_order(cells))
    if rows and _is_heading(rows[0]):
        del rows[0]
    return rows


def _in_order(cells: list[str]) -> Row:
    """Name, address, role: whichever cell holds an @ is the address, and so it is where it stands alone."""
    if len(cells) == 1 and "@" in cells[0]:
        return Row(email=cells[0])
    at = next((n for n, cell in enumerate(cells) if "@" in cell), 1)
    if at < len(cells):
        cells.insert(1, cells.pop(at))
    return Row(*cells[:3])


def _is_heading(row: Row) -> bool:
    return "@" not in row.email and row.name.lower() in HEADINGS["name"] | HEADINGS["email"]


def _rows_of_file(file: UploadedFile) -> list[Row]:
    table = read_spreadsheet(file, most_rows=MOST_COLLEAGUES)
    columns = {}
    for column in COLUMNS:
        found = [n for n, heading in enumerate(table.headings) if heading.strip().lower() in HEADINGS[column]]
        if found:
            columns[column] = found[0]
    missing = [column for column in COLUMNS[:2] if column not in columns]
    if missing:
        raise Refused(
            f"We looked for columns called name, email and role in the first row, and could not find {missing[0]}. "
            "Change the headings, and choose the file again."
        )
    return [Row(**{column: row[n] for column, n in columns.items()}) for row in table.rows]


class OfferedRoles:
    """The roles that a colleague can have, under the headings of their groups: read once for all rows of a list."""

    def __init__(self) -> None:
        offered: Any = RoleField(Role.objects.filter(is_offered=True)).choices
        self.choices = [_, *groups] = list(iter(offered))  # not counted before it is read
        self._by_key = {str(key): key.instance for _, roles in groups for key, _ in roles}

    def chosen(self, key: str) -> Role:
        """The role of one of the choices. Raises ValueError for what is none."""
        if key not in self._by_key:
            raise ValueError(key)
        return self._by_key[key]


class ColleagueForm(forms.Form):
    """One colleague of a list, to be mended in place. A line whose fields are all empty is left out."""

    use_required_attribute = False
    name = NameField(
        label="Name",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter a name."},
    )
    email = AddressField(
        label="Email address",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter an email address."},
    )
    role = forms.TypedChoiceField(
        label="Role",
        error_messages={
            "required": "Choose a role.",
            "invalid_choice": "We do not know the role “%(value)s”. Choose the nearest one.",
        },
    )

    def __init__(self, *args: Any, roles: "OfferedRoles", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.TypedChoiceField, self.fields["role"])
        field.choices, field.coerce = roles.choices, roles.chosen

    def colleague(self) -> Colleague:
        """Who this is, of a valid form."""
        told = self.cleaned_data
        return Colleague(told["name"], Person.objects.normalize_email(told["email"]), told["role"])


class BaseColleagueFormSet(forms.BaseFormSet):
    """The rows of a list, which are all given the same roles to choose from."""

    @cached_property
    def roles(self) -> OfferedRoles:
        """Read when the first row is made."""
        return OfferedRoles()

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """What each row is made with."""
        return super().get_form_kwargs(index) | {"roles": self.roles}


ColleagueFormSet = forms.formset_factory(
    ColleagueForm, formset=BaseColleagueFormSet, extra=0, min_num=1, validate_min=True, max_num=MOST_COLLEAGUES,
    absolute_max=MOST_COLLEAGUES,
)  # fmt: skip


class CheckForm(ForColleaguesForm):
    """What goes with the checked rows: everything but the rows themselves, and what to do where places are short."""

    waits = forms.ChoiceField(choices=[("", "Book now"), *GroupTakes.choices], required=False)


def as_posted(rows: Iterable[Row]) -> dict[str, Any]:
    """A list as if its rows had been sent to be checked already, so that what is wrong in them is said at once. A role
    is recognised by its name, or its key."""
    roles = Role.objects.filter(is_offered=True)
    known = {role.name.lower(): role.pk for role in roles} | {str(role.pk): role.pk for role in roles}
    data: dict[str, Any] = {}
    number = 0
    for number, row in enumerate(rows, start=1):
        start = f"form-{number - 1}-"
        data |= {f"{start}name": row.name, f"{start}email": row.email}
        data[f"{start}role"] = known.get(row.role.strip().lower(), row.role.strip())
    return data | {"form-TOTAL_FORMS": str(number), "form-INITIAL_FORMS": "0"}
