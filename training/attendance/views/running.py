"""Which session a page of those who run sessions is about, and who looks at it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from people.models import Person
from training.attendance.policies import may_mark, may_mark_any, may_open_today
from training.sessions.models import Session


def session_to_run(request: HttpRequest, session_id: int) -> Session:
    """The session, for whoever may mark its register; refused to anybody else."""
    session = get_object_or_404(Session.objects.select_related("course", "venue"), pk=session_id)
    if not may_mark(request.user, session):
        raise PermissionDenied
    return session


def whose_sessions(request: HttpRequest) -> Person | None:
    """The facilitator whose sessions a list shows; None for a programme manager, who sees everyone's. Refused to
    whoever marks no register."""
    if not may_open_today(request.user):
        raise PermissionDenied
    return None if may_mark_any(request.user) else viewer(request)


def viewer(request: HttpRequest) -> Person:
    """Whoever is signed in, in a view that asks for it."""
    assert isinstance(request.user, Person)  # noqa: S101  (login_required)
    return request.user


def key_in(value: object) -> int:
    """The key of a row as an address or a button holds it; 0, which none has, for anything else."""
    text = str(value)
    return int(text) if text.isdecimal() and len(text) < 19 else 0
