"""A holder's word that their name is wrong, and what staff decide."""

from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from people.models import Person
from training.certificates import emails
from training.certificates.models import Certificate, NameRequest, NameRequestState
from training.certificates.operations.refusals import (
    AlreadyDecided,
    AlreadyReplaced,
    AlreadyWithdrawn,
    AnswerNeeded,
    AskedAnew,
    NothingToCorrect,
)
from training.certificates.operations.replacing import correct_name, plain_name
from training.certificates.queries import latest_of


@transaction.atomic
def ask_for_name(*, certificate: Certificate, name: str, by: Person | None, at: datetime) -> NameRequest:
    """Ask staff to correct the holder's name. A certificate has one open request: asking again changes the name asked
    for, and asking for the same changes nothing.

    Refusals: NameNeeded, NameUnreadable, NothingToCorrect, AlreadyReplaced, AlreadyWithdrawn.
    """
    name = plain_name(name)
    certificate = Certificate.objects.select_for_update(no_key=True).get(pk=certificate.pk)
    if certificate.replaced_at:
        raise AlreadyReplaced(latest_of(certificate))
    if certificate.withdrawn_at:
        raise AlreadyWithdrawn
    if name == certificate.holder_name:
        raise NothingToCorrect
    request = NameRequest.objects.filter(certificate=certificate, state=NameRequestState.OPEN).first()
    if request and request.name == name:
        return request
    request = request or NameRequest(certificate=certificate)
    request.name, request.asked_at = name, at
    request.save()
    log(instance=certificate, action="training.certificate.ask_for_name", user=by)
    return request


def agree_to_name(*, request: NameRequest, name: str, by: Person | None, at: datetime) -> Certificate:
    """Correct the name as the holder asked, which is the one that staff saw; the request is closed with the new
    certificate. Agreeing twice makes one.

    Refusals: AlreadyDecided where it was declined, AskedAnew where it is another name by now, those of `correct_name`.
    """
    request.refresh_from_db()
    if request.state == NameRequestState.DECLINED:
        raise AlreadyDecided
    if request.name != name:
        raise AskedAnew
    return correct_name(certificate=request.certificate, name=name, asked=request, by=by, at=at)


@transaction.atomic
def decline_name(*, request: NameRequest, answer: str, by: Person | None, at: datetime) -> NameRequest:
    """Leave the name as it is, and tell the holder why in these words.

    Refusals: AnswerNeeded, AlreadyDecided.
    """
    if not answer.strip():
        raise AnswerNeeded
    request = NameRequest.objects.select_for_update(no_key=True, of=("self",)).get(pk=request.pk)
    if request.state != NameRequestState.OPEN:
        raise AlreadyDecided
    request.state, request.answer, request.decided_at = NameRequestState.DECLINED, answer.strip(), at
    request.save()
    emails.send_name_declined(request)
    log(instance=request.certificate, action="training.certificate.decline_name", user=by)
    return request
