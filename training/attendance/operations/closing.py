"""Closing a register once it is done, and opening it again."""

from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from people.models import Person
from training.attendance.models import ClosedRegister
from training.attendance.operations.refusals import StillUnmarked, refuse_unless_open
from training.attendance.queries.closing import closing_of, summary
from training.sessions.models import Session
from training.sessions.operations import lock_session


@transaction.atomic
def close_register(
    *, session: Session, by: Person | None, at: datetime, despite_unmarked: bool = False
) -> ClosedRegister:
    """Say that a register is done. From then on nothing is marked in it, and every device forgets the names; what was
    marked before is still taken when it arrives. Closing twice changes nothing.

    Refusals: TooSoon, SessionCalledOff; StillUnmarked, with their names, while somebody is unmarked, unless
    `despite_unmarked` says that this is known.
    """
    session = lock_session(session_id=session.pk)
    refuse_unless_open(session, at=at)
    closed = closing_of(session)
    if closed is not None:
        return closed
    unmarked = summary(session).unmarked
    if unmarked and not despite_unmarked:
        raise StillUnmarked(unmarked)
    closed = ClosedRegister.objects.create(session=session, closed_at=at, closed_by=by)
    log(instance=session, action="training.register.close", user=by, data={"unmarked": len(unmarked)})
    return closed


@transaction.atomic
def reopen_register(*, session: Session, by: Person | None, at: datetime) -> None:
    """Let a register be marked again. Opening one that is open changes nothing."""
    lock_session(session_id=session.pk)
    opened, _ = ClosedRegister.objects.filter(session=session).delete()
    if opened:
        log(instance=session, action="training.register.reopen", user=by)
