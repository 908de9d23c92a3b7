"""The staff screens of a session's bookings, and of the line for it."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils import timezone
from wagtail.admin.auth import permission_denied

from people.accounts.queries import flag_unreached
from training.bookings.emails import absolute
from training.bookings.forms.staff import FindForm
from training.bookings.models import BookingStatus
from training.bookings.policies import may_change_as_staff, may_see_bookings, may_see_needs
from training.bookings.queries import bookings_in
from training.bookings.queries.catering import catering_key
from training.bookings.queries.staff_words import say_where_they_stand
from training.bookings.queries.waiting import turns
from training.sessions.models import Session, SessionMode, SessionStatus
from training.sessions.policies import may_plan_sessions

BOOKINGS_ON_A_PAGE = 100


def is_to_come(session: Session) -> bool:
    """Whether its bookings can still be changed."""
    return session.status == SessionStatus.SCHEDULED and session.starts_at > timezone.now()


def session_bookings(request: HttpRequest, session_id: int) -> HttpResponse:
    """Who holds a place in a session and who has given theirs back; needs only for those who may see them."""
    session = get_object_or_404(Session.objects.select_related("course", "venue"), pk=session_id)
    if not may_see_bookings(request.user, session):
        return permission_denied(request)
    shows_needs = may_see_needs(request.user, session)
    find = FindForm(request.GET)
    narrowed = find.narrowed()
    page = Paginator(bookings_in(session, with_needs=shows_needs, **narrowed), BOOKINGS_ON_A_PAGE)
    shown = page.get_page(request.GET.get("p"))
    bookings = list(shown)
    flag_unreached(bookings)
    say_where_they_stand(bookings)
    in_a_room = session.mode != SessionMode.ONLINE
    context = {
        "session": session,
        "bookings": bookings,
        "waiting": session.bookings.waiting().count(),
        "shows_needs": shows_needs,
        "may_plan": may_plan_sessions(request.user),
        "may_change": may_change_as_staff(request.user) and is_to_come(session),
        "find": find,
        "is_narrowed": any(narrowed.values()),
        "page": shown,
        "catering_link": absolute("training:catering-detail", catering_key(session)) if in_a_room else "",
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
        "may_change": may_change_as_staff(request.user) and is_to_come(session),
    }
    return render(request, "training/session_line.html", context, using="django")


urlpatterns = [
    path("sessions/<int:session_id>/bookings/", session_bookings, name="training_session_bookings"),
    path("sessions/<int:session_id>/waiting-list/", session_line, name="training_session_line"),
]
