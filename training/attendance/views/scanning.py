"""The door: scanning codes, and what a code opens for whoever reads it with a camera of their own."""

import json
from http import HTTPStatus
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from documents.qr import qr_svg
from people.accounts.policies import signed_in_person
from training.attendance import operations
from training.attendance.forms import ScanForm
from training.attendance.models import WAS_LET_IN
from training.attendance.policies import may_mark
from training.attendance.queries.arriving import code_in
from training.attendance.queries.scans import failed_scans
from training.attendance.views.cameras import uses_camera
from training.attendance.views.running import session_to_run
from training.attendance.views.scan_words import Words, refused, words_for
from training.bookings.emails import absolute
from training.bookings.models import Booking
from training.sessions.models import Session
from training.sessions.views.private import private

JSON = "application/json"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@uses_camera
@login_required
def session_scan(request: HttpRequest, session_id: int) -> HttpResponseBase:
    """The page that scans; and one scan, sent by its script as JSON or by its form."""
    session = session_to_run(request, session_id)
    if request.method != "POST":
        return _page(request, session, code=code_in(request.GET.get("code", "")))
    at = timezone.now()
    form = ScanForm(_sent(request))
    if not form.is_valid():
        said = form.errors.get("code")
        words = refused(str(said[0]) if said else "Load this page again, and scan once more.", session)
        return _answer(request, session, words, status=HTTPStatus.BAD_REQUEST)
    try:
        scanned = operations.scan(session=session, **form.facts(at=at), by=signed_in_person(request), at=at)  # type: ignore[arg-type]
    except operations.MarkRefused as refusal:
        return _answer(request, session, refused(str(refusal), session), status=HTTPStatus.CONFLICT)
    return _answer(request, session, words_for(scanned, session, request.user))


@private(has_form=False)
@require_safe
def door_code(request: HttpRequest, key: str) -> HttpResponseBase:
    """What the address in a QR code opens: the way to check its person in for whoever marks that register, and for
    everybody else the code itself, to be shown at the door. It tells nothing of anybody, nor whether there is such a
    booking."""
    code = code_in(key)
    if not code:
        raise Http404
    viewer = signed_in_person(request)
    if viewer is not None and viewer.is_staff:
        booking = Booking.objects.select_related("session").filter(check_in_code=code).first()
        if booking is not None and may_mark(viewer, booking.session):
            return redirect(f"{reverse('training:session-scan', args=[booking.session_id])}?code={code}")
    picture = qr_svg(absolute("training:door-code", code), f"QR code of the check-in code {code}")
    return render(request, "training/attendance/door_code.html", {"code": code, "qr": picture})


def _sent(request: HttpRequest) -> dict[str, str]:
    """What was sent, as text; nothing, where it is no JSON object."""
    if request.content_type != JSON:
        return request.POST.dict()
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    return {name: str(value) for name, value in sent.items()} if isinstance(sent, dict) else {}


def _answer(
    request: HttpRequest, session: Session, words: Words, *, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponseBase:
    if request.content_type != JSON:
        return _page(request, session, words=words, status=status)
    said: dict[str, str | int] = {**words.as_json()}
    if status == HTTPStatus.OK and words.answer not in WAS_LET_IN:
        said["failed"] = failed_scans(session).count()
    return JsonResponse(said, status=status)


def _page(
    request: HttpRequest,
    session: Session,
    *,
    code: str = "",
    words: Words | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponseBase:
    refusal = ""
    try:
        operations.refuse_unless_open(session, at=timezone.now())
    except operations.MarkRefused as found:
        refusal = str(found)
    context = {
        "session": session,
        "form": ScanForm(initial={"code": code, "uid": uuid4()}),
        "words": words,
        "refusal": refusal,
        "failed": failed_scans(session).count(),
        "asks": bool(code),
    }
    return render(request, "training/attendance/scan.html", context, status=status)
