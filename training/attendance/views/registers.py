"""The register of one session: plain forms, for a phone and a weak signal."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods

from training.attendance import operations, queries
from training.attendance.forms import Register, WalkInForm
from training.attendance.operations import Marked
from training.attendance.views.running import key_in, session_to_run, viewer
from training.bookings.policies import may_see_needs
from training.sessions.models import Session


@require_http_methods(["GET", "HEAD", "POST"])
@gzip_page  # many rows that are alike: a twentieth on a weak signal
@never_cache
@login_required
def register_mark(request: HttpRequest, session_id: int) -> HttpResponseBase:
    """The register of one session: shown, and saved whole or for one person; and who stepped out of the room."""
    session, at = session_to_run(request, session_id), timezone.now()
    try:
        operations.refuse_unless_open(session, at=at)
    except operations.MarkRefused as refusal:
        return _show(request, session, Register(session, list(queries.register(session))), refusal=str(refusal))
    register = Register(session, list(queries.register(session)), request.POST or None)
    if request.method != "POST":
        return _show(request, session, register)
    for button, note in (("out", operations.step_out), ("back", operations.come_back)):
        if button in request.POST:
            return _step(request, session, note, key_in(request.POST[button]))
    only = _only(request.POST)
    if not register.is_valid(only=only):
        return _show(request, session, register)
    try:
        saved = register.save(only=only, by=viewer(request), at=at)
        everyone = "everyone" in request.POST
        rest = operations.mark_all_present(session=session, by=viewer(request), at=at) if everyone else 0
    except operations.MarkRefused as refusal:  # closed by somebody else, since the page was opened
        messages.error(request, str(refusal))
        return redirect("training:register-mark", session.pk)
    return _after(request, session, saved, rest, only)


def _show(request: HttpRequest, session: Session, register: Register, *, refusal: str = "") -> HttpResponse:
    closing = queries.closing_of(session)
    is_open = not refusal and closing is None
    last = queries.last_walk_in(session, viewer(request)) if is_open else None
    context = {
        "session": session,
        "register": register,
        "refusal": refusal,
        "closing": closing,
        "is_on": is_open and not session.is_over(timezone.now()),
        "shows_needs": may_see_needs(request.user, session),
        "meanwhile": {key_in(text) for text in request.GET.getlist("meanwhile")},
        "walk_in": WalkInForm(session=session, last=last) if is_open else None,
    }
    return render(request, "training/attendance/register.html", context)


def _after(request: HttpRequest, session: Session, saved: Marked, rest: int, only: int | None) -> HttpResponse:
    """Back to the register, near the person who was saved; rows that somebody else marked meanwhile are pointed out."""
    total = saved.number + rest
    if total:
        messages.success(request, f"Saved: {total} {'person' if total == 1 else 'people'} marked.")
    elif not saved.meanwhile:
        messages.info(request, "Nothing was changed, so nothing needed saving.")
    address = reverse("training:register-mark", args=[session.pk])
    if saved.meanwhile:
        address += "?" + urlencode({"meanwhile": saved.meanwhile}, doseq=True)
    return redirect(address + (f"#person-{only}" if only else ""))


def _step(request: HttpRequest, session: Session, note: operations.Note, booking_id: int) -> HttpResponse:
    try:
        note(session=session, booking_id=booking_id, at=timezone.now())
    except operations.MarkRefused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{reverse('training:register-mark', args=[session.pk])}#person-{booking_id}")


def _only(data: QueryDict) -> int | None:
    """The booking whose own button was pressed, if one was."""
    return key_in(data["only"]) if "only" in data else None
