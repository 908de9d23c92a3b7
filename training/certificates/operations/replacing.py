"""Making a certificate anew: another takes its place, with a number of its own, and the old one says so."""

from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from documents.signing import KeyUnusable
from people.accounts.names import readable
from people.models import Person
from training.certificates import emails
from training.certificates.document import print_certificate
from training.certificates.models import Certificate, NameRequest, NameRequestState, ReplacementReason
from training.certificates.operations.issuing import keep
from training.certificates.operations.refusals import (
    AlreadyDecided,
    AlreadyReplaced,
    AlreadyWithdrawn,
    AnotherStands,
    CannotBeSigned,
    NameNeeded,
    NameUnreadable,
    NothingToCorrect,
    NotWithdrawn,
    ReasonNeeded,
    SaysOtherwise,
)
from training.certificates.queries import earned_since_withdrawal, hash_of_words, latest_of, redraft, says_the_same

MOST_OF_A_NAME = 150


def correct_name(
    *,
    certificate: Certificate,
    name: str,
    asked: NameRequest | None = None,
    agreed: str = "",
    by: Person | None,
    at: datetime,
) -> Certificate:
    """Replace a certificate by one that bears the right name, and send it to the holder. Asking for the same again
    returns the one that was made. The person's own profile is theirs to change. `asked` is the request that is agreed
    to, if there was one; `agreed` the hash of the words that staff agreed to, where they saw them.

    Refusals: NameNeeded, NameUnreadable, NothingToCorrect, SaysOtherwise, AlreadyReplaced, AlreadyWithdrawn;
    AlreadyDecided, of the request.
    """
    return _replace(certificate, ReplacementReason.NAME_CORRECTED, plain_name(name), by, at, agreed=agreed, asked=asked)


def plain_name(typed: str) -> str:
    """A name without needless blanks. Refusals: NameNeeded, NameUnreadable."""
    name = " ".join(typed.split())
    if not name or len(name) > MOST_OF_A_NAME:
        raise NameNeeded
    if readable(name) != name:
        raise NameUnreadable
    return name


def replace(*, certificate: Certificate, reason: str, agreed: str = "", by: Person | None, at: datetime) -> Certificate:
    """Replace a certificate, and send the new one to the holder: with the details that its course and attendance have
    now; as a document made anew, which says the same; or reinstated, after a withdrawal in error. Asking for the same
    again returns the one that was made. `agreed` is as in `correct_name`.

    Refusals: ReasonNeeded where the reason is none of these, NothingToCorrect, SaysOtherwise, AlreadyReplaced,
    AlreadyWithdrawn, NotWithdrawn, AnotherStands.
    """
    if reason not in ReplacementReason.values or reason == ReplacementReason.NAME_CORRECTED:
        raise ReasonNeeded
    return _replace(certificate, reason, certificate.holder_name, by, at, agreed=agreed)


def _replace(
    certificate: Certificate,
    reason: str,
    name: str,
    by: Person | None,
    at: datetime,
    *,
    agreed: str,
    asked: NameRequest | None = None,
) -> Certificate:
    """As in issuing, the document is made before the transaction, which then only writes."""
    old = Certificate.objects.select_related("person", "course", "attendance__course", "attendance__session").get(
        pk=certificate.pk
    )
    if made := _made_before(old, reason, name, agreed):
        return made
    refuse_to_replace(old, reason, name, at)
    new = redraft(old, reason=reason, name=name, at=at)
    if not _says(new, agreed):
        raise SaysOtherwise
    try:
        pdf = print_certificate(new)
    except KeyUnusable as error:
        raise CannotBeSigned from error
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(pk=old.person_id)  # as whoever issues them one
        locked = Certificate.objects.select_for_update(no_key=True).get(pk=old.pk)
        if made := _made_before(locked, reason, name, agreed):
            return made
        _refuse_as_it_stands(locked, reason)
        _refuse_if_decided(asked)
        locked.replaced_at, locked.replacement_reason = at, reason
        locked.save(update_fields=["replaced_at", "replacement_reason"])
        new.replaces = locked
        keep(new, pdf)
        _close_requests(locked, new, at)
        emails.send_replaced(new, pdf)
        data = {"reason": reason, "replaces": locked.number}
        log(instance=new, action="training.certificate.replace", user=by, data=data)
    return new


def refuse_to_replace(certificate: Certificate, reason: str, name: str, at: datetime) -> None:
    """Refuse what makes no sense for a certificate as it stands, or would make one that says the same."""
    _refuse_as_it_stands(certificate, reason)
    corrects = (ReplacementReason.NAME_CORRECTED, ReplacementReason.DETAILS_CORRECTED)
    if reason in corrects and says_the_same(certificate, redraft(certificate, reason=reason, name=name, at=at)):
        raise NothingToCorrect


def _refuse_as_it_stands(certificate: Certificate, reason: str) -> None:
    if certificate.replaced_at:
        raise AlreadyReplaced(latest_of(certificate))
    if reason != ReplacementReason.REINSTATED:
        if certificate.withdrawn_at:
            raise AlreadyWithdrawn
        return
    if not certificate.withdrawn_at:
        raise NotWithdrawn
    if other := earned_since_withdrawal(certificate):
        raise AnotherStands(other)


def _refuse_if_decided(asked: NameRequest | None) -> None:
    if asked is None:
        return
    if NameRequest.objects.select_for_update(no_key=True).get(pk=asked.pk).state != NameRequestState.OPEN:
        raise AlreadyDecided


def _close_requests(old: Certificate, new: Certificate, at: datetime) -> None:
    """A request is agreed to once the name stands as it was asked for; any other is about the new certificate now."""
    still_open = NameRequest.objects.filter(certificate=old, state=NameRequestState.OPEN)
    still_open.filter(name=new.holder_name).update(state=NameRequestState.AGREED, decided_at=at)
    still_open.update(certificate=new)


def _made_before(certificate: Certificate, reason: str, name: str, agreed: str) -> Certificate | None:
    """What took its place, where that is the very thing that is asked for again."""
    if certificate.replacement_reason != reason:
        return None
    made = Certificate.objects.get(replaces=certificate)
    return made if made.holder_name == name and _says(made, agreed) else None


def _says(certificate: Certificate, agreed: str) -> bool:
    """Whether it says what was agreed to, where anybody saw that."""
    return not agreed or hash_of_words(certificate) == agreed
