"""Booking many colleagues at once, by name."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from django.db import IntegrityError, transaction
from django.db.models import Q
from wagtail.log_actions import log

from people.accounts.operations import open_account
from people.models import Organisation, Person
from training.bookings import emails
from training.bookings.models import Booking, BookingQuerySet, BookingStatus, GroupBooking, GroupTakes, NoticeKind
from training.bookings.operations.confirming import confirm
from training.bookings.operations.introducing import Colleague, introduce
from training.bookings.operations.pools import NotEnoughPlaces
from training.bookings.operations.refusals import AlreadyBooked, BookingRefused, NotEligible
from training.bookings.operations.telling import owe_all
from training.bookings.operations.waiting import lock_line, offer_places
from training.bookings.queries import with_session
from training.bookings.queries.eligibility import organisation_is_full, reasons_against, with_rules
from training.sessions.models import Session
from training.sessions.operations import SessionFull, lock_session, refuse_unless_open, take_places

HAS_ONE_ALREADY = "This person has a place in this session already, or waits for one."


class RowsRefused(BookingRefused):
    """Some of the colleagues cannot be booked; `reasons` holds a sentence for each of these, by place in the list."""

    def __init__(self, reasons: dict[int, str]) -> None:
        super().__init__("Some of these people cannot be booked. Nobody has been booked yet.")
        self.reasons = reasons


def book_group(
    *,
    session_id: int,
    organisation: Organisation,
    colleagues: Sequence[Colleague],
    online: bool = False,
    waits: GroupTakes | None = None,
    by: Person,
    at: datetime,
) -> GroupBooking:
    """Book colleagues by name, all or none of them; confirmed at once, and each is told. Whether `by` may speak for the
    organisation is the caller's to check. Accounts and bookings are written in the order of their addresses, so that
    two groups with the same people cannot wait for each other.

    `waits` puts them in line instead, as one turn for all or none, or as many turns. Then whatever is free is offered
    at once, in turn.
    Refusals: those of a session that is not open, or is called off meanwhile; RowsRefused with a reason for each person
    who cannot be booked; NotEnoughPlaces; NotEligible beyond the organisation's limit.
    """
    try:
        with transaction.atomic():
            return _book_group(session_id, organisation, colleagues, online, waits, by, at)
    except IntegrityError as error:
        refused = _already_booked(session_id, colleagues)
        if not refused:
            raise
        raise RowsRefused(refused) from error


def _book_group(
    session_id: int,
    organisation: Organisation,
    colleagues: Sequence[Colleague],
    online: bool,
    waits: GroupTakes | None,
    by: Person,
    at: datetime,
) -> GroupBooking:
    session = with_rules().get(pk=session_id)
    refuse_unless_open(session, at=at)
    _refuse_twice(colleagues)
    accounts = _accounts({_address(each) for each in colleagues}, by, at)
    people = [accounts[_address(each)] for each in colleagues]
    _refuse_rows(session, organisation, colleagues, people)
    group = GroupBooking.objects.create(
        session=session, organisation=organisation, lead=by, booked_at=at, takes=waits or GroupTakes.ALL_OR_NONE
    )
    status = BookingStatus.CONFIRMED if waits is None else BookingStatus.WAITING
    bookings = [
        Booking(
            session=session, person=person, email=person.email, name=each.name, role=each.role,
            organisation=organisation, group=group, booked_by=by, online=online and session.is_hybrid(), status=status,
            booked_at=at + timedelta(microseconds=number), confirmed_at=at if waits is None else None,
        )
        for number, (each, person) in enumerate(zip(colleagues, people, strict=True))
    ]  # fmt: skip
    bookings.sort(key=lambda booking: booking.email)  # as they are written; they wait in the order of the list
    for booking in bookings:
        introduce(accounts[booking.email], booking, at=at)
    Booking.objects.bulk_create(bookings)
    log(instance=group, action="training.group.book", user=by, data={"session": session_id, "people": len(bookings)})
    owe_all(bookings, NoticeKind.CONFIRMED if waits is None else NoticeKind.WAITING, at=at)
    if waits is None:
        _take_for_all(session, organisation, bookings)
    else:
        offer_places(lock_line(session_id=session_id, at=at), by, at)
    emails.tell_lead_of_group(group, "group_booked" if waits is None else "group_waiting")
    return group


def _accounts(addresses: set[str], by: Person, at: datetime) -> dict[str, Person]:
    """The account of each address: those that there are read at once, the others opened in the order of addresses."""
    there = Person.objects.select_related("role", "organisation").filter(email__in=addresses)
    accounts = {person.email: person for person in there}
    new = sorted(addresses - accounts.keys())
    return accounts | {address: open_account(email=address, by=by, at=at) for address in new}


def _refuse_rows(
    session: Session, organisation: Organisation, colleagues: Sequence[Colleague], people: Sequence[Person]
) -> None:
    full = organisation_is_full(session, organisation, more=0)
    if full:
        raise NotEligible(full)
    refused = _already_booked(session.pk, colleagues)
    without_limit = copy(session)  # which is the same for all of them, and asked above
    without_limit.places_per_organisation = None
    for number, (each, person) in enumerate(zip(colleagues, people, strict=True)):
        reasons = reasons_against(
            without_limit, person=person, role=each.role, organisation=organisation, more=0, told_to_others=True
        )
        if reasons and number not in refused:
            refused[number] = " ".join(reasons)
    if refused:
        raise RowsRefused(refused)


def _refuse_twice(colleagues: Sequence[Colleague]) -> None:
    seen: set[str] = set()
    refused = {}
    for number, each in enumerate(colleagues):
        if _address(each) in seen:
            refused[number] = "This email address is in the list twice."
        seen.add(_address(each))
    if refused:
        raise RowsRefused(refused)


def _already_booked(session_id: int, colleagues: Sequence[Colleague]) -> dict[int, str]:
    addresses = [_address(each) for each in colleagues]
    theirs = Q(email__in=addresses) | Q(person__email__in=addresses)
    active = Booking.objects.active().filter(theirs, session_id=session_id)
    taken = set(chain.from_iterable(active.values_list("email", "person__email")))
    return {number: HAS_ONE_ALREADY for number, address in enumerate(addresses) if address in taken}


def _address(colleague: Colleague) -> str:
    return Person.objects.normalize_email(colleague.email)


def _take_for_all(session: Session, organisation: Organisation, bookings: Sequence[Booking]) -> None:
    online = bookings[0].online
    try:
        take_places(session_id=session.pk, number=len(bookings), online=online)
    except SessionFull as full:
        session.refresh_from_db(fields=["places_held", "online_held"])
        raise NotEnoughPlaces(max(session.places_left(online=online), 0)) from full
    reasons = organisation_is_full(session, organisation, more=0)
    if reasons:
        raise NotEligible(reasons)


@dataclass(frozen=True)
class Answer:
    """What became of a group's offers: who has a place by them, and who has not, each with the reason."""

    accepted: list[Booking]
    refused: list[tuple[Booking, str]]


def accept_for_group(*, group: GroupBooking, by: Person, at: datetime) -> Answer:
    """Accept every offer that a group has, for its people, and say of each what became of it. Where the group takes all
    or none, and one of them cannot be accepted, nobody is; else each is accepted who can be."""
    if group.takes != GroupTakes.ALL_OR_NONE:
        return _accept_each(_offers_of(group), by, at)
    with transaction.atomic():
        _lock_offers(group, at)
        answer = _accept_each(_offers_of(group), by, at)
        if answer.refused:
            transaction.set_rollback(True)
            return Answer([], answer.refused)
    return answer


def _offers_of(group: GroupBooking) -> BookingQuerySet:
    offered = Booking.objects.filter(group=group, status=BookingStatus.OFFERED)
    return with_session(offered).select_related("person").order_by("pk")


def _lock_offers(group: GroupBooking, at: datetime) -> None:
    """Keep the offers of a group as they are until the transaction ends: with the session locked nobody ends them, or
    passes them on. What confirming writes of their people is written before that."""
    for booking in _offers_of(group).order_by("email"):
        if booking.person is not None:
            introduce(booking.person, booking, at=at)
    lock_session(session_id=group.session_id)


def _accept_each(offered: BookingQuerySet, by: Person, at: datetime) -> Answer:
    answer = Answer([], [])
    for booking in offered:
        try:
            answer.accepted.append(confirm(booking=booking, by=by, at=at))
        except BookingRefused as refusal:
            answer.refused.append((booking, _told_to_others(booking, refusal)))
    return answer


def _told_to_others(booking: Booking, refusal: BookingRefused) -> str:
    """The reason as somebody may read it who is not the person of the booking."""
    if isinstance(refusal, AlreadyBooked):
        return HAS_ONE_ALREADY
    if not isinstance(refusal, NotEligible):
        return str(refusal)
    session, organisation = with_rules().get(pk=booking.session_id), booking.organisation
    reasons = reasons_against(
        session, person=booking.person, role=booking.role, organisation=organisation, more=0, told_to_others=True
    )
    return " ".join(reasons) or BookingRefused.message
