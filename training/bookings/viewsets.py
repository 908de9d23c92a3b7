"""The staff screens of a session's bookings, and of the line for it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from wagtail.admin.auth import permission_denied

from people.accounts.queries import flag_unreached
from training.bookings.models import BookingStatus
from training.bookings.policies import may_see_bookings, may_see_needs
from training.bookings.queries import bookings_in
from training.bookings.queries.waiting import turns
from training.sessions.models import Session
from training.sessions.policies import may_plan_sessions


def session_bookings(request: HttpRequest, session_id: int) -> HttpResponse:
    """Who holds a place in a session and who has given theirs back; needs only for those who may see them."""
    session = get_object_or_404(Session.objects.select_related("course", "venue"), pk=session_id)
    if not may_see_bookings(request.user, session):
        return permission_denied(request)
    shows_needs = may_see_needs(request.user, session)
    bookings = list(bookings_in(session, with_needs=shows_needs))
    flag_unreached(bookings)
    context = {
        "session": session,
        "bookings": bookings,
        "shows_needs": shows_needs,
        "may_plan": may_plan_sessions(request.user),
    }
    return render(request, "training/session_bookings.html", context, using="django")


def session_line(request: HttpRequest, session_id: int) -> HttpResponse:
    """Who waits for a place in a session, in the order in which places go to them and why, and which offers are out."""
    session = get_object_or_404(Session.objects.select_related("course", "venue"), pk=session_id)
    if not may_see_bookings(request.user, session):
        return permission_denied(request)
    offered = session.bookings.filter(status=BookingStatus.OFFERED).select_related("organisation")
    line, offers = turns(session), list(offered.order_by("hold_ends_at", "pk"))
    flag_unreached([*offers, *(booking for turn in line for booking in turn.entry.bookings)])
    context = {
        "session": session,
        "turns": line,
        "offers": offers,
        "may_plan": may_plan_sessions(request.user),
    }
    return render(request, "training/session_line.html", context, using="django")


urlpatterns = [
    path("sessions/<int:session_id>/bookings/", session_bookings, name="training_session_bookings"),
    path("sessions/<int:session_id>/waiting-list/", session_line, name="training_session_line"),
]
