"""A whole month of headcounts by spreadsheet: a template to fill in, a preview, and all of it or nothing."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from documents.blank_workbooks import explained_workbook
from documents.exports import XLSX
from documents.spreadsheets import Refused, Table, read_spreadsheet
from people.models import Person
from training.attendance import operations
from training.attendance.forms.months import MOST_COLUMNS, MOST_ROWS, Month, columns_of_month, read_month
from training.attendance.operations.months import Change, Planned, fingerprint, keep_month, plan_month
from training.attendance.views.counting import for_counters

SALT = "headcounts.month"
AGREED_WITHIN = 24 * 60 * 60  # seconds
PREVIEW_OLD = "This preview is too old, or was made by somebody else. Choose the file again."
CHANGED_MEANWHILE = "Some of these headcounts were changed since the preview was made. Look again, then save."


class UploadForm(forms.Form):
    """The file."""

    spreadsheet = forms.FileField(
        label="Your spreadsheet",
        help_text=f"An .xlsx or .csv file with the columns of the template, and at most {MOST_ROWS} rows.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": "Choose your spreadsheet.", "empty": "This file is empty. Choose another."},
    )


@require_safe
@for_counters
def headcount_template(request: HttpRequest, person: Person) -> HttpResponse:
    """The spreadsheet to be filled in."""
    content = explained_workbook("Headcounts", columns_of_month(), most_rows=MOST_ROWS)
    attachment = {"Content-Disposition": 'attachment; filename="headcounts.xlsx"'}
    return HttpResponse(content, content_type=XLSX, headers=attachment)


@require_http_methods(["GET", "HEAD", "POST"])
@for_counters
def headcount_upload(request: HttpRequest, person: Person) -> HttpResponseBase:
    """Choose a file, look at what it would change, and agree. Nothing is kept of it before that."""
    if request.method != "POST":
        return _ask(request, UploadForm())
    if "preview" in request.POST:
        return _agreed(request, person)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, form)
    try:
        table = read_spreadsheet(form.cleaned_data["spreadsheet"], most_rows=MOST_ROWS, most_columns=MOST_COLUMNS)
        month = _read(table, person)
    except Refused as refusal:
        form.add_error("spreadsheet", str(refusal))
        return _ask(request, form)
    return _show(request, person, table, month)


def _agreed(request: HttpRequest, person: Person) -> HttpResponseBase:
    """Save what was looked at. Agreeing twice, or to a plan that is no longer so, changes nothing."""
    try:
        note = signing.loads(request.POST["preview"], salt=SALT, max_age=AGREED_WITHIN)
        table = Table(*note["table"])
        if note["person"] != person.pk:
            raise signing.BadSignature
        month = _read(table, person)
    except (signing.BadSignature, Refused):
        messages.error(request, PREVIEW_OLD)
        return redirect("training:headcount-upload")
    plan = _plan(month, person)
    to_do = [each for _, each in plan if each.change in (Change.NEW, Change.CORRECTS)]
    if month.wrong or (to_do and fingerprint([each for _, each in plan]) != note["plan"]):
        return _show(request, person, table, month, notice=CHANGED_MEANWHILE)
    try:
        keep_month(told=[told for _, told in month.rows], by=person, at=timezone.now())
    except operations.HeadcountRefused as refusal:
        return _show(request, person, table, month, notice=str(refusal))
    messages.success(request, _done(to_do))
    return redirect("training:headcount-list")


def _read(table: Table, person: Person) -> Month:
    return read_month(table, by=person, on=timezone.localdate())


def _plan(month: Month, person: Person) -> list[tuple[int, Planned]]:
    plan = plan_month(told=[told for _, told in month.rows], by=person)
    return [(number, each) for (number, _), each in zip(month.rows, plan, strict=True)]


def _ask(request: HttpRequest, form: UploadForm) -> HttpResponse:
    return render(request, "training/headcounts/headcount_upload.html", {"form": form})


def _show(request: HttpRequest, person: Person, table: Table, month: Month, notice: str = "") -> HttpResponse:
    """What is wrong, or else what each row would do, with a signed note of it all to be agreed to."""
    plan = [] if month.wrong else _plan(month, person)
    rows = [each for _, each in plan]
    note: dict[str, Any] = {
        "person": person.pk,
        "table": [table.headings, table.rows, table.numbers],
        "plan": fingerprint(rows),
    }
    context = {
        "wrong": month.wrong,
        "plan": plan,
        "notice": notice,
        "preview": signing.dumps(note, salt=SALT, compress=True) if plan else "",
        "numbers": {change.value: sum(each.change == change for each in rows) for change in Change},
        "doubles": sum(each.looks_double for each in rows),
        "people": sum(each.people() for each in rows if each.change != Change.WITHDRAWN),
    }
    return render(request, "training/headcounts/headcount_preview.html", context)


def _done(to_do: list[Planned]) -> str:
    new = [each for each in to_do if each.change == Change.NEW]
    parts = []
    if new:
        word = "headcount" if len(new) == 1 else "headcounts"
        parts.append(f"{len(new)} {word} recorded, {sum(each.people() for each in new):,} people")
    if len(to_do) > len(new):
        parts.append(f"{len(to_do) - len(new)} corrected")
    return f"Saved: {'; '.join(parts)}." if parts else "All of this was saved before, so nothing was changed."
