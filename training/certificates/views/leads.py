"""A training lead sees whose certificates end, takes the list away, and books them together."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from documents.exports import Cell, csv_lines, log_export
from people.models import Organisation
from training.bookings.views.leading import Lead, for_leads
from training.certificates import queries
from training.certificates.forms.leads import BookTheseForm, RefresherForm

PEOPLE_ON_A_PAGE = 50
HEADERS = ["Name", "Email", "Role", "Course", "Certificate ends on", "State", "Booked for", "Came again on"]


@require_safe
@never_cache
@for_leads
def colleague_refreshers(request: HttpRequest, lead: Lead) -> HttpResponse:
    """Colleagues whose certificates end soon or have ended: how many for each course, and who."""
    return _list(request, lead[1])


@require_safe
@never_cache
@for_leads
def colleague_refreshers_csv(request: HttpRequest, lead: Lead) -> HttpResponseBase:
    """The same people, as the page is narrowed, as a table."""
    at = timezone.now()
    form = RefresherForm(request.GET, led=lead[1], at=at)
    today, found = timezone.localdate(at), list(form.found())
    log_export(
        action="training.certificate.export",
        title="Refreshers due",
        of=lead[0],
        by=lead[0],
        rows=len(found),
        form="csv",
    )
    rows = (
        [
            each.person.name,
            each.person.email,
            str(each.person.role or ""),
            each.course.title,
            each.expires_on,
            str(each.state(today).label),
            each.booked_for and timezone.localdate(each.booked_for),  # type: ignore[attr-defined]
            each.came_on,  # type: ignore[attr-defined]
        ]
        for each in found
    )
    about: dict[str, Cell] = {
        "Organisation": form.whose.name,
        "Made at": timezone.localtime(at).isoformat(timespec="minutes"),
    }
    response = StreamingHttpResponse(csv_lines(HEADERS, rows, about), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="refreshers.csv"'
    return response


@require_POST
@never_cache
@for_leads
def colleague_refreshers_book(request: HttpRequest, lead: Lead) -> HttpResponseBase:
    """The dates on which those who are ticked can renew their certificates, each with a button that fills in the
    list of a group booking. Names travel in the form alone, never in an address."""
    form = BookTheseForm(request.POST, led=lead[1], at=timezone.now())
    if not form.is_valid():
        return _list(request, lead[1], asked=request.POST, refusal=form.said())
    context = {
        "organisation": form.organisation,
        "course": form.course,
        "colleagues": form.colleagues,
        "typed": form.as_typed(),
        "ways": queries.ways_to_renew(form.course, at=form.at, most=10),
    }
    return render(request, "training/leads/refreshers_book.html", context)


def _list(request: HttpRequest, led: list[Organisation], *, asked: Any = None, refusal: str = "") -> HttpResponse:
    at = timezone.now()
    form = RefresherForm(asked or request.GET, led=led, at=at)
    page = Paginator(form.found(), PEOPLE_ON_A_PAGE).get_page((asked or request.GET).get("page"))
    today = timezone.localdate(at)
    context = {
        "organisation": form.whose,
        "led": led,
        "form": form,
        "course": form.one_course,
        "counts": form.counts,
        "page": page,
        "rows": [(each, each.state(today)) for each in page],
        "query": form.query(),
        "refusal": refusal,
    }
    return render(request, "training/leads/refreshers.html", context, status=409 if refusal else 200)
