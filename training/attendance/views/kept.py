"""The register that works without a signal: a page with nobody's name in it, which the browser keeps."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from people.accounts.policies import signed_in_person
from training.attendance.models import AttendanceStatus
from training.attendance.views.cameras import uses_camera
from training.attendance.views.running import session_to_run

# What can be said of somebody besides that they are present, which has a button of its own.
EXCEPTIONS = [(value, words) for value, words in AttendanceStatus.choices if value != AttendanceStatus.PRESENT]


@require_safe
@uses_camera
def register_kept(request: HttpRequest) -> HttpResponse:
    """What is kept on this device. The page is the same for everybody, whoever is signed in, and open to all: a script
    fills it from the device. It is also what a browser shows for any register once it has no signal."""
    return _shell(request)


@require_safe
@never_cache
@uses_camera
@login_required
def register_keep(request: HttpRequest, session_id: int) -> HttpResponse:
    """The same page for one session, where somebody makes its register ready."""
    return _shell(request, session_id=session_to_run(request, session_id).pk)


@require_safe
@never_cache
def register_token(request: HttpRequest) -> JsonResponse:
    """What a kept page needs to send: the token that forms carry, and who is signed in now. The page has neither in
    it, since it may be days old."""
    person = signed_in_person(request)
    if person is None:
        return JsonResponse({"signed_out": True}, status=401)
    return JsonResponse({"token": get_token(request), "facilitator": person.pk})


def _shell(request: HttpRequest, *, session_id: int | None = None) -> HttpResponse:
    context = {"session_id": session_id, "statuses": EXCEPTIONS}
    return render(request, "training/attendance/kept_register.html", context)
