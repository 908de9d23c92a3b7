"""Entering the list that an organisation signed."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from people.models import Organisation, Person
from training.attendance.models import AttendanceStatus, ClaimSource, SignedList
from training.attendance.operations.claims import Answer, Said
from training.attendance.operations.recording import record
from training.attendance.operations.refusals import MarkRefused
from training.attendance.queries.signed_lists import lists_of, people_of
from training.sessions.models import Session


@transaction.atomic
def enter_signed_list(
    *,
    session: Session,
    organisation: Organisation,
    listed: Collection[int],
    signed_by: str = "",
    by: Person,
    at: datetime,
) -> int:
    """Keep that an organisation signed for these of its people, by their bookings' keys, and return of how many that is
    news. A list entered again replaces the one before: whoever was on that and is not on this is claimed not to have
    been there. It is taken after the register is closed, too. The same list again changes nothing, and is kept once.

    Refusals: TooSoon, SessionCalledOff; MarkRefused where nobody is on it who has a place, nor was.
    """
    people: list[Any] = list(people_of(session, organisation))
    told = {each.pk: each.on_list for each in people}
    taken_off = [pk for pk, status in told.items() if status == AttendanceStatus.PRESENT and pk not in listed]
    of_whom = [pk for pk in told if pk in listed]
    if not of_whom and not taken_off:
        raise MarkRefused("Nobody is on this list. Tick those who are.")
    said = [Said(pk, AttendanceStatus.PRESENT, ClaimSource.SIGNED_LIST) for pk in of_whom]
    said += [Said(pk, AttendanceStatus.ABSENT, ClaimSource.SIGNED_LIST) for pk in taken_off]
    outcomes = record(session=session, said=said, by=by, at=at)
    news, signed_by = sum(each.answer == Answer.KEPT for each in outcomes), " ".join(signed_by.split())
    before = lists_of(session).filter(organisation=organisation).first()
    if before and not news and signed_by in ("", before.signed_by):
        return 0
    signed = SignedList.objects.create(
        session=session, organisation=organisation, signed_by=signed_by, entered_by=by, entered_at=at
    )
    data = {"people": len(of_whom), "taken_off": len(taken_off), "session": session.pk}
    log(instance=signed, action="training.signed_list.enter", user=by, data=data)
    return news
