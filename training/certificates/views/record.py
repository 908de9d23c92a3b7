"""A person's own CPD record: as a page, as a PDF, and as data. Nobody else opens it."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from people.models import Person
from training.certificates import operations, queries
from training.certificates.emails import switch_path
from training.certificates.forms.record import YearForm
from training.certificates.models import Evidence, RecordPrint, RefresherOptOut
from training.certificates.policies import may_pack_record, may_print_record
from training.certificates.queries.record import Record, hours_of
from training.certificates.queries.years import year_from_code
from training.certificates.record_document import as_csv, as_json, as_zip, print_record

MANY_PDFS = "You have made many PDFs within an hour. Please wait a little before you make another"
MANY_ZIPS = "You have downloaded your files many times within an hour. Please wait a little before you do so again"
LATE_AFTER = timedelta(minutes=10)


@require_safe
@never_cache
@login_required
def record_detail(request: HttpRequest) -> HttpResponse:
    """Everything in one year or at all times, with its hours; and what was removed and can be put back."""
    return show_record(request, _own(request))


def show_record(
    request: HttpRequest, person: Person, *, status: int = HTTPStatus.OK, refusal: str = ""
) -> HttpResponse:
    """The page of a record; with a refusal, where something could not be done from it."""
    at = timezone.now()
    record = queries.record_in(person, request.GET.get("period", ""), at=at)
    asked = RecordPrint.objects.told_of().filter(person=person, period=record.year.code).first()
    context: dict[str, Any] = {
        "record": record,
        "form": YearForm({"period": record.year.code}, years=queries.years_of(person, today=timezone.localdate(at))),
        "print": asked,
        "is_late": asked is not None and asked.made_at is None and asked.asked_at <= at - LATE_AFTER,
        "removed": Evidence.objects.filter(person=person, removed_at__isnull=False).order_by("-removed_at", "-pk"),
        "is_reminded": not RefresherOptOut.objects.filter(person=person).exists(),
        "switch_path": switch_path(person),
        "hours_of": hours_of,
        "refusal": refusal,
    }
    return render(request, "training/record/detail.html", context, status=status)


@require_safe
@never_cache
@login_required
def record_pdf(request: HttpRequest) -> HttpResponseBase:
    """The record as a PDF: made at once, or, where it is long, as it was made in the background when asked for."""
    person = _own(request)
    record = _record(request)
    if record.is_long:
        made = RecordPrint.objects.made().filter(person=person, period=record.year.code).first()
        if made is None:
            refusal = "This record is long. Ask for its PDF first"
            return show_record(request, person, status=HTTPStatus.CONFLICT, refusal=refusal)
        return _pdf(bytes(made.pdf or b""), record)
    if not may_print_record(person):
        return show_record(request, person, status=HTTPStatus.TOO_MANY_REQUESTS, refusal=MANY_PDFS)
    return _pdf(print_record(record), record)


@require_POST
@never_cache
@login_required
def record_print(request: HttpRequest) -> HttpResponseBase:
    """Ask for the PDF of a long record."""
    person = _own(request)
    if not may_print_record(person):
        return show_record(request, person, status=HTTPStatus.TOO_MANY_REQUESTS, refusal=MANY_PDFS)
    year = year_from_code(request.POST.get("period", ""))
    operations.ask_for_print(period=year.code, by=person, at=timezone.now())
    return redirect(f"{reverse('training:record-detail')}?{urlencode({'period': year.code})}#pdf")


def _pdf(content: bytes, record: Record) -> HttpResponseBase:
    response = HttpResponse(content, content_type="application/pdf")
    return _as_file(response, record, "pdf")


@require_safe
@never_cache
@login_required
def record_csv(request: HttpRequest) -> HttpResponseBase:
    """The record as a table for spreadsheets."""
    record = _record(request)
    response = StreamingHttpResponse(as_csv(record), content_type="text/csv; charset=utf-8")
    return _as_file(response, record, "csv")


@require_safe
@never_cache
@login_required
def record_zip(request: HttpRequest) -> HttpResponseBase:
    """The record as a table and as data, with the files that its person added."""
    person = _own(request)
    if not may_pack_record(person):
        return show_record(request, person, status=HTTPStatus.TOO_MANY_REQUESTS, refusal=MANY_ZIPS)
    record = _record(request)
    response = StreamingHttpResponse(as_zip(record), content_type="application/zip")
    return _as_file(response, record, "zip")


@require_safe
@never_cache
@login_required
def record_json(request: HttpRequest) -> HttpResponseBase:
    """The record for programs."""
    record = _record(request)
    response = HttpResponse(as_json(record), content_type="application/json")
    return _as_file(response, record, "json")


def _own(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # noqa: S101  (login_required)
    return request.user


def _record(request: HttpRequest) -> Record:
    return queries.record_in(_own(request), request.GET.get("period", ""), at=timezone.now())


def _as_file(response: HttpResponseBase, record: Record, ending: str) -> HttpResponseBase:
    response["Content-Disposition"] = f'attachment; filename="cpd-record-{record.year.code}.{ending}"'
    return response
