"""Who is let in where headcounts are recorded, and how a device that sends them is answered."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from people.accounts.policies import signed_in_person
from people.models import Person
from training.attendance import operations
from training.attendance.forms.sending import SendingRefused, Sent, read_sent
from training.attendance.models import Headcount
from training.attendance.operations import Receipt
from training.attendance.operations.claims import Answer
from training.attendance.policies import may_change_headcount, may_record_headcounts


def for_counters(view: Callable[[HttpRequest, Person], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let in those who may record headcounts: others are asked to sign in, or refused."""

    @never_cache
    @login_required
    @wraps(view)
    def checked(request: HttpRequest) -> HttpResponseBase:
        person = signed_in_person(request)
        if person is None or not may_record_headcounts(person):
            raise PermissionDenied
        return view(request, person)

    return checked


def for_its_counters(
    view: Callable[[HttpRequest, Person, Headcount], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Let in whoever recorded the headcount, and programme managers."""

    @never_cache
    @login_required
    @wraps(view)
    def checked(request: HttpRequest, headcount_id: int) -> HttpResponseBase:
        person = signed_in_person(request)
        ready = Headcount.objects.select_related("organisation__kind__sector", "local_authority", "topic")
        headcount = get_object_or_404(ready, pk=headcount_id)
        if person is None or not may_change_headcount(person, headcount):
            raise PermissionDenied
        return view(request, person, headcount)

    return checked


@require_POST
@never_cache
def headcount_send(request: HttpRequest) -> JsonResponse:
    """Headcounts that a device kept while it had no signal; each is answered by its identifier. Sent again, they are
    answered again and change nothing. A device whose person is signed out is told so, and keeps what it has."""
    person = signed_in_person(request)
    if person is None:
        return JsonResponse({"error": "Sign in again, and they are sent."}, status=401)
    if not may_record_headcounts(person):
        return JsonResponse({"error": "You may not record headcounts."}, status=403)
    try:
        sent = read_sent(request.body)
    except SendingRefused as refusal:
        return JsonResponse({"error": str(refusal)}, status=400)
    told = [each.told for each in sent if each.told]
    receipts = iter(operations.record_headcounts(told=told, by=person, at=timezone.now()))
    return JsonResponse({"answers": [_answer(each, next(receipts) if each.told else None) for each in sent]})


def _answer(sent: Sent, receipt: Receipt | None) -> dict[str, str]:
    if receipt is None:
        return {"uid": sent.uid, "answer": Answer.REFUSED.value, "words": sent.refusal}
    return {"uid": sent.uid, "answer": receipt.answer.value, "words": str(receipt.refusal or "")}
