"""Pages of reach: the report, the rows behind a figure, and both as spreadsheets."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from documents.exports import MOST_XLSX_ROWS, XLSX, TooManyRows, csv_lines, log_export, workbook
from people.models import Person
from reach.contacts import are_told, contact_rows, contacts
from reach.forms import ReportForm
from reach.measures import BY_SLUG, PROFESSIONALS
from reach.policies import may_see_reach
from reach.queries import totals
from reach.report import make_report
from reach.row_pages import ROWS_A_PAGE, attendances_on_page, people_on_page
from reach.tables import Table, contact_table, report_table, row_table

LINES_A_PAGE = 50
View = Callable[[HttpRequest], HttpResponseBase]


def for_readers_of_reach(view: View) -> View:
    """Let in those who may see reach: others are asked to sign in, or refused."""

    @wraps(view)
    def checked(request: HttpRequest) -> HttpResponseBase:
        if not may_see_reach(request.user):
            raise PermissionDenied
        return view(request)

    return never_cache(require_safe(login_required(checked)))


@for_readers_of_reach
def report_view(request: HttpRequest) -> HttpResponse:
    """The figures of a period, split one way."""
    now = timezone.now()
    form = ReportForm(request.GET.dict(), today=timezone.localdate(now))
    if not form.is_valid():
        return render(request, "reach/report.html", {"form": form})
    scope, by = form.scope(), form.cleaned_data["by"]
    report = make_report(scope=scope, by=by, at=now)
    context = {
        "form": form,
        "report": report,
        "lines": Paginator(report.groups, LINES_A_PAGE).get_page(request.GET.get("page")),
        "address": scope.address(by=by),
        "without": [(name, label, scope.widened(slug).address(by=by)) for slug, name, label in report.narrowed_by],
        "contacts": contacts(scope),
        "is_still_running": report.is_still_running(timezone.localdate(now)),
    }
    return render(request, "reach/report.html", context)


@for_readers_of_reach
def row_list(request: HttpRequest) -> HttpResponse:
    """The rows that one figure counts: as many as the figure says, without names."""
    form = ReportForm(request.GET.dict(), today=timezone.localdate())
    if not form.is_valid():
        return redirect(f"{reverse('reach:report-view')}?{request.GET.urlencode()}")
    scope, measure = form.scope(), BY_SLUG[form.measure_slug()]
    on_page = people_on_page if measure is PROFESSIONALS else attendances_on_page
    figures = totals(scope)
    page, rows = on_page(scope, figures[measure.slug], request.GET.get("page"))
    context = {
        "scope": scope,
        "measure": measure,
        "figures": figures,
        "page": page,
        "rows": rows,
        "narrowed_by": list(scope.in_words()),
        "address": scope.address(measure=measure.slug),
        "report_address": scope.address(by=form.cleaned_data["by"]),
        "by_person": measure is PROFESSIONALS,
        "fits_xlsx": figures[measure.slug] <= MOST_XLSX_ROWS,
        "most_xlsx_rows": MOST_XLSX_ROWS,
    }
    return render(request, "reach/rows.html", context)


@for_readers_of_reach
def contact_list(request: HttpRequest) -> HttpResponseBase:
    """The headcounts that community contacts are made of, and with `format=csv` all of them as a file."""
    form = ReportForm(request.GET.dict(), today=timezone.localdate())
    if not form.is_valid() or not are_told(scope := form.scope()):
        return redirect(f"{reverse('reach:report-view')}?{request.GET.urlencode()}")
    if request.GET.get("format") == "csv":
        return _download(contact_table(scope), as_xlsx=False)
    context = {
        "scope": scope,
        "contacts": contacts(scope),
        "page": Paginator(contact_rows(scope), ROWS_A_PAGE).get_page(request.GET.get("page")),
        "narrowed_by": list(scope.in_words()),
        "address": scope.address(),
        "report_address": scope.address(by=form.cleaned_data["by"]),
    }
    return render(request, "reach/contacts.html", context)


@for_readers_of_reach
def report_export(request: HttpRequest) -> HttpResponseBase:
    """A report's lines, or with `measure=` the rows behind that measure, as CSV (any size) or XLSX (`format=xlsx`)."""
    form = ReportForm(request.GET.dict(), today=timezone.localdate())
    as_xlsx = request.GET.get("format") == "xlsx"
    if not form.is_valid():
        return redirect(f"{reverse('reach:report-view')}?{request.GET.urlencode()}")
    scope, measure = form.scope(), form.cleaned_data["measure"]
    if not measure:
        report = make_report(scope=scope, by=form.cleaned_data["by"], at=timezone.now())
        return _download(report_table(report), as_xlsx)
    number = totals(scope)[measure]
    if as_xlsx and number > MOST_XLSX_ROWS:
        messages.error(request, str(TooManyRows(number)))
        return redirect(f"{reverse('reach:row-list')}?{scope.address(measure=measure)}")
    if isinstance(request.user, Person):  # who took rows about people out of the product stays known
        log_export(
            action="reach.rows.export", title="Rows of reach", of=request.user, by=request.user, rows=number,
            form="xlsx" if as_xlsx else "csv", scope=scope.address(), measure=measure,
        )  # fmt: skip
    return _download(row_table(scope, measure), as_xlsx)


def _download(table: Table, as_xlsx: bool) -> HttpResponseBase:
    response: HttpResponseBase
    if as_xlsx:
        response = HttpResponse(workbook(table.title, table.headers, table.rows, table.about), content_type=XLSX)
    else:
        lines = csv_lines(table.headers, table.rows, table.about)
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    ending = "xlsx" if as_xlsx else "csv"
    response["Content-Disposition"] = f'attachment; filename="{table.name}.{ending}"'
    return response
