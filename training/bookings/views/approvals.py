"""A line manager's answer, by the link that was sent to them. No account is needed."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from training.bookings import operations
from training.bookings.models import Approval, Booking
from training.bookings.queries import with_session
from training.bookings.views.private import private
from training.sessions.operations import SessionRefusal

ANSWERS = {"agree": operations.approve, "decline": operations.decline}


@private(has_form=True)
@require_http_methods(["GET", "HEAD", "POST"])
def approval_decide(request: HttpRequest, key: str) -> HttpResponseBase:
    """Who asks for what, and two buttons. Opening the page changes nothing, since programs that scan email open every
    link; answering twice changes nothing either."""
    approval = get_object_or_404(Approval, key=key)
    booking = with_session(Booking.objects.all()).get(pk=approval.booking_id)
    context: dict[str, object] = {"approval": approval, "booking": booking, "session": booking.session}
    answer = ANSWERS.get(request.POST.get("answer", ""))
    if request.method == "POST" and answer is not None:
        try:
            answer(approval=approval, at=timezone.now())
        except SessionRefusal as refusal:
            context["refusal"] = refusal
            return render(request, "training/approvals/approval.html", context, status=409)
        return redirect("training:approval-decide", key)
    return render(request, "training/approvals/approval.html", context)
