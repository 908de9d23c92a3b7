"""Places that a training lead reserves without names, and the page on which colleagues fill them."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.accounts.policies import leads_training_of, signed_in_person
from people.accounts.queries import flag_unreached
from people.models import Person
from training.bookings import operations
from training.bookings.emails import absolute
from training.bookings.forms.colleagues import FillForm, ReserveForm
from training.bookings.models import HOLDS_A_PLACE, Pool
from training.bookings.policies import may_be_reminded, may_book_without_account
from training.bookings.views.booking import TOO_MANY
from training.bookings.views.leading import Lead, closed, for_leads
from training.bookings.views.private import private
from training.sessions.operations import SessionRefusal, refuse_unless_open
from training.sessions.views import closed_to_others, visible_session

POOLS = Pool.objects.select_related(
    "session__course", "session__series", "session__venue__local_authority", "organisation"
)


@require_http_methods(["GET", "HEAD", "POST"])
@for_leads
@closed_to_others
def pool_create(request: HttpRequest, lead: Lead, session_id: int) -> HttpResponseBase:
    """How many places to keep for colleagues who are not known yet."""
    session, at = visible_session(request, session_id), timezone.now()
    form = ReserveForm(request.POST if request.method == "POST" else None, session=session, organisations=lead[1])
    context: dict[str, Any] = {"session": session, "form": form}
    try:
        refuse_unless_open(session, at=at)
        if request.method == "POST" and form.is_valid():
            pool = operations.reserve(session_id=session.pk, **form.facts(), by=lead[0], at=at)
            messages.success(request, "The places are yours. We have sent you the link by email too.")
            return redirect("training:pool-detail", pool.pk)
    except operations.NotEnoughPlaces as refusal:
        form.add_error("places", str(refusal))
        return render(request, "training/leads/pool_create.html", context, status=409)
    except SessionRefusal as refusal:
        context["refusal"] = refusal
        return render(request, "training/leads/pool_create.html", context, status=409)
    return render(request, "training/leads/pool_create.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_leads
def pool_detail(request: HttpRequest, lead: Lead, pool_id: int) -> HttpResponseBase:
    """The link of a pool, who has filled a place, and giving the rest back early."""
    pool = get_object_or_404(POOLS, pk=pool_id)
    if not leads_training_of(lead[0], pool.organisation_id):
        raise PermissionDenied
    if request.method == "POST":
        returned = operations.return_pool(pool=pool, by=lead[0], at=timezone.now())
        messages.success(request, "1 place has returned." if returned == 1 else f"{returned} places have returned.")
        return redirect("training:pool-detail", pool_id)
    bookings = list(pool.bookings.filter(status__in=HOLDS_A_PLACE).select_related("role").order_by("name", "pk"))
    flag_unreached(bookings)
    context = {
        "pool": pool,
        "session": pool.session,
        "link": absolute("training:pool-fill", pool.key),
        "bookings": bookings,
        "asks": "return" in request.GET,
        **closed(pool.session),
    }
    return render(request, "training/leads/pool_detail.html", context)


@private(has_form=True)
@require_http_methods(["GET", "HEAD", "POST"])
def pool_fill(request: HttpRequest, key: str) -> HttpResponseBase:
    """A colleague fills one place with their own name, by the link that was shared; then it says what happens next."""
    pool = get_object_or_404(POOLS, key=key)
    if request.method != "POST" and "sent" in request.GET:
        context = {"session": pool.session, "again": reverse("training:pool-fill", args=[key])}
        return render(request, "training/bookings/booking_sent.html", context)
    return _fill(request, pool, signed_in_person(request), timezone.now())


def _fill(request: HttpRequest, pool: Pool, person: Person | None, at: datetime) -> HttpResponseBase:
    form = FillForm(request.POST if request.method == "POST" else None, pool=pool, person=person)
    try:
        refuse_unless_open(pool.session, at=at)
        if pool.unfilled < 1:
            raise operations.PoolReturned
        if request.method != "POST" or form.is_from_a_robot() or not form.is_valid():
            return _show_fill(request, pool, form)
        if person is None and not may_book_without_account(request):
            form.add_error(None, TOO_MANY)
            return _show_fill(request, pool, form, status=429)
        booking = operations.book(session_id=pool.session_id, pool=pool, **form.facts(at=at), by=person, at=at)
    except operations.AlreadyBooked as refusal:
        if person is not None:
            return redirect("training:booking-detail", refusal.booking.key)
        # Whoever typed the address is not told that it has a place: the address itself is, by email.
        if may_be_reminded(refusal.booking):
            operations.send_existing_link(booking=refusal.booking, by=None, at=at)
    except SessionRefusal as refusal:
        return _show_fill(request, pool, form, status=409 if request.method == "POST" else 200, refusal=refusal)
    else:
        if person is not None:
            return redirect("training:booking-detail", booking.key)
    messages.info(request, f"We have sent an email to {form.cleaned_data['email']}.")
    return redirect(f"{reverse('training:pool-fill', args=[pool.key])}?sent")


def _show_fill(
    request: HttpRequest, pool: Pool, form: FillForm, *, status: int = 200, refusal: SessionRefusal | None = None
) -> HttpResponseBase:
    context = {"pool": pool, "session": pool.session, "form": form, "person": form.person, "refusal": refusal}
    return render(request, "training/leads/pool_fill.html", context, status=status)
