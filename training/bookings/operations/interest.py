"""Asking to be told when a session has a date, and taking that back."""

from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from people.models import Organisation, Person, Role
from training.bookings import emails
from training.bookings.models import Interest
from training.bookings.operations.confirming import tell_profile
from training.bookings.operations.refusals import NotYourAddress
from training.bookings.queries import active_interest, who_asked, with_undated
from training.sessions.models import UndatedSession
from training.sessions.operations import AlreadyDated, lock_undated, refuse_unless_collecting


@transaction.atomic
def ask_to_be_told(
    *,
    undated: UndatedSession,
    email: str,
    name: str,
    role: Role,
    organisation: Organisation,
    by: Person | None,
    at: datetime,
) -> Interest:
    """Note that somebody wants to come once the date is set, and send them the link by which to take that back. Asking
    twice changes nothing: the first time, and its place in the order, stands.

    Refusals: AlreadyDated, UndatedWithdrawn, NotAskedAbout, NotYourAddress.
    """
    email = Person.objects.normalize_email(email)
    if by is not None and by.email != email:
        raise NotYourAddress
    new = Interest(
        undated=undated, person=by, email=email, name=" ".join(name.split()), role=role, organisation=organisation,
        asked_at=at,
    )  # fmt: skip
    if by is not None:
        tell_profile(person=by, said=new, at=at)  # a profile is written before an undated session is locked
    new.undated = lock_undated(undated_id=undated.pk)
    refuse_unless_collecting(new.undated)
    first = active_interest(undated, email=email, person=by)
    if first is not None:
        return first
    new.save(force_insert=True)
    log(instance=new, action="training.interest.ask", user=by, data={"undated": undated.pk})
    emails.tell_interested(new, "interest_noted", at=at)
    return new


@transaction.atomic
def send_interest_link(*, interest: Interest, by: Person | None, at: datetime) -> None:
    """Send the link again to an address with which somebody asked who had asked already. How often is the caller's to
    limit."""
    log(instance=interest, action="training.interest.remind", user=by)
    emails.tell_interested(_fresh(interest), "interest_noted", at=at)


@transaction.atomic
def take_back_interest(*, interest: Interest, by: Person | None, at: datetime) -> Interest:
    """Stop being told. Doing it twice changes nothing. Refuses with AlreadyDated once the wish has become a place in
    line, which is given up as any other."""
    lock_undated(undated_id=interest.undated_id)
    kept = _fresh(interest)
    if kept.withdrawn_at is not None:
        return kept
    if kept.booking_id is not None:
        raise AlreadyDated(kept.undated.session)
    kept.withdrawn_at = at
    kept.save(update_fields=["withdrawn_at"])
    log(instance=kept, action="training.interest.take_back", user=by, data={"undated": kept.undated_id})
    return kept


def tell_of_withdrawal(undated: UndatedSession, by: Person | None, at: datetime) -> None:
    """Tell everyone who asked that the session is no longer planned. Called in the transaction that gives it up, with
    its row locked."""
    for interest in with_undated(who_asked(undated)):
        emails.tell_interested(interest, "interest_withdrawn", at=at)


def _fresh(interest: Interest) -> Interest:
    return with_undated(Interest.objects.all()).get(pk=interest.pk)
