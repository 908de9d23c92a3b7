"""A line manager's answer, by the link that was sent to them. No account is needed."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from training.bookings import operations
from training.bookings.models import Approval, Booking, BookingStatus, NoticeKind
from training.bookings.queries import with_session
from training.bookings.queries.deeds import done_by
from training.bookings.views.private import private
from training.sessions.operations import SessionRefusal

ANSWERS = {"agree": operations.approve, "decline": operations.decline}


@private(has_form=True)
@require_http_methods(["GET", "HEAD", "POST"])
def approval_decide(request: HttpRequest, key: str) -> HttpResponseBase:
    """Who asks for what, and two ways to answer; no is asked once more. Opening the page changes nothing, since
    programs that scan email open every link; answering twice changes nothing either."""
    approval = get_object_or_404(Approval, key=key)
    answer = ANSWERS.get(request.POST.get("answer", ""))
    if request.method == "POST" and answer is not None:
        try:
            answer(approval=approval, at=timezone.now())
        except SessionRefusal as refusal:
            approval.refresh_from_db()
            return _show(request, approval, refusal, status=409)
        return redirect("training:approval-decide", key)
    return _show(request, approval)


def _show(
    request: HttpRequest, approval: Approval, refusal: SessionRefusal | None = None, *, status: int = 200
) -> HttpResponseBase:
    """The page as the booking stands now. That it ended unanswered says more than that it cannot be answered."""
    booking = with_session(Booking.objects.all()).get(pk=approval.booking_id)
    is_cancelled = booking.status == BookingStatus.CANCELLED
    has_ended = is_cancelled or booking.status == BookingStatus.LAPSED
    context = {
        "approval": approval,
        "booking": booking,
        "session": booking.session,
        "refusal": None if has_ended and approval.is_approved is None else refusal,
        "withdrew": is_cancelled and not done_by(booking, NoticeKind.CANCELLED_FOR),
    }
    return render(request, "training/approvals/approval.html", context, status=status)
