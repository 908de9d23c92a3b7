"""A training lead looks after their colleagues' bookings: all of them at a glance, and each one changed for its
person, who is told. A lead needs no link: the organisation of the booking decides."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from documents.exports import XLSX, blank_workbook
from people.accounts.queries import flag_unreached
from people.models import Organisation, Person, Role
from training.bookings.forms.colleagues import COLUMNS, MOST_COLLEAGUES
from training.bookings.forms.overview import DatesForm, OverviewForm
from training.bookings.models import Booking
from training.bookings.operations.pools import returns_at
from training.bookings.policies import may_change_for
from training.bookings.queries import with_session
from training.bookings.queries.overview import dates, offers_to_answer, to_choose_from, with_colleagues
from training.bookings.views.changing import accept, cancel, move, swap
from training.bookings.views.leading import Lead, for_leads
from training.bookings.views.whose import Whose, leads
from training.sessions.queries import find_sessions

DATES_ON_A_PAGE = 10
DATES_TO_BOOK_ON_A_PAGE = 20
Change = Callable[[HttpRequest, Booking, Whose, Person], HttpResponseBase]


@require_safe
@for_leads
def lead_overview(request: HttpRequest, lead: Lead) -> HttpResponse:
    """An organisation's colleagues, date by date; the offers that want an answer before anything else."""
    organisation, at = _organisation(request, lead[1]), timezone.now()
    past = request.GET.get("when") == "past"
    sessions = to_choose_from(organisation, past=past, at=at)
    asked_for = request.GET.dict() | {"organisation": str(organisation.pk)}
    form = OverviewForm(asked_for, led=lead[1], sessions=sessions, past=past)
    asked = form.narrowed(organisation)
    page = Paginator(dates(asked, at=at), DATES_ON_A_PAGE).get_page(request.GET.get("page"))
    shown = with_colleagues(list(page.object_list), asked, at=at)
    flag_unreached(booking for date in shown for booking in date.bookings)
    context = {
        "organisation": organisation,
        "led": lead[1],
        "form": form,
        "past": past,
        "is_narrowed": bool(asked.search or asked.course_id or asked.session_id),
        "offers": [] if past else offers_to_answer(organisation, at=at),
        "page": page,
        "dates": shown,
        "to_come_query": urlencode({"organisation": organisation.pk}),
        "past_query": urlencode({"organisation": organisation.pk, "when": "past"}),
    }
    return render(request, "training/leads/overview.html", context)


def _organisation(request: HttpRequest, led: list[Organisation]) -> Organisation:
    """The organisation that is asked for, of those that this lead looks after; the first where none is."""
    asked = request.GET.get("organisation", "")
    if not asked:
        return led[0]
    for organisation in led:
        if str(organisation.pk) == asked:
            return organisation
    raise PermissionDenied


@require_safe
@for_leads
def lead_dates(request: HttpRequest, lead: Lead) -> HttpResponse:
    """The next dates, each with the ways to book colleagues on it, narrowed by course."""
    at = timezone.now()
    form = DatesForm(request.GET, at=at)
    found = find_sessions(at=at, course=form.chosen())
    page = Paginator(found, DATES_TO_BOOK_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "is_narrowed": form.chosen() is not None,
        "page": page,
        "dates": [(session, returns_at(session) > at) for session in page],
    }
    return render(request, "training/leads/dates.html", context)


@require_safe
@for_leads
def group_template(request: HttpRequest, lead: Lead) -> HttpResponse:
    """A spreadsheet to be filled in, with the roles to choose from."""
    roles = Role.objects.filter(is_offered=True).order_by("group__position", "group__name", "name")
    names = list(roles.values_list("name", flat=True))
    content = blank_workbook("Colleagues", list(COLUMNS), choices=("role", names), most_rows=MOST_COLLEAGUES)
    attachment = {"Content-Disposition": 'attachment; filename="colleagues.xlsx"'}
    return HttpResponse(content, content_type=XLSX, headers=attachment)


def _for_their_lead(change: Change) -> Callable[..., HttpResponseBase]:
    """Let in the training leads of the organisation that the booking is for, and nobody else."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @for_leads
    @wraps(change)
    def answer(request: HttpRequest, lead: Lead, booking_id: int) -> HttpResponseBase:
        booking = get_object_or_404(with_session(Booking.objects.all()), pk=booking_id)
        if not may_change_for(lead[0], booking):
            raise PermissionDenied
        return change(request, booking, leads(booking, request.GET.get("from", "")), lead[0])

    return answer


colleague_cancel = _for_their_lead(cancel)
colleague_move = _for_their_lead(move)
colleague_swap = _for_their_lead(swap)
colleague_accept = _for_their_lead(accept)
