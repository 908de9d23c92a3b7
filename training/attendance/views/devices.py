"""What a device asks and sends that keeps a register: programs talk here, so that every answer is JSON."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from people.models import Person
from training.attendance import operations, queries
from training.attendance.forms import Unreadable, read_queue
from training.attendance.operations import Answer, Reply
from training.attendance.policies import may_mark
from training.sessions.models import Session


def _for_those_who_mark(
    view: Callable[[HttpRequest, Session, Person], HttpResponseBase],
) -> Callable[[HttpRequest, int], HttpResponseBase]:
    """Answer whoever is signed out, or may not mark this session, in a way that a program understands."""

    @wraps(view)
    def answer(request: HttpRequest, session_id: int) -> HttpResponseBase:
        if not isinstance(request.user, Person):
            return JsonResponse({"signed_out": True}, status=401)
        session = get_object_or_404(Session.objects.select_related("course", "venue__local_authority"), pk=session_id)
        if not may_mark(request.user, session):
            return JsonResponse({"words": "You do not run this session."}, status=403)
        return view(request, session, request.user)

    return answer


@require_safe
@never_cache
@_for_those_who_mark
def register_snapshot(request: HttpRequest, session: Session, person: Person) -> JsonResponse:
    """The register of one session for a device, with the key to keep it by; too early where the session is not near
    yet, and gone once the register is closed or long over, which tells the device to forget it."""
    at = timezone.now()
    if queries.devices_forget(session, at=at):
        return JsonResponse({"closed": True}, status=410)
    kept_from = queries.names_are_kept_from(session)
    if at < kept_from:
        return JsonResponse({"kept_from": kept_from.isoformat()}, status=HTTPStatus.TOO_EARLY)
    return JsonResponse(queries.snapshot(session, person, at=at))


@require_POST
@never_cache
@_for_those_who_mark
def register_send(request: HttpRequest, session: Session, person: Person) -> JsonResponse:
    """What a device kept while it had no signal, and what became of each part of it."""
    at = timezone.now()
    try:
        queue = read_queue(request.body, by=person, at=at)
    except Unreadable as refusal:
        return JsonResponse({"words": str(refusal)}, status=400)
    replies = operations.receive(session=session, told=queue.told, by=person, at=at)
    answers = [_said(replies[uid]) for uid in dict.fromkeys(each.uid for each in queue.told)]
    refused = [{"uid": uid, "answer": Answer.REFUSED.value, "words": words} for uid, words in queue.refused.items()]
    return JsonResponse({"server_at": at.isoformat(), "answers": answers + refused})


def _said(reply: Reply) -> dict[str, Any]:
    said: dict[str, Any] = {"uid": str(reply.uid), "answer": reply.answer.value, "words": reply.words}
    if reply.booking_id is not None:
        said["booking"] = reply.booking_id
    if reply.attendance is not None:
        said |= {"status": reply.attendance.status, "minutes": reply.attendance.minutes, "saw": reply.saw}
    return said
