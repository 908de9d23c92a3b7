"""The facilitator's day, and the register of one session: plain forms, small pages, for a phone and a weak signal."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from people.models import Person
from training.attendance import operations, queries
from training.attendance.forms import Register, Saved
from training.attendance.policies import may_mark, may_mark_any, may_open_today
from training.bookings.policies import may_see_needs
from training.sessions.models import Session


@require_safe
@never_cache
@login_required
def session_today(request: HttpRequest) -> HttpResponse:
    """Today's sessions of a facilitator, of everyone for a programme manager, and registers that wait to be marked."""
    if not may_open_today(request.user):
        raise PermissionDenied
    facilitator = None if may_mark_any(request.user) else _person(request)
    at = timezone.now()
    context = {
        "at": at,
        "sessions": list(queries.sessions_on_day_of(at, facilitator=facilitator)),
        "unmarked": list(queries.unmarked_sessions(at, facilitator=facilitator)[:20]),
        "sees_all": facilitator is None,
    }
    return render(request, "training/attendance/today.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def register_mark(request: HttpRequest, session_id: int) -> HttpResponseBase:
    """The register of one session: shown, and saved whole or for one person."""
    session = get_object_or_404(Session.objects.select_related("course", "venue"), pk=session_id)
    if not may_mark(request.user, session):
        raise PermissionDenied
    at = timezone.now()
    try:
        operations.refuse_unless_open(session, at=at)
    except operations.MarkRefused as refusal:
        return _show(request, session, Register(session, list(queries.register(session))), refusal=str(refusal))
    register = Register(session, list(queries.register(session)), request.POST or None)
    if request.method != "POST":
        return _show(request, session, register)
    only = _only(request.POST)
    if not register.is_valid(only=only):
        return _show(request, session, register)
    saved = register.save(only=only, by=_person(request), at=at)
    everyone = operations.mark_all_present(session=session, by=_person(request), at=at) if _everyone(request) else 0
    return _after(request, session, saved, everyone, only)


def _show(request: HttpRequest, session: Session, register: Register, *, refusal: str = "") -> HttpResponse:
    context = {
        "session": session,
        "register": register,
        "refusal": refusal,
        "shows_needs": may_see_needs(request.user, session),
        "marked": sum(1 for row in register.rows if row.claims),
        "meanwhile": {_key(text) for text in request.GET.getlist("meanwhile")},
    }
    return render(request, "training/attendance/register.html", context)


def _after(request: HttpRequest, session: Session, saved: Saved, everyone: int, only: int | None) -> HttpResponse:
    """Back to the register, near the person who was saved; rows that somebody else marked meanwhile are pointed out."""
    total = saved.marks + everyone
    if total:
        messages.success(request, f"Saved: {total} {'person' if total == 1 else 'people'} marked.")
    elif not saved.meanwhile:
        messages.info(request, "Nothing was changed, so nothing needed saving.")
    address = reverse("training:register-mark", args=[session.pk])
    if saved.meanwhile:
        address += "?" + urlencode({"meanwhile": saved.meanwhile}, doseq=True)
    return redirect(address + (f"#person-{only}" if only else ""))


def _only(data: QueryDict) -> int | None:
    """The booking whose own button was pressed, if one was."""
    return _key(str(data["only"])) if "only" in data else None


def _key(text: str) -> int:
    """The key of a booking as an address or a button holds it; 0, which none has, for anything else."""
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def _everyone(request: HttpRequest) -> bool:
    return "everyone" in request.POST


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # noqa: S101  (login_required)
    return request.user
